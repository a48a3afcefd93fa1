"""What to do, in the order of risk removed per effort: a task list, and a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ninelives.assess.model import Assessment
from ninelives.assess.priority import WEIGHT, Step, plan
from ninelives.checklist.model import Mitigation
from ninelives.report.escape import code, plain, prose
from ninelives.report.formats.text import cell, clean
from ninelives.review.interview import fill
from ninelives.review.spoken import label

SHOWN = 8
"""How many findings the task list names for a step."""
HEADS = (
    "rank",
    "id",
    "title",
    "where",
    "effort",
    "risk removed",
    "risk left",
    "closes",
    "lowers",
    "can make worse",
    "steps",
    "fault",
    "expect",
)
"""The columns; new ones are added at the end."""


class Task(NamedTuple):
    """One step of the plan."""

    id: str
    """The mitigation and where it is done: stable from run to run."""
    title: str
    where: str
    effort: str
    gain: int
    """The points of risk that it takes away, once the tasks before it are done."""
    left: int
    """The points that are left then."""
    closes: tuple[str, ...]
    """Ids of findings."""
    lowers: tuple[str, ...]
    worsens: tuple[str, ...]
    """What can get worse, each as one sentence."""
    steps: tuple[str, ...]
    fault: str
    """The fault to put in, to prove that it is done."""
    expect: str
    """What is seen then."""


class Plan(NamedTuple):
    """All tasks."""

    service: str
    total: int
    """The points of risk of all findings today, but those that are accepted."""
    accepted: int
    """How many findings are accepted."""
    tasks: tuple[Task, ...]
    """Those that take risk away, the most worthwhile first."""
    spare: tuple[Task, ...]
    """Other ways to the same end, and what serves accepted findings only."""


def planned(assessment: Assessment, accepted: Collection[str] = ()) -> Plan:
    """Give the plan of a review; same review, same plan.

    Args:
        assessment: what was found.
        accepted: ids of the findings whose risk is accepted: they weigh nothing.
    """
    weighing = [one for one in assessment.findings if one.id not in accepted]
    total = sum(WEIGHT[one.risk] // (3 if one.assumed else 1) for one in weighing)
    left = total
    tasks: list[Task] = []
    spare: list[Task] = []
    for step in plan(assessment, accepted):
        left -= step.gain
        (tasks if step.gain else spare).append(_task(assessment, step, left))
    service = clean(assessment.review.service)
    left_out = len(assessment.findings) - len(weighing)
    return Plan(service, total, left_out, tuple(tasks), tuple(spare))


def _task(assessment: Assessment, step: Step, left: int) -> Task:
    one = step.mitigation
    pitfalls = assessment.pack.pitfalls
    places = step.places or step.subjects
    readings = tuple(_readings(assessment, step))

    def said(text: Callable[[Mitigation], str]) -> str:
        """Give a text with the names of what it serves; each reading once."""
        pack, review = assessment.pack, assessment.review
        read = (clean(fill(text(it), pack, review, at)) for it, at in readings)
        return " / ".join(dict.fromkeys(read))

    return Task(
        id=f"{one.id}@{','.join(places)}",
        title=said(lambda it: it.title),
        where=", ".join(clean(label(assessment.review, at)) for at in places),
        effort=one.effort,
        gain=step.gain,
        left=left,
        closes=tuple(it.id for it in step.closes),
        lowers=tuple(dict.fromkeys(it.id for it in step.lowers)),
        worsens=tuple(
            f"{clean(pitfalls[name].title)}: {said(partial(_worsening, name))}"
            for name in one.worsens
        ),
        steps=tuple(said(partial(_step, at)) for at in range(len(one.steps))),
        fault=said(lambda it: it.prove.fault),
        expect=said(lambda it: it.prove.expect),
    )


def _readings(assessment: Assessment, step: Step) -> Iterator[tuple[Mitigation, str]]:
    """Give a mitigation as each checklist has it; a block names another end in each."""
    place = step.mitigation.place
    for subject in step.subjects:
        here = assessment.subjects[subject].checklist.mitigations
        own = (one for one in here if one.place == place)
        yield next(own, step.mitigation), subject


def _worsening(pitfall: str, one: Mitigation) -> str:
    return one.worsens.get(pitfall, "")


def _step(at: int, one: Mitigation) -> str:
    return one.steps[at] if at < len(one.steps) else ""


def markdown(found: Plan) -> str:
    """Give the plan as a task list."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Plan) -> Iterator[str]:
    yield f"# What to do about {plain(found.service)}"
    yield ""
    yield (
        f"Ordered by risk removed per effort. Today's risk is {found.total} points; "
        "critical counts 81, high 27, medium 9, low 3, and a third of it where nobody "
        "knows. What is left is counted with the tasks above done."
    )
    if found.accepted:
        yield ""
        yield f"Left out: {found.accepted} accepted by a waiver that holds."
    if not found.tasks:
        yield ""
        yield "Nothing offered here takes risk away."
    for rank, task in enumerate(found.tasks, start=1):
        yield ""
        yield f"- [ ] **{rank}. {prose(task.title)}** at {plain(task.where)}"
        yield (
            f"  - {task.effort} effort, removes {task.gain} points, leaves {task.left} "
            f"of {found.total}"
        )
        yield from _named("closes", task.closes)
        yield from _named("lowers", task.lowers)
        for one in task.worsens:
            yield f"  - can make worse: {prose(one)}"
        for one in task.steps:
            yield f"  - [ ] {prose(one)}"
        if task.fault:
            yield f"  - proof: {prose(task.fault)}"
            yield f"  - expect: {prose(task.expect)}"
    left = found.tasks[-1].left if found.tasks else found.total
    yield ""
    yield f"What remains after all of it: {left} of {found.total} points."
    if found.spare:
        yield ""
        yield "## Other ways to the same end"
        yield ""
        for task in found.spare:
            said = f"{task.title} at {task.where} ({task.effort} effort)"
            yield f"- {prose(said)}"


def _named(word: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
        yield f"  - {word} {', '.join(map(code, ids[:SHOWN]))}{more}"


def table(found: Plan) -> str:
    """Give the plan as CSV; what only repeats another task has no rank."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADS)
    for at, one in enumerate((*found.tasks, *found.spare), start=1):
        rank = str(at) if at <= len(found.tasks) else ""
        rows.writerow(map(cell, (rank, *_cells(one))))
    return text.getvalue()


def _cells(one: Task) -> tuple[str, ...]:
    return (
        one.id,
        one.title,
        one.where,
        one.effort,
        str(one.gain),
        str(one.left),
        " ".join(one.closes),
        " ".join(one.lowers),
        " / ".join(one.worsens),
        " / ".join(one.steps),
        one.fault,
        one.expect,
    )
