"""Templates written by a test, scanned, and asked about."""

from __future__ import annotations

from pathlib import Path

from ninelives.checklist.truth import Value
from ninelives.evidence.model import Edge, Graph, Node, Setting
from ninelives.evidence.scan import scan

HEAD = "AWSTemplateFormatVersion: '2010-09-09'\n"
SAM = HEAD + "Transform: AWS::Serverless-2016-10-31\n"


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write files below a folder, given by their names."""
    paths = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def scanned(folder: Path, text: str, name: str = "template.yaml") -> Graph:
    """Scan one template; nothing may be wrong with it."""
    graph = scan(write(folder, {name: text}))
    assert not graph.problems, graph.problems
    return graph


def edges(graph: Graph, by: str = "") -> list[tuple[str, str, str]]:
    """Give the edges as (source, what connects, target), in order."""
    return [
        (one.source, one.by, one.target)
        for one in graph.edges
        if not by or one.by == by
    ]


def edge(graph: Graph, by: str) -> Edge:
    """Give the one edge that something connects."""
    found = [one for one in graph.edges if one.by == by]
    assert len(found) == 1, edges(graph)
    return found[0]


def node(graph: Graph, node_id: str) -> Node:
    """Give the node of that id."""
    found = graph.node(node_id)
    assert found is not None, [one.id for one in graph.nodes]
    return found


def value(holder: Node | Edge, name: str) -> Value:
    """Give the value of a setting."""
    return setting(holder, name).value


def setting(holder: Node | Edge, name: str) -> Setting:
    """Give a setting."""
    return holder.settings[name]
