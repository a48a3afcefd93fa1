"""Which earlier questions a question goes back to, from the migrations of packs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ninelives.checklist.model import Checklist, Former, Migration


def release(version: str) -> tuple[int, ...]:
    """Give what versions are ordered by: the numbers of `1.10.2`."""
    return tuple(int(one) for one in re.findall(r"\d+", version)[:3])


def with_former(checklist: Checklist, migrations: Sequence[Migration]) -> Checklist:
    """Give a checklist whose questions know which earlier questions they were."""
    ours = [one for one in migrations if one.checklist in ("", checklist.id)]
    if not ours:
        return checklist
    asked = {one.id: one.asked for one in checklist.questions}
    return checklist._replace(
        questions=tuple(
            one._replace(
                formerly=tuple(
                    Former(
                        step,
                        asked.get(step.before, "")
                        if step.before not in (one.id, step.after)
                        else "",
                    )
                    for step in _leading_to(one.id, ours)
                ),
            )
            for one in checklist.questions
        ),
    )


def _leading_to(name: str, migrations: Iterable[Migration]) -> list[Migration]:
    """Give the migrations that end at a question, over however many versions."""
    names, found = {name}, []
    backwards = reversed(tuple(migrations))
    for one in sorted(backwards, key=lambda it: release(it.since), reverse=True):
        if one.after in names:
            names.add(one.before)
            found.append(one)
    return found[::-1]
