"""The settings the code can say, by name: which property says it in which dialect.

Read from checklists/settings.yaml, so that a plain new setting is a line of YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ninelives import document, house
from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.errors import Place, Unusable
from ninelives.evidence.model import Setting, absent, default, unknown
from ninelives.shape import Anything, Got, ListOf, MapOf, Number, Record, Text, check

FORMS = ("number", "truth", "text", "list", "component", "present", "found")
DIALECTS = ("cloudformation", "terraform", "serverless")
_TERM = Record(
    "a setting",
    {
        "says": Text(),
        "is": Text(FORMS),
        "unit": Text(),
        "times": Number(),
        "default": Anything(),
        **{dialect: Text() for dialect in DIALECTS},
    },
    ("says", "is"),
)
_GROUP = Record(
    "a group of settings",
    {
        "kinds": MapOf(ListOf(Text()), Text(DIALECTS)),
        "named": MapOf(Text(), Text(DIALECTS)),
        "as": ListOf(Text()),
        "settings": MapOf(_TERM),
    },
)
_FILE = Record(
    "the settings of a pack",
    {
        "settings": Text(),
        "dialects": ListOf(Text(DIALECTS)),
        "components": MapOf(_GROUP),
        "integrations": MapOf(_GROUP),
    },
    ("settings", "components", "integrations"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One setting: what it is called, what form it has, where it is written."""

    name: str
    says: str
    form: str
    """number, truth, text, list, component, present or found."""
    unit: str
    times: float
    """What a written number is multiplied by to come to the unit."""
    default: object
    """What holds where nothing is written; a mapping by trait; None: nothing."""
    paths: Mapping[str, str]
    """Dialect → the property that says it, dotted; empty for what is found."""

    def otherwise(self, traits: Iterable[str], place: Place) -> Setting:
        """Give what holds where nothing is written.

        Args:
            traits: the dialect and the types at the ends: a default may differ. An
                end of no known type is the empty text.
            place: where what lacks it is written.
        """
        value = self.default
        if isinstance(value, dict):
            given = tuple(traits)
            found = [value[trait] for trait in given if trait in value]
            if not found and "" in given:
                return unknown(place, "the type of an end is not known")
            value = found[0] if found else None
        if isinstance(value, list):
            value = tuple(value)
        return absent(place) if value is None else default(value, place)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every setting, of components by type and of integrations by what connects."""

    components: Mapping[str, Mapping[str, Term]]
    integrations: Mapping[str, Mapping[str, Term]]
    types: Mapping[str, str]
    """What a dialect calls a type of resource → the component type."""
    naming: Mapping[str, Mapping[str, str]]
    """Component type → dialect → the property that names it in the account."""
    aliases: Mapping[str, tuple[str, ...]]
    """What connects → what else checklists may call it."""

    def type_of(self, kind: str) -> str:
        """Give the component type of AWS::SQS::Queue or aws_sqs_queue, or empty."""
        return self.types.get(kind, "")


@lru_cache(maxsize=4)
def vocabulary(path: Path | None = None) -> Vocabulary:
    """Load the settings of our pack, or of the file given.

    Raises:
        Unusable: with every problem of the file.
    """
    where = path or house.checklists() / "settings.yaml"
    problems: list[Any] = []
    got = check(document.read(where), _FILE, str(where), problems)
    if problems or got is None:
        raise Unusable(problems)
    components, integrations = got["components"], got["integrations"]
    return Vocabulary(
        {name: _terms(group) for name, group in components.items()},
        {name: _terms(group) for name, group in integrations.items()},
        {
            kind: name
            for name, group in components.items()
            for kinds in group.get("kinds", {}).values()
            for kind in kinds
        },
        {name: group.get("named", {}) for name, group in components.items()},
        {name: tuple(group.get("as", ())) for name, group in integrations.items()},
    )


def _terms(group: Got) -> dict[str, Term]:
    return {
        name: Term(
            name=name,
            says=one["says"],
            form=one["is"],
            unit=one.get("unit", ""),
            times=one.get("times", 1),
            default=one.get("default"),
            paths={key: one[key] for key in DIALECTS if key in one},
        )
        for name, one in group.get("settings", {}).items()
    }


def read_settings(
    terms: Mapping[str, Term],
    dialect: str,
    written: Callable[[Term, str], Setting | None],
    place: Place,
    traits: Iterable[str] = (),
) -> dict[str, Setting]:
    """Give every plain setting of a resource, by its name.

    Args:
        terms: the vocabulary of its type, or of what connects.
        dialect: cloudformation, terraform or serverless.
        written: gives what stands for a term at its dotted property path, None where
            nothing does; for a term of form `component` the id of a node.
        place: where the resource is declared.
        traits: what defaults may hang on besides the dialect: types at the ends.
    """
    kinds = (*traits, dialect)
    settings = {}
    for term in terms.values():
        path = term.paths.get(dialect)
        if term.form == "found":
            if term.default is not None:
                settings[term.name] = term.otherwise(kinds, place)
            continue
        found = written(term, path) if path else None
        if found is None or (found.value is ABSENT and not found.condition):
            settings[term.name] = term.otherwise(kinds, place)
        else:
            settings[term.name] = shaped(term, found, kinds)
    return settings


def shaped(term: Term, found: Setting, traits: Iterable[str] = ()) -> Setting:
    """Give a written setting in the form its term asks for.

    Where a branch of a condition leaves it out, its default stands for that branch.
    """
    left_out = term.otherwise(traits, found.place)

    def form(value: Value) -> Value:
        return left_out.value if value is ABSENT else _formed(term, value)

    value = form(found.value)
    if value is UNKNOWN and found.value is not UNKNOWN:
        return unknown(found.place, f"not a {term.form}")
    otherwise = tuple(form(one) for one in found.otherwise)
    return replace(found, value=value, otherwise=otherwise)


def _formed(term: Term, value: Value) -> Value:
    if value is UNKNOWN or term.form == "component":
        return value
    if term.form == "present":
        return True if value is not False and value not in ({}, (), "") else ABSENT
    if term.form == "truth":
        return _truth(value)
    if term.form == "number":
        return _number(value, term.times)
    if term.form == "list":
        return tuple(value) if isinstance(value, tuple | list) else (value,)
    return value if isinstance(value, str | bool | int | float) else UNKNOWN


def _truth(value: Value) -> Value:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower(), UNKNOWN)
    return value if isinstance(value, bool) else UNKNOWN


def _number(value: Value, times: float) -> Value:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return UNKNOWN
    if isinstance(value, bool) or not isinstance(value, int | float):
        return UNKNOWN
    if value != value or abs(value) > 1e15:  # noqa: PLR0124, PLR2004 - not a number
        return UNKNOWN
    product = value * times
    return int(product) if product == int(product) else product
