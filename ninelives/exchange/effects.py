"""What the answers to a checklist do, put together from the verdicts of a lens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ninelives.exchange.grouping import Asked
from ninelives.exchange.imported import Json
from ninelives.exchange.strangers import ours
from ninelives.exchange.table import Term
from ninelives.exchange.ticks import EXPOSURE, Ticks

_RANK = {"possible": 1, "likely": 2}


class Effects:
    """What choices and rules do, gathered over the questions of a pillar."""

    def __init__(self, asked: Mapping[str, Asked]) -> None:
        self._asked = asked
        self.effects: dict[tuple[str, str], dict[str, str]] = {}
        self.rules: list[Json] = []
        self.used: set[str] = set()

    def take(self, pitfall_id: str, worked: Ticks, ids: Sequence[str]) -> None:
        """Add what the answers make of one question; raises `TooMany`."""
        found = [(risk, worked.terms(risk)) for risk in EXPOSURE]
        for risk, terms in found:
            for term in terms:
                which = {ids[at]: self._picked(worked, ids, at, term) for at in term}
                self.used |= which.keys()
                if len(which) == 1:
                    self._effect(pitfall_id, EXPOSURE[risk], which)
                else:
                    number = len(self.rules) + 1
                    self._rule(pitfall_id, risk, which, f"{pitfall_id}-{number}")

    def _picked(
        self, worked: Ticks, ids: Sequence[str], at: int, term: Term
    ) -> tuple[str, ...]:
        """Give the choices of one question of ours at which a term holds."""
        asked = self._asked[ids[at]]
        own = {lens: number for number, lens in enumerate(worked.groups[at], start=1)}
        values = {name: own.get(one.id, 0) for name, one in asked.offers.items()}
        values[asked.otherwise] = 0
        return tuple(name for name, value in values.items() if value in term[at])

    def _effect(
        self, pitfall_id: str, exposure: str, which: Mapping[str, Sequence[str]]
    ) -> None:
        for one, choices in which.items():
            for choice in choices:
                does = self.effects.setdefault((one, choice), {})
                known = does.get(pitfall_id, exposure)
                does[pitfall_id] = max(known, exposure, key=_RANK.__getitem__)

    def _rule(
        self, pitfall_id: str, risk: str, which: Mapping[str, Sequence[str]], name: str
    ) -> None:
        tests, says = [], []
        for one, choices in which.items():
            asked = self._asked[one]
            tests.append(_test(one, choices, (*asked.offers, asked.otherwise)))
            says.append(asked.standing(choices))
        level = risk.lower().replace("_", " ")
        stated = "; ".join(says) or "whatever else is answered"
        rule: Json = {"id": name}
        if tests:
            rule["when"] = " and ".join(tests)
        rule["exposes"] = {pitfall_id: EXPOSURE[risk]}
        rule["because"] = ours(f"The lens calls this {level}: {stated}.")
        rule["cites"] = ["lens"]
        self.rules.append(rule)


def _test(name: str, choices: Sequence[str], every: Sequence[str]) -> str:
    """Give the shortest condition for a question that has one of some answers."""
    others = [one for one in every if one not in choices]
    if len(choices) == 1:
        return f"answers['{name}'] == '{choices[0]}'"
    if len(others) == 1:
        return f"answers['{name}'] != '{others[0]}'"
    return f"answers['{name}'] in [{', '.join(repr(one) for one in choices)}]"
