"""What the files of a pack must look like: one table a kind of file."""

from __future__ import annotations

from collections.abc import Mapping

from ninelives.checklist.knowledge import LOSS_WINDOW
from ninelives.shape import Anything, ListOf, MapOf, Number, Record, Scalar, Shape, Text

IMPACTS = ("none", "minor", "serious", "severe")
EXPOSURES = ("none", "rare", "possible", "likely", "certain")
RISKS = ("none", "low", "medium", "high", "critical")
HARMS = ("lost", "duplicated", "reordered", "stale", "corrupted")
EFFORTS = ("small", "medium", "large")
DIALECTS = (
    "sam",
    "cloudformation",
    "terraform",
    "cdk-typescript",
    "cdk-python",
    "serverless",
    "python",
    "typescript",
)

ID = Text(pattern=r"[a-z0-9][a-z0-9-]*", says="an id of lower-case letters, digits, -")
FILE_ID = Text(
    pattern=r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*",
    says="an id such as aws/sqs-lambda",
)
TEXT = Text()
DAY = Text(pattern=r"\d{4}-\d{2}-\d{2}", says="a day as YYYY-MM-DD")

SOURCE = Record("a source", {"url": TEXT, "checked": DAY}, ("url", "checked"))
FACT = Record(
    "a fact",
    {
        "says": TEXT,
        "value": Scalar(),
        "unit": TEXT,
        "sources": ListOf(SOURCE),
        "unverified": TEXT,
    },
    ("says",),
)
EXPOSES = MapOf(Text(EXPOSURES[1:]), ID)
CAPS = MapOf(Text(EXPOSURES[:-1]), ID)
CHOICE = Record(
    "a choice",
    {
        "id": ID,
        "says": TEXT,
        "at-least": Number(),
        "at-most": Number(),
        "exposes": EXPOSES,
        "caps": CAPS,
    },
    ("id", "says"),
)
EVIDENCE = Record(
    "an evidence rule",
    {"if": TEXT, "answers": ID, "suggests": ID, "value": TEXT},
    ("if",),
)
MEASURE = Record(
    "a measure",
    {"unit": TEXT, "minimum": Number(), "maximum": Number()},
    ("unit", "minimum", "maximum"),
)
ABOUT = Text(("service", "integration", "source", "target", "component"))
QUESTION = Record(
    "a question",
    {
        "id": ID,
        "about": ABOUT,
        "ask": TEXT,
        "why": TEXT,
        "when": TEXT,
        "measure": MEASURE,
        "choices": ListOf(CHOICE),
        "evidence": ListOf(EVIDENCE),
        "find-out": TEXT,
        "cites": ListOf(ID),
    },
    ("id", "ask", "why", "choices", "find-out"),
)
RULE = Record(
    "a rule",
    {
        "id": ID,
        "when": TEXT,
        "exposes": EXPOSES,
        "caps": CAPS,
        "because": TEXT,
        "cites": ListOf(ID),
    },
    ("id", "because"),
)
PROOF = Record(
    "a proof",
    {"fault": TEXT, "watch": TEXT, "expect": TEXT},
    ("fault", "watch", "expect"),
)
MITIGATION = Record(
    "a mitigation",
    {
        "id": ID,
        "title": TEXT,
        "clears": ListOf(ID),
        "answers": MapOf(ID, ID),
        "when": TEXT,
        "effort": Text(EFFORTS),
        "worsens": MapOf(TEXT, ID),
        "side-effects": TEXT,
        "steps": ListOf(TEXT),
        "snippets": MapOf(TEXT, Text(DIALECTS)),
        "prove": PROOF,
        "cites": ListOf(ID),
    },
    ("id", "title", "clears", "answers", "effort", "steps", "prove"),
)
_PARTS: Mapping[str, Shape] = {
    "facts": MapOf(FACT, ID),
    "questions": ListOf(QUESTION),
    "rules": ListOf(RULE),
    "mitigations": ListOf(MITIGATION),
}
BLOCK = Record(
    "a block", {"block": ID, "title": TEXT, "about": TEXT, **_PARTS}, ("block", "title")
)
USE = Record(
    "a use of a block",
    {"block": ID, "component": Text(("source", "target", "integration", "component"))},
    ("block",),
    short="block",
)
CONNECTS = Record(
    "connects",
    {
        "source": ListOf(ID, lone=True),
        "target": ListOf(ID, lone=True),
        "by": ID,
    },
    ("source", "target", "by"),
)
CHECKLIST = Record(
    "a checklist",
    {
        "checklist": FILE_ID,
        "title": TEXT,
        "about": TEXT,
        "connects": CONNECTS,
        "describes": ID,
        "use": ListOf(USE),
        **_PARTS,
        "delivery": MapOf(Anything()),
    },
    ("checklist", "title", "about"),
)
_TOLD = Record(
    "a translation",
    {"of": Text(pattern="[0-9a-f]{8}", says="8 digits of a digest"), "says": TEXT},
    ("of", "says"),
)
TRANSLATION = Record(
    "the translation of a checklist",
    {
        "translates": FILE_ID,
        "title": _TOLD,
        "about": _TOLD,
        "questions": MapOf(
            Record(
                "a translated question",
                {
                    "ask": _TOLD,
                    "why": _TOLD,
                    "find-out": _TOLD,
                    "choices": MapOf(_TOLD, ID),
                },
            ),
            ID,
        ),
        "mitigations": MapOf(Record("a translated mitigation", {"title": _TOLD}), ID),
    },
    ("translates",),
)
PITFALL = Record(
    "a pitfall",
    {
        "id": ID,
        "title": TEXT,
        "about": TEXT,
        "harms": ListOf(Text(HARMS)),
        "hits": ListOf(FILE_ID),
        "follows": Text((LOSS_WINDOW,)),
        "sources": ListOf(SOURCE),
        "unverified": TEXT,
    },
    ("id", "title", "about", "harms"),
)
PITFALLS = Record(
    "a file of pitfalls",
    {"way": ID, "pitfalls": ListOf(PITFALL)},
    ("way", "pitfalls"),
)
WAY = Record("a way", {"id": ID, "title": TEXT, "about": TEXT}, ("id", "title"))
COMPONENT_TYPE = Record(
    "a component type", {"id": ID, "title": TEXT, "short": TEXT}, ("id", "title")
)
_EFFECTS: Mapping[str, Shape] = {"exposes": EXPOSES, "caps": CAPS}
EXTENSION = Record(
    "an extension",
    {
        "extends": FILE_ID,
        "reword": MapOf(
            Record(
                "a new wording",
                {
                    "ask": TEXT,
                    "why": TEXT,
                    "find-out": TEXT,
                    "because": TEXT,
                    "title": TEXT,
                    "choices": MapOf(TEXT, ID),
                },
            ),
            ID,
        ),
        "rerate": MapOf(
            Record(
                "a new rating",
                {**_EFFECTS, "choices": MapOf(Record("a rating", _EFFECTS), ID)},
            ),
            ID,
        ),
        "disable": MapOf(TEXT, ID),
        **_PARTS,
    },
    ("extends",),
)
_VERSION = Text(pattern=r"\d+\.\d+\.\d+\S*", says="a version such as 1.0.0")
MIGRATION = Record(
    "a migration",
    {
        "since": _VERSION,
        "from": ID,
        "to": ID,
        "choices": MapOf(ID, ID),
        "checklist": TEXT,
        "given": MapOf(ID, ID),
        "changed": TEXT,
    },
    ("since", "from", "to"),
)
PACK = Record(
    "a pack",
    {
        "pack": Text(
            pattern=r"[a-z0-9][a-z0-9./-]*", says="a name such as acme/orders"
        ),
        "version": _VERSION,
        "title": TEXT,
        "about": TEXT,
        "ways": ListOf(WAY),
        "component-types": ListOf(COMPONENT_TYPE),
        "extends": TEXT,
        "migrations": ListOf(MIGRATION),
    },
    ("pack", "version", "title"),
)
HARM = Record(
    "a harm",
    {"id": Text(HARMS), "title": TEXT, "ask": TEXT, "why": TEXT},
    ("id", "title", "ask", "why"),
)
_LEVEL: Mapping[str, Shape] = {"title": TEXT, "says": TEXT}
SCALE = Record(
    "a risk matrix",
    {
        "harms": ListOf(HARM),
        "impacts": ListOf(
            Record("an impact", {"id": Text(IMPACTS), **_LEVEL}, ("id", "title"))
        ),
        "exposures": ListOf(
            Record("an exposure", {"id": Text(EXPOSURES), **_LEVEL}, ("id", "title"))
        ),
        "risks": ListOf(
            Record(
                "a risk",
                {"id": Text(RISKS), **_LEVEL, "letter": TEXT},
                ("id", "title", "letter"),
            )
        ),
        "matrix": MapOf(MapOf(Text(RISKS), Text(EXPOSURES)), Text(IMPACTS)),
    },
    ("harms", "impacts", "exposures", "risks", "matrix"),
)
