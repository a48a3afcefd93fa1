"""A mitigation offers its snippets in every dialect that its readers may need."""

from __future__ import annotations

from ninelives.checklist.load import load_pack

INFRASTRUCTURE = frozenset(
    ("sam", "cloudformation", "terraform", "cdk-typescript", "cdk-python", "serverless")
)
CODE = frozenset(("python", "typescript"))
PROCEDURES = {
    "practise-a-replay": "what to write down and to practise; nothing is deployed",
    "practise-one-moment": "a drill of people over all stores of a service",
}
"""Mitigation → why its steps are all there is to it."""
ONE_LANGUAGE = {
    "evict-with-the-write": "AppSync runs resolvers in JavaScript only",
}
"""Mitigation → why its code has one language."""


def lacking() -> dict[str, set[str]]:
    """Give what dialects are missing, mitigation by mitigation."""
    found = {}
    for checklist in load_pack().checklists.values():
        for one in checklist.mitigations:
            has = one.snippets.keys()
            needs: set[str] = set()
            for family in (INFRASTRUCTURE, CODE):
                if has & family:
                    needs |= family
            if missing := (needs - has or ({"any"} if not has else set())):
                found[one.id] = missing
    return found


def test_a_mitigation_has_all_dialects_of_a_family_or_none() -> None:
    exempt = PROCEDURES.keys() | ONE_LANGUAGE.keys()
    left = {one: missing for one, missing in lacking().items() if one not in exempt}
    assert left == {}


def test_no_exemption_outlives_its_need() -> None:
    missing = lacking()
    assert all(missing.get(one) == {"any"} for one in PROCEDURES)
    assert all(missing.get(one) in ({"python"}, {"typescript"}) for one in ONE_LANGUAGE)
