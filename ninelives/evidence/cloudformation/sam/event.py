"""One event as SAM writes it: who takes it, and who must be let in for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ninelives.evidence.cloudformation.sam.alias import alias_id, invoked
from ninelives.evidence.cloudformation.template import Resource, made
from ninelives.evidence.tree import Tree

_INVOKERS = {
    "Api": "apigateway",
    "CloudWatchEvent": "events",
    "CloudWatchLogs": "logs",
    "Cognito": "cognito-idp",
    "EventBridgeRule": "events",
    "HttpApi": "apigateway",
    "IoTRule": "iot",
    "S3": "s3",
    "SNS": "sns",
    "Schedule": "events",
}
"""Type of event → the service that SAM lets invoke the function."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as written, and who takes it."""

    id: str
    """The logical id SAM gives what it makes: that of the owner, then the event's."""
    properties: Tree
    owner: Resource

    @property
    def target(self) -> Mapping[str, object]:
        """A reference to who takes it."""
        if self.owner.kind.endswith("StateMachine"):
            return {"Ref": self.owner.id}
        if alias_id(self.owner):
            return invoked(self.owner)
        return {"Fn::GetAtt": [self.owner.id, "Arn"]}

    def get(self, name: str) -> Tree | None:
        """Give a property of the event."""
        return self.properties.get(name)

    def some(self, *names: str) -> dict[str, Tree]:
        """Give those of some properties that are written."""
        return {name: one for name in names if (one := self.get(name)) is not None}

    def make(self, suffix: str, kind: str, properties: dict[str, object]) -> Resource:
        """Give a resource that this event makes."""
        condition = self.owner.condition
        return made(self.id + suffix, kind, properties, self.properties, condition)


def permission(event: Event, kind: str) -> Iterator[Resource]:
    """Give the permission that SAM makes for what invokes a function."""
    service = _INVOKERS.get(kind)
    if service and event.owner.kind.endswith("Function") and not queued(event):
        let: dict[str, object] = {
            "FunctionName": invoked(event.owner),
            "Principal": f"{service}.amazonaws.com",
        }
        yield event.make("Permission", "AWS::Lambda::Permission", let)


def queued(event: Event) -> bool:
    """Whether a queue stands between a topic and the function."""
    between = event.get("SqsSubscription")
    return between is not None and between.value not in (False, "false", None)
