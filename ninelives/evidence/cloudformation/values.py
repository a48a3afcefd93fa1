"""What an intrinsic function may come to besides plain values: references, holes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.errors import Place
from ninelives.evidence.model import Origin, Setting

_GRAVITY = {origin: at for at, origin in enumerate(Origin)}
_MOST = 8
"""Alternatives kept of one value."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference to a resource of the template, or of one nested in it."""

    id: str
    """Its id in the graph: the logical id, the stack's in front where it is nested."""
    attribute: str = ""
    """Arn, QueueName …; empty for `Ref`."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A reference to something outside: an import, a parameter without a default."""

    id: str
    """How the code speaks of it."""
    why: str
    """Why it can't be resolved."""
    names: tuple[str, ...] = ()
    """Names that another unit may know it by."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text with references in it."""

    parts: tuple[str | Pointer | Foreign, ...]


def phrase(parts: Iterable[Value]) -> Value:
    """Give parts as one text; as a `Phrase` where there are references among them."""
    done: list[str | Pointer | Foreign] = []
    for part in parts:
        inner = part.parts if isinstance(part, Phrase) else (_piece(part),)
        for one in inner:
            if isinstance(one, str) and done and isinstance(done[-1], str):
                done[-1] += one
            elif one != "":
                done.append(one)
    if not done:
        return ""
    if len(done) == 1:
        return done[0]
    return Phrase(tuple(done))


def _piece(part: Value) -> str | Pointer | Foreign:
    if isinstance(part, str | Pointer | Foreign):
        return part
    if isinstance(part, bool):
        return "true" if part else "false"
    if isinstance(part, int | float):
        return str(part)
    return Foreign("?", "a part of the text can't be resolved")


def spelled(value: Value) -> str:
    """Give a value as text, its references as `${Name.Attribute}`."""
    if isinstance(value, Phrase):
        return "".join(map(spelled, value.parts))
    if isinstance(value, Pointer):
        dot = "." if value.attribute else ""
        return f"${{{value.id}{dot}{value.attribute}}}"
    if isinstance(value, Foreign):
        return f"${{{value.id}}}"
    return "" if value in (ABSENT, UNKNOWN) else str(value)


def combined(value: Value, parts: Iterable[Setting], place: Place) -> Setting:
    """Give a value made of others: its origin is the gravest among theirs."""
    origin, conditions = Origin.LITERAL, dict[str, None]()
    for one in parts:
        if _GRAVITY[one.origin] > _GRAVITY[origin]:
            origin = one.origin
        if one.condition:
            conditions[one.condition] = None
    if value is not UNKNOWN and origin is Origin.UNKNOWN:
        origin = Origin.LITERAL
    return Setting(value, origin, place, ", ".join(conditions))


def either(
    name: str,
    truth: bool | None,  # noqa: FBT001 - the truth of the condition is the subject
    then: Setting | None,
    otherwise: Setting | None,
    place: Place,
) -> Setting | None:
    """Give what holds of two branches under the defaults, the other kept beside it.

    Args:
        name: the condition.
        truth: how it comes out; None: can't be known.
        then: what holds where it is true; None: nothing is written there.
        otherwise: what holds where it is false.
        place: where the choice stands.
    """
    if then is None and otherwise is None:
        return None
    yes, no = then or Setting(ABSENT, Origin.LITERAL, place), otherwise
    no = no or Setting(ABSENT, Origin.LITERAL, place)
    if yes.value == no.value and not (yes.otherwise or no.otherwise):
        return yes
    chosen, other = (no, yes) if truth is False else (yes, no)
    condition = ", ".join(dict.fromkeys(filter(None, (name, chosen.condition))))
    if truth is None:
        values = _distinct((*_values(chosen), *_values(other)))
        return Setting(UNKNOWN, Origin.UNKNOWN, place, condition, values)
    origin = Origin.UNKNOWN if chosen.value is UNKNOWN else Origin.CONDITIONAL
    rest = _distinct((*chosen.otherwise, *_values(other)))
    return replace(chosen, origin=origin, condition=condition, otherwise=rest)


def _values(one: Setting) -> tuple[Value, ...]:
    return (one.value, *one.otherwise)


def _distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    kept: list[Value] = []
    for one in values:
        if one not in kept and len(kept) < _MOST:
            kept.append(one)
    return tuple(kept)
