"""Lenses for tests: the samples beside the project, and small ones made on the spot."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "formats"
SAMPLES = sorted((SHARED / "lenses").glob("*.json"))
AZURE = sorted((SHARED / "azure").glob("*_checklist.en.json"))
needs_samples = pytest.mark.skipif(
    not SAMPLES, reason="the sample lenses do not lie beside the project"
)


def question(
    rules: Sequence[tuple[str, str]], choices: Sequence[str], name: str = "ask1"
) -> Mapping[str, object]:
    return {
        "id": name,
        "title": "How do you keep what was sent?",
        "choices": [
            {
                "id": one,
                "title": f"We do {one}",
                "improvementPlan": {"displayText": f"Start with {one}."},
            }
            for one in choices
        ],
        "riskRules": [{"condition": text, "risk": risk} for text, risk in rules],
    }


def lens(*questions: Mapping[str, object], **more: object) -> dict[str, object]:
    pillar = {"id": "keeping", "name": "Keeping", "questions": list(questions)}
    return {
        "schemaVersion": "2021-11-01",
        "name": "A lens",
        "description": "For tests.",
        "pillars": [pillar],
        **more,
    }


def write(path: Path, what: object) -> Path:
    path.write_text(json.dumps(what), "utf-8")
    return path
