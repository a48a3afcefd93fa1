"""A folder of Terraform, or a plan → the graph of its resources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ninelives.errors import Problem, Unusable
from ninelives.evidence.model import Graph, Unit
from ninelives.evidence.terraform import extras, flows, graphql, others, stores
from ninelives.evidence.terraform.draw import Drawing
from ninelives.evidence.terraform.folders import Folders, folder_of
from ninelives.evidence.terraform.modules import Module
from ninelives.evidence.terraform.plan import resources_of
from ninelives.evidence.terraform.registry import expanded
from ninelives.evidence.terraform.resources import Resource

_DRAWN: Mapping[str, Callable[[Drawing, Resource], None]] = {
    "aws_lambda_event_source_mapping": flows.mapping,
    "aws_sns_topic_subscription": flows.subscription,
    "aws_cloudwatch_event_target": flows.target,
    "aws_scheduler_schedule": flows.scheduler,
    "aws_s3_bucket_notification": flows.notification,
    "aws_pipes_pipe": flows.pipe,
    **extras.DRAWN,
    **graphql.DRAWN,
    **others.DRAWN,
    **stores.DRAWN,
}
"""What draws which kind of resource."""


def read_folder(unit: Unit) -> Graph:
    """Read a folder with the modules in it.

    Raises:
        Unusable: nothing of it can be read.
    """
    folders = Folders(unit.files)
    root = next(folder_of(one) for one in unit.files if one.path.name.endswith(".tf"))
    blocks = folders.blocks(root)
    if not folders.read and folders.problems:
        raise Unusable(folders.problems)
    module = Module(root, blocks, folders, within=(root,))
    return _drawn(unit, module.resources(), folders.problems, "terraform")


def read_plan(unit: Unit) -> Graph:
    """Read what `terraform show -json` says of a plan.

    Raises:
        Unusable: it can't be read.
    """
    problems: list[Problem] = []
    found = resources_of(unit.files[0], problems)
    return _drawn(unit, found, problems, "terraform-plan")


def _drawn(
    unit: Unit, found: Iterable[Resource], problems: list[Problem], dialect: str
) -> Graph:
    resources = tuple(_all(found, problems))
    drawing = Drawing(unit.name, resources)
    for one in resources:
        draw = _DRAWN.get(one.kind)
        if draw is not None:
            draw(drawing, one)
    drawing.settle()
    return Graph(
        tuple(drawing.nodes.values()),
        tuple(drawing.edges.values()),
        tuple(drawing.additions),
        (*problems, *drawing.problems),
        tuple(one.name for one in unit.files),
        (dialect,),
    )


def _all(found: Iterable[Resource], problems: list[Problem]) -> Iterator[Resource]:
    for one in found:
        if one.kind == "module":
            yield from expanded(one, problems)
        else:
            yield one
