"""After an incident: what the review had said then, and what it never asked."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from ninelives.assess.replay import replay
from ninelives.assess.verdict import Kind, Then
from ninelives.checklist.lint.pack import lint
from ninelives.checklist.load import load_pack
from ninelives.cli import main
from ninelives.review import store
from ninelives.review.actions import load_actions
from ninelives.review.incidents import FAILURES, INCIDENT, load_incident
from ninelives.review.interview import interview
from ninelives.review.model import Answer, Review
from ninelives.review.packs import pack_of
from ninelives.review.waivers import load_waivers
from tests.designs import QUEUE, SECOND, TINY, orders

NAME = "2026-11-20-orders-gone"
SAYS = {
    "title": "Orders of one morning are gone",
    "started": "2026-11-20T08:10:00+01:00",
    "noticed": "2026-11-20T11:00:00+01:00",
    "ended": "2026-11-20T12:00:00+01:00",
    "where": [QUEUE],
    "harms": ["lost"],
    "amount": "312 orders",
    "how-found": "a customer called",
    "what-happened": "The handler raised for every order of a new kind.",
}
KNOWN = (
    (QUEUE, "batch", "many"),
    (QUEUE, "partial", "all"),
    ("orders-queue", "dead-letter", "nowhere"),
    ("place-order", "idempotent", "same"),
)
Write = Callable[..., Path]


def said(review: Review, *given: tuple[str, str, str], at: str = "") -> Review:
    for subject, question, choice in given:
        day = at or "2026-11-01T08:00:00Z"
        one = Answer(choice, by="Ana", at=day)
        review = review.with_answer(subject, question, one)
    return review


def made(folder: Path, *given: tuple[str, str, str]) -> Path:
    store.create(folder, said(replace(orders(), packs=(str(TINY),)), *given))
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def one(name: str = NAME, **more: object) -> Path:
        body = {key: value for key, value in {**SAYS, **more}.items() if value}
        path = tmp_path / f"{name}.yaml"
        path.write_text(yaml.safe_dump(body, sort_keys=False), "utf-8")
        return path

    return one


def judged(folder: Path, path: Path) -> dict[str, Kind]:
    review = store.load(folder)
    waivers = load_waivers(folder)
    then = Then(load_pack(TINY), review, waivers, load_actions(folder), "2026-11-20")
    found = replay(then, load_incident(path))
    return {one.pitfall: one.kind for one in found}


@pytest.mark.parametrize(
    ("answer", "pitfall", "kind"),
    [
        (None, "dropped", Kind.UNANSWERED),
        (Answer("unknown", owner="ops"), "dropped", Kind.UNKNOWN),
        (Answer("nowhere"), "dropped", Kind.KNOWN),
        (Answer("dlq"), "dropped", Kind.WRONG),
        (Answer("not-applicable", reason="none"), "dropped", Kind.NOT_APPLICABLE),
        (Answer("nowhere"), "expired", Kind.NOT_APPLICABLE),
        (Answer("nowhere", asked="0ddba1"), "dropped", Kind.STALE),
        (
            Answer("nowhere", by="Ana", others=(Answer("dlq", by="Ben"),)),
            "dropped",
            Kind.DISPUTED,
        ),
        (
            Answer("dlq", by="Ana", others=(Answer("nowhere", by="scan"),)),
            "dropped",
            Kind.CONTRADICTED,
        ),
        (
            Answer("dlq", by="Ana", origin="template.yaml:16 says nowhere"),
            "dropped",
            Kind.CONTRADICTED,
        ),
    ],
)
def test_what_the_review_had_said_is_told_apart(
    tmp_path: Path, write: Write, answer: Answer | None, pitfall: str, kind: Kind
) -> None:
    review = replace(orders(), packs=(str(TINY),))
    review = review.with_answer("orders-queue", "dead-letter", answer)
    store.create(tmp_path / "orders", review)
    found = judged(tmp_path / "orders", write(pitfalls=[pitfall]))
    assert found == {pitfall: kind}


def test_a_harm_that_was_said_to_mean_nothing_is_an_answer_too(
    tmp_path: Path, write: Write
) -> None:
    folder = made(tmp_path / "orders", *KNOWN, ("service", "lost", "none"))
    assert judged(folder, write(pitfalls=["dropped"])) == {"dropped": Kind.WRONG}


def test_a_waiver_that_held_is_named_with_its_reason(
    tmp_path: Path, write: Write
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    waiver = {
        "finding": f"{QUEUE}/dropped",
        "reason": "a dozen a day",
        "approver": "Cleo",
        "control": "a daily count",
        "expires": "2026-11-20",
    }
    file = folder / "waivers.yaml"
    file.write_text(json.dumps({"waivers": [waiver]}), "utf-8")
    path = write(pitfalls=["dropped"])
    assert judged(folder, path) == {"dropped": Kind.WAIVED}
    assert main(["retro", str(folder), "--incident", str(path)]) == 0
    page = (folder / "incidents" / f"{NAME}.md").read_text("utf-8")
    assert "accepted by Cleo until 2026-11-20, because: a dozen a day." in page
    file.write_text(json.dumps({"waivers": [{**waiver, "expires": "2026-11-19"}]}))
    assert judged(folder, path) == {"dropped": Kind.KNOWN}


def test_all_that_fit_are_looked_at_where_nobody_names_one(
    tmp_path: Path, write: Write
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    lost = {"dropped", "expired", "whole-batch"}
    assert judged(folder, write()).keys() == lost
    assert judged(folder, write(harms=["duplicated"])).keys() == {
        "twice",
        "whole-batch",
    }
    assert judged(folder, write(ways=["handling"])) == {}


def test_what_an_end_or_nobody_asks_is_told(tmp_path: Path, write: Write) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    path = write(pitfalls=["too-early", "half-written"])
    review = store.load(folder)
    then = Then(load_pack(TINY), review, (), (), "2026-11-20")
    found = {
        (one.subject, one.pitfall): one.kind
        for one in replay(then, load_incident(path))
    }
    assert found == {
        ("place-order", "too-early"): Kind.UNANSWERED,  # the function's own checklist
        (QUEUE, "half-written"): Kind.NEVER,
    }


def test_a_page_is_written_and_the_actions_come_into_the_review(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    action = {"id": "dlq", "says": "Add one", "owner": "Ben", "due": "2026-12-01"}
    path = write(
        actions=[action],
        timeline=[{"at": "2026-11-20T08:00:00+01:00", "says": "Release 7"}],
    )
    assert main(["retro", str(folder), "--incident", str(path)]) == 0
    told = capsys.readouterr().out
    assert "the review of today; no commit or milestone of it is older" in told
    kept = folder / "incidents" / f"{NAME}.yaml"
    assert kept.read_text("utf-8") == path.read_text("utf-8")
    page = kept.with_suffix(".md").read_text("utf-8")
    for part in (
        "# Retrospective: Orders of one morning are gone",
        "| Went unnoticed for | 2 h 50 min |",
        "| Lasted | 3 h 50 min |",
        "```mermaid\ntimeline\n  section Before",
        "**as it stands today**",
        "**known and not yet done**",
        "| `dlq` | Add one | Ben | 2026-12-01 | open |",
    ):
        assert part in page, part
    (found,) = load_actions(folder)
    assert (found.id, found.incident, found.state) == ("dlq", NAME, "open")
    # what people did to an action since stays, whatever is written again
    book = folder / "actions.yaml"
    book.write_text(book.read_text("utf-8").replace(": open", ": done"), "utf-8")
    assert main(["retro", str(folder), "--incident", str(kept)]) == 0
    assert load_actions(folder)[0].state == "done"
    assert "| `dlq` | Add one | Ben | 2026-12-01 | done |" in kept.with_suffix(
        ".md"
    ).read_text("utf-8")


def git(folder: Path, *arguments: str, day: str = "2026-11-02") -> None:
    names = {
        f"GIT_{who}_{what}": "ana@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    days = {f"GIT_{who}_DATE": f"{day}T08:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    subprocess.run(
        ["git", "-C", str(folder), "-c", "commit.gpgsign=false", *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **names, **days, "GIT_CONFIG_GLOBAL": os.devnull},
    )


def test_the_review_is_read_as_it_was_committed_then(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    top = tmp_path / "work"
    folder = made(top / "orders", *KNOWN)
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    mended = Answer("dlq", by="Ben", at="2026-11-21T08:00:00Z")
    before = store.load(folder)
    store.save_answer(folder, before, "orders-queue", "dead-letter", mended, ())
    git(top, "add", ".")
    git(top, "commit", "-qm", "mended", day="2026-11-22")
    path = write(pitfalls=["dropped"])
    assert main(["retro", str(folder), "--incident", str(path)]) == 0
    assert "the review of 2026-11-02, revision " in capsys.readouterr().out
    page = (folder / "incidents" / f"{NAME}.md").read_text("utf-8")
    assert "as committed on 2026-11-02" in page
    assert "**known and not yet done**" in page
    assert "Nowhere, it expires (Ana, 2026-11-01)" in page
    late = write(
        "later", started="2026-11-22T10:00:00Z", noticed="2026-11-22T10:00:00Z"
    )
    assert main(["retro", str(folder), "--incident", str(late)]) == 2  # ended before


def test_waivers_and_actions_are_those_of_then(tmp_path: Path, write: Write) -> None:
    top = tmp_path / "work"
    folder = made(top / "orders", *KNOWN)
    action = (
        "actions:\n  - {id: dlq, says: Add one, owner: Ben, due: 2026-12-01, "
        f"finding: {QUEUE}/dropped}}\n"
    )
    (folder / "actions.yaml").write_text(action, "utf-8")
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    waiver = {
        "finding": "*",
        "reason": "afterwards",
        "approver": "Cleo",
        "control": "none",
        "expires": "2027-01-31",
    }
    (folder / "waivers.yaml").write_text(json.dumps({"waivers": [waiver]}), "utf-8")
    (folder / "actions.yaml").unlink()
    git(top, "add", ".")
    git(top, "commit", "-qm", "waived", day="2026-11-22")
    given = ["--incident", str(write(pitfalls=["dropped"]))]
    assert main(["retro", str(folder), *given]) == 0
    page = (folder / "incidents" / f"{NAME}.md").read_text("utf-8")
    assert "**known and not yet done**" in page
    assert "Agreed (open), Ben until 2026-12-01: Add one." in page
    assert "afterwards" not in page


def test_a_milestone_does_where_there_is_no_commit(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793520000")  # 2026-11-01
    assert main(["milestone", str(folder), "agreed"]) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795900000")
    assert main(["milestone", str(folder), "since"]) == 0
    assert main(["retro", str(folder), "--incident", str(write())]) == 0
    page = (folder / "incidents" / f"{NAME}.md").read_text("utf-8")
    assert "as frozen on 2026-11-01 in the milestone `agreed`" in page


def test_what_was_never_asked_is_drafted_and_proven(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    asked = [{"ask": "Who {reads} the orders of a new kind?", "where": SECOND}]
    path = write(pitfalls=["half-written"], **{"ask-next-time": asked})
    assert main(["retro", str(folder), "--incident", str(path)]) == 0
    home = folder / "checklists" / NAME
    assert [
        one for one in lint(home, "2026-11-23", [TINY]) if one.level != "note"
    ] == []
    text = (home / "extends" / "aws" / "queue-function.yaml").read_text("utf-8")
    assert "ask: Who (reads) the orders of a new kind?" in text
    pack = load_pack(TINY, extensions=[home])
    question = pack.checklists["aws/queue-function"].question(f"after-{NAME}-2")
    assert question is not None
    assert "A batch write fails in part" in question.ask
    assert "orders-of-one-morning-are-gone" in pack.pitfalls
    assert "Drafted: " in capsys.readouterr().out
    # a second run leaves what people made of it
    book = home / "pack.yaml"
    book.write_text(f"# ours now\n{book.read_text('utf-8')}", "utf-8")
    kept = {one: one.read_bytes() for one in home.rglob("*.yaml")}
    assert main(["retro", str(folder), "--incident", str(path)]) == 0
    assert {one: one.read_bytes() for one in home.rglob("*.yaml")} == kept


def test_what_is_asked_by_now_is_not_drafted_again(
    tmp_path: Path, write: Write
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    path = write(pitfalls=["dropped"])
    assert main(["retro", str(folder), "--incident", str(path)]) == 0
    assert not (folder / "checklists").exists()
    page = (folder / "incidents" / f"{NAME}.md").read_text("utf-8")
    assert "Every pitfall that people name was asked about" in page


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"started": "2026-11-20T08:10:00"}, "a time with its zone"),
        ({"started": "2026-13-20T08:10:00Z"}, "is no time"),
        ({"noticed": "2026-11-19T08:10:00Z"}, "noticed lies before it started"),
        ({"recovered": "2026-11-20T08:20:00Z"}, "recovered lies before it ended"),
        ({"amuont": "many"}, "did you mean 'amount'?"),
        ({"where": ["orders-qeue"]}, "did you mean 'orders-queue'?"),
        ({"pitfalls": ["dropped-"]}, "did you mean 'dropped'?"),
        ({"ways": ["transports"]}, "did you mean 'transport'?"),
        ({"harms": ["loss"]}, "'loss' is not known"),
        ({"title": ""}, "lacks 'title'"),
        ({"actions": [{"id": "a", "says": "b", "owner": "c"}]}, "lacks 'due'"),
    ],
)
def test_an_incident_that_is_wrong_is_told_and_changes_nothing(
    tmp_path: Path,
    write: Write,
    capsys: pytest.CaptureFixture[str],
    more: dict[str, object],
    told: str,
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    before = sorted(folder.rglob("*"))
    assert main(["retro", str(folder), "--incident", str(write(**more))]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert f"{NAME}.yaml:" in err
    assert sorted(folder.rglob("*")) == before


def test_another_incident_of_the_same_name_is_not_overwritten(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    assert main(["retro", str(folder), "--incident", str(write())]) == 0
    other = write(title="Something else again")
    assert main(["retro", str(folder), "--incident", str(other)]) == 2
    assert "another incident of that name" in capsys.readouterr().err


HOSTILE = "| `x` ]( <b> \u202e # $x$ @all ```\n# no heading: {evil.name} ; --> %%"


def test_no_text_of_an_incident_is_obeyed(tmp_path: Path, write: Write) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    calm = write("calm", timeline=[{"at": SAYS["ended"], "says": "calm"}])
    texts = dict.fromkeys(
        ("title", "amount", "how-found", "what-happened", "how-recovered"), HOSTILE
    )
    action = {"id": "a", "says": HOSTILE, "owner": HOSTILE, "due": "2026-12-01"}
    wild = write(
        "wild",
        **texts,
        timeline=[{"at": SAYS["ended"], "says": HOSTILE}],
        actions=[action],
    )
    assert main(["retro", str(folder), "--incident", str(calm)]) == 0
    assert main(["retro", str(folder), "--incident", str(wild)]) == 0
    shapes = []
    for name in ("calm", "wild"):
        page = (folder / "incidents" / f"{name}.md").read_text("utf-8")
        found = MarkdownIt("gfm-like", {"linkify": False}).parse(page)
        heads = [one.map for one in found if one.type == "heading_open"]
        fences = [one.content.count("\n") for one in found if one.type == "fence"]
        html = [one for one in found if one.type.startswith("html")]
        shapes.append((len(heads), fences, html))
    assert shapes[0] == shapes[1]


def test_the_failures_are_those_of_the_loss_windows() -> None:
    from ninelives.assess.window.model import Failure

    assert tuple(one.value for one in Failure) == FAILURES


def test_a_page_of_ones_own_may_take_the_place_of_ours(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "orders", *KNOWN)
    mine = tmp_path / "mine.md.j2"
    mine.write_text(
        '{% extends "retrospective.md.j2" %}{% block asking %}The end.{% endblock %}'
    )
    given = ["--incident", str(write()), "-o", "-", "--template", str(mine)]
    assert main(["retro", str(folder), *given]) == 0
    assert capsys.readouterr().out.endswith("The end.\n")


def test_what_a_window_had_said_is_set_against_what_came(
    tmp_path: Path, write: Write, root: Path
) -> None:
    folder = Path(shutil.copytree(root / "examples/serverless-coffee", tmp_path / "r"))
    where = ["metrics-queue--lambda-functionpublish-metric"]
    for over, held in (
        ("2026-11-20T12:00:00+01:00", "**other than said**"),
        ("2026-11-30T12:00:00+01:00", "came as said; noticed in time to rescue"),
    ):
        path = write(where=where, ended=over, failure="consumer-errors")
        shutil.rmtree(folder / "incidents", ignore_errors=True)
        assert main(["retro", str(folder), "--incident", str(path)]) == 0
        page = (folder / "incidents" / f"{NAME}.md").read_text("utf-8")
        row = next(one for one in page.splitlines() if "| consumer errors |" in one)
        assert "3 d 23 h | 2026-11-24 08:09:30 +01:00" in row
        assert held in row


def test_what_the_manual_shows_is_read(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "retrospectives.md").read_text("utf-8")
    incident, actions = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "2026-12-01-orders-gone.yaml"
    path.write_text(incident, "utf-8")
    found = load_incident(path)
    (tmp_path / "actions.yaml").write_text(actions.replace("open  ", "done  "), "utf-8")
    (action,) = load_actions(tmp_path)
    assert action.incident == found.name
    assert action.finding == f"{found.where[0]}/{found.pitfalls[0]}"
    known = load_pack().pitfalls
    assert set(found.pitfalls) <= known.keys()
    for key in INCIDENT.keys:
        assert f"`{key}`" in text, key


EXAMPLE = "examples/gift-cards"
HELD = "2026-10-30-gift-cards"


def test_the_example_is_the_one_that_is_written_now(root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / EXAMPLE, tmp_path / "again"))
    (folder / "incidents" / f"{HELD}.md").unlink()
    shutil.rmtree(folder / "checklists")
    book = folder / "actions.yaml"
    text = book.read_text("utf-8")
    book.write_text(text[: text.index("  - id: report-before-work")], "utf-8")
    path = folder / "incidents" / f"{HELD}.yaml"
    assert main(["retro", str(folder), "--incident", str(path)]) == 0
    names = {
        one.relative_to(where)
        for where in (folder, root / EXAMPLE)
        for one in where.rglob("*.*")
        if one.is_file() and ".ninelives" not in one.parts
    }
    assert len(names) > 8
    for name in sorted(names):
        kept = (root / EXAMPLE / name).read_text("utf-8")
        assert (folder / name).read_text("utf-8") == kept, (
            f"stale; run: ninelives retro {EXAMPLE} --incident {path.name}"
        )


def test_the_example_s_draft_is_proven_and_asked(root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / EXAMPLE, tmp_path / "again"))
    home = folder / "checklists" / HELD
    assert not [one for one in lint(home, "2026-11-23") if one.level == "error"]
    book = folder / "review.yaml"
    book.write_text(f"{book.read_text('utf-8')}packs: [checklists/{HELD}]\n", "utf-8")
    review = store.load(folder)
    asked = {
        (one.holder, one.question.id)
        for one in interview(pack_of(folder, review), review).open
    }
    assert asked == {("place-order", f"after-{HELD}")}


def test_several_places_that_say_the_same_are_heard_once(
    root: Path,
) -> None:
    page = (root / EXAMPLE / "incidents" / f"{HELD}.md").read_text("utf-8")
    assert page.count("What happens when the first event of orders-queue lands") == 1
    assert page.count("### The shape of an event changes") == 1
    assert "At place-order: **asked and answered otherwise**" in page
