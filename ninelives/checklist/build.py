"""Checked records → the frozen model; a block's questions are bound to an end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ninelives.checklist import grammar
from ninelives.checklist.expression import Expression
from ninelives.checklist.knowledge import Fact, Source
from ninelives.checklist.model import (
    About,
    Choice,
    Effects,
    EvidenceRule,
    Measure,
    Mitigation,
    Proof,
    Question,
    Rule,
)
from ninelives.errors import Problem
from ninelives.shape import Got

_NAMED = {
    "source": "{source.name}",
    "target": "{target.name}",
    "integration": "{source.name} → {target.name}",
}
_COMPONENT = re.compile(r"\bcomponent\.")


class Builder:
    """Builds the parts of one file; a block's parts are bound to one end."""

    def __init__(self, problems: list[Problem], end: str = "") -> None:
        """Take where problems go, and the end a block is used for (or "")."""
        self._problems = problems
        self._end = end if end != "component" else ""

    def _text(self, text: str) -> str:
        if not self._end:
            return text
        return text.replace("{component.name}", _NAMED[self._end])

    def _expression(
        self, got: Got, key: str, *, arithmetic: bool = False
    ) -> Expression | None:
        text = got.get(key)
        if not text:
            return None
        if self._end:
            root = "settings" if self._end == "integration" else self._end
            text = _COMPONENT.sub(f"{root}.", text)
        try:
            return grammar.parse(text, arithmetic=arithmetic)
        except grammar.Wrong as error:
            self._problems.append(Problem(got.at(key), f"in {key!r}: {error}"))
            return None

    def question(self, got: Got) -> Question:
        """Build a question."""
        about = got.get("about", "component" if self._end else "integration")
        if about == "component" and self._end:
            about = self._end
        measure = got.get("measure")
        choices = tuple(self.choice(one) for one in got.get("choices", ()))
        return Question(
            id=got.get("id", ""),
            about=About(about),
            ask=self._text(got.get("ask", "")),
            why=self._text(got.get("why", "")),
            when=self._expression(got, "when"),
            measure=Measure(
                measure.get("unit", ""),
                measure.get("minimum", 0),
                measure.get("maximum", 0),
            )
            if measure
            else None,
            choices=choices,
            evidence=tuple(
                rule
                for rule in map(self.evidence, got.get("evidence", ()))
                if rule is not None
            ),
            find_out=self._text(got.get("find-out", "")),
            cites=tuple(got.get("cites", ())),
            under="",
            asked=fingerprint(
                got.get("ask", ""),
                # as written: a block asks the same whichever end it is bound to
                (
                    (one.get("id", ""), one.get("says", ""))
                    for one in got.get("choices", ())
                ),
            ),
            place=got.place,
        )

    def choice(self, got: Got) -> Choice:
        """Build a choice."""
        return Choice(
            id=got.get("id", ""),
            says=self._text(got.get("says", "")),
            effects=effects(got),
            at_least=got.get("at-least"),
            at_most=got.get("at-most"),
            place=got.place,
        )

    def evidence(self, got: Got) -> EvidenceRule | None:
        """Build an evidence rule, or None where its condition can't be parsed."""
        when = self._expression(got, "if", arithmetic=True)
        if "answers" in got and "suggests" in got:
            found = "an evidence rule either answers or suggests, not both"
            self._problems.append(Problem(got.place, found))
        if not {"answers", "suggests", "value"} & got.keys():
            found = "an evidence rule lacks 'answers', 'suggests' or 'value'"
            self._problems.append(Problem(got.place, found))
        if when is None:
            return None
        return EvidenceRule(
            when=when,
            choice=got.get("answers") or got.get("suggests", ""),
            suggests="suggests" in got,
            value=self._expression(got, "value", arithmetic=True),
            place=got.place,
        )

    def rule(self, got: Got) -> Rule:
        """Build a rule."""
        return Rule(
            id=got.get("id", ""),
            when=self._expression(got, "when"),
            effects=effects(got),
            because=self._text(got.get("because", "")),
            cites=tuple(got.get("cites", ())),
            place=got.place,
        )

    def mitigation(self, got: Got) -> Mitigation:
        """Build a mitigation."""
        prove: Mapping[str, Any] = got.get("prove", {})
        return Mitigation(
            id=got.get("id", ""),
            title=self._text(got.get("title", "")),
            clears=tuple(got.get("clears", ())),
            answers=got.get("answers", {}),
            when=self._expression(got, "when"),
            effort=got.get("effort", "medium"),
            worsens=got.get("worsens", {}),
            side_effects=self._text(got.get("side-effects", "")),
            steps=tuple(self._text(one) for one in got.get("steps", ())),
            snippets=got.get("snippets", {}),
            prove=Proof(
                fault=self._text(prove.get("fault", "")),
                watch=self._text(prove.get("watch", "")),
                expect=self._text(prove.get("expect", "")),
            ),
            cites=tuple(got.get("cites", ())),
            place=got.place,
        )


def fact(fact_id: str, got: Got) -> Fact:
    """Build a fact."""
    return Fact(
        id=fact_id,
        says=got.get("says", ""),
        value=got.get("value"),
        unit=got.get("unit", ""),
        sources=sources(got),
        unverified=got.get("unverified", ""),
        place=got.place,
    )


def sources(got: Got) -> tuple[Source, ...]:
    """Build the sources of a fact or a pitfall."""
    return tuple(
        Source(one.get("url", ""), one.get("checked", ""))
        for one in got.get("sources", ())
    )


def effects(got: Got) -> Effects:
    """Build what a choice or a rule does."""
    return Effects(got.get("exposes", {}), got.get("caps", {}))


def fingerprint(ask: str, choices: Iterable[tuple[str, str]]) -> str:
    """Give six hexadecimal digits that change when the question or its choices do.

    Args:
        ask: the question as written.
        choices: (id, text) of each choice as written.
    """
    said = [ask, *(f"{name}\0{says}" for name, says in choices)]
    return hashlib.sha256("\0\0".join(said).encode()).hexdigest()[:6]
