"""Code read into the review from the questionnaire, and shown beside an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from ninelives.review import store
from ninelives.review.model import Answer, Review
from tests.tui.stage import Open
from tui.candidates import candidates

TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 10
"""


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a review without a map, beside a template; one stands in that folder."""
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    store.create(tmp_path / "shop", Review("shop"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "shop"


async def scanned(opened: Open, fresh: Path) -> None:
    async with opened(at=fresh, packs=()) as here:
        await here.press("S")
        assert here.shows("Everything below this folder")
        assert here.shows("SAM or CloudFormation")
        await here.press("down")
        assert here.shows("AWS::Serverless-2016-10-31")
        await here.press("enter")
        assert here.shows("What the code says")
        assert here.shows("orders → place-order  [aws/sqs-lambda]  template.yaml:12:9")
        await here.press("w")
        assert here.shows("The code was taken over.")


async def test_code_draws_the_map_and_answers(opened: Open, fresh: Path) -> None:
    await scanned(opened, fresh)
    after = store.load(fresh)
    (edge,) = after.integrations
    assert edge.checklist == "aws/sqs-lambda"
    origins = {one.origin for given in after.answers.values() for one in given.values()}
    assert any(one.startswith("template.yaml:") for one in origins)


async def test_leaving_the_look_changes_nothing(opened: Open, fresh: Path) -> None:
    before = store.load(fresh)
    async with opened(at=fresh, packs=()) as here:
        await here.press("S", "enter", "escape")
        assert here.question or here.shows("ninelives")
    assert store.load(fresh) == before


async def test_a_path_that_is_not_there_is_said_at_once(
    opened: Open, fresh: Path
) -> None:
    async with opened(at=fresh, packs=()) as here:
        await here.press("S", "end", "pagedown", "enter")
        assert here.shows("Which folder or file?")
        await here.type("nowhere")
        await here.press("enter")
        assert here.shows("there is no .nowhere here")


async def test_a_key_shows_the_line_an_answer_was_found_at(
    opened: Open, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    async with opened() as here:
        subject, question = here.at
        choice = here.screen._table.desk.one  # noqa: SLF001 - what is asked now
        assert choice is not None
        said = Answer(choice.question.choices[0].id, origin="template.yaml:5:5")
        review = store.load(folder)
        store.save_answer(folder, review, subject, question, said, ())
    async with opened() as here:
        await here.press("up", "left")
        await here.press("e")
        assert here.shows("template.yaml:5")
        assert here.shows("AWS::SQS::Queue")
        assert here.shows("read-only")


async def test_an_answer_that_no_code_gave_says_so(opened: Open) -> None:
    async with opened() as here:
        await here.press("e")
        assert here.shows("The answer here was not found in code.")


async def test_a_file_that_is_gone_is_said(
    opened: Open, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened() as here:
        subject, question = here.at
        one = here.screen._table.desk.one  # noqa: SLF001 - what is asked now
        assert one is not None
        said = Answer(one.question.choices[0].id, origin="gone.yaml:5")
        store.save_answer(folder, store.load(folder), subject, question, said, ())
    async with opened() as here:
        await here.press("left", "e")
        assert here.shows("there is no such file any more")


async def test_a_path_can_be_typed(opened: Open, fresh: Path) -> None:
    async with opened(at=fresh, packs=()) as here:
        await here.press("S", "pagedown", "enter", "backspace")
        await here.type("template.yaml")
        await here.press("enter")
        assert here.shows("What the code says")
        await here.press("q")
    assert not store.load(fresh).integrations


def test_what_looks_like_code_is_offered(tmp_path: Path) -> None:
    for name in (
        "api/template.yaml",
        "infra/main.tf",
        "cdk/cdk.out/App.template.json",
        "jobs/serverless.yml",
        "node_modules/x/template.yaml",
        "notes/readme.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("")
    found = [(one.path, one.kind) for one in candidates(tmp_path)]
    assert found == [
        ("api/template.yaml", "SAM or CloudFormation"),
        ("cdk/cdk.out", "CDK output"),
        ("infra", "Terraform"),
        ("jobs/serverless.yml", "Serverless Framework"),
    ]
