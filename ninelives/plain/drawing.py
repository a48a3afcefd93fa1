"""Leads a team through drawing the map: what exists, and what fits behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ninelives.checklist.model import Pack
from ninelives.errors import Unusable
from ninelives.plain.state import Voice
from ninelives.review.catalogue import Edge, Offer, add_edge, offered, read_edge
from ninelives.review.model import Review
from ninelives.text import slug, visible

_OPENING = (
    "Draw the map, one integration after another; an empty line ends it.",
    "Choose by number, or type a part of what you look for.",
    "A whole integration may be typed at once:",
    "  orders-queue:sqs-queue -> place-order:lambda-function",
)


def draw(pack: Pack, review: Review, voice: Voice) -> Review:
    """Ask for integrations until an empty line, or the end of the input.

    Only what a checklist fits is offered: first where events come from, then where
    they can go from there, then how, where there is more than one way.
    """
    for line in _OPENING:
        voice.say(line)
    while True:
        try:
            drawn = _one(pack, review, voice)
        except EOFError:
            return review
        except Unusable as error:
            for problem in error.problems:
                voice.say(visible(str(problem)))
            continue
        if drawn is None:
            return review
        review = drawn
        voice.say(f"  added: {review.integrations[-1].id}")


def _one(pack: Pack, review: Review, voice: Voice) -> Review | None:
    """Give the review with one integration more, or None where it ends."""
    offers = offered(pack)
    sources = tuple(dict.fromkeys(one.source for one in offers))
    source = _end("From", pack, review, sources, voice)
    if source is None:
        return None
    name, kind = source
    if "->" in name or "→" in name:
        return add_edge(pack, review, read_edge(name), name)
    fits = tuple(one for one in offers if one.source == kind)
    targets = tuple(dict.fromkeys(one.target for one in fits))
    target = _end("To", pack, review, targets, voice)
    if target is None:
        return None
    ways = tuple(one for one in fits if one.target == target[1])
    how = _way(ways, voice)
    if how is None:
        return None
    return add_edge(pack, review, Edge(name, kind, *target, how.by), name)


def _end(
    what: str, pack: Pack, review: Review, types: Sequence[str], voice: Voice
) -> tuple[str, str] | None:
    """Give name and type of a component, or None where nothing is said.

    What is on the map already stands first.
    """
    there = {
        one.id: f"{one.label}, the {pack.component_types[one.type].title} of this map"
        for one in review.components
        if one.type in types
    }
    named = {one: pack.component_types[one].title for one in types}
    chosen = _chosen(what, {**there, **named}, voice, typed=lambda it: "->" in it)
    if chosen is None or "->" in chosen:
        return None if chosen is None else (chosen, "")
    known = review.component(chosen)
    if known is not None and chosen in there:
        return known.label if slug(known.label) == known.id else known.id, known.type
    name = voice.ask(f"Name of the {named[chosen]}> ").strip()
    return (name, chosen) if name else None


def _way(ways: Sequence[Offer], voice: Voice) -> Offer | None:
    if len(ways) == 1:
        return ways[0]
    titles = {one.by: one.checklist.title for one in ways}
    by = _chosen("How", titles, voice)
    return next((one for one in ways if one.by == by), None)


def _chosen(
    what: str,
    named: Mapping[str, str],
    voice: Voice,
    typed: Callable[[str], bool] = lambda _: False,
) -> str | None:
    """Give the key that is chosen, what was typed where that will do, or None."""
    shown = list(named)
    while True:
        for number, one in enumerate(shown, 1):
            voice.say(visible(f"  {number:3}. {one}: {named[one]}"))
        said = voice.ask(f"{what}> ").strip()
        if not said or said in named or typed(said):
            return said or None
        if said.isdecimal() and 1 <= int(said) <= len(shown):
            return shown[int(said) - 1]
        close = [one for one in named if said.lower() in f"{one} {named[one]}".lower()]
        if len(close) == 1:
            return close[0]
        if not close:
            voice.say(visible(f"Nothing here is called {said!r}."))
        shown = close or list(named)
