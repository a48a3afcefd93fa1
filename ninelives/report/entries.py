"""What a report lists: findings, mitigations, questions and answers, as plain values.

Every text is a `str`, escaped when it is written, or `Markdown` where it holds more
than words. Risks, exposures, impacts and harms are words of the pack's scale. An empty
text or tuple means that there is nothing to say.
"""

from __future__ import annotations

from typing import NamedTuple

from ninelives.report.escape import Markdown


class Ref(NamedTuple):
    """Something with a heading of its own in the report, to be linked."""

    number: str
    """F1 for a finding, or F2a, F2b where one pitfall has several; M1 for a
    mitigation."""
    title: Markdown
    anchor: Markdown
    """Where its heading is: `#` and a slug; or the section that lists it."""
    where: str
    """The integration or component; for a mitigation all it serves."""


class Cite(NamedTuple):
    """A source that a sentence rests on."""

    number: str
    """S1; its row is in the section Sources."""
    unverified: bool
    """True where no source confirms it."""


class Because(NamedTuple):
    """Why something is as it is: an answer, an assumption, or the kind of delivery."""

    says: Markdown
    """The choice that counts, or the rule's reason."""
    question: Markdown
    """What was asked; empty where it lies in the delivery itself."""
    where: str
    """Whom the answer is about, where that is not the finding's own place."""
    exposure: str
    """What it raises the pitfall to, or caps it at."""
    state: str
    """answered; unanswered, unknown, stale or disputed, where the worst is assumed; or
    possible, for an answer that nobody gave."""
    by: str
    day: str
    """YYYY-MM-DD, or empty."""
    evidence: Markdown
    """The `file:line` the answer was taken from, linked where it can be."""
    note: str
    cites: tuple[Cite, ...]


class Advice(NamedTuple):
    """A mitigation as a finding sees it."""

    action: Ref
    effort: str
    risk: str
    """What is left of the finding once it is done."""
    closes: bool
    """True where nothing is left."""
    lowers: bool
    """False where the risk stays, though it strikes less surely."""
    alongside: tuple[Ref, ...]
    """What has to be done as well before anything is gained."""


class Owner(NamedTuple):
    """Who was asked to find something out."""

    name: str
    due: str
    """Until when, YYYY-MM-DD, or empty."""


class Decided(NamedTuple):
    """What the team decided about a finding."""

    state: str
    """open; accepted; or open again: expired, triggered."""
    by: str
    """Who approved the waiver, or empty."""
    until: str
    """The last day of the waiver, YYYY-MM-DD, or empty."""


class Found(NamedTuple):
    """A finding."""

    ref: Ref
    id: str
    """The same from run to run."""
    risk: str
    impact: str
    impact_assumed: bool
    """True where nobody said how bad it is, so that the worst is taken."""
    harm: str
    """The harm that weighs most: lost, duplicated …"""
    exposure: str
    assumed: bool
    """True where it rests on nothing but what nobody knows."""
    raised_by: tuple[Because, ...]
    capped_by: tuple[Because, ...]
    """What keeps it from being worse."""
    would_cap: tuple[Because, ...]
    """Answers that would lower it, for an assumed one; the question is left out where
    it is one that raised it."""
    advice: tuple[Advice, ...]
    cites: tuple[Cite, ...]
    """The sources of its pitfall."""
    owners: tuple[Owner, ...]
    """Who finds out what it rests on."""
    decision: Decided


class PitfallGroup(NamedTuple):
    """A pitfall with all the places where it has the same risk."""

    ref: Ref
    about: Markdown
    """What the pitfall is."""
    cites: tuple[Cite, ...]
    findings: tuple[Found, ...]


class RiskGroup(NamedTuple):
    """What has one risk."""

    title: str
    """The risk, as a heading says it."""
    pitfalls: tuple[PitfallGroup, ...]


class Served(NamedTuple):
    """What a mitigation does about one finding."""

    finding: Ref
    before: str
    after: str
    """The risk that is left."""
    closes: bool
    """True where it closes it by itself."""
    alongside: tuple[Ref, ...]


class Worsened(NamedTuple):
    """A pitfall that a mitigation can make worse."""

    title: Markdown
    how: Markdown


class Snippet(NamedTuple):
    """Code that does it."""

    dialect: str
    """Terraform, AWS SAM, Python …"""
    block: Markdown
    """A fenced block."""


class Action(NamedTuple):
    """A mitigation, described once for all places where it helps."""

    ref: Ref
    effort: str
    """small, medium or large."""
    places: tuple[str, ...]
    """Where to do it, the most worthwhile first; one text a step."""
    serves: tuple[Served, ...]
    more_served: int
    """How many more findings it serves than are shown."""
    closes: int
    """How many findings it closes by itself."""
    lowers: int
    """How many more it makes milder, by itself or with others."""
    spare: bool
    """True where those before it leave nothing for it to do: another way."""
    side_effects: Markdown
    worsens: tuple[Worsened, ...]
    steps: tuple[Markdown, ...]
    snippets: tuple[Snippet, ...]
    more_dialects: tuple[str, ...]
    """Dialects there are snippets for that are not shown."""
    fault: Markdown
    """The proof: what to break."""
    watch: Markdown
    """What to look at."""
    expect: Markdown
    """What must be seen."""
    cites: tuple[Cite, ...]


class Voice(NamedTuple):
    """One answer as somebody gave it."""

    says: Markdown
    by: str
    day: str
    evidence: Markdown
    note: str


class OpenQuestion(NamedTuple):
    """A question that nobody has settled."""

    question: Markdown
    where: str
    state: str
    """unanswered, unknown, stale or disputed."""
    risk: str
    """The highest risk that rests on it, or none."""
    findings: tuple[Ref, ...]
    """The findings that would be milder, were the answer a good one."""
    more_findings: int
    """How many more there are than are shown."""
    why: Markdown
    find_out: Markdown
    owner: str
    """Who finds out, or empty."""
    due: str
    """Until when, YYYY-MM-DD, or empty."""
    note: str
    voices: tuple[Voice, ...]
    """What was answered so far; both answers of a dispute."""
    cites: tuple[Cite, ...]


class Excluded(NamedTuple):
    """What was looked for at one place and is not there, for the same reason."""

    titles: tuple[Markdown, ...]
    """The pitfalls."""
    where: str
    because: tuple[Because, ...]
    """Empty where nothing in this delivery can raise it as answered."""


class Answered(NamedTuple):
    """A question with its answer."""

    question: Markdown
    where: str
    voices: tuple[Voice, ...]
    """The answer; all of them in a dispute."""
    state: str
    """answered, unknown, stale, disputed, not-applicable or hidden."""


class Sheet(NamedTuple):
    """The answers about one integration, component or the service."""

    where: str
    id: str
    kind: Markdown
    """The title of its checklist or type."""
    impacts: tuple[str, ...]
    """Impacts that differ from the service's, such as `lost: minor`."""
    answers: tuple[Answered, ...]
    told: tuple[Answered, ...]
    """Those a report lists: in a short one not those that only say that nobody knows,
    which stand with the open questions."""

    @property
    def untold(self) -> int:
        """How many it does not list."""
        return len(self.answers) - len(self.told)
