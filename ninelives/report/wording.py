"""A review in the words of a report: names filled in, answers with who and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

from ninelives.assess.model import Assessment, Reason
from ninelives.checklist.model import (
    NOT_APPLICABLE,
    SERVICE,
    UNKNOWN,
    Checklist,
    Question,
)
from ninelives.report.entries import Because, Voice
from ninelives.report.escape import Markdown, code, link, plain, prose
from ninelives.report.sources import Citations
from ninelives.review.carry import carried
from ninelives.review.interview import NAMED, names
from ninelives.review.model import Answer, Review
from ninelives.review.spoken import spoken
from ninelives.text import quantity

_LINE = re.compile(r"(?P<path>[^:]+):(?P<line>\d+)")
_UNIT = re.compile(rf"\{{source\.name\}} → \{{target\.name\}}|{NAMED.pattern}")
_FEW = 3


class Wording:
    """Says what an assessment holds; looks each name up once."""

    def __init__(self, assessment: Assessment, source_root: str) -> None:
        """Take what is said, and the way from the report to the code, for links."""
        self.pack = assessment.pack
        self.review = assessment.review
        self.citations = Citations()
        self._root = source_root.rstrip("/")
        self.checklists = {
            one.subject: one.checklist for one in assessment.subjects.values()
        }
        self._open = {
            (one.subject, one.question.id): one.why for one in assessment.open
        }
        self._labels = _labels(self.review, self.checklists)
        self._names: dict[str, Mapping[str, str]] = {}
        self._texts: dict[tuple[str, str], Markdown] = {}

    def label(self, subject: str) -> str:
        """Give what to call an integration, a component or the service."""
        return self._labels.get(subject, subject)

    def places(self, subject: str, also: Sequence[str]) -> str:
        """Give what to call where something is, and the other places it is at too."""
        first, *more = map(self.label, (subject, *also))
        return f"{first} (also {', '.join(more)})" if more else first

    def text(self, text: str, subject: str = "") -> Markdown:
        """Give a checklist's text as it reads for one subject."""
        key = (text, subject if "{" in text else "")
        found = self._texts.get(key)
        if found is None:
            known = self._named(subject) if subject else {}
            found = self._texts[key] = prose(text, known)
        return found

    def text_for(self, said: Sequence[tuple[str, str]], *, few: int = _FEW) -> Markdown:
        """Give one sentence of a checklist as it reads for several subjects at once.

        Args:
            said: the sentence and the subject, for each of them. The sentences may
                differ in whom they name: a block is about either end.
            few: how many are said by name where names differ.

        Returns:
            Where names differ all are said, few by name; in code stands `<target>`.
        """
        text, subject = said[0]
        units = _UNIT.findall(text)
        if len(said) == 1 or not units:
            return self.text(text, subject)
        alike = [one for one in said if len(_UNIT.findall(one[0])) == len(units)]
        spoken: dict[str, str] = {}
        in_code: dict[str, str] = {}
        for at, unit in enumerate(units):
            named = (self._filled(_UNIT.findall(one)[at], by) for one, by in alike)
            labels = tuple(dict.fromkeys(named))
            kind = "integration" if " " in unit else unit[1:].partition(".")[0]
            spoken[f"{{at.{at}}}"] = _together(kind, labels, few)
            in_code[f"{{at.{at}}}"] = labels[0] if len(labels) == 1 else f"<{kind}>"
        numbered = count()
        text = _UNIT.sub(lambda _: f"{{at.{next(numbered)}}}", text)
        return prose(text, spoken, in_code)

    def _filled(self, unit: str, subject: str) -> str:
        names = self._named(subject)
        return NAMED.sub(lambda match: names.get(match.group(), match.group()), unit)

    def _named(self, subject: str) -> Mapping[str, str]:
        if subject not in self._names:
            self._names[subject] = names(self.pack, self.review, subject)
        return self._names[subject]

    def evidence(self, origin: str) -> Markdown:
        """Give a `file:line` as code, linked where the way to the code is known."""
        line = _LINE.fullmatch(origin.strip())
        if not self._root or line is None or line["path"].startswith("/"):
            return code(origin)
        target = f"{self._root}/{line['path']}#L{line['line']}"
        return link(code(origin), target)

    def voice(self, question: Question, said: Answer, subject: str) -> Voice:
        """Give an answer as a person reads it."""
        return Voice(
            says=self.says(question, said, subject),
            by=said.by,
            day=said.at[:10],
            evidence=self.evidence(said.origin),
            note=" ".join(
                filter(None, (said.note, self._settled(question, said, subject)))
            ),
        )

    def _settled(self, question: Question, said: Answer, subject: str) -> str:
        """Give what others had said before an answer settled it."""
        past = "; ".join(
            f"{one.by or 'somebody'}: {self._filled(spoken(question, one), subject)}"
            for one in said.settled
        )
        return f"(Settled. Before, {past})" if past else ""

    def says(self, question: Question, said: Answer, subject: str) -> Markdown:
        """Give what was chosen, with the number behind it where there is one."""
        choice = question.choice(said.choice)
        if choice is not None:
            text = self.text(choice.says, subject)
            if said.value is None or question.measure is None:
                return text
            amount = quantity(said.value, question.measure.unit)
            return Markdown(f"{plain(amount)}: {text}")
        if said.choice == NOT_APPLICABLE:
            return Markdown(f"Not applicable: {plain(said.reason)}")
        if said.choice == UNKNOWN:
            return Markdown("Not known")
        return Markdown(f"{code(said.choice)} (no longer a choice)")

    def state(self, reason: Reason) -> str:
        """Give how the question behind a reason stands."""
        known = self._open.get((reason.subject, reason.question), "unanswered")
        return known if reason.assumed else "answered"

    def because(
        self, reason: Reason, subject: str, state: str = "", *, cited: bool = True
    ) -> Because:
        """Give a reason.

        Args:
            reason: what raises or caps a pitfall.
            subject: whose finding it belongs to.
            state: how its question stands; by default as the review says.
            cited: whether its sources are named.
        """
        checklist = self.checklists[subject]
        question = checklist.question(reason.question)
        if question is None and reason.subject == SERVICE:
            checklist = self.checklists.get(SERVICE, checklist)
            question = checklist.question(reason.question)
        if question is None:
            rules = (one for one in checklist.rules if one.because == reason.because)
            rests_on = next((one.cites for one in rules), ()) if cited else ()
            return Because(
                says=self.text(reason.because, subject),
                question=Markdown(),
                where="",
                exposure=reason.exposure,
                state="unknown" if reason.assumed else "answered",
                by="",
                day="",
                evidence=Markdown(),
                note="",
                cites=self.citations.facts(checklist, rests_on),
            )
        said = None if state else carried(question, self.review, reason.subject)
        counts = said if said is not None and said.choice == reason.choice else None
        return Because(
            says=self.text(reason.because, subject),
            question=self.text(question.ask, subject),
            where=self.label(reason.subject) if reason.subject != subject else "",
            exposure=reason.exposure,
            state=state or self.state(reason),
            by=counts.by if counts else "",
            day=counts.at[:10] if counts else "",
            evidence=self.evidence(counts.origin) if counts else Markdown(),
            note=counts.note if counts else "",
            cites=self.citations.facts(checklist, question.cites if cited else ()),
        )


def _labels(review: Review, checklists: Mapping[str, Checklist]) -> dict[str, str]:
    """Give what to call each subject; two integrations never read the same."""
    found = {one.id: one.label.strip() or one.id for one in review.components}
    ends = {
        one.id: " → ".join(found.get(end, end) for end in (one.source, one.target))
        for one in review.integrations
    }
    often = Counter(ends.values())
    for subject, label in ends.items():
        checklist = checklists.get(subject)
        kind = f" ({checklist.title})" if checklist and often[label] > 1 else ""
        found[subject] = f"{label}{kind}"
    found[SERVICE] = f"{review.service.strip() or 'the service'} as a whole"
    return found


def _together(kind: str, labels: tuple[str, ...], few: int) -> str:
    if len(labels) > few:
        return f"each {kind}"
    head, last = ", ".join(labels[:-1]), labels[-1]
    return f"{head} and {last}" if head else last
