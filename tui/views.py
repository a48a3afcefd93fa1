"""The desk → what each pane shows: plain values, so that a pane never looks back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import is_

from ninelives import words
from ninelives.checklist.model import NOT_APPLICABLE, SERVICE, UNKNOWN
from ninelives.review.interview import fill
from ninelives.review.model import Answer
from ninelives.review.spoken import label
from ninelives.review.standing import TO_ASK, Standing, Status
from ninelives.text import quantity

from .banners import banners
from .desk import Desk, own_voice
from .measure import typed
from .outcomes import Foresight, Lasting
from .weigh import Weigh, weigher, worst_of
from .widgets.bars import TopView
from .widgets.consequence import ConsequenceView
from .widgets.map import MapView, Progress, Row
from .widgets.question import (
    NOT_APPLICABLE_KEY,
    UNKNOWN_KEY,
    Choosable,
    QuestionView,
)

SERVICE_ROW = words.marked("The service as a whole")


def top_view(desk: Desk, shown: MapView, *, whole: bool, saved: bool) -> TopView:
    """Give the top line; `shown` is the map beside it."""
    edges = {one.id for one in desk.review.integrations}
    done = [row for row in shown.rows if row.progress is Progress.DONE]
    return TopView(
        service=desk.review.service,
        done=sum(row.subject in edges for row in done),
        integrations=len(edges),
        left=desk.asked.left,
        counted=whole,
        saved=saved,
    )


class MapViews:
    """Gives the map of a desk; a row is made anew only where something changed."""

    def __init__(self) -> None:
        """Start with no row made."""
        self._rows: dict[str, tuple[tuple[object, ...], Row]] = {}

    def of(self, desk: Desk) -> MapView:
        """Give the map: the service, integrations, components that are asked."""
        one, review = desk.one, desk.review
        labels = {node.id: node.label for node in review.components}
        weigh = weigher(desk.pack, review)
        impacts = review.answers.get(SERVICE)
        nodes = [node for node in review.components if node.checklist]
        rows = [
            self._row(
                desk, SERVICE, (words.worded(SERVICE_ROW), ""), (None, None), weigh
            )
        ]
        for edge in review.integrations:
            ends = (
                labels.get(edge.source, edge.source),
                labels.get(edge.target, edge.target),
            )
            rows.append(self._row(desk, edge.id, ends, (impacts, edge.impact), weigh))
        for node in nodes:
            name = (node.label, "")
            rows.append(self._row(desk, node.id, name, (impacts, None), weigh))
        return MapView(
            rows=tuple(rows),
            current=one.subject if one else "",
            risks=tuple(
                (level.letter, level.title)
                for level in reversed(desk.pack.scale.risks[1:])
            ),
        )

    def _row(
        self,
        desk: Desk,
        subject: str,
        ends: tuple[str, str],
        impacts: tuple[object, object],
        weigh: Weigh,
    ) -> Row:
        asks = desk.asked.by_subject.get(subject, ())
        known = desk.known.get(subject)
        from_ = (*ends, asks, known, *impacts)
        made, row = self._rows.get(subject, ((), None))
        if row is not None and all(map(is_, made, from_)):
            return row
        worst = worst_of(weigh, known)
        quiet = known is not None and subject != SERVICE  # it has no risk of its own
        row = Row(
            subject=subject,
            source=ends[0],
            target=ends[1],
            progress=_progress(asks),
            risk=worst.risk if worst else "none" if quiet else "",
            letter=letter(desk, worst.risk if worst else "none" if quiet else "")
            or " " * bool(known),
            assumed=bool(worst and worst.assumed),
            flag=_flag(asks),
        )
        self._rows[subject] = (from_, row)
        return row


def _progress(asks: Sequence[Standing]) -> Progress:
    done = sum(one.status not in TO_ASK for one in asks)
    if asks and done == len(asks):
        return Progress.DONE
    return Progress.BEGUN if done else Progress.OPEN


def letter(desk: Desk, risk: str) -> str:
    """Give the letter of a risk."""
    levels = desk.pack.scale.risks
    return next((level.letter for level in levels if level.id == risk), "")


def _flag(found: tuple[Standing, ...]) -> str:
    statuses = {one.status for one in found}
    if Status.DISPUTED in statuses:
        return "≠"
    return "↻" if Status.STALE in statuses else ""


def where(desk: Desk, subject: str) -> str:
    """Give what to call an integration, a component or the service."""
    return (
        words.worded(SERVICE_ROW) if subject == SERVICE else label(desk.review, subject)
    )


def choices(desk: Desk, one: Standing) -> tuple[Choosable, ...]:
    """Give what may be answered: the choices, then unknown, then not applicable."""
    said = one.answer
    voices = said.voices if said else ()
    found = []
    for number, choice in enumerate(one.question.choices, 1):
        own = [voice for voice in voices if voice.choice == choice.id]
        aside = _measured(one, own)
        if said and said.disputed and own:
            aside = ", ".join(voice.by or words.say("somebody") for voice in own)
        found.append(
            Choosable(str(number), _filled(desk, one, choice.says), bool(own), aside)
        )
    for key, choice_id, says in (
        (UNKNOWN_KEY, UNKNOWN, words.say("I don't know")),
        (NOT_APPLICABLE_KEY, NOT_APPLICABLE, words.say("It does not apply")),
    ):
        own = [voice for voice in voices if voice.choice == choice_id]
        found.append(Choosable(key, says, bool(own), _aside(own)))
    return tuple(found)


def _measured(one: Standing, own: list[Answer]) -> str:
    measure = one.question.measure
    values = [voice.value for voice in own if voice.value is not None]
    return quantity(values[0], measure.unit) if measure and values else ""


def _aside(own: list[Answer]) -> str:
    if not own:
        return ""
    said = own[0]
    parts = (
        said.owner,
        words.say("by {day}", day=words.day(said.due)) if said.due else "",
        said.reason,
    )
    return ", ".join(part for part in parts if part)


def said_now(one: Standing, highlighted: int) -> Answer:
    """Give the answer that the marked row stands for."""
    offered = [choice.id for choice in one.question.choices]
    offered += [UNKNOWN, NOT_APPLICABLE]
    return Answer(offered[highlighted])


def highlighted_first(one: Standing) -> int:
    """Give the row to mark when a question is shown: its answer, else the first."""
    offered = [choice.id for choice in one.question.choices]
    offered += [UNKNOWN, NOT_APPLICABLE]
    said = one.answer.choice if one.answer else ""
    return offered.index(said) if said in offered else 0


def question_view(
    desk: Desk, one: Standing, highlighted: int, draft: str, trouble: str
) -> QuestionView:
    """Give the question pane.

    Args:
        desk: what lies on the table.
        one: the question.
        highlighted: the row that is marked.
        draft: a note that waits for an answer.
        trouble: why the last answer could not be saved, or empty.
    """
    own = desk.asked.own.get(one.subject, ())
    said = one.answer
    note = draft or (own_voice(desk, said).note if said else "")
    return QuestionView(
        key=(one.holder, one.question.id),
        title=where(desk, one.subject),
        place=_place(own.index(one), len(own)) if one in own else "",
        ask=_filled(desk, one, one.question.ask),
        choices=choices(desk, one),
        highlighted=highlighted,
        measure=typed(one),
        banners=tuple(banners(desk, one, trouble)),
        why=_filled(desk, one, one.question.why),
        find_out=_filled(desk, one, one.question.find_out),
        origin=", ".join(origins(said)),
        said=_stamp(said) if said and not said.disputed else "",
        note=note,
    )


def _place(at: int, of: int) -> str:
    return words.say("{number} of {all}", number=at + 1, all=of)


def origins(said: Answer | None) -> tuple[str, ...]:
    """Give every place in the code that an answer names, each once."""
    voices = said.voices if said else ()
    return tuple(dict.fromkeys(one.origin for one in voices if one.origin))


def _filled(desk: Desk, one: Standing, text: str) -> str:
    return fill(text, desk.pack, desk.review, one.subject)


def _stamp(said: Answer) -> str:
    date, _, time = said.at.removesuffix("Z").partition("T")
    at = f"{words.day(date)} {time[:5]}".strip()
    return " · ".join(part for part in (said.by, at) if part)


def consequence_view(
    desk: Desk,
    one: Standing,
    highlighted: int,
    foresight: Foresight | None,
    lasting: tuple[Lasting, ...] = (),
) -> ConsequenceView:
    """Give the consequence pane for the marked row."""
    offered = choices(desk, one)[highlighted]
    outcomes = foresight.outcomes if foresight else ()
    subjects = {outcome.subject for outcome in outcomes} - {one.subject}
    weigh = weigher(desk.pack, desk.review)
    worst = worst_of(weigh, desk.known.get(one.subject))
    return ConsequenceView(
        key=offered.key,
        says=offered.says,
        chosen=offered.chosen,
        unknown=offered.key == UNKNOWN_KEY,
        foresight=foresight,
        elsewhere=tuple((at, where(desk, at)) for at in sorted(subjects)),
        left=tuple(_left(desk, one)),
        risk=worst.risk if worst else "",
        risk_title=_title(desk, worst.risk) if worst else "",
        assumed=bool(worst and worst.assumed),
        lasting=lasting,
    )


def _title(desk: Desk, risk: str) -> str:
    levels = desk.pack.scale.risks
    return next((level.title for level in levels if level.id == risk), risk)


def _left(desk: Desk, one: Standing) -> Iterator[str]:
    own = desk.asked.own.get(one.subject, ())
    here = sum(found.status in TO_ASK for found in own)
    yield words.say("{here} here, {all} in all", here=here, all=desk.asked.left)
    if desk.asked.unknown:
        yield words.say("{count} unknown", count=desk.asked.unknown)
