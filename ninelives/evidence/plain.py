"""A whole scan as plain values for JSON: the graph, the answers, the problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.errors import Place, Problem
from ninelives.evidence.answer import Found
from ninelives.evidence.model import Edge, Node, Setting

if TYPE_CHECKING:
    from typing import Protocol

    from ninelives.evidence.agree import Rescan
    from ninelives.evidence.into_review import Drawn
    from ninelives.evidence.model import Graph

    class Scan(Protocol):
        """What is written."""

        @property
        def graph(self) -> Graph:
            """What was read."""
            ...

        @property
        def drawn(self) -> Drawn:
            """The map."""
            ...

        @property
        def answers(self) -> Rescan:
            """The answers."""
            ...


Plain = dict[str, object]
VERSION = 1
"""Of what is written; it grows where a key changes its meaning."""


def plain(found: Scan) -> Plain:
    """Give everything a scan found, in an order that does not change."""
    answers = found.answers
    return {
        "version": VERSION,
        "dialects": list(found.graph.dialects),
        "files": list(found.graph.files),
        "components": [_node(one) for one in found.graph.nodes],
        "integrations": [_edge(one) for one in found.graph.edges],
        "map": {
            "components": {key: one.id for key, one in found.drawn.components.items()},
            "integrations": {
                key: str(one.place) for key, one in found.drawn.integrations.items()
            },
            "new": list(found.drawn.new),
            "vanished": list(found.drawn.vanished),
            "without-checklist": [_ends(one) for one in found.drawn.uncovered],
        },
        "answered": [_found(one) for one in answers.answered],
        "suggested": [_found(one) for one in answers.suggested],
        "contradictions": [
            {
                "subject": one.found.holder,
                "question": one.found.question.id,
                "said": one.answer.choice,
                "by": one.answer.by,
                "code-says": one.found.choice,
                "from": one.found.origin,
            }
            for one in answers.contradictions
        ],
        "unsupported": [
            {
                "subject": holder,
                "question": question,
                "choice": answer.choice,
                "from": answer.origin,
            }
            for holder, question, answer in answers.unsupported
        ],
        "problems": [_problem(one) for one in found.graph.problems],
    }


def _node(one: Node) -> Plain:
    return {
        "id": one.id,
        "type": one.type,
        "kind": one.kind,
        "name": one.label,
        "outside": one.outside,
        "keeps-failures": one.sink,
        "condition": one.condition or None,
        **_place(one.place),
        "settings": _settings(one.settings),
    }


def _edge(one: Edge) -> Plain:
    return {
        **_ends(one),
        "condition": one.condition or None,
        **_place(one.place),
        "settings": _settings(one.settings),
    }


def _ends(one: Edge) -> Plain:
    return {"source": one.source, "target": one.target, "by": one.by, "name": one.name}


def _settings(settings: Mapping[str, Setting]) -> Plain:
    return {name: _setting(one) for name, one in sorted(settings.items())}


def _setting(one: Setting) -> Plain:
    return {
        "value": _value(one.value),
        "origin": one.origin.value,
        "condition": one.condition or None,
        "otherwise": [_value(other) for other in one.otherwise],
        **_place(one.place),
    }


def _value(value: object) -> object:
    """Give a value as JSON can hold it; what is absent and what is unknown by name."""
    if value is ABSENT:
        return {"absent": True}
    if value is UNKNOWN:
        return {"unknown": True}
    if isinstance(value, tuple | list | frozenset | set):
        return [_value(one) for one in _ordered(value)]
    if isinstance(value, Mapping):
        return {str(key): _value(one) for key, one in value.items()}
    return value if isinstance(value, str | int | float | bool) else str(value)


def _ordered(values: Iterable[object]) -> Iterable[object]:
    ordered = isinstance(values, tuple | list)
    return values if ordered else sorted(values, key=repr)


def _found(one: Found) -> Plain:
    return {
        "subject": one.holder,
        "question": one.question.id,
        "choice": one.choice,
        "value": one.value,
        "from": one.origin,
        "assumes": list(one.assumes),
        "otherwise": list(one.otherwise),
        "rests-on": [name for name, _ in one.settings],
    }


def _place(place: Place) -> Plain:
    return {
        "file": place.path,
        "line": place.line or None,
        "column": place.column or None,
    }


def _problem(one: Problem) -> Plain:
    return {
        **_place(one.place),
        "level": one.level,
        "found": one.found,
        "expected": one.expected or None,
        "remedy": one.remedy or None,
    }
