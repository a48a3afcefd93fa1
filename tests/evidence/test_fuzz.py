"""Whatever happened to a file, a scan ends, tells where, and raises nothing."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ninelives.checklist.load import load_pack
from ninelives.evidence.agree import rescan
from ninelives.evidence.into_review import into_review
from ninelives.evidence.scan import scan
from ninelives.review.model import Review
from tests.evidence.damage import Seed, damaged, own, strangers

pytest.importorskip("tree_sitter_hcl")

NOW = "2026-11-23T10:12:00Z"
PATIENCE = 5.0
PACK = load_pack()
WHOLE = ("not UTF-8", "null character", "no infrastructure", "bytes", "not a ", "empty")
"""What is said of a whole file has no line."""


def survives(seed: Seed) -> None:
    """Scan it as a file of its own folder, and ask every question about it."""
    name, text = seed
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8", errors="surrogateescape")
        start = time.process_time()
        graph = scan([path])
        made = into_review(PACK, graph, Review("orders"))
        rescan(PACK, made, NOW)
        assert time.process_time() - start < PATIENCE
    lines = text.count("\n") + 2
    for one in graph.problems:
        said = str(one)
        assert said.startswith(folder), said
        assert one.place.line <= lines, said
        assert one.place.line > 0 or any(word in said for word in WHOLE), said


@given(st.data())
def test_no_damage_to_our_own_designs_breaks_a_scan(data: st.DataObject) -> None:
    survives(data.draw(damaged(own())))


@given(st.data())
def test_no_damage_to_a_real_template_breaks_a_scan(
    corpus: Path, data: st.DataObject
) -> None:
    survives(data.draw(damaged(strangers(corpus))))


@pytest.mark.slow
@settings(deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nor_does_it_take_long(corpus: Path, data: st.DataObject) -> None:
    survives(data.draw(damaged((*own(), *strangers(corpus)))))
