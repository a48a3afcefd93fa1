"""The loss windows as plain values for JSON: seconds as numbers, no end as null."""

from __future__ import annotations

from collections.abc import Sequence

from ninelives.assess.window.model import Input
from ninelives.assess.window.response import Margin
from ninelives.assess.window.span import FOREVER, Span
from ninelives.assess.window.summary import Row, Summary

Plain = dict[str, object]


def plain(summary: Summary) -> Plain:
    """Give a summary as JSON can hold it; all times in seconds."""
    return {
        "response": {
            **_span(summary.response.span),
            "unknown": list(summary.response.unknown),
        },
        "windows": [_row(row) for row in summary.rows],
        "flows": [
            {
                "integrations": list(flow.integrations),
                "weakest": [
                    {
                        "failure": one.failure.value,
                        "integration": one.subject,
                        "survives": _span(one.survives),
                        "rescue": _span(one.rescue),
                    }
                    for one in flow.weakest
                ],
            }
            for flow in summary.flows
        ],
        "without": [
            {"integration": one.subject, "because": one.because}
            for one in summary.silent
        ],
    }


def _row(row: Row) -> Plain:
    return {
        "integration": row.subject,
        "mechanism": row.mechanism,
        "failure": row.failure.value,
        "survives": _span(row.survives),
        "rescue": _span(row.rescue),
        "rests": row.rests,
        "bounded": row.bounded or None,
        "survives-by": _inputs(row.survives_by),
        "rescue-by": _inputs(row.rescue_by),
        "unknown": _inputs(row.unknown),
        "margin": _margin(row.margin),
        "mitigations": [
            {
                "id": one.mitigation,
                "title": one.title,
                "effort": one.effort,
                "survives": _span(one.survives),
                "rescue": _span(one.rescue),
                "margin": _margin(one.margin),
            }
            for one in row.lifts
        ],
        "all-mitigations": None
        if row.together is None
        else {"survives": _span(row.together[0]), "rescue": _span(row.together[1])},
    }


def _span(span: Span) -> Plain:
    return {"at-least": _number(span.low), "at-most": _number(span.high)}


def _margin(margin: Margin) -> Plain:
    return {
        "at-least": _number(margin.low),
        "at-most": _number(margin.high),
        "verdict": margin.verdict,
    }


def _inputs(inputs: Sequence[Input]) -> list[Plain]:
    return [
        {"name": one.name, **_span(one.span), "origin": one.origin} for one in inputs
    ]


def _number(value: float) -> float | None:
    """Give a number, or None for no end: JSON has no word for it."""
    return None if value in (FOREVER, -FOREVER) else value
