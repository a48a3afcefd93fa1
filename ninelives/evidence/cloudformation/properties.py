"""The plain settings of a resource: its properties by the names of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.errors import Place
from ninelives.evidence.cloudformation.draft import Draft
from ninelives.evidence.cloudformation.lookup import lookup
from ninelives.evidence.cloudformation.meaning import meant
from ninelives.evidence.cloudformation.scope import Scope
from ninelives.evidence.cloudformation.values import Foreign, Phrase, Pointer
from ninelives.evidence.model import Origin, Setting
from ninelives.evidence.tree import Tree
from ninelives.evidence.vocabulary import Term, read_settings, shaped, vocabulary

DIALECT = "cloudformation"
_OPAQUE = Pointer | Foreign | Phrase


def component_settings(
    draft: Draft, component: str, tree: Tree, scope: Scope, place: Place
) -> dict[str, Setting]:
    """Give the plain settings of a component from its properties."""
    terms = vocabulary().components.get(component, {})
    return _read(draft, terms, tree, scope, place, (component,))


def edge_settings(
    draft: Draft,
    by: str,
    tree: Tree,
    scope: Scope,
    traits: Iterable[str] = (),
) -> dict[str, Setting]:
    """Give the plain settings of what connects two components.

    Args:
        draft: the map, for the components that settings mean.
        by: what connects.
        tree: the properties of what declares it.
        scope: the template it stands in.
        traits: the types at the ends, on which defaults hang.
    """
    terms = vocabulary().integrations.get(by, {})
    return _read(draft, terms, tree, scope, tree.place, traits)


def _read(
    draft: Draft,
    terms: Mapping[str, Term],
    tree: Tree,
    scope: Scope,
    place: Place,
    traits: Iterable[str],
) -> dict[str, Setting]:
    def written(term: Term, path: str) -> Setting | None:
        found = lookup(tree, path.split("."), scope)
        return plain(draft, term, found) if found is not None else None

    return read_settings(terms, DIALECT, written, place, tuple(traits))


def plain(draft: Draft, term: Term, setting: Setting) -> Setting:
    """Give a resolved value with its references as ids of nodes, or unknown."""
    if term.form == "component":
        return kept_by(draft, setting)
    value = _opened(term, setting.value)
    otherwise = tuple(_opened(term, one) for one in setting.otherwise)
    origin = setting.origin
    if value is UNKNOWN:
        origin = Origin.UNKNOWN
    elif origin is Origin.UNKNOWN and not otherwise:
        origin = Origin.LITERAL
    return replace(setting, value=value, otherwise=otherwise, origin=origin)


def _opened(term: Term, value: Value) -> Value:
    if isinstance(value, _OPAQUE):
        return True if term.form == "present" else UNKNOWN
    if value is UNKNOWN and term.form == "present":
        return True
    if isinstance(value, tuple):
        return tuple(UNKNOWN if isinstance(one, _OPAQUE) else one for one in value)
    return value


def kept_by(draft: Draft, setting: Setting, hint: str = "") -> Setting:
    """Give the id of the component a setting means; empty text means none."""

    def one(value: Value) -> Value:
        if value is ABSENT or value == "":
            return ABSENT
        alone = replace(setting, value=value, otherwise=())
        found = meant(draft, alone, hint)
        return found[0].id if found else ABSENT

    if setting.value is UNKNOWN and setting.otherwise:
        ids = tuple(one(each) for each in setting.otherwise)
        return replace(setting, otherwise=ids)
    value = one(setting.value)
    origin = setting.origin
    if origin is Origin.UNKNOWN:
        origin = Origin.LITERAL
    return replace(
        setting,
        value=value,
        origin=origin,
        otherwise=tuple(one(each) for each in setting.otherwise),
    )


def setting_at(
    draft: Draft, term: Term, tree: Tree | None, path: str, scope: Scope
) -> Setting | None:
    """Give one setting from wherever it stands, in the form of its term."""
    found = lookup(tree, path.split(".") if path else (), scope)
    if found is None or (found.value is ABSENT and not found.otherwise):
        return None
    return shaped(term, plain(draft, term, found))
