"""The map line by line: listed, added to, renamed, taken from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ninelives import words
from ninelives.checklist.load import load_packs
from ninelives.checklist.model import Pack
from ninelives.plain.guard import Command, guarded
from ninelives.plain.state import Talk, Voice
from ninelives.review import store
from ninelives.review.catalogue import add_edge, read_edge
from ninelives.review.interview import key_of
from ninelives.review.model import Review
from ninelives.review.packs import named_by, shown
from ninelives.review.remap import added, remap, removed, renamed
from ninelives.review.spoken import label
from ninelives.text import visible

HELP = words.marked(
    """\
  map        the components and integrations, with their ids
  add A:TYPE -> B:TYPE   an integration; add A:TYPE a component
  rename ID NAME, remove ID   what is on the map; undo takes it back
  impact [HARM LEVEL]   what harm means to the data of this integration"""
)


def mapped(state: Talk, after: Review) -> Talk:
    """Save a changed map, and go on with it at the same question where it is asked.

    Raises:
        Unusable: it can't be saved; the map is in the recovery file it names.
    """
    before = state.session
    review = store.save_map(before.folder, before.review, after)
    session = replace(before, review=review)
    asked = session.interview
    if asked.find(state.at) is not None:
        return replace(state, session=session)
    following = asked.next(state.at) or next(iter(asked.items), None)
    at = key_of(following) if following else state.at
    return replace(state, session=session, at=at)


def _changed(state: Talk, after: Review, said: str, voice: Voice) -> Talk:
    step = remap(state.session.review, after)
    new = mapped(state, after)
    voice.say(f"  {visible(said)}")
    return replace(new, undo=(*state.undo, step), redo=())


def _map(state: Talk, rest: str, voice: Voice) -> Talk:
    del rest
    for line in _listed(state.session.review, state.session.pack):
        voice.say(f"  {visible(line)}")
    return state


def _listed(review: Review, pack: Pack) -> Iterator[str]:
    for one in review.components:
        kind = pack.component_types.get(one.type)
        called = f" ({one.name})" if one.name else ""
        yield f"{one.id}{called}: {kind.title if kind else one.type}"
    for edge in review.integrations:
        yield f"{edge.id}: {label(review, edge.id)}"
    if not review.components:
        yield words.say("The map is empty; add A:TYPE -> B:TYPE adds to it.")


def _add(state: Talk, rest: str, voice: Voice) -> Talk:
    session = state.session
    if ":" not in rest:
        voice.say("add orders-queue:sqs-queue -> place-order:lambda-function")
        return state
    named = named_by(session.folder, session.review, session.packs)
    pack = shown(load_packs(named), named)
    if "->" in rest or "→" in rest:
        after = add_edge(pack, session.review, read_edge(rest), rest)
        made = after.integrations[-1].id
    else:
        name, _, kind = rest.rpartition(":")
        after = added(pack, session.review, name.strip(), kind.strip())
        made = after.components[-1].label
    wider = replace(state, session=replace(session, pack=pack))
    return _changed(wider, after, words.say("Added: {what}.", what=made), voice)


def _rename(state: Talk, rest: str, voice: Voice) -> Talk:
    name, _, called = rest.partition(" ")
    review = state.session.review
    one = review.component(name)
    if one is None or not called.strip():
        voice.say(words.say("Write rename, the id of a component, and its new name."))
        return _map(state, "", voice)
    after = renamed(review, name, called)
    said = words.say("{old} is called {new} now.", old=one.label, new=called.strip())
    return _changed(state, after, said, voice)


def _remove(state: Talk, rest: str, voice: Voice) -> Talk:
    review = state.session.review
    if review.component(rest) is None and review.integration(rest) is None:
        voice.say(words.say("Write remove, and the id of something on the map."))
        return _map(state, "", voice)
    after = removed(review, rest)
    named = label(review, rest)
    gone = [one.id for one in review.integrations if one not in after.integrations]
    more = ", ".join(label(review, one) for one in gone if one != rest)
    what = f"{named}, {more}" if more else named
    said = words.say("Removed: {what}; undo brings it back.", what=what)
    return _changed(state, after, said, voice)


def _impact(state: Talk, rest: str, voice: Voice) -> Talk:
    """Say where this data is worth more or less than the service's, or list it."""
    session, (harm, _, level) = state.session, rest.partition(" ")
    scale, level = session.pack.scale, level.strip()
    integration = session.review.integration(state.current.subject)
    if integration is None:
        voice.say(
            words.say("Only an integration's data can differ from the service's.")
        )
        return state
    known, levels = [one.id for one in scale.harms], [one.id for one in scale.impacts]
    if harm not in known or level not in (*levels, "service"):
        for one in known:
            said = integration.impact.get(one) or words.say("as the service")
            voice.say(f"  {one}: {said}")
        names = ", ".join((*levels, "service"))
        voice.say(words.say("  impact HARM LEVEL sets one: {levels}", levels=names))
        return state
    own = {key: it for key, it in integration.impact.items() if key != harm}
    own |= {harm: level} if level != "service" else {}
    edges = tuple(
        replace(one, impact=own) if one.id == integration.id else one
        for one in session.review.integrations
    )
    after = replace(session.review, integrations=edges)
    return _changed(state, after, words.say("Saved."), voice)


COMMANDS: Mapping[str, Command] = {
    "map": _map,
    "add": guarded(_add),
    "rename": guarded(_rename),
    "remove": guarded(_remove),
    "impact": guarded(_impact),
}
"""What may be typed about the map."""
