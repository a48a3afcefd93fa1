"""The map is drawn as meant, whatever its components are called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from ninelives.report.mermaid import MAX_EDGES, MAX_TEXT, Arrow, Box, diagram, label
from ninelives.text import one_line
from tests.report.strategies import hostile

NODE = re.compile(r'  c\d+\["(?P<label>[^"]*)"\](:::\w+)?')
EDGE = re.compile(r'  c\d+ (-->|-\.->)(\|"(?P<label>[^"]*)"\|)? c\d+')
STYLE = re.compile(r"  (linkStyle \d+|classDef \w+) [a-z0-9:#,-]+")


def lines(boxes: list[Box], arrows: list[Arrow]) -> list[str]:
    return str(diagram(boxes, arrows)[0]).splitlines()[2:-1]


def as_drawn(text: str) -> str:
    """Give what Mermaid shows of a label."""
    shown = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)
    return shown.replace("\u200c", "")


@given(name=hostile)
def test_a_diagram_holds_nodes_and_edges_and_nothing_else(name: str) -> None:
    boxes = [Box("a", name, name, "critical"), Box("b", name, "", "none")]
    arrows = [Arrow("a", "b", name, "high", assumed=True)]
    for line in lines(boxes, arrows):
        assert NODE.fullmatch(line) or EDGE.fullmatch(line) or STYLE.fullmatch(line)


@given(name=hostile)
def test_a_label_shows_what_was_typed(name: str) -> None:
    shown = one_line(name)
    assert len(shown) > 60 or as_drawn(label(name)) == shown.replace("\u200c", "")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("orders-queue", "orders-queue"),
        ("place_order", "place_order"),
        ('a"b', "a#34;b"),
        ("a#35;b", "a#35;35#59;b"),
        ("[x](y){z}", "#91;x#93;#40;y#41;#123;z#125;"),
        ("1. x", "1#46; x"),
        ("- x", "#45; x"),
        ("__x__", "#95;#95;x#95;#95;"),
        ("a\nb", "a b"),
        ("a\\nb", "a#92;#8204;nb"),
        ("$$x$$", "#36;#8204;#36;#8204;x#36;#8204;#36;#8204;"),
        ("fa:fa-car", "fa#58;#8204;fa-car"),
        ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"),
        ("<b>&amp;", "#60;b#62;#38;amp#59;"),
        ("`x`", "#96;x#96;"),
        ("Größe → 大", "Größe → 大"),
        ("x" * 80, "x" * 59 + "…"),
    ],
)
def test_a_label_is_quoted_by_mermaids_own_rules(name: str, written: str) -> None:
    assert label(name) == written


def test_an_edge_carries_its_risk_and_is_dotted_where_it_is_assumed() -> None:
    boxes = [Box("a", "a", "SQS", "low"), Box("b", "b", "", "none")]
    arrows = [
        Arrow("a", "b", "H high", "high", assumed=False),
        Arrow("b", "a", "", "none", assumed=False),
        Arrow("a", "a", "L low", "low", assumed=True),
    ]
    assert lines(boxes, arrows) == [
        '  c1["a<br>SQS"]:::low',
        '  c2["b"]',
        '  c1 -->|"H high"| c2',
        "  linkStyle 0 stroke:#d9480f,stroke-width:3px",
        "  c2 --> c1",
        '  c1 -.->|"L low"| c1',
        "  linkStyle 2 stroke:#6e7781,stroke-width:2px",
        "  classDef low fill:#424a53,color:#ffffff,stroke:#6e7781,stroke-width:2px",
    ]


def test_a_map_too_large_for_mermaid_keeps_the_gravest() -> None:
    boxes = [Box(f"b{at}", f"component-{at}", "SQS", "none") for at in range(1001)]
    arrows = [
        Arrow(
            f"b{at}",
            f"b{at + 1}",
            "H high" if at % 2 else "",
            "high" if at % 2 else "none",
            assumed=False,
        )
        for at in range(1000)
    ]
    chart, undrawn = diagram(boxes, arrows)
    assert len(chart) <= MAX_TEXT + 50
    edges = [line for line in chart.splitlines() if EDGE.fullmatch(line)]
    assert len(edges) == 1000 - undrawn <= MAX_EDGES
    assert all("H high" in one for one in edges)
