"""What the code answers: the evidence rules of checklists, read against settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ninelives.checklist.expression import Expression, Name
from ninelives.checklist.model import Checklist, EvidenceRule, Pack, Question
from ninelives.checklist.truth import ABSENT, UNKNOWN, Value, number
from ninelives.errors import Place
from ninelives.evidence.into_review import Drawn, origin
from ninelives.evidence.model import Edge, Node, Origin, Setting, unknown
from ninelives.evidence.vocabulary import vocabulary
from ninelives.review.model import Review
from ninelives.review.standing import checklist_of, holder

_ASSUMED = frozenset({Origin.CONDITIONAL, Origin.PARAMETER})


@dataclass(frozen=True, slots=True)
class Found:
    """What the code says about one question."""

    holder: str
    """Whose answer it is: an integration or a component."""
    question: Question
    choice: str
    value: float | None
    """The number behind the choice, in the question's unit, or None."""
    decides: bool
    """True: the code answers; False: it suggests, and people must confirm."""
    origin: str
    """The `file:line` it rests on most."""
    settings: tuple[tuple[str, Setting], ...]
    """What it rests on: `source.visibility_timeout` and what was found."""
    assumes: tuple[str, ...] = ()
    """Conditions and parameters whose defaults it takes for true."""
    otherwise: tuple[str, ...] = ()
    """Other choices that hold where a condition falls out the other way."""


def found_answers(pack: Pack, drawn: Drawn) -> tuple[Found, ...]:
    """Give what the code says about every question of a review's map.

    Each question is answered once, also where several integrations touch the component
    it is about; where they differ, nothing decides any more.
    """
    found: dict[tuple[str, str], Found] = {}
    known: dict[str, Mapping[Name, Value]] = {}
    for subject, scope in _scopes(drawn):
        checklist = checklist_of(pack, drawn.review, subject)
        if checklist is None:
            continue
        facts = known.get(checklist.id)
        if facts is None:
            facts = known[checklist.id] = _facts(checklist)
        values = {**facts, **{name: one.value for name, one in scope.items()}}
        for question in checklist.questions:
            if not question.evidence:
                continue
            one = _found(question, subject, drawn.review, scope, values)
            if one is not None:
                key = one.holder, question.id
                found[key] = _agreed(found[key], one) if key in found else one
    return tuple(found.values())


def _facts(checklist: Checklist) -> Mapping[Name, Value]:
    return {
        Name("facts", one.id): one.value
        for one in checklist.facts.values()
        if one.value is not None
    }


Scope = Mapping[Name, Setting]


def _scopes(drawn: Drawn) -> Iterator[tuple[str, Scope]]:
    """Give each subject with the settings that its rules may read."""
    nodes = {one.id: one for one in drawn.components.values()}
    for subject, edge in drawn.integrations.items():
        parts = {
            "settings": _of_edge(edge),
            "source": _of_node(nodes[edge.source]),
            "target": _of_node(nodes[edge.target]),
        }
        yield (
            subject,
            {
                Name(root, key): setting
                for root, settings in parts.items()
                for key, setting in settings.items()
            },
        )
    for subject, node in drawn.components.items():
        settings = _of_node(node)
        yield subject, {Name("component", key): one for key, one in settings.items()}


def _of_edge(edge: Edge) -> Mapping[str, Setting]:
    terms = vocabulary().integrations.get(edge.by, {})
    return _hung(edge.settings, terms, edge.place, edge.condition)


def _of_node(node: Node) -> Mapping[str, Setting]:
    terms = vocabulary().components.get(node.type, {})
    settings = dict(node.settings)
    if node.sink and settings.get(_KEPT, _NOTHING).value is ABSENT:
        # what keeps the failures of others is not blamed for being the last stop
        settings[_KEPT] = unknown(node.place, "it keeps the failures of others")
    return _hung(settings, terms, node.place, node.condition)


_KEPT = "dead_letter_queue"
_NOTHING = unknown(Place(""))


def _hung(
    settings: Mapping[str, Setting],
    terms: Iterable[str],
    place: Place,
    condition: str,
) -> Mapping[str, Setting]:
    """Give every setting there can be; what was not read is unknown.

    Settings hold only where what they belong to is made at all.
    """
    whole = {name: unknown(place) for name in terms} | dict(settings)
    if not condition:
        return whole
    return {
        name: one
        if one.origin in (Origin.CONDITIONAL, Origin.UNKNOWN)
        else replace(one, origin=Origin.CONDITIONAL, condition=condition)
        for name, one in whole.items()
    }


def _found(
    question: Question,
    subject: str,
    review: Review,
    scope: Scope,
    values: Mapping[Name, Value],
) -> Found | None:
    met = _first(question, values)
    if met is None:
        return None
    rule, choice, value, sure = met
    names = [
        name
        for part in (rule.when, rule.value)
        for name in (part.names if isinstance(part, Expression) else ())
        if name in scope
    ]
    read = {name: scope[name] for name in dict.fromkeys(names)}
    otherwise = {
        other[1]
        for name, setting in read.items()
        for alternative in setting.otherwise
        if (other := _first(question, {**values, name: alternative}))
    } - {choice}
    assumed = [
        one.condition
        for one in read.values()
        if one.origin in _ASSUMED and one.condition and (otherwise or not one.otherwise)
    ]
    return Found(
        holder=holder(question, subject, review),
        question=question,
        choice=choice,
        value=value,
        decides=sure and not rule.suggests and not assumed,
        origin=_origin(read, rule.place),
        settings=tuple((f"{name.root}.{name.key}", one) for name, one in read.items()),
        assumes=tuple(dict.fromkeys(assumed)),
        otherwise=tuple(sorted(otherwise)),
    )


Met = tuple[EvidenceRule, str, float | None, bool]


def _first(question: Question, values: Mapping[Name, Value]) -> Met | None:
    """Give the first rule that holds, its choice and number, and whether it is sure.

    What comes after a rule that can't be decided is no more than a suggestion: had
    that rule held, it would have gone first. A rule about a setting that such a thing
    can't have does not hold, and makes nothing unsure.
    """
    sure = True
    for rule in question.evidence:
        truth = rule.when.truth(values)
        if truth is None:
            foreign = {name: ABSENT for name in rule.when.names if name not in values}
            sure = sure and rule.when.truth({**values, **foreign}) is not None
        if not truth:
            continue
        measured = rule.value.value(values) if rule.value is not None else None
        if measured is None:
            return rule, rule.choice, None, sure
        if measured is UNKNOWN or not number(measured):
            sure = False
            continue
        amount = float(measured)  # type: ignore[arg-type]  # it is a number
        amount = int(amount) if amount.is_integer() else amount
        choice = question.choice_for(amount)
        chosen = rule.choice or (choice.id if choice else "")
        if chosen:
            return rule, chosen, amount, sure
    return None


def _origin(read: Mapping[Name, Setting], fallback: Place) -> str:
    """Give the place of what is written; of what lacks it where nothing is."""
    places = [one.place for one in read.values() if one.origin is not Origin.DEFAULT]
    places += [one.place for one in read.values()]
    return origin(places[0] if places else fallback)


def _agreed(one: Found, other: Found) -> Found:
    """Give what two integrations say of one component."""
    if one.choice == other.choice and one.value == other.value:
        return one if one.decides else other
    both = {*one.otherwise, *other.otherwise, other.choice} - {one.choice}
    return replace(one, decides=False, otherwise=tuple(sorted(both)))
