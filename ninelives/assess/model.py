"""What is computed from a review: the one result every writer shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ninelives.assess.window.whatif import Stood
from ninelives.checklist.knowledge import Pitfall
from ninelives.checklist.model import Checklist, Mitigation, Pack, Question
from ninelives.review.interview import Interview, gathered
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing


class Reason(NamedTuple):
    """One link of the chain that made an exposure: who said what, and what it does."""

    exposure: str
    """What it raises the pitfall to, or caps it at."""
    because: str
    """The choice as shown, or the rule's reason; plain text."""
    subject: str = ""
    """Where the answer is kept: an integration, a component or `service`."""
    question: str = ""
    """The question's id, or empty for a rule."""
    choice: str = ""
    """The choice that counts."""
    assumed: bool = False
    """True where nobody answered and the worst choice counts."""
    origin: str = ""
    """The `file:line` behind the answer."""


class Remainder(NamedTuple):
    """A mitigation offered for a finding, and what would be left after it."""

    mitigation: Mitigation
    exposure: str
    risk: str


class Finding(NamedTuple):
    """A pitfall that an integration or component is exposed to."""

    id: str
    """`subject/pitfall`: stable from run to run."""
    subject: str
    pitfall: Pitfall
    exposure: str
    harm: str
    """The harm that weighs most."""
    impact: str
    risk: str
    raised_by: tuple[Reason, ...]
    """What raised it to this exposure, strongest first."""
    capped_by: tuple[Reason, ...]
    """What keeps it from being worse."""
    would_cap: tuple[Reason, ...]
    """Choices that would lower it, were they the answer."""
    assumed: bool
    """True where it rests on nothing but unknown answers."""
    remainders: tuple[Remainder, ...]
    """Mitigations that lower it, the most effective first."""
    also: tuple[str, ...] = ()
    """The other subjects at which the same answers raise it, where it is told once."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Give its id, and those it would have at the other subjects."""
        return (self.id, *(f"{one}/{self.pitfall.id}" for one in self.also))


class RuledOut(NamedTuple):
    """A pitfall that was looked for and is not there."""

    subject: str
    pitfall: Pitfall
    because: tuple[Reason, ...]
    """The answers that rule it out; empty: nothing raises it here."""


class Open(NamedTuple):
    """A question nobody has answered, or that is unknown, stale or disputed."""

    subject: str
    """Where its answer belongs."""
    seen_in: str
    """The integration or component in whose checklist it is asked first."""
    question: Question
    answer: Answer | None
    why: str
    """unanswered, unknown, stale or disputed."""
    worst: str
    """The highest risk that rests on it."""


class SubjectAssessment(NamedTuple):
    """What is computed for one integration or component."""

    subject: str
    checklist: Checklist
    findings: tuple[Finding, ...]
    """Highest risk first."""
    ruled_out: tuple[RuledOut, ...]
    open: tuple[Open, ...]
    standings: tuple[Standing, ...]
    """How each question stands that applies here, its components' included."""
    stood: Stood
    """The same with what does not apply, and the loss windows that follow."""
    asked: int
    """How many they are."""
    answered: int
    """How many of them have an answer, unknown ones included."""
    risk: str
    """The highest risk of its findings."""


class Assessment(NamedTuple):
    """Everything computed from a review."""

    pack: Pack
    review: Review
    subjects: Mapping[str, SubjectAssessment]
    """By integration or component id, in the order of the map."""
    findings: tuple[Finding, ...]
    """All findings, highest risk first, then in the order of the map."""
    open: tuple[Open, ...]
    """All open questions, each once, those with the highest risk first."""
    ruled_out: tuple[RuledOut, ...]
    risk: str
    """The highest risk of all."""
    asked: int
    answered: int

    def interview(self) -> Interview:
        """Give what was asked of all that is assessed, in the order of the map."""
        parts = map(self.subjects.get, self.review.subjects())
        return gathered(one for part in parts if part for one in part.standings)
