"""Terraform: folders of HCL with the modules at hand, and plans in JSON."""

from __future__ import annotations

from collections.abc import Iterable

from ninelives.evidence.model import Graph, Source, Unit
from ninelives.evidence.terraform.plan import is_plan


def units(sources: Iterable[Source]) -> list[Unit]:
    """Give a unit for each folder that is no module of another, and for each plan."""
    from ninelives.evidence.terraform.folders import group

    given = tuple(sources)
    plans = [Unit(one.name, (one,)) for one in given if is_plan(one)]
    return [*group(given), *plans]


def read(unit: Unit) -> Graph:
    """Read a folder or a plan.

    Raises:
        Unusable: nothing of it can be read.
    """
    from ninelives.evidence.terraform.reader import read_folder, read_plan

    if unit.files[0].path.name.endswith((".tf", ".tfvars")):
        return read_folder(unit)
    return read_plan(unit)
