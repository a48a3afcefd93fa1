"""What a pack says: ways, pitfalls, checklists, questions, mitigations, facts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from ninelives.checklist.expression import Expression
from ninelives.checklist.knowledge import ComponentType, Fact, Pitfall, Way
from ninelives.checklist.scale import Scale
from ninelives.errors import Place

UNKNOWN = "unknown"
"""The choice of somebody who does not know; every question may be answered so."""
NOT_APPLICABLE = "not-applicable"
"""The choice of somebody who says that the question does not fit, with a reason."""
SERVICE = "service"
"""The id of the whole service under review, and of the checklist about it."""


class About(Enum):
    """Whom a question is asked about, and so who owns its answer."""

    SERVICE = "service"
    INTEGRATION = "integration"
    SOURCE = "source"
    TARGET = "target"
    COMPONENT = "component"
    """The component of a component checklist; in a block, the end it is used for."""


_NOTHING: Mapping[str, str] = {}


class Effects(NamedTuple):
    """What something does to the exposure of pitfalls."""

    exposes: Mapping[str, str] = _NOTHING
    """Pitfall → the exposure it is raised to, at least."""
    caps: Mapping[str, str] = _NOTHING
    """Pitfall → the exposure it can have at most."""


class Choice(NamedTuple):
    """One thing that may be answered."""

    id: str
    says: str
    effects: Effects
    at_least: float | None
    """The smallest measured value this choice stands for, or None."""
    at_most: float | None
    """The largest measured value this choice stands for, or None."""
    place: Place


class Measure(NamedTuple):
    """What is measured where the answer is a number behind a choice."""

    unit: str
    minimum: float
    maximum: float


class EvidenceRule(NamedTuple):
    """What a setting says about a question: it answers, or only suggests."""

    when: Expression
    choice: str
    """The choice it answers or suggests, or empty where only a value is taken."""
    suggests: bool
    """True where people must still confirm it."""
    value: Expression | None
    """The measured value it takes from the settings, or None."""
    place: Place


class Migration(NamedTuple):
    """A question that was renamed, split, merged or changed: where answers go."""

    since: str
    """The version of the pack from which on it holds."""
    before: str
    """The question's id before."""
    after: str
    """The question's id now; the same where only its words or choices changed."""
    choices: Mapping[str, str]
    """Choice before → choice now; those it does not name kept their ids."""
    pack: str
    """The pack that says so."""
    checklist: str
    """The one checklist it is about; empty: every one that has the question."""
    given: Mapping[str, str]
    """Other question before → its choice: holds only where it was answered so."""
    changed: str
    """Why the meaning is another: answers are carried over, and asked again."""
    place: Place


class Former(NamedTuple):
    """A migration on the way to a question of today."""

    step: Migration
    reused: str
    """Fingerprint of another question that bears the old id today, or empty."""


class Question(NamedTuple):
    """What is asked, why, and the answers it may get."""

    id: str
    about: About
    ask: str
    why: str
    """The mechanism behind the question, in one or two sentences."""
    when: Expression | None
    """When it applies; None: always."""
    measure: Measure | None
    choices: tuple[Choice, ...]
    evidence: tuple[EvidenceRule, ...]
    find_out: str
    """Where somebody who does not know can look."""
    cites: tuple[str, ...]
    """Ids of the facts it rests on."""
    under: str
    """For questions about the service: the section of review.yaml that keeps it."""
    asked: str
    """Fingerprint of what is asked: an answer to another wording is stale."""
    place: Place
    formerly: tuple[Former, ...] = ()
    """What it was called or asked in earlier versions, the oldest first."""

    def choice(self, choice_id: str) -> Choice | None:
        """Give the choice of that id, or None."""
        for one in self.choices:  # half the time of a generator, and asked very often
            if one.id == choice_id:
                return one
        return None

    def choice_for(self, value: float) -> Choice | None:
        """Give the choice that a measured value falls into, or None."""
        for one in self.choices:
            if one.at_least is None and one.at_most is None:
                continue
            enough = one.at_least is None or value >= one.at_least
            if enough and (one.at_most is None or value <= one.at_most):
                return one
        return None


class Rule(NamedTuple):
    """What follows from a combination of answers, or from the kind of delivery."""

    id: str
    when: Expression | None
    """When it holds; None: always, it lies in the nature of this integration."""
    effects: Effects
    because: str
    cites: tuple[str, ...]
    place: Place


class Proof(NamedTuple):
    """The test that proves a mitigation in a real account."""

    fault: str
    """What to break."""
    watch: str
    """What to look at."""
    expect: str
    """What must be seen."""


class Mitigation(NamedTuple):
    """What to do about a pitfall, and what the answers are once it is done."""

    id: str
    title: str
    clears: tuple[str, ...]
    """Pitfalls whose exposure falls once it is done."""
    answers: Mapping[str, str]
    """Question → choice: what the review says once it is done."""
    when: Expression | None
    """When it can be done at all; None: always."""
    effort: str
    """small, medium or large."""
    worsens: Mapping[str, str]
    """Pitfall → how this can make it worse."""
    side_effects: str
    """Cost and consequences, one or two sentences, or empty."""
    steps: tuple[str, ...]
    snippets: Mapping[str, str]
    """Dialect → code."""
    prove: Proof
    cites: tuple[str, ...]
    place: Place


class Connects(NamedTuple):
    """The kind of integration a checklist is about."""

    sources: tuple[str, ...]
    """Component types at the producing end."""
    targets: tuple[str, ...]
    """Component types at the consuming end."""
    by: str
    """What connects them: event-source-mapping, subscription, rule …"""


class Checklist(NamedTuple):
    """What to ask about one kind of integration or component, and what follows."""

    id: str
    title: str
    about: str
    connects: Connects | None
    """The integration it is for, or None."""
    describes: str
    """The component type it is for (or `service`), or empty."""
    facts: Mapping[str, Fact]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    mitigations: tuple[Mitigation, ...]
    delivery: Mapping[str, object]
    """The mechanism and its numbers, as written; read by the loss window."""
    place: Place

    def question(self, question_id: str) -> Question | None:
        """Give the question of that id, or None."""
        return next((one for one in self.questions if one.id == question_id), None)

    def pitfalls(self) -> tuple[str, ...]:
        """Give the ids of the pitfalls it can raise, in the order it names them."""
        raised: dict[str, None] = {}
        for question in self.questions:
            for choice in question.choices:
                raised.update(dict.fromkeys(choice.effects.exposes))
        for rule in self.rules:
            raised.update(dict.fromkeys(rule.effects.exposes))
        return tuple(raised)


class PackPart(NamedTuple):
    """One folder a pack was read from: ours, or a team's own that extends it."""

    name: str
    version: str
    digest: str
    """SHA-256 over its files, names included, in hexadecimal."""


class Disabled(NamedTuple):
    """A question, rule or mitigation that a team's pack leaves out on purpose."""

    checklist: str
    id: str
    reason: str
    place: Place


class Pack(NamedTuple):
    """A loaded pack: all that may be asked and what follows from it."""

    parts: tuple[PackPart, ...]
    """The folders it was read from, ours first."""
    title: str
    about: str
    ways: tuple[Way, ...]
    component_types: Mapping[str, ComponentType]
    pitfalls: Mapping[str, Pitfall]
    scale: Scale
    checklists: Mapping[str, Checklist]
    """By id; the one called `service` asks about the service as a whole."""
    disabled: tuple[Disabled, ...] = ()
    migrations: tuple[Migration, ...] = ()
    original: Pack | None = None
    """What was translated into this; None where this is the original."""

    @property
    def as_written(self) -> Pack:
        """The pack that files are written with: the same in every language."""
        return self.original or self

    @property
    def name(self) -> str:
        """The name of the pack that the others extend."""
        return self.parts[0].name

    @property
    def version(self) -> str:
        """The version of the pack that the others extend."""
        return self.parts[0].version

    @property
    def digest(self) -> str:
        """The digest of the pack that the others extend."""
        return self.parts[0].digest
