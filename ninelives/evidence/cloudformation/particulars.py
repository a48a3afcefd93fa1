"""Settings of components that no single property says: encryption, expiry, streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.evidence.cloudformation.draft import Draft
from ninelives.evidence.cloudformation.lookup import active, listed, lookup
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import Foreign, Phrase, Pointer
from ninelives.evidence.model import Origin, Setting, default, literal
from ninelives.evidence.tree import Tree
from ninelives.evidence.vocabulary import shaped, vocabulary

Settings = dict[str, Setting]
_MANAGED = "alias/aws/"


def _queue(draft: Draft, resource: Resource, scope: Scope) -> Settings:
    del draft
    settings = _kept(resource)
    key = lookup(resource.properties, ["KmsMasterKeyId"], scope)
    if key is not None and key.value not in (ABSENT, ""):
        return {**settings, "encryption": _keyed(key)}
    managed = lookup(resource.properties, ["SqsManagedSseEnabled"], scope)
    if managed is None:
        return {**settings, "encryption": default("service", resource.place)}
    words: Mapping[Value, str] = {True: "service", "true": "service"}
    return {**settings, "encryption": _chosen(managed, words, "none")}


def _topic(draft: Draft, resource: Resource, scope: Scope) -> Settings:
    del draft
    key = lookup(resource.properties, ["KmsMasterKeyId"], scope)
    if key is None or key.value in (ABSENT, ""):
        return {"encryption": default("none", resource.place)}
    return {"encryption": _keyed(key)}


def _keyed(key: Setting) -> Setting:
    def kind(value: Value) -> Value:
        if isinstance(value, str):
            return "managed-key" if _MANAGED in value else "customer-key"
        if isinstance(value, Pointer | Phrase):
            return "customer-key"
        return "none" if value is ABSENT else UNKNOWN

    value = kind(key.value)
    origin = Origin.LITERAL if isinstance(key.value, Pointer | Phrase) else key.origin
    others = tuple(kind(one) for one in key.otherwise)
    return replace(key, value=value, otherwise=others, origin=origin)


def _chosen(found: Setting, words: Mapping[Value, str], rest: str) -> Setting:
    def word(value: Value) -> Value:
        if isinstance(value, str | bool):
            return words.get(value, rest)
        return UNKNOWN

    others = tuple(word(one) for one in found.otherwise)
    return replace(found, value=word(found.value), otherwise=others)


def _kept(resource: Resource) -> Settings:
    policy = resource.body.get("DeletionPolicy")
    if policy is None or not isinstance(policy.value, str):
        return {}
    return {"deletion_policy": literal(policy.value, policy.place)}


def _bucket(draft: Draft, resource: Resource, scope: Scope) -> Settings:
    del draft
    settings = _kept(resource)
    rules = lookup(resource.properties, ["LifecycleConfiguration"], scope)
    if rules is None:
        return settings
    tree = resource.properties.get("LifecycleConfiguration")
    found = tree.get("Rules") if tree else None
    for rule in listed(found, scope):
        for name in (
            "ExpirationInDays",
            "ExpirationDate",
            "NoncurrentVersionExpiration",
        ):
            one = rule.tree.get(name)
            if one is not None:
                settings["lifecycle_expiry"] = literal(value=True, place=one.place)
    return settings


def _stored(draft: Draft, resource: Resource, scope: Scope) -> Settings:
    del draft, scope
    return _kept(resource)


def _global_table(draft: Draft, resource: Resource, scope: Scope) -> Settings:
    """Read what a global table says of each replica; all must agree to be known."""
    del draft
    settings = _kept(resource)
    terms = vocabulary().components["dynamodb-table"]
    replicas = [one.tree for one in listed(resource.properties.get("Replicas"), scope)]
    paths = {
        "point_in_time_recovery": terms["point_in_time_recovery"].paths,
        "deletion_protection": terms["deletion_protection"].paths,
    }
    for name, path in paths.items():
        found = [
            lookup(one, path["cloudformation"].split("."), scope) for one in replicas
        ]
        if found and all(one is not None for one in found):
            known = [shaped(terms[name], one) for one in found if one is not None]
            worst = [one for one in known if one.value is not True]
            settings[name] = worst[0] if worst else known[0]
    if len(replicas) == 1:
        settings["replicas"] = literal(ABSENT, resource.place)
    return settings


def _firehose(draft: Draft, resource: Resource, scope: Scope) -> Settings:
    """Read the destination, whichever it is; only one can be set."""
    del draft
    settings: Settings = {}
    for name, tree in resource.properties.items():
        if not name.endswith("DestinationConfiguration"):
            continue
        chosen = active(tree, scope)
        if chosen is None:
            continue
        read = {
            "retry_duration": ("RetryOptions.DurationInSeconds",),
            "backup_mode": ("S3BackupMode",),
            "error_prefix": ("ErrorOutputPrefix", "S3Configuration.ErrorOutputPrefix"),
        }
        for setting, paths in read.items():
            for path in paths:
                found = lookup(chosen, path.split("."), scope)
                if found is not None:
                    settings[setting] = _scalar(found)
        settings |= _switches(chosen, scope)
    return settings


def _switches(tree: Tree, scope: Scope) -> Settings:
    settings = {}
    for name, path in (
        ("transform", ["ProcessingConfiguration", "Enabled"]),
        ("dynamic_partitioning", ["DynamicPartitioningConfiguration", "Enabled"]),
    ):
        found = lookup(tree, path, scope)
        if found is not None:
            settings[name] = _chosen(found, {True: "on", "true": "on"}, "off")
            value = {"on": True, "off": ABSENT}.get(str(settings[name].value), UNKNOWN)
            settings[name] = replace(found, value=value, otherwise=())
    return settings


def _scalar(found: Setting) -> Setting:
    value = found.value
    if isinstance(value, Foreign | Pointer):
        value = UNKNOWN
    elif isinstance(value, Phrase):
        value = True
    elif isinstance(value, str) and value.isdigit():
        value = int(value)
    return replace(found, value=value, otherwise=())


PARTICULARS: Mapping[str, Callable[[Draft, Resource, Scope], Settings]] = {
    "AWS::SQS::Queue": _queue,
    "AWS::SNS::Topic": _topic,
    "AWS::S3::Bucket": _bucket,
    "AWS::DynamoDB::Table": _stored,
    "AWS::Events::Archive": _stored,
    "AWS::DynamoDB::GlobalTable": _global_table,
    "AWS::KinesisFirehose::DeliveryStream": _firehose,
}
"""What reads the particulars of a kind of resource."""
