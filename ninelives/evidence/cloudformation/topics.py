"""Subscriptions of topics: resources of their own, and those inside the topic."""

from __future__ import annotations

from dataclasses import replace

from ninelives.evidence.cloudformation.draft import Draft, End
from ninelives.evidence.cloudformation.intrinsics import evaluate
from ninelives.evidence.cloudformation.lookup import listed
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.properties import edge_settings
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.cloudformation.values import spelled
from ninelives.evidence.model import literal
from ninelives.evidence.tree import Tree

SUBSCRIPTION = "subscription"
TOPIC = "sns-topic"
PROTOCOLS = {
    "sqs": "sqs-queue",
    "lambda": "lambda-function",
    "firehose": "firehose-stream",
    "http": "http-endpoint",
    "https": "http-endpoint",
    "email": "service",
    "email-json": "service",
    "sms": "service",
    "application": "service",
}
"""Protocol → the type of component at its end."""


def subscription(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::SNS::Subscription."""
    properties = resource.properties
    topics = ends(draft, properties.get("TopicArn"), scope, TOPIC)
    settings = edge_settings(draft, SUBSCRIPTION, properties, scope)
    taking = _subscribers(draft, properties, scope)
    draft.connect(topics, taking, SUBSCRIPTION, resource, scope, settings)


def inline(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the subscriptions that stand inside an AWS::SNS::Topic."""
    topic = draft.nodes[scope.id(resource.id)]
    for one in listed(resource.properties.get("Subscription"), scope):
        settings = edge_settings(draft, SUBSCRIPTION, one.tree, scope)
        settings["inline"] = literal(value=True, place=one.tree.place)
        source = End(topic.id, topic.type, one.condition, one.exists)
        taking = _subscribers(draft, one.tree, scope)
        here = replace(resource, body=one.tree)
        draft.connect((source,), taking, SUBSCRIPTION, here, scope, settings)


def _subscribers(draft: Draft, tree: Tree, scope: Scope) -> tuple[End, ...]:
    protocol = tree.get("Protocol")
    value = evaluate(protocol, scope).value if protocol else ""
    component = PROTOCOLS.get(value, "") if isinstance(value, str) else ""
    endpoint = tree.get("Endpoint")
    if endpoint is None:
        return ()
    if component in ("http-endpoint", "service"):
        # an address is no component of the template, whatever it is made from
        text = spelled(evaluate(endpoint, scope).value) or "an address"
        node = draft.outside(text, component, endpoint.place, kind=str(value))
        return (End(node.id, node.type),)
    return ends(draft, endpoint, scope, component)
