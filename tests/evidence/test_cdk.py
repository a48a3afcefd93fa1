"""What the CDK makes: its own functions and resources, joins across its stacks."""

from __future__ import annotations

import json
from pathlib import Path

from ninelives.evidence.scan import scan
from tests.evidence.reading import edges, node, write


def resource(kind: str, path: str = "", **properties: object) -> dict[str, object]:
    metadata = {"Metadata": {"aws:cdk:path": path}} if path else {}
    return {"Type": kind, "Properties": properties, **metadata}


def get(name: str, attribute: str = "Arn") -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, attribute]}


BUCKETS = {
    "Uploads1A2B3C4D": resource("AWS::S3::Bucket", "App/Uploads/Resource"),
    "Place9F8E7D6C": resource("AWS::Lambda::Function", "App/Place/Resource"),
    "BucketNotificationsHandler050a0587b7544547bf325f094a3db8347ECC3691": resource(
        "AWS::Lambda::Function",
        "App/BucketNotificationsHandler050a0587b7544547bf325f094a3db834/Resource",
    ),
    "UploadsNotifications11223344": resource(
        "Custom::S3BucketNotifications",
        "App/Uploads/Notifications/Resource",
        ServiceToken=get(
            "BucketNotificationsHandler050a0587b7544547bf325f094a3db8347ECC3691"
        ),
        BucketName={"Ref": "Uploads1A2B3C4D"},
        Managed=True,
        NotificationConfiguration={
            "LambdaFunctionConfigurations": [
                {
                    "Events": ["s3:ObjectCreated:*"],
                    "LambdaFunctionArn": get("Place9F8E7D6C"),
                }
            ],
            "EventBridgeConfiguration": {},
        },
    ),
    "CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F": resource(
        "AWS::Lambda::Function",
        "App/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler",
    ),
    "ProviderframeworkonEvent83C1D0A7": resource(
        "AWS::Lambda::Function", "App/Provider/framework-onEvent/Resource"
    ),
}


def test_the_cdks_own_functions_are_no_components(tmp_path: Path) -> None:
    graph = scan(
        write(tmp_path, {"App.template.json": json.dumps({"Resources": BUCKETS})})
    )
    assert edges(graph) == [
        ("Uploads1A2B3C4D", "notification", "Place9F8E7D6C"),
        ("Uploads1A2B3C4D", "notification", "default"),
    ]
    names = {one.label for one in graph.nodes}
    assert names == {"Uploads", "Place", "default"}
    assert graph.dialects == ("cdk",)


def test_a_function_with_such_a_name_outside_the_cdk_stays(tmp_path: Path) -> None:
    name = "LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a"
    template = {"Resources": {name: resource("AWS::Lambda::Function")}}
    graph = scan(write(tmp_path, {"t.json": json.dumps(template)}))
    assert node(graph, name).type == "lambda-function"


def test_a_stack_finds_what_another_exports(tmp_path: Path) -> None:
    export = "Queues:ExportsOutputFnGetAttOrders1A2B3C4DArn5E6F7A8B"
    queues = {
        "Resources": {"Orders1A2B3C4D": resource("AWS::SQS::Queue", "Queues/Orders")},
        "Outputs": {"O": {"Value": get("Orders1A2B3C4D"), "Export": {"Name": export}}},
    }
    app = {
        "Resources": {
            "Place": resource("AWS::Lambda::Function", "App/Place/Resource"),
            "Mapping": resource(
                "AWS::Lambda::EventSourceMapping",
                EventSourceArn={"Fn::ImportValue": export},
                FunctionName={"Ref": "Place"},
            ),
        }
    }
    folder = tmp_path / "cdk.out"
    files = {
        "cdk.out/App.template.json": json.dumps(app),
        "cdk.out/Queues.template.json": json.dumps(queues),
        "cdk.out/manifest.json": "{}",
        "cdk.out/asset.1a/template.json": json.dumps(app),
    }
    write(tmp_path, files)
    graph = scan([folder])
    assert edges(graph) == [("Orders1A2B3C4D", "event-source-mapping", "Place")]
    assert not graph.problems


def test_a_nested_stack_of_the_cdk_is_found_by_its_asset(tmp_path: Path) -> None:
    inner = {"Resources": {"Orders": resource("AWS::SQS::Queue", "App/In/Orders")}}
    outer = {
        "Resources": {
            "In": {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"TemplateURL": {"Fn::Join": ["", ["https://s3/", "x"]]}},
                "Metadata": {"aws:asset:path": "AppIn.nested.template.json"},
            }
        }
    }
    files = {
        "App.template.json": json.dumps(outer),
        "AppIn.nested.template.json": json.dumps(inner),
    }
    write(tmp_path, files)
    assert [one.id for one in scan([tmp_path]).nodes] == ["In.Orders"]
