"""Sentences of a checklist for a reader who has no map: the ends by their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ninelives.checklist.model import Checklist, Pack
from ninelives.text import one_line, quantity, slug

_PLACEHOLDER = re.compile(r"\{([a-z]+)\.([a-z0-9-]+)\}")


class Reader:
    """Puts what is known of a checklist in place of its placeholders."""

    def __init__(self, pack: Pack, checklist: Checklist) -> None:
        """Take the pack for the titles of its component types."""
        connects = checklist.connects
        sources = connects.sources if connects else ()
        targets = connects.targets if connects else ()
        self._ends = {
            "source": _kind(pack, sources, "the source"),
            "target": _kind(pack, targets, "the target"),
            "component": _kind(pack, (checklist.describes,), "the component"),
        }
        self._facts: Mapping[str, str] = {
            one.id: quantity(one.value, one.unit)
            for one in checklist.facts.values()
            if one.value is not None
        }

    def read(self, text: str) -> str:
        """Give a text as one line, its placeholders filled in."""
        parts = text.split("`")  # every second one is code
        for at, part in enumerate(parts):
            fill = self._fill_code if at % 2 else self._fill
            parts[at] = _PLACEHOLDER.sub(fill, part)
        filled = one_line("`".join(parts))
        return filled[:1].upper() + filled[1:] if text.startswith("{") else filled

    def _fill(self, match: re.Match[str]) -> str:
        root, key = match.groups()
        if root == "facts":
            return self._facts.get(key, match.group())
        return self._ends.get(root, match.group())

    def _fill_code(self, match: re.Match[str]) -> str:
        """Give a word for somebody to replace: `LAMBDA_FUNCTION`."""
        kind = self._fill(match).removeprefix("the ")
        return slug(kind).replace("-", "_").upper()


def _kind(pack: Pack, types: tuple[str, ...], otherwise: str) -> str:
    known = pack.component_types.get(types[0]) if len(types) == 1 else None
    return f"the {known.title}" if known is not None else otherwise


def cut(text: str, most: int) -> str:
    """Give a text of so many characters at most, cut between words where it can be."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > most // 2 else kept).rstrip(" ,;:") + "…"
