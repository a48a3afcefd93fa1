"""Files of answers laid out just as we write them, read without a YAML parser.

Most files of a review are: nobody edits them by hand. What is laid out in any other
way, or holds a text that YAML might read otherwise, is left to the reader of YAML; so
is whatever is wrong, for it knows the place. Reading so takes a fifth of the time.
"""

from __future__ import annotations

import re
from typing import Any

from ninelives.review import files
from ninelives.review.model import Answer

_MARKS = r"\w !$%&'()*+,./;<=>?@\[\]^`{|}~\-–—‘’“”…·×€°→、。"  # noqa: RUF001 - people write them
"""What neither ends a plain text of YAML nor is an escape in a quoted one."""
_PLAIN = (
    rf"(?!null\n)[A-Za-z0-9/][{_MARKS}]*(?:(?::(?! )|(?<! )#)[{_MARKS}]*)*(?<![ :])"
)
_QUOTED = rf'"[{_MARKS}:#]*"'
_LINE = re.compile(rf"( {{4}})?([a-z]+): ({_PLAIN}|{_QUOTED})\n")
_NAME = re.compile(r"  ([A-Za-z][A-Za-z0-9_-]{0,120}):\n")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,8})?")


def answers(text: str, stem: str) -> dict[str, Answer] | None:
    """Give what a file of answers holds, None where it is not laid out as we do.

    Args:
        text: what stands in the file.
        stem: the file's name without its ending, which it has to be about.
    """
    head, at = _lines(text, 0, inside=False)
    about = head.pop("integration", None) or head.pop("component", None)
    head.pop("checklist", None)
    if head or about != stem or not files.safe(stem):
        return None
    if not text.startswith("answers:\n", at):
        return None
    at += len("answers:\n")
    found: dict[str, Answer] = {}
    while at < len(text):
        name = _NAME.match(text, at)
        if name is None or name[1] in found:
            return None
        given, at = _lines(text, name.end(), inside=True)
        one = _answer(given)
        if one is None:
            return None
        found[name[1]] = one
    return found


def _lines(text: str, at: int, *, inside: bool) -> tuple[dict[str, str], int]:
    """Give the texts by key from a place on, and where they end."""
    found: dict[str, str] = {}
    while (line := _LINE.match(text, at)) is not None:
        indent, key, said = line.groups()
        quoted = said[0] == '"'
        if bool(indent) is not inside or key in found or (quoted and key == "value"):
            break
        found[key] = said[1:-1] if quoted else said
        at = line.end()
    return found, at


def _answer(given: dict[str, str]) -> Answer | None:
    fields: dict[str, Any] = {}
    for key, said in given.items():
        field = files.KEYS.get(key)
        if field is None:
            return None
        fields[field] = said
    if not fields.get("choice", "").strip():
        return None
    if "value" in fields:
        if not _NUMBER.fullmatch(fields["value"]):
            return None
        fields["value"] = float(fields["value"])
    return Answer(**fields)
