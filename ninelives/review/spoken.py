"""A review in words: what to call a thing, and an answer as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from ninelives.checklist.model import NOT_APPLICABLE, SERVICE, UNKNOWN, Question
from ninelives.review.model import Answer, Review


def spoken(question: Question, said: Answer) -> str:
    """Give an answer as a person reads it."""
    choice = question.choice(said.choice)
    if choice is not None:
        measure = question.measure
        unit = f" ({said.value:g} {measure.unit})" if measure and said.value else ""
        return f"{choice.says}{unit}"
    words = {UNKNOWN: "I don't know", NOT_APPLICABLE: "Not applicable"}
    reason = f": {said.reason}" if said.reason else ""
    return words.get(said.choice, said.choice) + reason


def places(review: Review, subject: str, also: Sequence[str]) -> str:
    """Give what to call where something is, and the other places it is at as well."""
    first, *more = (label(review, one) for one in (subject, *also))
    return f"{first} (also {', '.join(more)})" if more else first


def label(review: Review, subject: str) -> str:
    """Give what to call an integration, a component or the service."""
    integration = review.integration(subject)
    if integration is None:
        component = review.component(subject)
        if component is not None:
            return component.label
        return f"{review.service} (the service)" if subject == SERVICE else subject
    ends = (review.component(end) for end in (integration.source, integration.target))
    return " → ".join(end.label if end else "?" for end in ends)
