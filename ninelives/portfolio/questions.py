"""What is asked of the tables: Ibis expressions, the same on every engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import ibis
from ibis import _

from ninelives.assess.risk import RISK_RANK
from ninelives.assess.waived import ACCEPTED, EXPIRED
from ninelives.portfolio.engine import Asked

_MOST = 20
"""So many rows of a list are told."""
_UNSETTLED = ("unknown", "disputed", "stale")
_HIGH = RISK_RANK["high"]
_COUNTS = ("critical", "high", "assumed")
"""Findings known to be critical, known to be high, and either of them by silence."""
_WITHOUT_TEAM = "no team"

Line = Mapping[str, Any]


class Said(NamedTuple):
    """What a portfolio comes to; each list as the engine gave it, ordered."""

    reviews: int
    integrations: int
    risks: tuple[Line, ...]
    """risk, reviews: how many have it as their highest."""
    teams: tuple[Line, ...]
    """team, reviews, asked, answered, critical, high, assumed."""
    worst: tuple[Line, ...]
    """review, service, team, risk, critical, high, assumed, day."""
    pitfalls: tuple[Line, ...]
    """pitfall, title, way, way_title, reviews, places, known, high."""
    ways: tuple[Line, ...]
    """way, way_title, team, findings: open ones of high risk and above."""
    unknowns: tuple[Line, ...]
    """review, team, subject, question, status, owner, due, day: the oldest first."""
    waivers: tuple[Line, ...]
    """review, team, finding, approver, expires, state: over, or about to be."""
    incidents: tuple[Line, ...]
    """review, team, incident, title, day, harms, noticed_after, ended_after: the last
    ones first; in minutes, -1 where it is not told."""
    trend: tuple[Line, ...]
    """month, reviews, findings: of the milestones of a month, high and above."""
    trend_by_way: tuple[Line, ...]
    """month, way, way_title, findings."""
    trend_by_team: tuple[Line, ...]
    """month, team, reviews, findings."""


def say(asked: Asked, day: str, soon: str) -> Said:
    """Ask everything.

    Args:
        asked: the tables of `engine.opened`.
        day: today, as YYYY-MM-DD.
        soon: the day up to which a waiver that ends is told.
    """
    findings = _decided(asked["findings"], day)
    reviews = _teamed(asked["reviews"])
    milestones = _last_of_month(_teamed(asked["milestones"]))
    return Said(
        reviews=int(reviews.count().execute()),
        integrations=int(asked["integrations"].count().execute()),
        risks=_lines(_risks(reviews)),
        teams=_lines(_teams(reviews, findings)),
        worst=_lines(_worst(reviews, findings)),
        pitfalls=_lines(_pitfalls(findings)),
        ways=_lines(_ways(findings)),
        unknowns=_lines(_unknowns(_teamed(asked["answers"]))),
        waivers=_lines(_waivers(_teamed(asked["waivers"]), day, soon)),
        incidents=_lines(_incidents(_teamed(asked["incidents"]))),
        trend=_lines(_trend(milestones, "month")),
        trend_by_way=_lines(_trend_by_way(milestones)),
        trend_by_team=_lines(_trend(milestones, "month", "team")),
    )


def _lines(expression: Any) -> tuple[Line, ...]:
    return tuple(expression.to_pyarrow().to_pylist())


def _teamed(table: Any) -> Any:
    return table.mutate(team=ibis.ifelse(_.team == "", _WITHOUT_TEAM, _.team))


def _decided(findings: Any, day: str) -> Any:
    """Give the findings with the state that their waiver has today."""
    over = (_.decision == ACCEPTED) & (_.accepted_until < day)
    named = _teamed(findings)
    return named.mutate(decision=ibis.ifelse(over, EXPIRED, _.decision)).mutate(
        open=_.decision != ACCEPTED
    )


def _count(holds: Any) -> Any:
    """Give how many rows it holds for; 0 where there is none, on every engine."""
    return ibis.ifelse(holds, 1, 0).sum().fill_null(0).cast("int64")


def _counted(findings: Any, *by: str) -> Any:
    """Give for each group what is known to be critical or high, and what is assumed.

    What is accepted is not counted.
    """
    known = _.open & ~_.assumed
    return findings.group_by(list(by)).aggregate(
        critical=_count(known & (_.risk == "critical")),
        high=_count(known & (_.risk == "high")),
        assumed=_count(_.open & _.assumed & (_["rank"] >= _HIGH)),
    )


def _risks(reviews: Any) -> Any:
    rank = _rank(_.risk)
    found = reviews.group_by("risk").aggregate(reviews=_.count())
    return found.mutate(rank=rank).order_by(ibis.desc("rank")).drop("rank")


def _rank(risk: Any) -> Any:
    cases = list(RISK_RANK.items())
    return ibis.cases(*((risk == name, rank) for name, rank in cases), else_=0)


def _teams(reviews: Any, findings: Any) -> Any:
    of_each = reviews.group_by("team").aggregate(
        reviews=_.count(),
        asked=_.asked.sum().cast("int64"),
        answered=_.answered.sum().cast("int64"),
    )
    found = of_each.left_join(_counted(findings, "team"), "team")
    return found.select(
        "team",
        "reviews",
        "asked",
        "answered",
        **{name: _[name].fill_null(0) for name in _COUNTS},
    ).order_by(*(ibis.desc(name) for name in _COUNTS), "team")


def _worst(reviews: Any, findings: Any) -> Any:
    found = reviews.inner_join(_counted(findings, "review"), "review")
    return (
        found.filter(_.critical + _.high + _.assumed > 0)
        .select("review", "service", "team", "risk", *_COUNTS, "day")
        .order_by(*(ibis.desc(name) for name in _COUNTS), "review")
        .limit(_MOST)
    )


def _pitfalls(findings: Any) -> Any:
    """Give the commonest pitfalls: first those that answers expose most places to."""
    return (
        findings.filter(_.open)
        .group_by(["pitfall", "title", "way", "way_title"])
        .aggregate(
            reviews=_.review.nunique(),
            places=_.count(),
            known=_count(~_.assumed),
            high=_count(_["rank"] >= _HIGH),
        )
        .order_by(
            *(ibis.desc(name) for name in ("known", "reviews", "high", "places")),
            "pitfall",
        )
        .limit(_MOST)
    )


def _ways(findings: Any) -> Any:
    grave = findings.filter(_.open & (_["rank"] >= _HIGH))
    return (
        grave.group_by(["way", "way_title", "team"])
        .aggregate(findings=_.count())
        .order_by("way", "team")
    )


def _unknowns(answers: Any) -> Any:
    return (
        answers.filter(_.status.isin(_UNSETTLED))
        .select(
            "review", "team", "subject", "question", "status", "owner", "due", "day"
        )
        .order_by("day", "review", "subject", "question", "owner")
        .limit(_MOST)
    )


def _waivers(waivers: Any, day: str, soon: str) -> Any:
    """Give the waivers that hold no longer, and those that soon will not."""
    over = _.expires < day
    state = ibis.ifelse((_.state == ACCEPTED) & over, EXPIRED, _.state)
    tell = (_.expires <= soon) | (_.state != ACCEPTED)
    return (
        waivers.filter(tell)
        .mutate(state=state)
        .select("review", "team", "finding", "approver", "expires", "state")
        .order_by("expires", "review", "finding")
        .limit(_MOST)
    )


def _incidents(incidents: Any) -> Any:
    return (
        incidents.select(
            "review",
            "team",
            "incident",
            "title",
            "day",
            "harms",
            "noticed_after",
            "ended_after",
        )
        .order_by(ibis.desc("day"), "review", "incident")
        .limit(_MOST)
    )


def _last_of_month(milestones: Any) -> Any:
    """Give of each review the rows of the last milestone of each month."""
    dated = milestones.mutate(month=_.day.substr(0, 7))
    # Joined and not filtered: PostgreSQL has no semi-join of the kind Ibis writes.
    days = dated.group_by(["review", "month"]).aggregate(day=_.day.max())
    of_day = dated.inner_join(days, ["review", "month", "day"])
    names = of_day.group_by(["review", "month"]).aggregate(milestone=_.milestone.max())
    return of_day.inner_join(names, ["review", "month", "milestone"])


def _grave(rows: Any) -> Any:
    """Give how many findings of high risk and above rows stand for."""
    return (
        ibis.ifelse(rows.risk.isin(("critical", "high")), rows.findings, 0)
        .sum()
        .cast("int64")
    )


def _trend(milestones: Any, *by: str) -> Any:
    found = milestones.group_by(list(by)).aggregate(
        reviews=milestones.review.nunique(), findings=_grave(milestones)
    )
    return found.order_by(*by)


def _trend_by_way(milestones: Any) -> Any:
    named = milestones.filter(_.way != "")
    groups = ["month", "way", "way_title"]
    found = named.group_by(groups).aggregate(findings=_grave(named))
    return found.order_by("month", "way")
