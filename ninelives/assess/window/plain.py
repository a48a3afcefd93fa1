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
            **span_plain(summary.response.span),
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
                        "survives": span_plain(one.survives),
                        "rescue": span_plain(one.rescue),
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
        "survives": span_plain(row.survives),
        "rescue": span_plain(row.rescue),
        "rests": row.rests,
        "bounded": row.bounded or None,
        "survives-by": _inputs(row.survives_by),
        "rescue-by": _inputs(row.rescue_by),
        "unknown": _inputs(row.unknown),
        "margin": margin_plain(row.margin),
        "mitigations": [
            {
                "id": one.mitigation,
                "title": one.title,
                "effort": one.effort,
                "survives": span_plain(one.survives),
                "rescue": span_plain(one.rescue),
                "margin": margin_plain(one.margin),
            }
            for one in row.lifts
        ],
        "all-mitigations": None
        if row.together is None
        else {
            "survives": span_plain(row.together[0]),
            "rescue": span_plain(row.together[1]),
        },
    }


def span_plain(span: Span) -> Plain:
    """Give a span in seconds; null where nothing ends it."""
    return {"at-least": _number(span.low), "at-most": _number(span.high)}


def margin_plain(margin: Margin) -> Plain:
    """Give a margin in seconds, with its verdict."""
    return {
        "at-least": _number(margin.low),
        "at-most": _number(margin.high),
        "verdict": margin.verdict,
    }


def _inputs(inputs: Sequence[Input]) -> list[Plain]:
    return [
        {"name": one.name, **span_plain(one.span), "origin": one.origin}
        for one in inputs
    ]


def _number(value: float) -> float | None:
    """Give a number, or None for no end: JSON has no word for it."""
    return None if value in (FOREVER, -FOREVER) else value
