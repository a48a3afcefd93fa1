"""A review as a value: the map, the answers, who gave them and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ninelives.checklist.model import NOT_APPLICABLE, SERVICE, UNKNOWN


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What was answered: a choice, unknown, or not applicable with a reason."""

    choice: str
    """A choice's id, `unknown` or `not-applicable`."""
    value: float | None = None
    """The measured number behind the choice, in the question's unit."""
    reason: str = ""
    """Why the question does not apply."""
    note: str = ""
    by: str = ""
    at: str = ""
    """When, as YYYY-MM-DDTHH:MM:SSZ."""
    origin: str = ""
    """The `file:line` it was taken from or checked against (`from` in YAML)."""
    owner: str = ""
    """Who finds out what is unknown."""
    due: str = ""
    """Until when, as YYYY-MM-DD."""
    asked: str = ""
    """Fingerprint of the question as it was asked."""
    others: tuple[Answer, ...] = ()
    """The other answers of a dispute: all are kept until it is settled."""
    settled: tuple[Answer, ...] = ()
    """What others had answered in a dispute before it was settled: the record of it."""

    @property
    def disputed(self) -> bool:
        """Whether people differ."""
        return bool(self.others)

    @property
    def known(self) -> bool:
        """Whether it is a choice that nobody disputes."""
        return self.choice not in (UNKNOWN, NOT_APPLICABLE) and not self.others

    @property
    def voices(self) -> tuple[Answer, ...]:
        """Every answer given: one, or all of a dispute, none of them nested."""
        return (replace(self, others=()), *self.others) if self.others else (self,)


def answered(choice: str, before: Answer | None) -> Answer:
    """Give the answer once something is done; a number that already fits it stays."""
    fits = before is not None and before.known and before.choice == choice
    return Answer(choice, before.value if before is not None and fits else None)


@dataclass(frozen=True, slots=True)
class Kept:
    """A setting that a scan keeps in the review: a number no question asks for."""

    value: float | str
    origin: str = ""
    """The `file:line` it stands at; empty: it is not written, the default holds."""


Settings = Mapping[str, Kept]
"""By their names in the checklists' expressions."""


@dataclass(frozen=True, slots=True, repr=False)
class Component:
    """A node of the map."""

    id: str
    type: str
    """The id of a component type of the pack."""
    name: str = ""
    """What the team calls it; empty: its id."""
    checklist: str = ""
    """The checklist about the component itself, or empty."""
    origin: str = ""
    """The `file:line` it was found at, or empty."""
    vanished: str = ""
    """The day from which on the code lacks it, as YYYY-MM-DD, or empty."""
    settings: Settings = field(default_factory=dict, hash=False)
    """What a scan read for the loss window."""

    @property
    def label(self) -> str:
        """What to show."""
        return self.name or self.id


@dataclass(frozen=True, slots=True, repr=False)
class Integration:
    """An edge of the map: source → target, of a kind that has a checklist."""

    id: str
    source: str
    target: str
    """Ids of components."""
    checklist: str
    impact: Mapping[str, str] = field(default_factory=dict)
    """Harm → impact, where this data is worth more or less than the service's."""
    origin: str = ""
    """The `file:line` it was found at, or empty."""
    vanished: str = ""
    """The day from which on the code lacks it, as YYYY-MM-DD, or empty."""
    settings: Settings = field(default_factory=dict, hash=False)
    """What a scan read for the loss window."""


Change = tuple[str, str, Answer | None]
"""Subject, question, and the answer it gets; None where it is taken back."""
Answers = Mapping[str, Mapping[str, Answer]]
"""Subject id → question id → answer. The subject `service` holds the team's impacts."""


@dataclass(frozen=True, slots=True, repr=False)
class Review:
    """All a team has said about one service; a change is a new value."""

    service: str
    team: str = ""
    pack: str = ""
    """Name of the pack it was last written with."""
    pack_version: str = ""
    packs: tuple[str, ...] = ()
    """Folders of the packs that extend ours, as named in review.yaml."""
    dialect: str = ""
    """The team's infrastructure dialect: sam, cloudformation, terraform, cdk …"""
    components: tuple[Component, ...] = ()
    integrations: tuple[Integration, ...] = ()
    answers: Answers = field(default_factory=dict)

    _places: Mapping[str, int] = field(init=False, compare=False)
    """Id → its place among the components, or (from -1 down) the integrations."""

    def __post_init__(self) -> None:
        """Note where each id stands: the map is asked for it at every step."""
        places = {one.id: at for at, one in enumerate(self.components)}
        places.update((one.id, -1 - at) for at, one in enumerate(self.integrations))
        object.__setattr__(self, "_places", places)

    def component(self, component_id: str) -> Component | None:
        """Give the component of that id, or None."""
        at = self._places.get(component_id, -1)
        return self.components[at] if at >= 0 else None

    def integration(self, integration_id: str) -> Integration | None:
        """Give the integration of that id, or None."""
        at = self._places.get(integration_id, 0)
        return self.integrations[-1 - at] if at < 0 else None

    def answer(self, subject: str, question: str) -> Answer | None:
        """Give what was answered, or None."""
        return self.answers.get(subject, {}).get(question)

    def with_answer(self, subject: str, question: str, answer: Answer | None) -> Review:
        """Give the review with one answer set, or taken back where it is None."""
        return self.with_answers([(subject, question, answer)])

    def with_answers(self, changes: Iterable[Change]) -> Review:
        """Give the review with many answers set or taken back, as if one by one."""
        touched: dict[str, dict[str, Answer]] = {}
        for subject, question, answer in changes:
            given = touched.get(subject)
            if given is None:
                given = touched[subject] = dict(self.answers.get(subject, {}))
            if answer is None:
                given.pop(question, None)
            else:
                given[question] = answer
        return replace(self, answers={**self.answers, **touched}) if touched else self

    def subjects(self) -> tuple[str, ...]:
        """Give the ids answers can belong to: service, integrations, components."""
        return (
            SERVICE,
            *(one.id for one in self.integrations),
            *(one.id for one in self.components),
        )
