"""What every format carries: each finding once, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.contradicted import Contradicted, contradicted
from ninelives.assess.model import Assessment, Finding, Open
from ninelives.assess.waived import ACCEPTED, Decision, Waived, last_day, waived
from ninelives.checklist.knowledge import Pitfall
from ninelives.checklist.model import SERVICE, Mitigation, PackPart, Question
from ninelives.errors import Place
from ninelives.report.formats.text import clean
from ninelives.report.formats.vanished import Vanished, vanished
from ninelives.review.actions import Action, load_actions
from ninelives.review.interview import NAMED, names
from ninelives.review.lines import Line, Lines, lines, root_of
from ninelives.review.model import Answer
from ninelives.review.spoken import label, places
from ninelives.review.waivers import Waiver, load_waivers

OPEN = "open"
"""The decision about a finding that nobody has accepted."""
AGAINST_CODE = Pitfall(
    id="contradicts-code",
    title="An answer and the code differ",
    about="What is deployed follows the code: either the answer is wrong, or the code "
    "is not what is deployed. Until somebody settles it, the worse answer counts.",
    way="safety-net",
    harms=(),
    hits=(),
    sources=(),
    unverified="",
    place=Place(""),
)
"""What a contradiction is called where every finding has a pitfall."""
_LINE = re.compile(r"(?P<path>[^:]+):(?P<line>[1-9]\d{0,8})")


class Option(NamedTuple):
    """What can be done about a finding."""

    id: str
    title: str
    effort: str
    leaves: str
    """The risk that is left."""


class Row(NamedTuple):
    """One finding."""

    finding: Finding
    where: str
    """What to call the integration or component."""
    checklist: str
    """The checklist that found it."""
    title: str
    about: str
    reasons: tuple[str, ...]
    """What raised it, strongest first, each as one sentence."""
    options: tuple[Option, ...]
    line: Line
    """The code it is seen in, else the answer it follows from."""
    in_code: bool
    decision: str
    """open, accepted, expired or triggered."""
    waiver: Waiver | None

    @property
    def accepted(self) -> bool:
        """Whether a waiver holds."""
        return self.decision == ACCEPTED

    @property
    def certainty(self) -> str:
        """Give known, or assumed where it rests on nothing but unknown answers."""
        return "assumed" if self.finding.assumed else "known"


class Unsettled(NamedTuple):
    """A question nobody has settled."""

    question: Open
    asks: str
    where: str
    owner: str
    due: str
    line: Line


class Record(NamedTuple):
    """A whole review, as other programs get it."""

    service: str
    team: str
    packs: tuple[PackPart, ...]
    day: str
    """The day waivers are judged by, as YYYY-MM-DD, or empty."""
    risk: str
    asked: int
    answered: int
    rows: tuple[Row, ...]
    """In the order of the report; then what the code contradicts."""
    unsettled: tuple[Unsettled, ...]
    vanished: tuple[Vanished, ...]
    """What the code lacks that the map took from it."""
    orphaned: tuple[Waiver, ...]
    """Waivers that no finding fits."""
    waived: Waived
    assessment: Assessment
    agreed: tuple[Action, ...] = ()
    """What the team agreed to do; no finding, and so not in every format."""


def record(
    assessment: Assessment, folder: Path, day: str = "", *, listed: bool = True
) -> Record:
    """Give the record of a review.

    Args:
        assessment: what was found.
        folder: the review, for its waivers and the lines of its answers.
        day: what waivers are judged by; by default the day of the latest answer, so
            that the same review gives the same bytes.
        listed: whether to list the findings and open questions, each with the line it
            is seen in; what is made from the Markdown needs none of them.

    Raises:
        Unusable: a file of the review can't be read.
    """
    day = day or last_day(assessment.review)
    decided = waived(assessment, load_waivers(folder), day)
    rows: tuple[Row, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    if listed:
        making = _Making(assessment, folder)
        rows = tuple(_rows(making, assessment, decided))
        unsettled = tuple(making.unsettled(one) for one in assessment.open)
    return Record(
        service=clean(assessment.review.service),
        team=clean(assessment.review.team),
        packs=assessment.pack.parts,
        day=day,
        risk=assessment.risk,
        asked=assessment.asked,
        answered=assessment.answered,
        rows=rows,
        unsettled=unsettled,
        vanished=tuple(vanished(assessment.review)),
        orphaned=decided.orphaned,
        waived=decided,
        assessment=assessment,
        agreed=load_actions(folder),
    )


def _rows(making: _Making, assessment: Assessment, decided: Waived) -> Iterator[Row]:
    for one in assessment.findings:
        yield making.row(one, decided.decisions.get(one.id))
    for clash in contradicted(assessment):
        yield making.clash(clash)


class _Making:
    """Looks up names and lines, each file read once."""

    def __init__(self, assessment: Assessment, folder: Path) -> None:
        self._assessment = assessment
        self._lines: Lines = lines(folder)
        root = root_of(folder)
        self._inside = folder.resolve().relative_to(root).as_posix()
        self._names: dict[str, dict[str, str]] = {}

    def row(self, finding: Finding, decision: Decision | None) -> Row:
        where = self._where(finding)
        return Row(
            finding=finding,
            where=clean(places(self._assessment.review, finding.subject, finding.also)),
            checklist=self._assessment.subjects[finding.subject].checklist.id,
            title=self._said(finding.pitfall.title, finding.subject),
            about=self._said(finding.pitfall.about, finding.subject),
            reasons=tuple(self._reasons(finding)),
            options=tuple(
                self._option(one.mitigation, one.risk, finding.subject)
                for one in finding.remainders
            ),
            line=where[0],
            in_code=where[1],
            decision=decision.state if decision else OPEN,
            waiver=decision.waiver if decision else None,
        )

    def clash(self, one: Contradicted) -> Row:
        """Give what people and code say differently, as a finding of its own."""
        weight, question = one.weight, one.question
        finding = Finding(
            one.id,
            one.subject,
            AGAINST_CODE,
            weight.exposure,
            weight.harm,
            weight.impact,
            weight.risk,
            raised_by=(),
            capped_by=(),
            would_cap=(),
            assumed=False,
            remainders=(),
        )
        says = [f"{it.by or 'somebody'}: {self._chosen(one, it)}" for it in one.people]
        told = self._in_code(one.code.origin)
        says.append(f"{one.code.origin}: {self._chosen(one, one.code)}")
        return Row(
            finding=finding,
            where=clean(label(self._assessment.review, one.holder)),
            checklist=self._assessment.subjects[one.subject].checklist.id,
            title=self._said(question.ask, one.subject),
            about=AGAINST_CODE.about,
            reasons=tuple(clean(it) for it in says),
            options=(),
            line=told or self._answered(one.holder, question.id),
            in_code=told is not None,
            decision=OPEN,
            waiver=None,
        )

    def _chosen(self, one: Contradicted, said: Answer) -> str:
        choice = one.question.choice(said.choice)
        return self._said(choice.says, one.subject) if choice else said.choice

    def unsettled(self, one: Open) -> Unsettled:
        answer = one.answer
        return Unsettled(
            question=one,
            asks=self._said(one.question.ask, one.seen_in),
            where=clean(label(self._assessment.review, one.subject)),
            owner=clean(answer.owner) if answer else "",
            due=clean(answer.due) if answer else "",
            line=self._answered(one.subject, one.question.id),
        )

    def _option(self, one: Mitigation, left: str, subject: str) -> Option:
        return Option(one.id, self._said(one.title, subject), one.effort, left)

    def _reasons(self, finding: Finding) -> Iterator[str]:
        checklist = self._assessment.subjects[finding.subject].checklist
        for one in finding.raised_by:
            question = checklist.question(one.question)
            if question is None and one.subject == SERVICE:
                question = self._of_service(one.question)
            asks = f"{self._said(question.ask, finding.subject)} " if question else ""
            says = self._said(one.because, finding.subject)
            yield f"{asks}{says}{' (assumed: nobody knows)' if one.assumed else ''}"

    def _of_service(self, question: str) -> Question | None:
        service = self._assessment.pack.checklists.get(SERVICE)
        return service.question(question) if service else None

    def _said(self, text: str, subject: str) -> str:
        if "{" in text:
            if subject not in self._names:
                assessed = self._assessment
                known = names(assessed.pack, assessed.review, subject)
                self._names[subject] = dict(known)
            here = self._names[subject]
            text = NAMED.sub(lambda match: here.get(match.group(), match.group()), text)
        return clean(text)

    def _where(self, finding: Finding) -> tuple[Line, bool]:
        for one in (*finding.raised_by, *finding.capped_by):
            found = self._in_code(one.origin)
            if found is not None:
                return found, True
        first = next((one for one in finding.raised_by if one.question), None)
        if first is None:
            return self._answered(finding.subject, ""), False
        return self._answered(first.subject, first.question), False

    def _in_code(self, origin: str) -> Line | None:
        match = _LINE.fullmatch(origin.strip())
        if match is None:
            return None
        parts = match["path"].replace("\\", "/").split("/")
        if ".." in parts or not parts[0]:
            return None  # an address outside the repository means nothing to a reader
        return Line(clean("/".join(parts)), int(match["line"]))

    def _answered(self, holder: str, question: str) -> Line:
        known = self._lines
        found = known.get((holder, question)) or known.get((holder, ""))
        line = found or Line("review.yaml", 1)
        if self._inside == ".":
            return line
        return Line(f"{self._inside}/{line.path}", line.number)
