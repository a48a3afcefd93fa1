"""The command that reads code: its map, what it answers, and where people differ."""

from __future__ import annotations

import gc
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.risk import assess
from ninelives.assess.window.windows import reads
from ninelives.checklist.load import load_packs
from ninelives.checklist.model import Pack
from ninelives.errors import Place, Problem, unusable
from ninelives.evidence.agree import Rescan, rescan
from ninelives.evidence.differ import with_disputes
from ninelives.evidence.into_review import Drawn, into_review
from ninelives.evidence.keep import with_settings
from ninelives.evidence.model import Graph
from ninelives.evidence.scan import scan as read_code
from ninelives.review import store
from ninelives.review.folder import MAP
from ninelives.review.interview import fill, order
from ninelives.review.model import Review
from ninelives.review.session import now
from ninelives.review.spoken import label, places
from ninelives.text import visible

FORMATS = ("text", "json")
SELDOM = 200_000
"""So many new objects before Python looks for circles of dead ones."""


READ = "a template of SAM, CloudFormation or the CDK (cdk.out), *.tf or serverless.yml"
"""What is looked for."""


class Scanned(NamedTuple):
    """What a scan found, set against a review."""

    graph: Graph
    pack: Pack
    before: Review
    drawn: Drawn
    answers: Rescan
    after: Review
    """With the map of the code, what it answers, and disputes where people differ."""

    @property
    def agrees(self) -> bool:
        """Whether the review says already what the code says."""
        return self.after == self.before and not self.answers.unsupported


class Wanted(NamedTuple):
    """What is to be done with what a scan finds."""

    into: Path | None = None
    """The review to bring up to date; None: only look."""
    form: str = "text"
    check: bool = False
    """Whether to write nothing, and to fail where code and review disagree."""


def scan(paths: Sequence[Path], wanted: Wanted, packs: Sequence[Path] = ()) -> int:
    """Read code, and bring a review up to date with it where one is named.

    Returns:
        The exit code: 1 where `check` is asked for and code and review disagree, 2
        where nothing could be read, else 0.

    Raises:
        Unusable: the review or a pack can't be used, or the review can't be saved.
    """
    if wanted.check and wanted.into is None:
        raise unusable("--check", "no review to compare with", remedy="add --into")
    gc.set_threshold(SELDOM)  # nearly all that a scan makes is kept until its end
    graph = read_code(paths, _progress if sys.stderr.isatty() else None)
    for problem in graph.problems:
        _warn(problem)
    if not graph.files:
        _warn(Problem(Place(str(paths[0])), "nothing was read", expected=READ))
        return 2
    found = compared(graph, wanted.into, packs)
    if wanted.into is not None and not wanted.check:
        save(wanted.into, found)
    if wanted.form == "json":
        import json

        from ninelives.evidence.plain import plain

        _say(json.dumps(plain(found), indent=2, ensure_ascii=False))
    else:
        for line in lines(found, wanted):
            _say(line)
        if wanted.into is not None:
            _say("")
            _say(_verdict(found, wanted.into, check=wanted.check, code=paths))
    return 1 if wanted.check and not found.agrees else 0


def compared(graph: Graph, into: Path | None, packs: Sequence[Path] = ()) -> Scanned:
    """Set what was read against a review, or against an empty one."""
    there = into is not None and (into / MAP).is_file()
    before = store.load(into) if into is not None and there else Review("")
    named = packs or tuple((into or Path()) / name for name in before.packs)
    pack = load_packs(named)
    if not there:
        service = into.resolve().name if into is not None else "this code"
        before = replace(
            before, service=service, pack=pack.name, pack_version=pack.version
        )
    drawn = into_review(pack, graph, before)
    drawn = replace(drawn, review=with_settings(pack, drawn, reads))
    drawn = replace(drawn, review=_marked(drawn))
    answers = rescan(pack, drawn, now())
    after = with_disputes(answers, now())
    return Scanned(graph, pack, before, drawn, answers, after)


def _marked(drawn: Drawn) -> Review:
    """Mark what came from code and is not in it any more, and unmark what is back."""
    gone, there = set(drawn.vanished), {*drawn.components, *drawn.integrations}
    day = now()[:10]

    def mark(name: str, vanished: str) -> str:
        if name in there:
            return ""
        return vanished or (day if name in gone else "")

    review = drawn.review
    return replace(
        review,
        components=tuple(
            replace(one, vanished=mark(one.id, one.vanished))
            for one in review.components
        ),
        integrations=tuple(
            replace(one, vanished=mark(one.id, one.vanished))
            for one in review.integrations
        ),
    )


def save(folder: Path, found: Scanned) -> None:
    """Write what a scan found into a review; raises `Unusable`."""
    if not (folder / MAP).is_file():
        store.create(folder, found.after)
        return
    review = found.before
    bare = replace(found.after, answers=review.answers)
    if bare != review:
        review = store.save_map(folder, review, bare)
    for holder, given in found.after.answers.items():
        had = found.before.answers.get(holder, {})
        changed = [one for one in {**had, **given} if had.get(one) != given.get(one)]
        places = order(found.pack, review, holder) if changed else ()
        for question in changed:
            review = store.save_answer(
                folder, review, holder, question, given.get(question), places
            )


def lines(found: Scanned, wanted: Wanted) -> Iterator[str]:
    """Give what a scan found, a line each; the caller makes it safe to print."""
    review, drawn = found.after, found.drawn
    read = (
        _counted(len(found.graph.files), "file"),
        ", ".join(found.graph.dialects),
        _counted(len(drawn.components), "component"),
        _counted(len(drawn.integrations), "integration"),
    )
    yield f"Read {read[0]} ({read[1]}): {read[2]}, {read[3]}."
    yield ""
    for name, edge in drawn.integrations.items():
        one = review.integration(name)
        checklist = one.checklist if one is not None else ""
        yield f"  {label(review, name)}  [{checklist}]  {edge.place}"
    for edge in drawn.uncovered:
        ends = f"{edge.source} → {edge.target} by {edge.by}"
        yield f"  no checklist: {ends}  {edge.place}"
    for title, ids in (("New", drawn.new), ("Vanished", drawn.vanished)):
        if ids and wanted.into is not None:
            yield ""
            yield f"{title} on the map:"
            yield from (f"  {label(review, one)}" for one in ids)
    yield from _answers(found)
    if wanted.into is None:
        yield from _suggested(found)
        yield from _findings(found)


def _verdict(found: Scanned, folder: Path, *, check: bool, code: Sequence[Path]) -> str:
    if not check:
        going = shlex.join(("ninelives", "review", str(folder)))
        return f"Saved in {folder}. Go on with: {going}"
    if found.agrees:
        return f"{folder} says what the code says."
    mended = shlex.join(("ninelives", "scan", *map(str, code), "--into", str(folder)))
    return f"{folder} and the code differ; {mended} brings it in."


def _answers(found: Scanned) -> Iterator[str]:
    review, answers = found.after, found.answers

    if answers.answered:
        yield ""
        yield "Answered by the code, for you to confirm or overrule:"
    for one in answers.answered:
        choice = one.question.choice(one.choice)
        says = fill(choice.says, found.pack, review, one.holder) if choice else ""
        where = _asked(found, one.holder, one.question.id)
        yield f"  {where}: {says or one.choice}  {one.origin}"
    if answers.contradictions:
        yield ""
        yield "People say otherwise than the code:"
    for two in answers.contradictions:
        by, said = two.answer.by or "somebody", two.answer.choice
        where = _asked(found, two.found.holder, two.found.question.id)
        yield f"  {where}: {by} says {said}, {two.found.origin} says {two.found.choice}"
    if answers.unsupported:
        yield ""
        yield "Taken from code that does not say so any more:"
    for holder, question, answer in answers.unsupported:
        yield f"  {_asked(found, holder, question)}: {answer.choice}  {answer.origin}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _suggested(found: Scanned) -> Iterator[str]:
    if found.answers.suggested:
        yield ""
        yield "Suggested, because it hangs on something the code leaves open:"
    for one in found.answers.suggested:
        why = f" if {', '.join(one.assumes)}" if one.assumes else ""
        where = _asked(found, one.holder, one.question.id)
        yield f"  {where}: {one.choice}{why}  {one.origin}"


def _asked(found: Scanned, holder: str, question: str) -> str:
    return f"{label(found.after, holder)}, {question}"


def _findings(found: Scanned) -> Iterator[str]:
    """Give what the code alone makes sure of."""
    assessed = assess(found.pack, found.after, remainders=False)
    told = [one for one in assessed.findings if not one.assumed]
    yield ""
    sure = "is" if len(told) == 1 else "are"
    yield f"{_counted(len(told), 'finding')} {sure} sure from the code alone:"
    for one in told:
        where = places(found.after, one.subject, one.also)
        yield f"  {one.risk:8}  {where}: {one.pitfall.title}"
    yield f"{len(assessed.open)} questions are left to people."


def _progress(name: str) -> None:
    print(f"\r\x1b[Kreading {visible(name)}", end="\r\x1b[K", file=sys.stderr)  # noqa: T201 - progress


def _warn(problem: Problem) -> None:
    print(str(problem), file=sys.stderr)  # noqa: T201 - what a person reads


def _say(line: str) -> None:
    print("\n".join(visible(one) for one in line.split("\n")))  # noqa: T201 - as above
