"""What follows when a team decides about a finding: answers that change, an action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ninelives.assess.model import Finding
from ninelives.checklist.model import Mitigation, Pack
from ninelives.errors import Place
from ninelives.review.actions import DONE, OPEN, Action
from ninelives.review.interview import Key, fill
from ninelives.review.model import Review
from ninelives.review.spoken import spoken
from ninelives.review.standing import checklist_of, holder
from ninelives.text import slug

_LONGEST = 100
"""Letters of the id of an action that are made from its finding."""


class Change(NamedTuple):
    """One answer that a mitigation gives."""

    key: Key
    ask: str
    before: str
    """What is answered now, as shown; empty: nothing."""
    after: str
    choice: str


def changes(
    pack: Pack, review: Review, subject: str, mitigation: Mitigation
) -> Iterator[Change]:
    """Give the answers that change once a mitigation is done at a place."""
    checklist = checklist_of(pack, review, subject)
    for name, choice_id in mitigation.answers.items():
        question = checklist.question(name) if checklist else None
        choice = question.choice(choice_id) if question else None
        if question is None or choice is None:
            continue
        owner = holder(question, subject, review)
        said = review.answer(owner, name)
        if said is not None and said.choice == choice_id and not said.disputed:
            continue
        before = spoken(question, said) if said else ""
        asks = [
            fill(text, pack, review, subject)
            for text in (question.ask, before, choice.says)
        ]
        yield Change((owner, name), asks[0], asks[1], asks[2], choice_id)


def by_finding(actions: Iterable[Action]) -> dict[str, Action]:
    """Give the action about each finding: the one to be done, else one that was."""
    found: dict[str, Action] = {}
    for one in actions:
        if one.finding and one.state in (OPEN, DONE):
            before = found.get(one.finding)
            if before is None or before.state == DONE:
                found[one.finding] = one
    return found


def taken_on(known: Action, owner: str, due: str, mitigation: str) -> Action:
    """Give an action with somebody who sees to it, to be done (again)."""
    kept = known._replace(owner=owner, due=due, state=OPEN, closed="")
    return kept._replace(mitigation=mitigation or kept.mitigation)


def closed(known: Action, by: str, day: str, mitigation: str) -> Action:
    """Give an action as done on a day; by somebody where nobody had taken it on."""
    owner, due = known.owner or by or "somebody", known.due or day
    made = taken_on(known, owner, due, mitigation)
    return made._replace(state=DONE, closed=day)


def action(pack: Pack, review: Review, finding: Finding, mitigation: str) -> Action:
    """Give an action about a finding that nobody sees to yet.

    What it says is what the files say, in whatever language the interface is.
    """
    checklist = checklist_of(pack.as_written, review, finding.subject)
    known = checklist.mitigations if checklist else ()
    title = next((one.title for one in known if one.id == mitigation), mitigation)
    return Action(
        id=slug(finding.id)[:_LONGEST],
        says=fill(title, pack, review, finding.subject) or finding.pitfall.title,
        owner="",
        due="",
        state=OPEN,
        closed="",
        reason="",
        incident="",
        finding=finding.id,
        mitigation=mitigation,
        place=Place(""),
    )
