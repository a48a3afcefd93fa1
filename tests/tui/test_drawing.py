"""What is drawn of any graph: all of it, no box over another, every line whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.drawn.cells import Cells
from tui.drawn.graph import Edge, Node, layered
from tui.drawn.layout import Drawing, drawing

MOST = 9
FIVE_HUNDRED = 500


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Edge]]:
    """Give any graph: with rings, loops, and lines that lie beside each other."""
    count = draw(st.integers(1, MOST))
    ends = st.integers(0, count - 1)
    found = draw(st.lists(st.tuples(ends, ends), max_size=2 * MOST))
    nodes = [Node(f"n{at}", draw(st.text("aé漢", max_size=30))) for at in range(count)]
    edges = [Edge(f"e{at}", f"n{a}", f"n{b}") for at, (a, b) in enumerate(found)]
    return nodes, edges


def _boxed(found: Drawing) -> dict[tuple[int, int], str]:
    """Give the cells of all boxes; fails where two have the same."""
    cells: dict[tuple[int, int], str] = {}
    for name, box in found.boxes.items():
        for x in range(box.x, box.x + box.width):
            for y in range(box.y, box.y + box.height):
                assert cells.setdefault((x, y), name) == name
                assert x < found.width
                assert y < found.height
    return cells


@given(graphs(), st.integers(20, 120))
@settings(max_examples=150, deadline=None)
def test_every_box_has_a_place_and_every_line_leads_from_box_to_box(
    graph: tuple[list[Node], list[Edge]], width: int
) -> None:
    nodes, edges = graph
    found = drawing(nodes, edges, width)
    assert set(found.boxes) == {one.id for one in nodes}
    assert set(found.paths) == {one.id for one in edges}
    boxed = _boxed(found)
    crossed: dict[tuple[int, int], list[str]] = {}
    for edge in edges:
        cells = list(found.paths[edge.id].cells)
        for one, other in pairwise(cells):
            assert abs(one.x - other.x) + abs(one.y - other.y) == 1
        for end, box in ((cells[0], edge.source), (cells[-1], edge.target)):
            sides = {boxed.get((end.x + by, end.y)) for by in (-1, 1)}
            assert box in sides
        assert found.paths[edge.id].letter in cells
        for one in set(cells):
            assert one not in boxed
            crossed.setdefault(one, []).append(edge.id)
    rows = Cells(found)
    painted = {y: rows.row(y) for y in range(found.height)}
    for (x, y), ids in crossed.items():
        cell = painted[y][x]
        assert set(cell.edges) == set(ids)
        assert len(ids) == 1 or (len(ids) == 2 and cell.text == "┼")


@given(graphs())
@settings(max_examples=30, deadline=None)
def test_the_same_graph_is_drawn_the_same(
    graph: tuple[list[Node], list[Edge]],
) -> None:
    assert drawing(*graph, 80) == drawing(*graph, 80)


def test_lines_run_from_left_to_right_and_names_are_cut_before_it_gets_too_wide() -> (
    None
):
    nodes = [Node(one, f"{one}-with-a-name-that-is-long") for one in "abc"]
    edges = [Edge("ab", "a", "b"), Edge("bc", "b", "c"), Edge("ca", "c", "a")]
    assert layered(nodes, edges).layers[0] == ("a",)
    wide, narrow = drawing(nodes, edges, 120), drawing(nodes, edges, 70)
    assert wide.boxes["a"].name == ("a-with-a-name-that-is-long",)
    assert narrow.boxes["a"].name == ("a-with-a-", "name-that-", "is-long")
    assert narrow.width <= 70
    assert [wide.boxes[one].layer for one in "abc"] == [0, 1, 2]


def test_what_is_not_connected_goes_on_in_the_next_line() -> None:
    nodes = [Node(f"n{at}", f"number {at}") for at in range(MOST)]
    found = drawing(nodes, [], 60)
    assert len({one.y for one in found.boxes.values()}) > 1
    assert found.width <= 60
    assert drawing([], [], 60).height == 0


def test_five_hundred_lines_are_laid_out() -> None:
    names = [f"n{at}" for at in range(FIVE_HUNDRED)]
    edges = [
        Edge(f"e{at}", names[at * at % (at // 3 + 1)], names[at])
        for at in range(1, FIVE_HUNDRED)
    ]
    found = drawing([Node(one, one) for one in names], edges, 120)
    assert len(found.paths) == FIVE_HUNDRED - 1
