"""What each question is worth, over many reviews and incidents: all of it counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ninelives.assess.risk import assess
from ninelives.assess.verdict import Kind, Verdict, contradicted
from ninelives.assess.waived import ACCEPTED, waived
from ninelives.checklist.model import Pack, Question
from ninelives.evidence.voice import SAYS, SCAN
from ninelives.review.interview import Key, interview, key_of
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing, Status
from ninelives.review.waivers import Waiver

COUNTED: Mapping[str, str] = {
    "asked": "how often it applied",
    "answered": "with a choice, or with the reason why it does not apply",
    "unknown": "somebody said that they don't know",
    "disputed": "two people differ",
    "stale": "it changed since it was answered",
    "from-code": "answers that name a place in the code they were taken from",
    "contradicted": "answers of people that the code says otherwise about",
    "flips": "answers that became others, from one state that was kept to the next",
    "raised": "findings that its answer raised, unknown ones included",
    "waived": "of these, findings that are accepted",
    "caught": "incidents that it had pointed at: found, unknown, waived, contradicted",
    "missed": "incidents that its answers, or its condition, had ruled out",
}
"""What is counted of a question, wherever it is asked."""
LONGEST_GAP = 15 * 60.0
"""Seconds; who answers again after a longer time has done something else meanwhile."""
FEWEST = 5
"""Asked less often, a question says nothing about itself."""
_FOLLOWED = frozenset(COUNTED) - {"asked", "answered", "stale", "from-code"}
"""What a question is asked for: something follows from it, or differs."""
_SHOWED = frozenset(Kind) - {Kind.WRONG, Kind.NOT_APPLICABLE, Kind.NEVER}


class Reviewed(NamedTuple):
    """One review, and what is known of its past."""

    pack: Pack
    review: Review
    earlier: tuple[Review, ...]
    """As it was frozen, and as it was committed; the oldest first."""
    waivers: tuple[Waiver, ...]
    day: str
    """What waivers are judged by, as YYYY-MM-DD."""
    incidents: tuple[tuple[Verdict, ...], ...]
    """What it had said, for each incident of which people name the pitfalls."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one question, wherever it was asked."""

    question: Question
    counts: Counter[str] = field(default_factory=Counter)
    """By the words of `COUNTED`."""
    choices: Counter[str] = field(default_factory=Counter)
    """What was answered, how often."""
    seconds: list[float] = field(default_factory=list)
    """What answers took, where the record says."""

    @property
    def minutes(self) -> float | None:
        """What an answer takes, half of them less; None where no record says."""
        return median(self.seconds) / 60 if self.seconds else None

    @property
    def decided_by_code(self) -> bool:
        """Whether evidence can answer it already, with nobody to confirm it."""
        return any(not one.suggests for one in self.question.evidence)

    def advice(self, fewest: int = FEWEST) -> str:
        """Give drop, to-evidence or reword; empty where there is nothing to say.

        Args:
            fewest: asked less often, nothing is said.
        """
        count = self.counts
        if count["asked"] < fewest:
            return ""
        alike = count["answered"] >= fewest and len(self.choices) == 1
        if alike and not any(count[one] for one in _FOLLOWED):
            return "drop"
        cited = count["from-code"] * 2 >= count["answered"] >= fewest
        if not self.decided_by_code and (cited or count["contradicted"]):
            return "to-evidence"
        return "reword" if count["unknown"] * 2 >= count["asked"] else ""


def efficacy(reviews: Sequence[Reviewed]) -> tuple[Tally, ...]:
    """Give what each question is worth, the most telling first.

    What would have caught an incident comes before what raises findings, and that
    before what is answered without anything following from it.
    """
    found: dict[str, Tally] = {}
    for one in reviews:
        _count(one, found)
    return tuple(
        sorted(
            found.values(),
            key=lambda it: (
                -it.counts["caught"],
                -it.counts["missed"],
                -sum(it.counts[name] for name in ("contradicted", "flips", "disputed")),
                -it.counts["raised"],
                it.counts["unknown"],
                it.question.id,
            ),
        )
    )


def _count(one: Reviewed, found: dict[str, Tally]) -> None:
    asked = {key_of(it): it for it in interview(one.pack, one.review).items}
    known = dict(times(one.review))
    for key, it in asked.items():
        tally = found.setdefault(it.question.id, Tally(it.question))
        tally.counts["asked"] += 1
        if it.answer is not None:
            _answered(tally, it, it.answer)
        if key in known and it.answer is not None and not _of_code(it.answer):
            tally.seconds.append(known[key])
        tally.counts["flips"] += _flips(key, (*one.earlier, one.review))
    assessment = assess(one.pack, one.review)
    decided = waived(assessment, one.waivers, one.day).decisions
    for finding in assessment.findings:
        decision = decided.get(finding.id)
        accepted = decision is not None and decision.state == ACCEPTED
        for key in {(it.subject, it.question) for it in finding.raised_by}:
            if key in asked:
                tally = found[key[1]]
                tally.counts["raised"] += 1
                tally.counts["waived"] += accepted
    for verdicts in one.incidents:
        _learned(verdicts, found)


def _answered(tally: Tally, one: Standing, answer: Answer) -> None:
    if one.status in (Status.ANSWERED, Status.NOT_APPLICABLE):
        tally.counts["answered"] += 1
        tally.choices[answer.choice] += 1
        tally.counts["from-code"] += _of_code(answer)
    tally.counts["unknown"] += one.status is Status.UNKNOWN
    tally.counts["disputed"] += one.status is Status.DISPUTED
    tally.counts["stale"] += one.status is Status.STALE
    tally.counts["contradicted"] += contradicted(one)


def _of_code(answer: Answer) -> bool:
    return answer.by == SCAN or bool(answer.origin and SAYS not in answer.origin)


def _flips(key: Key, states: Sequence[Review]) -> int:
    """Give how often an answer became another; what was open before is no change."""
    holder, question = key
    told = (state.answer(holder, question) for state in states)
    said = [one.choice for one in told if one is not None and one.known]
    return sum(a != b for a, b in pairwise(said))


def times(review: Review) -> Iterator[tuple[Key, float]]:
    """Give the seconds since the answer that the same person gave before.

    Answers of one second were given all at once, and say nothing.
    """
    by_person: dict[str, list[tuple[datetime, Key]]] = defaultdict(list)
    for subject, given in review.answers.items():
        for question, one in given.items():
            at = _moment(one.at)
            if at is not None and one.by and not one.disputed:
                by_person[one.by].append((at, (subject, question)))
    for told in by_person.values():
        told.sort()
        for (before, _), (at, key) in pairwise(told):
            gap = (at - before).total_seconds()
            if 1 < gap <= LONGEST_GAP:
                yield key, gap


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _learned(verdicts: Sequence[Verdict], found: Mapping[str, Tally]) -> None:
    caught = {
        link.question.id
        for one in verdicts
        if one.kind in _SHOWED
        for link in one.links
    }
    missed = {
        link.question.id
        for one in verdicts
        if one.kind in (Kind.WRONG, Kind.NOT_APPLICABLE)
        for link in one.links
    }
    for name in caught & found.keys():
        found[name].counts["caught"] += 1
    for name in (missed - caught) & found.keys():
        found[name].counts["missed"] += 1
