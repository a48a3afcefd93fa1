"""What feeds streams: a table into Kinesis, Kinesis into Firehose, logs into either."""

from __future__ import annotations

from ninelives.evidence.cloudformation.draft import Draft, End
from ninelives.evidence.cloudformation.lookup import branches, listed
from ninelives.evidence.cloudformation.meaning import ends
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.template import Resource
from ninelives.evidence.model import literal


def table(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the Kinesis stream that takes the changes of an AWS::DynamoDB::Table."""
    node = draft.nodes[scope.id(resource.id)]
    for way in branches(resource.properties.get("KinesisStreamSpecification"), scope):
        taking = ends(draft, way.tree.get("StreamArn"), scope, "kinesis-stream")
        source = End(node.id, node.type, way.condition, way.exists)
        draft.connect((source,), taking, "stream", resource, scope, {})


def global_table(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the replication of an AWS::DynamoDB::GlobalTable to its other Regions."""
    table(draft, resource, scope)
    node = draft.nodes[scope.id(resource.id)]
    replicas = list(listed(resource.properties.get("Replicas"), scope))
    if len(replicas) > 1:
        other = draft.outside(
            f"{node.id} in other Regions", node.type, replicas[1].tree.place
        )
        ends_ = (End(node.id, node.type),), (End(other.id, other.type),)
        draft.connect(*ends_, "replication", resource, scope, {})


def firehose(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw the stream an AWS::KinesisFirehose::DeliveryStream reads from."""
    node = draft.nodes[scope.id(resource.id)]
    for name, key, component in (
        ("KinesisStreamSourceConfiguration", "KinesisStreamARN", "kinesis-stream"),
        ("MSKSourceConfiguration", "MSKClusterARN", "kafka-cluster"),
    ):
        for way in branches(resource.properties.get(name), scope):
            sources = ends(draft, way.tree.get(key), scope, component)
            target = End(node.id, node.type, way.condition, way.exists)
            draft.connect(sources, (target,), "delivery", resource, scope, {})


def log_subscription(draft: Draft, resource: Resource, scope: Scope) -> None:
    """Draw an AWS::Logs::SubscriptionFilter."""
    properties = resource.properties
    sources = ends(draft, properties.get("LogGroupName"), scope, "log-group")
    taking = ends(draft, properties.get("DestinationArn"), scope)
    written = properties.get("FilterPattern")
    pattern = written.text() if written else ""
    settings = (
        {"pattern": literal(value=True, place=written.place)}
        if written and pattern.strip()
        else {}
    )
    draft.connect(sources, taking, "log-subscription", resource, scope, settings)
