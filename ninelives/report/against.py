"""Where review and code differ, as a report shows it; and the way to the code."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ninelives.assess.contradicted import Contradicted
from ninelives.report.around import Clash, Gone
from ninelives.report.escape import Markdown
from ninelives.report.wording import Wording
from ninelives.review.lines import root_of
from ninelives.review.model import Review


def source_root(folder: Path, output: Path, review: Review) -> str:
    """Give the way from a report to the folder that evidence is named from.

    That is the repository the review lies in (the review folder itself where it lies
    in none), or a folder between the two, where the scan was run from that one.

    Args:
        folder: the review.
        output: the file the report is written to.
        review: what names the evidence.

    Returns:
        A relative address such as `../..`; empty where none of the code is there.
    """
    inner, root = folder.resolve(), root_of(folder)
    between = [one for one in (inner, *inner.parents) if one.is_relative_to(root)]
    files = {origin.rpartition(":")[0] for origin in _origins(review)}
    counted = {one: sum((one / file).is_file() for file in files) for one in between}
    best = max(reversed(between), key=lambda one: counted[one])
    if not counted[best]:
        return ""
    way = os.path.relpath(best, output.resolve().parent)
    return Path(way).as_posix()


def _origins(review: Review) -> Iterator[str]:
    yield from (one.origin for one in review.integrations if one.origin)
    yield from (one.origin for one in review.components if one.origin)


def clashes(found: tuple[Contradicted, ...], wording: Wording) -> Iterator[Clash]:
    """Give each answer that the code contradicts, both sides named."""
    for one in found:
        question, subject = one.question, one.subject
        yield Clash(
            question=wording.text(question.ask, subject),
            where=wording.label(one.holder),
            risk=one.weight.risk,
            people=tuple(wording.voice(question, it, subject) for it in one.people),
            says=wording.says(question, one.code, subject),
            evidence=wording.evidence(one.code.origin),
            find_out=wording.text(question.find_out, subject),
            overruled=one.overruled,
        )


def gone(review: Review, wording: Wording) -> Iterator[Gone]:
    """Give what came from the code and is not in it any more."""
    for one in review.integrations:
        if one.vanished:
            yield Gone(wording.label(one.id), one.vanished, _place(one.origin, wording))
    for part in review.components:
        if part.vanished:
            place = _place(part.origin, wording)
            yield Gone(wording.label(part.id), part.vanished, place)


def _place(origin: str, wording: Wording) -> Markdown:
    return wording.evidence(origin) if origin else Markdown()
