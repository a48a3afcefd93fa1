"""A portfolio in words: Markdown, one HTML file made of it, and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ninelives.portfolio.columns import (
    INCIDENTS,
    PITFALLS,
    TEAMS,
    UNKNOWNS,
    WAIVERS,
    WORST,
    Column,
    number,
    table,
    text,
)
from ninelives.portfolio.questions import Line, Said
from ninelives.report.escape import fence, plain

FORMAT = "ninelives portfolio"
VERSION = 1
_COLUMNS = 8
"""So many teams have a column of their own, those with most findings first."""
_OTHERS = "all others"
_MONTHS = 24
"""So many months, the last ones, are drawn."""


class Portfolio(NamedTuple):
    """What is written."""

    day: str
    """The day it was asked on, as YYYY-MM-DD."""
    soon: str
    """The day up to which a waiver that ends is told."""
    said: Said
    unreadable: Sequence[tuple[str, str]]
    """Review → why it can't be read, a line each."""


def as_json(found: Portfolio) -> str:
    """Give it as JSON that ends with a newline; keys and order never change."""
    body = {
        "format": FORMAT,
        "version": VERSION,
        "day": found.day,
        "waivers-until": found.soon,
        **found.said._asdict(),
        "unreadable": [
            {"review": review, "problems": problems.split("\n")}
            for review, problems in found.unreadable
        ],
    }
    return f"{json.dumps(body, ensure_ascii=False, indent=2)}\n"


def html(found: Portfolio) -> str:
    """Give it as one HTML file that needs no network."""
    from ninelives.report.formats import html as page

    return page.write(markdown(found), "the portfolio", "")


def markdown(found: Portfolio) -> str:
    """Give it as Markdown; whatever a review says in it is escaped."""
    return "\n".join([*_page(found), ""])


def _page(found: Portfolio) -> Iterator[str]:
    said = found.said
    yield "# Portfolio of data-loss reviews"
    yield ""
    yield from _verdict(found)
    yield from _section("By team", TEAMS, said.teams)
    yield from _section(
        "The reviews at most risk", WORST, said.worst, "No review has such a finding."
    )
    yield from _section(
        "The commonest pitfalls", PITFALLS, said.pitfalls, "Nothing is open."
    )
    yield from _heat(said.ways)
    yield from _section(
        "What nobody knows, the oldest first",
        UNKNOWNS,
        said.unknowns,
        "Nothing that was asked is unknown, disputed or stale.",
    )
    yield from _section(
        f"Waivers that are over, or end by {found.soon}",
        WAIVERS,
        said.waivers,
        "None.",
    )
    yield from _section("Incidents, the last ones first", INCIDENTS, said.incidents)
    yield from _trend(said)
    yield from _unreadable(found.unreadable)
    yield ""
    yield (
        "Critical and high count what the answers say; assumed is what would be "
        "critical or high because nobody answered. What is accepted by a waiver that "
        "holds is not counted."
    )


def _verdict(found: Portfolio) -> Iterator[str]:
    said = found.said
    risks = ", ".join(f"{one['reviews']} {one['risk']}" for one in said.risks)
    asked = sum(one["asked"] for one in said.teams)
    answered = sum(one["answered"] for one in said.teams)
    known = {
        name: sum(one[name] for one in said.teams) for name in ("critical", "high")
    }
    yield (
        f"On {found.day}: **{_many(said.reviews, 'review')}** of "
        f"{_many(said.integrations, 'integration')}, {answered} of {asked} questions "
        "answered. Known and open: "
        f"**{known['critical']} critical, {known['high']} high**."
    )
    yield ""
    yield f"The highest risk of each, assumed ones included: {risks or 'no review'}."
    if said.pitfalls:
        one = said.pitfalls[0]
        yield ""
        yield (
            f"The commonest pitfall is “{plain(one['title'])}”, at "
            f"{_many(one['places'], 'place')} in {_many(one['reviews'], 'review')}."
        )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _section(
    title: str, columns: Sequence[Column], lines: Sequence[Line], none: str = "None."
) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    if not lines:
        yield none
        return
    yield from table(columns, lines)


def _heat(ways: Sequence[Line]) -> Iterator[str]:
    """Give way × team: how many findings of high risk and above are open."""
    yield ""
    yield "## Open findings of high risk and above, by way and team"
    yield ""
    if not ways:
        yield "None."
        return
    of_team: Counter[str] = Counter()
    for one in ways:
        of_team[one["team"]] += one["findings"]
    teams = [name for name, _ in of_team.most_common(_COLUMNS)]
    counts: dict[str, Counter[str]] = {}
    for one in ways:
        told = one["team"] if one["team"] in teams else _OTHERS
        counts.setdefault(one["way_title"], Counter())[told] += one["findings"]
    if len(of_team) > len(teams):
        teams.append(_OTHERS)
    columns = [
        Column("Way", lambda row: row[0]),
        *(Column(plain(name), _of(name), right=True) for name in teams),
    ]
    yield from table(columns, counts.items())


def _of(team: str) -> Callable[[Any], int]:
    return lambda row: int(row[1][team])


def _trend(said: Said) -> Iterator[str]:
    yield ""
    yield "## Month by month"
    yield ""
    if not said.trend:
        yield "No milestone is frozen yet; `ninelives milestone` freezes one."
        return
    yield (
        "Findings of high risk and above in the last milestone a review froze in a "
        "month, on average over the reviews that froze one."
    )
    yield ""
    yield from _drawn(said.trend[-_MONTHS:])
    yield ""
    yield from table(
        (
            text("Month", "month"),
            number("Reviews", "reviews"),
            number("Findings", "findings"),
            Column("A review", _average, right=True),
        ),
        said.trend,
    )
    for head, by, lines in (
        ("Way", "way_title", said.trend_by_way),
        ("Team", "team", said.trend_by_team),
    ):
        yield ""
        yield f"### By {head.lower()}"
        yield ""
        yield from _crossed(head, by, lines)


def _average(one: Line) -> str:
    return f"{one['findings'] / one['reviews']:.1f}"


def _drawn(trend: Sequence[Line]) -> Iterator[str]:
    months = ", ".join(f'"{one["month"]}"' for one in trend)
    numbers = ", ".join(map(_average, trend))
    yield fence(
        "\n".join(
            (
                "xychart-beta",
                f"    x-axis [{months}]",
                '    y-axis "high and critical, a review"',
                f"    line [{numbers}]",
            )
        ),
        "mermaid",
    )


def _crossed(head: str, by: str, lines: Sequence[Line]) -> Iterator[str]:
    """Give the findings of each month, a column a month, the last twelve."""
    months = sorted({one["month"] for one in lines})[-12:]
    counts: dict[str, dict[str, int]] = {}
    for one in lines:
        counts.setdefault(one[by], {})[one["month"]] = one["findings"]
    rows: list[Mapping[str, object]] = [
        {by: name, **{month: of_each.get(month, "") for month in months}}
        for name, of_each in sorted(counts.items())
    ]
    columns = [text(head, by), *(number(one, one) for one in months)]
    yield from table(columns, rows)


def _unreadable(wrong: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not wrong:
        return
    yield ""
    yield "## Reviews that can't be read"
    yield ""
    for review, problems in wrong:
        first, *more = problems.split("\n")
        rest = f", and {len(more)} more" if more else ""
        yield f"- {plain(review)}: {plain(first)}{rest}"
