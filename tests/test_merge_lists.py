"""Waivers and actions are merged entry by entry; people decide what nobody can know."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ninelives import document
from ninelives.cli import main
from ninelives.review.merging_lists import merged_list
from ninelives.review.waivers import load_waivers
from tests.test_merge_driver import git, repository

Entry = dict[str, str]
ONE = {
    "finding": "queue/twice",
    "reason": "a dozen a day",
    "approver": "Cleo",
    "control": "a daily count",
    "expires": "2027-01-31",
}
ACT = {"id": "dlq", "says": "Add one", "owner": "Ana", "due": "2026-12-15"}
TEXT = """\
# agreed in the spring review
waivers:
  - finding: queue/twice   # the id
    reason: a dozen a day
    approver: Cleo
    control: a daily count
    expires: 2027-01-31
"""


def book(*entries: Entry, section: str = "waivers") -> str:
    return yaml.safe_dump({section: list(entries)}, sort_keys=False)


def entries_of(text: str, section: str) -> list[Entry]:
    body = document.compose(text, "merged")
    (listed,) = [it for key, _, it in document.pairs(body) if key == section]
    return [
        {key: it.value for key, _, it in document.pairs(one)} for one in listed.value
    ]


def merged(base: str, ours: str, theirs: str, name: str = "waivers") -> list[Entry]:
    found = merged_list(base, ours, theirs, f"orders/{name}.yaml", None)
    assert found is not None
    return entries_of(found, name)


def test_entries_of_both_sides_are_kept() -> None:
    two, three = {**ONE, "finding": "b/c"}, {**ONE, "finding": "d/e"}
    found = merged(book(ONE), book(ONE, two), book(ONE, three))
    assert found == [ONE, two, three]


def test_fields_that_each_side_changed_are_joined() -> None:
    found = merged(
        book(ACT, section="actions"),
        book({**ACT, "state": "done", "closed": "2026-12-01"}, section="actions"),
        book({**ACT, "owner": "Ben"}, section="actions"),
        "actions",
    )
    assert found == [{**ACT, "owner": "Ben", "state": "done", "closed": "2026-12-01"}]


def test_what_both_sides_parked_and_ticked_off_is_kept() -> None:
    one, two, three = ({"id": name, "says": name} for name in ("a", "b", "c"))
    found = merged(
        book(one, section="parked"),
        book({**one, "done": "2026-12-02"}, two, section="parked"),
        book({**one, "done": "2026-12-01"}, three, section="parked"),
        "parked",
    )
    assert found == [{**one, "done": "2026-12-01"}, two, three]


def test_a_waiver_that_both_gave_another_end_ends_on_the_earlier_day() -> None:
    ends = ("2027-06-30", "2026-12-31")
    found = merged(book(ONE), *(book({**ONE, "expires": day}) for day in ends))
    assert found == [{**ONE, "expires": "2026-12-31"}]


@pytest.mark.parametrize("key", ["reason", "approver", "control"])
def test_a_value_that_both_changed_is_for_people_to_decide(key: str) -> None:
    ours, theirs = (book({**ONE, key: one}) for one in ("this", "that"))
    assert merged_list(book(ONE), ours, theirs, "waivers.yaml", None) is None


def test_what_one_side_removed_is_gone_unless_the_other_changed_it() -> None:
    assert merged(book(ONE), book(), book(ONE)) == []
    later = {**ONE, "expires": "2027-06-30"}
    assert merged(book(ONE), book(), book(later)) == [later]


def test_comments_stay_and_a_merge_of_lines_is_taken_where_it_says_the_same() -> None:
    ours = TEXT.replace("Cleo", "Cy")
    theirs = f"{TEXT}# looked at in May\n"
    lines = f"{ours}# looked at in May\n"
    path = "waivers.yaml"
    assert merged_list(TEXT, ours, theirs, path, lines) == lines
    two = yaml.safe_dump([{**ONE, "finding": "b/c"}], sort_keys=False)
    more = TEXT + "".join(f"  {line}\n" for line in two.splitlines())
    found = merged_list(TEXT, ours, more, path, None)
    assert found is not None
    assert found.startswith(ours)


def test_git_merges_waivers_of_two_branches(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    file = folder / "waivers.yaml"
    file.write_text(TEXT, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "waived")
    for name in ("ana", "ben"):
        git(folder, "checkout", "-q", "-b", name, "main")
        more = json.dumps({**ONE, "finding": f"{name}/dropped"})
        file.write_text(f"{TEXT}  - {more}\n", "utf-8")
        git(folder, "commit", "-qam", name)
    git(folder, "merge", "-q", "ana")
    found = [one.finding for one in load_waivers(folder)]
    assert found == ["queue/twice", "ben/dropped", "ana/dropped"]
    assert file.read_text("utf-8").startswith("# agreed in the spring review\n")


def test_git_leaves_a_conflict_where_people_must_decide(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    file = folder / "waivers.yaml"
    file.write_text(TEXT, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "waived")
    for name in ("Ana", "Ben"):
        git(folder, "checkout", "-q", "-b", name, "main")
        file.write_text(TEXT.replace("Cleo", name), "utf-8")
        git(folder, "commit", "-qam", name)
    told = git(folder, "merge", "Ana", fails=True)
    assert "people must decide" in told
    assert "<<<<<<<" in file.read_text("utf-8")


def test_a_repository_that_merged_answers_learns_the_rest(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work")
    attributes = folder.parent / ".gitattributes"
    whole = attributes.read_text("utf-8")
    attributes.write_text("".join(whole.splitlines(keepends=True)[:2]), "utf-8")
    assert main(["merge-driver", "--install", str(folder)]) == 0
    assert attributes.read_text("utf-8") == whole


entries = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.fixed_dictionaries(
        {"says": st.sampled_from(["one", "two"]), "owner": st.sampled_from("xy")}
    ),
    max_size=3,
)


@given(entries, entries, entries)
def test_no_entry_vanishes_that_one_side_made_or_changed(
    base: dict[str, Entry], ours: dict[str, Entry], theirs: dict[str, Entry]
) -> None:
    def text(given_: dict[str, Entry]) -> str:
        listed = [{"id": it, **one, "due": "2026-12-01"} for it, one in given_.items()]
        return book(*listed, section="actions")

    old, mine, its = (text(one) for one in (base, ours, theirs))
    found = merged_list(old, mine, its, "actions.yaml", None)
    back = merged_list(old, its, mine, "actions.yaml", None)
    assert (found is None) == (back is None)
    if found is None or back is None:
        return
    body = {one["id"]: one for one in entries_of(found, "actions")}
    other = {one["id"]: one for one in entries_of(back, "actions")}
    assert body == other
    for side in (ours, theirs):
        for name, one in side.items():
            changed = {
                key: it for key, it in one.items() if base.get(name, {}).get(key) != it
            }
            if changed:
                assert changed.items() <= body[name].items()
