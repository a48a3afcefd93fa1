"""The components a template declares, and what their properties say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ninelives.checklist.truth import Value
from ninelives.evidence.cloudformation.draft import Draft, existing
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import lookup
from ninelives.evidence.cloudformation.particulars import PARTICULARS
from ninelives.evidence.cloudformation.properties import DIALECT, component_settings
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import Foreign, Phrase, Pointer, spelled
from ninelives.evidence.model import Edge, Node, named
from ninelives.evidence.vocabulary import vocabulary

EXPRESS = "EXPRESS"
RULE = "AWS::Events::Rule"
MACHINES = ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine")
_CONNECTORS = frozenset({"eventbridge-pipe"})
_QUIET = frozenset(
    {
        "api-destination",
        "api-gateway",
        "appsync-api",
        "cognito-user-pool",
        "container-service",
        "dax-cluster",
        "iot-rule",
        "kafka-cluster",
        "log-group",
        "service",
    }
)
"""Types that belong on the map only where events come from them or go to them."""
_CDK_OWN = re.compile(
    r"BucketNotificationsHandler[0-9a-f]{8}"
    r"|Custom\w*CustomResourceProvider(Handler)?[0-9A-F]{8}"
    r"|LogRetention[0-9a-f]{32,}"
    r"|AWS679f53fac002430cb0da5b7982bd2287"
    r"|CustomCDKBucketDeployment[0-9A-F]{8}"
    r"|\w*(framework|Provider)(on(Event|IsComplete|Timeout))[0-9A-F]{8}"
)
_CDK_PATH = "aws:cdk:path"


def serves_the_cdk(resource: Resource) -> bool:
    """Whether a function only serves the CDK's own custom resources."""
    return bool(_CDK_OWN.match(resource.id)) and _cdk_path(resource) != ""


def declare(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Put a resource on the map if it is a component, its settings still empty."""
    component = component_of(resource, scope)
    draft.declared[scope.id(resource.id)] = (resource, scope)
    if not component or component in _CONNECTORS or serves_the_cdk(resource):
        return
    condition, exists = existing(resource, scope)
    draft.declare(
        Node(
            id=scope.id(resource.id),
            type=component,
            place=resource.place,
            name=_label(resource),
            kind=resource.kind,
            names=tuple(_names(draft, resource, component, scope)),
            condition=condition,
            exists=exists,
        )
    )


def component_of(resource: Resource, scope: Scope) -> str:
    """Give the component type of a resource, or empty."""
    kind = resource.kind
    if kind in MACHINES:
        step = "StateMachineType" if "Step" in kind else "Type"
        written = resource.properties.get(step)
        value = evaluate(written, scope).value if written else ""
        return f"step-functions-{'express' if value == EXPRESS else 'standard'}"
    if kind == RULE:
        scheduled = resource.properties.get("ScheduleExpression")
        return "eventbridge-schedule" if scheduled else ""
    return vocabulary().type_of(kind)


def settle(draft: Draft) -> None:
    """Read the settings of every component; all of them must be declared by now."""
    for node_id, (resource, scope) in draft.declared.items():
        if node_id not in draft.nodes or draft.nodes[node_id].outside:
            continue
        node = draft.nodes[node_id]
        settings = component_settings(
            draft, node.type, resource.properties, scope, resource.place
        )
        more = PARTICULARS.get(resource.kind)
        if more is not None:
            settings |= more(draft, resource, scope)
        draft.nodes[node_id] = replace(draft.nodes[node_id], settings=settings)


def prune(draft: Draft) -> None:
    """Take off the map what no event comes from or goes to; queues and such stay."""
    used = {end for edge in draft.edges for end in (edge.source, edge.target)}
    holders: tuple[Node | Edge, ...] = (*draft.nodes.values(), *draft.edges)
    used |= {
        value
        for holder in holders
        for one in holder.settings.values()
        for value in (one.value, *one.otherwise)
        if isinstance(value, str)
    }
    used |= {
        one.setting.value
        for one in draft.additions
        if isinstance(one.setting.value, str)
    }
    for node_id, node in list(draft.nodes.items()):
        quiet = node.outside or node.type in _QUIET
        if node_id not in used and (quiet or node.kind == RULE):
            del draft.nodes[node_id]


def _names(
    draft: Draft, resource: Resource, component: str, scope: Scope
) -> Iterator[str]:
    wanted = vocabulary().naming.get(component, {}).get(DIALECT, "")
    found = lookup(resource.properties, [wanted], scope) if wanted else None
    for value in (found.value, *found.otherwise) if found else ():
        text = draft.own(_name(value))
        if text:
            yield named(component, text)
            if component == "step-functions-express":  # its ARN doesn't say so
                yield named("step-functions-standard", text)


def _name(value: Value) -> str:
    if isinstance(value, Pointer | Foreign | Phrase):
        return spelled(value)
    return value if isinstance(value, str) else ""


def _label(resource: Resource) -> str:
    """Give what to show for what the CDK made: its path, without stack and Resource."""
    parts = _cdk_path(resource).split("/")[1:]
    if parts and parts[-1] in ("Resource", "Default"):
        parts.pop()
    return "/".join(parts)


def _cdk_path(resource: Resource) -> str:
    metadata = resource.body.get("Metadata")
    path = metadata.get(_CDK_PATH) if metadata else None
    return path.text() if path else ""
