"""What the picture of the map tells: each box and each line, its risk, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ninelives.assess.model import Finding
from ninelives.assess.risk import RISK_RANK
from ninelives.review.interview import Key, key_of
from ninelives.review.spoken import label
from ninelives.review.standing import TO_ASK, Standing, Status

from ..desk import Desk
from ..dialogs.sought import fits, kinds_of, parted, wrong
from ..views import letter
from ..weigh import weighed, weigher
from .graph import Edge, Node

_RISK = "risk:"
"""What a risk is typed behind."""


class Worst(NamedTuple):
    """A finding, as far as it is told here."""

    id: str
    title: str
    risk: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A component, which has a box, or an integration, which has a line."""

    id: str
    name: str
    kind: str
    """What it is: the kind of a component; the checklist of an integration."""
    line: bool
    risk: str
    """The highest risk there; empty while it is not worked out."""
    letter: str
    assumed: bool
    findings: tuple[Worst, ...]
    """The gravest first."""
    asked: int
    """How many questions there are."""
    open: int
    """How many of them nobody answered for good."""
    unknown: int
    first: Key | str
    """Where to go from here: its first open question, or its first."""
    kinds: frozenset[str]
    sought: str
    """What typed words are looked for in."""


@dataclass(frozen=True, slots=True)
class Things:
    """All there is to draw."""

    service: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    every: Mapping[str, Thing]
    """Id → what it is."""
    risks: tuple[tuple[str, str, str], ...]
    """Each risk's id, letter and title, the gravest first."""
    here: str
    """Where the question is that was shown, or what there is first; empty: nothing."""

    def fitting(self, typed: str) -> frozenset[str]:
        """Give what fits the words that were typed; everything for none."""
        kinds, words = parted(typed)
        risks = [one.removeprefix(_RISK) for one in words if one.startswith(_RISK)]
        words = [one for one in words if not one.startswith(_RISK)]
        return frozenset(
            one.id
            for one in self.every.values()
            if fits(kinds, one.kinds)
            and all(one.risk.startswith(risk) for risk in risks if risk)
            and all(word in one.sought for word in words)
        )

    def wrong(self, typed: str) -> str:
        """Say which kind or risk there is not; empty where all are there."""
        kinds, words = parted(typed)
        known = [one for one, _, _ in self.risks]
        for word in words:
            risk = word.removeprefix(_RISK)
            if word != risk and not any(one.startswith(risk) for one in known):
                every = ", ".join(_RISK + one for one in known)
                return f"There is no {word}. There are {every}."
        return wrong(kinds)


def things(desk: Desk) -> Things:
    """Give what is drawn of a review."""
    review = desk.review
    weigh = weigher(desk.pack, review)
    found = {one: weighed(weigh, part) for one, part in desk.known.items()}
    held: dict[str, list[Standing]] = {}
    for one in desk.asked.interview.items:
        held.setdefault(one.holder, []).append(one)
    beside: dict[str, list[str]] = {one.id: [one.id] for one in review.components}
    edges = [
        Edge(one.id, one.source, one.target)
        for one in review.integrations
        if one.source in beside and one.target in beside
    ]
    every: dict[str, Thing] = {}
    for edge in edges:
        beside[edge.source].append(edge.id)
        if edge.target != edge.source:
            beside[edge.target].append(edge.id)
        asks = desk.asked.by_subject.get(edge.id, ())
        every[edge.id] = _thing(desk, edge.id, asks, found.get(edge.id), line=True)
    for node in review.components:
        parts = [found[at] for at in beside[node.id] if at in found]
        grave = [one for part in parts for one in part] if parts else None
        every[node.id] = _thing(desk, node.id, held.get(node.id, ()), grave, line=False)
    shown = desk.one
    first = (shown.subject, shown.holder) if shown else ()
    return Things(
        service=review.service,
        nodes=tuple(Node(one.id, one.label) for one in review.components),
        edges=tuple(edges),
        every=every,
        risks=tuple(
            (one.id, one.letter, one.title)
            for one in reversed(desk.pack.scale.risks[1:])
        ),
        here=next((one for one in (*first, *every) if one in every), ""),
    )


def _thing(
    desk: Desk,
    name: str,
    asks: Sequence[Standing],
    found: Iterable[Finding] | None,
    *,
    line: bool,
) -> Thing:
    """Give a component or an integration; `found` is None until it is worked out."""
    grave = sorted(found or (), key=lambda one: (-RISK_RANK[one.risk], one.assumed))
    risk = grave[0].risk if grave else "" if found is None else "none"
    to_ask = [one for one in asks if one.status in TO_ASK]
    named = label(desk.review, name)
    kinds = frozenset(kind for one in asks for kind in kinds_of(one, desk.by))
    titles = dict.fromkeys(one.pitfall.title for one in grave)
    return Thing(
        id=name,
        name=named,
        kind=_kind(desk, name),
        line=line,
        risk=risk,
        letter=letter(desk, risk) or "·",
        assumed=bool(grave) and grave[0].assumed,
        findings=tuple(
            Worst(one.id, one.pitfall.title, one.risk, one.assumed) for one in grave
        ),
        asked=len(asks),
        open=len(to_ask),
        unknown=sum(one.status is Status.UNKNOWN for one in asks),
        first=key_of((to_ask or asks)[0]) if asks else name,
        kinds=kinds,
        sought=" ".join((named, name, _kind(desk, name), *titles)).casefold(),
    )


def _kind(desk: Desk, name: str) -> str:
    """Give what something is: a kind of component, or what its checklist is called."""
    node, edge = desk.review.component(name), desk.review.integration(name)
    if node is not None:
        return node.type
    return edge.checklist if edge is not None else ""
