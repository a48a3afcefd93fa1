"""The reader of CloudFormation, SAM and the CDK's output: one template with its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ninelives.errors import Problem, Unusable
from ninelives.evidence.cloudformation import (
    apis,
    buckets,
    functions,
    graphql,
    others,
    pollers,
    rules,
    safeguards,
    streams,
    topics,
    workflows,
)
from ninelives.evidence.cloudformation.draft import Draft
from ninelives.evidence.cloudformation.exports import export
from ninelives.evidence.cloudformation.nodes import (
    declare,
    prune,
    serves_the_cdk,
    settle,
)
from ninelives.evidence.cloudformation.sam.events import HOOK
from ninelives.evidence.cloudformation.sam.transform import transform
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.stacks import named_in, nest
from ninelives.evidence.cloudformation.template import (
    Resource,
    Template,
    looks_like_template,
    read_template,
)
from ninelives.evidence.model import Graph, Source, Unit
from ninelives.evidence.sources import read_text
from ninelives.evidence.tree import read_tree

Draw = Callable[[Draft, Resource, Scope], None]
DRAWN: Mapping[str, Draw] = {
    "AWS::ApiGateway::Method": apis.method,
    "AWS::ApiGateway::RestApi": apis.document,
    "AWS::ApiGatewayV2::Api": apis.document,
    "AWS::ApiGatewayV2::Integration": apis.integration,
    "AWS::AppSync::DataSource": graphql.source,
    "AWS::AutoScaling::LifecycleHook": others.lifecycle_hook,
    "AWS::CloudWatch::Alarm": safeguards.alarm,
    "AWS::Cognito::UserPool": others.user_pool,
    "AWS::DynamoDB::Table": streams.table,
    "AWS::DynamoDB::GlobalTable": streams.global_table,
    "AWS::Events::Archive": safeguards.archive,
    "AWS::Events::Rule": rules.rule,
    "AWS::IoT::TopicRule": others.iot_rule,
    "AWS::KinesisFirehose::DeliveryStream": streams.firehose,
    "AWS::Lambda::EventSourceMapping": pollers.mapping,
    "AWS::Lambda::Function": functions.dead_letters,
    "AWS::Lambda::Permission": safeguards.permission,
    "AWS::Logs::SubscriptionFilter": streams.log_subscription,
    "AWS::Pipes::Pipe": pollers.pipe,
    "AWS::S3::Bucket": buckets.bucket,
    "AWS::SES::ReceiptRule": others.receipt_rule,
    "AWS::SNS::Subscription": topics.subscription,
    "AWS::SNS::Topic": topics.inline,
    "AWS::SNS::TopicPolicy": safeguards.policy,
    "AWS::SQS::QueuePolicy": safeguards.policy,
    "AWS::Scheduler::Schedule": rules.schedule,
    "AWS::StepFunctions::StateMachine": workflows.machine,
    "Custom::S3BucketNotifications": buckets.custom,
    HOOK: others.hook,
}
"""Kind of resource → what draws the edges it declares."""
DRAWN_LAST: Mapping[str, Draw] = {
    "AWS::Lambda::EventInvokeConfig": functions.invoke_config,
}
"""What looks at how the function is called, so that all calls must be drawn."""


def units(sources: Iterable[Source]) -> Iterator[Unit]:
    """Give each template that no other one nests, with those that it nests."""
    found: dict[Path, tuple[Source, list[Path]]] = {}
    for source in sources:
        try:
            text = read_text(source)
        except Unusable:
            yield Unit(source.name, (source,))  # to be told why when it is read
            continue
        if looks_like_template(text):
            inner = [one.resolve() for one in named_in(text, source.name)]
            found[source.path.resolve()] = (source, inner)
    nested = {path for _, inner in found.values() for path in inner}
    roots = [path for path in found if path not in nested] or list(found)
    claimed: set[Path] = set()
    for root in roots:
        files = list(_below(root, found))
        claimed.update(one.path.resolve() for one in files)
        yield Unit(files[0].name, tuple(files))
    for path in found:  # templates that nest each other in a circle
        if path not in claimed:
            yield Unit(found[path][0].name, (found[path][0],))


def _below(
    root: Path, found: Mapping[Path, tuple[Source, list[Path]]]
) -> Iterator[Source]:
    waiting, seen = [root], {root}
    while waiting:
        path = waiting.pop(0)
        if path not in found:
            continue
        source, inner = found[path]
        yield source
        waiting.extend(one for one in inner if one not in seen)
        seen.update(inner)


def read(unit: Unit) -> Graph:
    """Read a template and the local ones it nests into a graph; raises `Unusable`."""
    problems: list[Problem] = []
    files: list[str] = []

    def open_template(source: Source) -> Template:
        tree = read_tree(read_text(source), source.name, problems)
        files.append(source.name)
        template = read_template(tree)
        problems.extend(template.problems)
        return template

    def open_nested(path: Path) -> Template:
        known = {one.path.resolve(): one for one in unit.files}
        source = known.get(path.resolve(), Source(path, path.as_posix()))
        try:
            return transform(open_template(source))
        except Unusable as error:
            problems.extend(error.problems)
            raise

    template = open_template(unit.files[0])
    scope = Scope(transform(template))
    nest(scope, open_nested, (str(unit.files[0].path),))
    draft = draw(scope)
    dialect = "sam" if template.serverless else "cloudformation"
    if _is_cdk(template):
        dialect = "cdk"
    return Graph(
        nodes=tuple(draft.nodes.values()),
        edges=tuple(draft.edges),
        additions=tuple(draft.additions),
        problems=(*problems, *draft.problems),
        files=tuple(dict.fromkeys(files)),
        dialects=(dialect,),
    )


def draw(scope: Scope) -> Draft:
    """Draw a template in its scope, nested stacks included."""
    draft = Draft(scope.template.name)
    scopes = list(_scopes(scope))
    for one in scopes:
        for resource in one.template.resources.values():
            declare(draft, resource, one)
    for one in scopes:
        export(draft, one)
    settle(draft)
    for kinds in (DRAWN, DRAWN_LAST):
        for one in scopes:
            for resource in one.template.resources.values():
                if resource.kind in kinds and not serves_the_cdk(resource):
                    kinds[resource.kind](draft, resource, one)
    buckets.merge(draft)
    prune(draft)
    return draft


def _scopes(scope: Scope) -> Iterator[Scope]:
    yield scope
    for child in scope.children.values():
        yield from _scopes(child)


def _is_cdk(template: Template) -> bool:
    return any(
        one.kind == "AWS::CDK::Metadata"
        or ((inner := one.body.get("Metadata")) and inner.get("aws:cdk:path"))
        for one in template.resources.values()
    )
