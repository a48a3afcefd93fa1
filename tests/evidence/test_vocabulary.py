"""The settings of our pack: read, complete, and the only ones that rules may name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.checklist.truth import ABSENT, UNKNOWN
from ninelives.errors import Place, Unusable
from ninelives.evidence.model import Origin, literal
from ninelives.evidence.scan import scan
from ninelives.evidence.vocabulary import read_settings, shaped, vocabulary
from tests.evidence.reading import HEAD, node, write

HERE = Place("t", 1)
WORDS = vocabulary()


def test_kinds_lead_to_component_types_of_our_pack() -> None:
    from ninelives.checklist.load import load_pack

    pack = load_pack(only=())
    assert set(WORDS.types.values()) <= set(pack.component_types)
    assert WORDS.type_of("AWS::SQS::Queue") == WORDS.type_of("aws_sqs_queue")
    assert WORDS.type_of("AWS::EC2::Instance") == ""


@pytest.mark.parametrize(
    ("form", "written", "value"),
    [
        ("visibility_timeout", "45", 45),
        ("visibility_timeout", 45.0, 45),
        ("visibility_timeout", "1e400", UNKNOWN),
        ("visibility_timeout", "nan", UNKNOWN),
        ("visibility_timeout", "soon", UNKNOWN),
        ("visibility_timeout", True, UNKNOWN),
        ("fifo", "true", True),
        ("fifo", "False", False),
        ("fifo", "perhaps", UNKNOWN),
        ("fifo", 1, UNKNOWN),
    ],
)
def test_a_value_takes_the_form_of_its_setting(
    form: str, written: object, value: object
) -> None:
    term = WORDS.components["sqs-queue"][form]
    assert shaped(term, literal(written, HERE)).value == value


def test_a_unit_other_than_the_written_one_is_worked_out() -> None:
    term = WORDS.components["kinesis-stream"]["retention"]
    assert shaped(term, literal("48", HERE)).value == 172_800


def test_defaults_hang_on_the_dialect_and_on_the_ends() -> None:
    terms = WORDS.components["lambda-function"]

    def timeout(dialect: str) -> object:
        found = read_settings(terms, dialect, lambda *_: None, HERE)
        return found["timeout"].value

    assert (timeout("cloudformation"), timeout("serverless")) == (3, 6)
    mapping = WORDS.integrations["event-source-mapping"]

    def retries(*traits: str) -> object:
        found = read_settings(mapping, "terraform", lambda *_: None, HERE, traits)
        return found["maximum_retry_attempts"].value

    assert retries("kinesis-stream") == -1
    assert retries("sqs-queue") is ABSENT
    assert retries("") is UNKNOWN


def test_a_new_setting_is_a_line_of_yaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ninelives.evidence.cloudformation import properties

    ours = Path(__file__).parents[2] / "checklists" / "settings.yaml"
    line = "      size: {says: Size, is: number, cloudformation: MaximumMessageSize}\n"
    text = ours.read_text("utf-8")
    head, mark, tail = text.partition("      fifo: {says: Whether it keeps order")
    (path,) = write(tmp_path, {"settings.yaml": head + line + mark + tail})
    monkeypatch.setattr(properties, "vocabulary", lambda: vocabulary(path))
    template = f"""{HEAD}
Resources:
  Q: {{Type: AWS::SQS::Queue, Properties: {{MaximumMessageSize: 1024}}}}
"""
    graph = scan(write(tmp_path, {"t.yaml": template}))
    found = node(graph, "Q").settings["size"]
    assert (found.value, found.origin) == (1024, Origin.LITERAL)


def test_a_wrong_settings_file_is_told_with_its_line(tmp_path: Path) -> None:
    text = """settings: mine
components:
  queue:
    settings:
      a: {says: A, is: nummer}
integrations: {}
"""
    (path,) = write(tmp_path, {"settings.yaml": text})
    with pytest.raises(Unusable, match=r"settings\.yaml:5:24") as caught:
        vocabulary(path)
    assert "did you mean 'number'?" in str(caught.value)


def test_every_setting_that_a_rule_of_our_pack_reads_exists() -> None:
    from ninelives.checklist.load import load_pack

    known = {
        "settings": {name for terms in WORDS.integrations.values() for name in terms},
        "source": {name for terms in WORDS.components.values() for name in terms},
    }
    unknown = [
        f"{rule.place}: {name.root}.{name.key}"
        for checklist in load_pack().checklists.values()
        for question in checklist.questions
        for rule in question.evidence
        for part in (rule.when, rule.value)
        for name in (part.names if part is not None else ())
        if name.root in ("settings", "source", "target", "component")
        and name.key not in known["settings" if name.root == "settings" else "source"]
    ]
    assert not unknown
