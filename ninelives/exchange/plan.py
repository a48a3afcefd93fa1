"""Improvement plans of a lens → mitigations: what to do, and what it clears."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ninelives.exchange.grouping import Asked
from ninelives.exchange.imported import NO, YES, Json, proof
from ninelives.exchange.lens import LensChoice
from ninelives.exchange.naming import our_id
from ninelives.exchange.strangers import is_url, ours, sentence
from ninelives.exchange.ticks import Ticks

Held = Mapping[str, tuple[Ticks, Sequence[str]]]
"""Pitfall → what the answers make of it, and the questions behind its variables."""
_OR = " Or: "
_OWN = re.compile(
    r"(?P<title>.+?) \(effort: (?P<effort>small|medium|large)\)\. (?P<steps>.+?)"
    r"(?: Side effects: (?P<side>.+?))?"
    r" Prove it: (?P<fault>.+?) Watch: (?P<watch>.+?) Expect: (?P<expect>.+)\Z"
)
"""How a plan of ours was written by the exporter."""
_STEP = re.compile(r"(?:\A| )\d{1,2}\. ")


def mitigations(asked: Sequence[Asked], held: Held) -> list[Json]:
    """Give a mitigation for each answer that lowers a risk.

    For a question where only “none of them” does, that is the answer to come to.
    """
    made: list[Json] = []
    for one in asked:
        cleared: set[str] = set()
        for choice in (*one.offers, one.otherwise):
            lowers, raises = _does(one, choice, held)
            if choice == one.otherwise and cleared >= set(lowers):
                continue
            if lowers:
                cleared.update(lowers)
                made.extend(_ways(one, choice, lowers, raises))
    return made


def together(
    name: str, title: str, asked: Mapping[str, Asked], held: tuple[Ticks, Sequence[str]]
) -> Iterator[Json]:
    """Give the mitigation that does all a question of a lens asks for.

    One step of several seldom lowers the risk alone; all of them do.
    """
    worked, ids = held
    values = worked.best()
    wanted = {
        one: YES if value else NO
        for one, value in zip(ids, values, strict=True)
        if one in asked
    }
    if len(wanted) > 1:
        steps = [
            ours(
                ("" if choice == YES else "No longer: ") + asked[one].offers[YES].title
            )
            for one, choice in wanted.items()
        ]
        yield {
            "id": f"{name}-all",
            "title": ours(f"All that the lens asks for: {title}", 200),
            "clears": [name],
            "answers": wanted,
            "effort": "large",
            "steps": [sentence(one, f"Bring about: {one}") for one in steps],
            "prove": proof(title),
            "cites": ["lens"],
        }


def _does(one: Asked, choice: str, held: Held) -> tuple[list[str], list[str]]:
    """Give the pitfalls that an answer can lower, and those it can only raise."""
    lowers, raises = [], []
    for name, (worked, ids) in held.items():
        if one.id in ids:
            variable = ids.index(one.id)
            offer = one.offers.get(choice)
            group = worked.groups[variable]
            known = offer is not None and offer.id in group
            value = group.index(offer.id) + 1 if known and offer else 0
            lower, higher = worked.moves(variable, value)
            if lower:
                lowers.append(name)
            elif higher:
                raises.append(name)
    return lowers, raises


def _ways(
    one: Asked, choice: str, clears: Sequence[str], worsens: Sequence[str]
) -> Iterator[Json]:
    """Give the mitigations that lead to an answer: several only in a lens of ours."""
    for number, says in enumerate(_says(one, choice), start=1):
        name = one.id if one.otherwise == NO else our_id(f"{one.id}-{choice}")
        made: Json = {
            "id": f"{name}-{number}" if number > 1 else name,
            "title": says["title"],
            "clears": list(clears),
            "answers": {one.id: choice},
            "effort": says["effort"],
        }
        if worsens:
            because = "the lens counts this answer for the worse there"
            made["worsens"] = dict.fromkeys(worsens, because)
        if says.get("side-effects"):
            made["side-effects"] = says["side-effects"]
        made["steps"] = says["steps"]
        made["prove"] = says["prove"]
        made["cites"] = ["lens"]
        yield made


def _says(one: Asked, choice: str) -> Iterator[Json]:
    """Give title, effort, steps and proof of each way to come to an answer."""
    offer = one.offers.get(choice)
    if offer is None:
        title = ours(next(iter(one.offers.values())).title, 200) or one.id
        step = f"Make sure that this does not hold: {title}"
        yield _bare(f"No longer: {title}", [step])
        return
    parts = offer.plan.text.split(_OR) if one.otherwise != NO else ()
    own = [match for part in parts if (match := _OWN.match(part))]
    if own and len(own) == len(parts):
        for match in own:
            yield _own(match, _page(offer))
        return
    said = offer.title if one.otherwise == NO else dict(one.says)[choice]
    title = ours(said, 200) or one.id
    step = sentence(offer.plan.text, f"Bring about that this holds: {title}")
    yield _bare(sentence(title, f"Bring about: {title}"), [step, *_page(offer)])


def _page(offer: LensChoice) -> list[str]:
    return [f"Read {offer.plan.url}"] if is_url(offer.plan.url) else []


def _bare(title: str, steps: Sequence[str]) -> Json:
    return {
        "title": title,
        "effort": "medium",
        "steps": list(steps),
        "prove": proof(title),
    }


def _own(match: re.Match[str], page: Sequence[str]) -> Json:
    steps = [ours(one) for one in _STEP.split(match["steps"]) if one.strip()]
    return {
        "title": sentence(match["title"], f"Bring about: {match['title']}"),
        "effort": match["effort"],
        "side-effects": ours(match["side"] or ""),
        "steps": [*steps, *page],
        "prove": {key: ours(match[key]) for key in ("fault", "watch", "expect")},
    }
