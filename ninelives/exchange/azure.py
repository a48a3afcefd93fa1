"""An Azure review checklist (Azure/review-checklists) → checklists of ours.

An item becomes a question with yes and no; its guid stays its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ninelives.errors import Place, Problem, Unusable, nearest, unusable
from ninelives.evidence.tree import Tree
from ninelives.exchange.imported import (
    NO,
    YES,
    Chapter,
    Imported,
    Json,
    checklist_id,
    fact,
    pack_id,
    pitfall,
    proof,
    short_id,
)
from ninelives.exchange.naming import Names, our_id
from ninelives.exchange.strangers import Shape, ended, is_url, ours, sentence, unread

SEVERITY: Mapping[str, str] = {"high": "likely", "medium": "possible", "low": "rare"}
"""Severity of an item → the exposure that is this risk where the harm is serious."""
_MOST = 2_000
"""More items than this are refused; the largest published checklist has some 250."""
_KEYS = (
    "category",
    "subcategory",
    "text",
    "description",
    "waf",
    "service",
    "guid",
    "id",
    "severity",
    "link",
    "training",
    "query",
    "graph",
)
_ITEM: Shape = dict.fromkeys(_KEYS)
_FILE: Shape = {
    "items": [_ITEM],
    "categories": [{"name": None}],
    "severities": [{"name": None}],
    "status": [{"name": None, "description": None}],
    "waf": [{"name": None}],
    "yesno": [{"name": None}],
    "metadata": {"name": None, "state": None, "waf": None, "timestamp": None},
}
_SOURCE = "an Azure review checklist"


class Item(NamedTuple):
    """One recommendation of the checklist."""

    name: str
    """Its guid as an id of ours."""
    said: Mapping[str, str]
    """Its texts by key."""
    place: Place


def is_azure(tree: Tree) -> bool:
    """Whether a JSON file looks like an Azure review checklist."""
    return tree.get("items") is not None


def read_azure(tree: Tree, problems: list[Problem]) -> Imported:
    """Give what checklists can hold of a review checklist.

    What is passed over is added to `problems` as warnings.

    Raises:
        Unusable: it holds no items, or more than are read.
    """
    metadata = tree.get("metadata")
    title = ours(_text(metadata, "name"), 100) or "Azure review checklist"
    stem = pack_id(title)
    items = tuple(_items(tree, stem, problems))
    problems.extend(unread(tree, _FILE))
    if not items:
        expected = "`items` with a `text` each"
        nothing = Problem(tree.place, "nothing is asked in it", expected)
        raise Unusable([nothing, *problems])
    if len(items) > _MOST:
        raise unusable(
            tree.file, f"{len(items):,} items", expected=f"at most {_MOST:,}"
        )
    groups: dict[str, list[Item]] = {}
    for one in items:
        groups.setdefault(one.said["category"] or "Other", []).append(one)
    names = Names()
    chapters = tuple(
        _chapter(stem, names.once(short_id(category)), category, group)
        for category, group in groups.items()
    )
    about = f"Taken over from the Azure review checklist “{title}”"
    stand = ours(_text(metadata, "timestamp"), 60)
    about += f", as of {stand}." if stand else "."
    return Imported(stem, title, about, _SOURCE, chapters, len(items), tuple(_lost()))


def _lost() -> Iterator[str]:
    yield "the lists of states, severities, pillars and of yes and no: they are fixed"
    yield "queries for Azure Resource Graph are shown as the place to look, never run"
    yield "the harm: each item counts for all harms, the greatest impact decides"


def _items(tree: Tree, stem: str, problems: list[Problem]) -> Iterator[Item]:
    found = tree.get("items")
    names = Names()
    for number, one in enumerate(found.entries() if found is not None else ()):
        if not isinstance(one.value, dict):
            continue  # `unread` says so
        said = {key: _text(one, key) for key in _KEYS}
        at = f"/items/{number}"
        if not said["text"]:
            wrong = f"{at} has no text"
            problems.append(
                Problem(one.place, wrong, remedy="it is left out", level="warning")
            )
            continue
        alone = f"{stem}-{said['id'] or said['text']}"
        wanted = our_id(said["guid"] or alone)
        name = names.once(wanted)
        if name != wanted:
            wrong = f"{at} has the guid of an item before it, {said['guid']!r}"
            remedy = f"it is called {name}"
            problems.append(Problem(one.place, wrong, remedy=remedy, level="warning"))
        if said["severity"].lower() not in SEVERITY:
            wrong = f"{at} has the severity {said['severity']!r}"
            near = nearest(said["severity"].lower(), SEVERITY)
            remedy = "it counts as high"
            expected = "High, Medium or Low"
            problems.append(
                Problem(one.place, wrong, expected, near, remedy, "warning")
            )
        yield Item(name, said, one.place)


def _text(tree: Tree | None, key: str) -> str:
    found = tree.get(key) if tree is not None else None
    return found.text().strip() if found is not None else ""


def _chapter(stem: str, name: str, category: str, items: list[Item]) -> Chapter:
    checklist = checklist_id(stem, name)
    title = ours(category, 100)
    return Chapter(
        id=name,
        title=title,
        about=f"What {_SOURCE} recommends under “{title}”.",
        pitfalls=[
            pitfall(one.name, one.said["text"], _why(one), checklist, _SOURCE)
            for one in items
        ],
        facts={"checklist": fact(f"The checklist recommends it: {title}", _SOURCE)},
        questions=[_question(one) for one in items],
        rules=(),
        mitigations=[_mitigation(one) for one in items],
    )


def _why(item: Item) -> str:
    said = item.said
    kinds = (said["waf"], said["category"], said["subcategory"], said["service"])
    named = f"It concerns {', '.join(one for one in kinds if one) or 'the service'}."
    return f"{ended(said['description'])} {named}" if said["description"] else named


def _question(item: Item) -> Json:
    said = item.said
    exposure = SEVERITY.get(said["severity"].lower(), "likely")
    return {
        "id": item.name,
        "ask": f"Is this so: {ours(said['text'], 600).rstrip('.?')}?",
        "why": sentence(_why(item), "The checklist recommends it."),
        "choices": [
            {"id": YES, "says": "Yes, this is so"},
            {"id": NO, "says": "No", "exposes": {item.name: exposure}},
        ],
        "find-out": _find_out(said),
        "cites": ["checklist"],
    }


def _find_out(said: Mapping[str, str]) -> str:
    ways = [f"Read {said[key]}" for key in ("link", "training") if is_url(said[key])]
    query = ours(said["query"] or said["graph"], 4_000).replace("`", "'")
    if query:
        ways.append(f"Run in Azure Resource Graph: `{query}`")
    return "; ".join(ways) or "Ask whoever runs this part of the service."


def _mitigation(item: Item) -> Json:
    said = item.said
    text = ours(said["text"], 600)
    steps = [sentence(text, f"Bring about: {text}")]
    steps += [f"Read {said['link']}"] if is_url(said["link"]) else []
    return {
        "id": item.name,
        "title": sentence(ours(text, 160), f"Bring about: {text}"),
        "clears": [item.name],
        "answers": {item.name: YES},
        "effort": "medium",
        "steps": steps,
        "prove": proof(text),
        "cites": ["checklist"],
    }
