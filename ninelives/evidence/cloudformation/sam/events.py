"""Events of functions and state machines: the mappings and rules they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ninelives.evidence.cloudformation.pollers import SOURCE_TYPE
from ninelives.evidence.cloudformation.sam.alias import invoked
from ninelives.evidence.cloudformation.sam.event import Event, permission, queued
from ninelives.evidence.cloudformation.sam.sinks import admitting, dead_letters
from ninelives.evidence.cloudformation.sam.workshop import Workshop
from ninelives.evidence.cloudformation.template import Resource, made
from ninelives.evidence.tree import Tree

HOOK = "SAM::Hook"
"""Our own kind: a resource calls a function, with the properties Source and Target."""


def events(owner: Resource, shop: Workshop) -> Iterator[Resource]:
    """Give everything that the events of a function or state machine make."""
    written = owner.properties.get("Events")
    for name, tree in written.items() if written else ():
        kind = tree.get("Type")
        make = _MAKERS.get(kind.text()) if kind else None
        if make is None:
            continue
        properties = tree.get("Properties")
        if properties is None or not isinstance(properties.value, dict):
            properties = tree.like({})
        event = Event(owner.id + name, _standing(properties, tree), owner)
        yield from make(event, shop)
        yield from permission(event, kind.text() if kind else "")


def _standing(properties: Tree, event: Tree) -> Tree:
    return properties._replace(line=event.line, column=event.column)


def _polled(
    source: str, component: str
) -> Callable[[Event, Workshop], Iterator[Resource]]:
    """Give the maker of an event source mapping; `source` is the key of its source."""

    def make(event: Event, shop: Workshop) -> Iterator[Resource]:
        del shop
        properties = dict(event.properties.value)
        arn = properties.pop(source, None) if source else None
        if arn is not None:
            properties["EventSourceArn"] = arn
        properties["FunctionName"] = invoked(event.owner)
        yield _typed(
            event.make("", "AWS::Lambda::EventSourceMapping", properties), component
        )

    return make


def _typed(mapping: Resource, component: str) -> Resource:
    body = mapping.body
    told = {**body.value, SOURCE_TYPE: body.like(component)}
    return replace(mapping, body=body._replace(value=told))


def _topic(event: Event, shop: Workshop) -> Iterator[Resource]:
    shared: dict[str, object] = {
        "TopicArn": event.get("Topic"),
        **event.some("FilterPolicy", "FilterPolicyScope", "RedrivePolicy"),
    }
    between = event.get("SqsSubscription")
    if between is None or not queued(event):
        ends: dict[str, object] = {"Protocol": "lambda", "Endpoint": event.target}
        yield event.make("", "AWS::SNS::Subscription", {**shared, **ends})
        return
    given = between.get("QueueArn")
    queue: object = given
    if given is None:
        fifo = shop.told(event.get("Topic"), "FifoTopic")
        own = event.make("Queue", "AWS::SQS::Queue", {"FifoQueue": fifo})
        yield own
        queue = {"Fn::GetAtt": [own.id, "Arn"]}
    own_url = {"Ref": f"{event.id}Queue"}
    let = admitting("sns.amazonaws.com", between.get("QueueUrl") or own_url)
    yield event.make("QueuePolicy", "AWS::SQS::QueuePolicy", let)
    ends = {"Protocol": "sqs", "Endpoint": queue}
    yield event.make("", "AWS::SNS::Subscription", {**shared, **ends})
    mapping: dict[str, object] = {
        "EventSourceArn": queue,
        "FunctionName": invoked(event.owner),
        "BatchSize": between.get("BatchSize") or 10,
        "Enabled": between.get("Enabled") or True,
    }
    kind = "AWS::Lambda::EventSourceMapping"
    yield _typed(event.make("EventSourceMapping", kind, mapping), "sqs-queue")


def _bucket(event: Event, shop: Workshop) -> Iterator[Resource]:
    del shop
    told = event.get("Events")
    entry: dict[str, object] = {
        "LambdaFunctionArn": event.target,
        "Events": told.like(list(told.entries())) if told else [],
        **event.some("Filter"),
    }
    yield event.make(
        "",
        "Custom::S3BucketNotifications",
        {
            "BucketName": event.get("Bucket"),
            "NotificationConfiguration": {"LambdaFunctionConfigurations": [entry]},
        },
    )


def _target(event: Event, *names: str) -> tuple[dict[str, object], list[Resource]]:
    """Give the target of a rule or schedule, and the queue made for its failures."""
    written = event.get("DeadLetterConfig")
    dead, sinks = dead_letters(written, event.id, event.owner.condition)
    target: dict[str, object] = {"Arn": event.target, **event.some(*names)}
    if dead is not None:
        target["DeadLetterConfig"] = dead
    return target, sinks


def _state(event: Event) -> dict[str, object]:
    """Give `State`, which older events spell `Enabled`."""
    written = event.get("State")
    if written is not None:
        return {"State": written}
    enabled = event.get("Enabled")
    if enabled is None or not isinstance(enabled.value, bool):
        return {}
    return {"State": enabled.like("ENABLED" if enabled.value else "DISABLED")}


def _scheduled(event: Event, shop: Workshop) -> Iterator[Resource]:
    del shop
    target, queues = _target(event, "Input", "RetryPolicy")
    yield from queues
    properties: dict[str, object] = {
        "ScheduleExpression": event.get("Schedule") or "",
        "Targets": [target],
        **_state(event),
    }
    yield event.make("", "AWS::Events::Rule", properties)


def _scheduler(event: Event, shop: Workshop) -> Iterator[Resource]:
    del shop
    target, queues = _target(event, "Input", "RetryPolicy")
    yield from queues
    properties: dict[str, object] = {
        **event.some("ScheduleExpression", "FlexibleTimeWindow", "Name"),
        "Target": target,
        **_state(event),
    }
    yield event.make("", "AWS::Scheduler::Schedule", properties)


def _matched(event: Event, shop: Workshop) -> Iterator[Resource]:
    del shop
    target, queues = _target(
        event, "Input", "InputPath", "InputTransformer", "RetryPolicy"
    )
    yield from queues
    properties: dict[str, object] = {
        "EventPattern": event.get("Pattern") or event.get("EventPattern") or {},
        **event.some("EventBusName"),
        "Targets": [target],
        **_state(event),
    }
    yield event.make("", "AWS::Events::Rule", properties)


def _logs(event: Event, shop: Workshop) -> Iterator[Resource]:
    del shop
    properties: dict[str, object] = {
        **event.some("LogGroupName", "FilterPattern"),
        "DestinationArn": event.target,
    }
    yield event.make("", "AWS::Logs::SubscriptionFilter", properties)


def _things(event: Event, shop: Workshop) -> Iterator[Resource]:
    del shop
    payload = {"Actions": [{"Lambda": {"FunctionArn": event.target}}]}
    yield event.make("", "AWS::IoT::TopicRule", {"TopicRulePayload": payload})


def _called(
    key: str, implicit: str, kind: str
) -> Callable[[Event, Workshop], Iterator[Resource]]:
    """Give the maker of a call from an API, the one SAM makes where none is named."""

    def make(event: Event, shop: Workshop) -> Iterator[Resource]:
        written = event.get(key)
        api: object = written
        if written is None:
            api = {"Ref": implicit}
            if not shop.written(implicit):
                yield made(implicit, kind, {}, event.properties)
        elif isinstance(written.value, str):
            api = {"Ref": written.value}
        properties: dict[str, object] = {"ApiId": api, "IntegrationUri": event.target}
        yield event.make("", "AWS::ApiGatewayV2::Integration", properties)

    return make


def _users(event: Event, shop: Workshop) -> Iterator[Resource]:
    del shop
    yield event.make(
        "", HOOK, {"Source": event.get("UserPool"), "Target": event.target}
    )


_MAKERS: Mapping[str, Callable[[Event, Workshop], Iterator[Resource]]] = {
    "SQS": _polled("Queue", "sqs-queue"),
    "Kinesis": _polled("Stream", "kinesis-stream"),
    "DynamoDB": _polled("Stream", "dynamodb-table"),
    "MSK": _polled("Stream", "kafka-cluster"),
    "MQ": _polled("Broker", "service"),
    "SelfManagedKafka": _polled("", "kafka-cluster"),
    "DocumentDB": _polled("Cluster", "service"),
    "SNS": _topic,
    "S3": _bucket,
    "Schedule": _scheduled,
    "ScheduleV2": _scheduler,
    "CloudWatchEvent": _matched,
    "EventBridgeRule": _matched,
    "CloudWatchLogs": _logs,
    "IoTRule": _things,
    "Api": _called("RestApiId", "ServerlessRestApi", "AWS::ApiGateway::RestApi"),
    "HttpApi": _called("ApiId", "ServerlessHttpApi", "AWS::ApiGatewayV2::Api"),
    "Cognito": _users,
}
