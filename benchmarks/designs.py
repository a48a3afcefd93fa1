"""What is measured on: the example, a large review, a template of copier's."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from ninelives.checklist.load import load_pack
from ninelives.checklist.model import Pack
from ninelives.review import store
from ninelives.review.catalogue import add_edges
from ninelives.review.interview import interview, order
from ninelives.review.model import Answer, Review

FIRST_QUESTION = "I don't know"
ANY_QUESTION = "I don't know"
WEAK = 11
"""One answer in so many is the one that exposes most."""


def copied(source: Path, target: Path) -> Path:
    """Copy a review so that measuring leaves the original alone."""
    return Path(shutil.copytree(source, target))


def _mapped(service: str, integrations: int) -> tuple[Pack, Review]:
    """Give a map of queues, each two of which feed one function."""
    pack = load_pack(only=("aws/sqs-lambda", "aws/lambda-handler"))
    review = Review(service=service, pack=pack.name, pack_version=pack.version)
    edges = (
        f"queue-{at}:sqs-queue -> function-{at // 2}:lambda-function"
        for at in range(integrations)
    )
    return pack, add_edges(pack, review, edges)


def large(folder: Path, integrations: int) -> Path:
    """Make a review of many integrations, half of its questions answered."""
    pack, review = _mapped("large", integrations)
    for at, one in enumerate(interview(pack, review).items):
        if at % 2 and one.subject != "service":
            said = Answer(one.question.choices[0].id, asked=one.question.asked)
            review = review.with_answer(one.holder, one.question.id, said)
    store.create(folder, review)
    return folder


def reviewed(folder: Path, integrations: int) -> Path:
    """Make a review as teams leave it: all answered, five findings an integration."""
    pack, review = _mapped("reviewed", integrations)
    for at, one in enumerate(interview(pack, review).items):
        bad = at % WEAK == 0 or one.question.under  # where a harm is said to be grave
        choices = sorted(one.question.choices, key=lambda it: len(it.effects.exposes))
        said = Answer(
            choices[-1 if bad else 0].id,
            note="as the runbook has it",
            by="Ana",
            at="2026-11-23T10:00:00Z",
            origin=f"infra/template.yaml:{at + 1}",
            asked=one.question.asked,
        )
        review = review.with_answer(one.holder, one.question.id, said)
    store.create(folder, review)
    return folder


def saves(folder: Path, count: int) -> Iterator[float]:
    """Give the seconds that each of many saves took, one after another."""
    pack = load_pack(only=("aws/sqs-lambda", "aws/lambda-handler"))
    review = Review(service="saves", pack=pack.name, pack_version=pack.version)
    edge = "orders-queue:sqs-queue -> place-order:lambda-function"
    review = add_edges(pack, review, (edge,))
    store.create(folder, review)
    items = interview(pack, review).items
    for at in range(count):
        one = items[at % len(items)]
        choice = one.question.choices[at % len(one.question.choices)].id
        places = order(pack, review, one.holder)
        start = time.perf_counter()
        review = store.save_answer(
            folder, review, one.holder, one.question.id, Answer(choice), places
        )
        yield time.perf_counter() - start


def copier_template(folder: Path) -> Path:
    """Make a template of two questions for copier."""
    folder.mkdir()
    (folder / "copier.yml").write_text(
        "name:\n  type: str\n  help: What is it called?\n"
        "kind:\n  type: str\n  choices: [queue, topic]\n"
    )
    (folder / "{{ name }}.txt.jinja").write_text("{{ kind }}\n")
    return folder
