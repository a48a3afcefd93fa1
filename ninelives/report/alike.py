"""What a short report says once for many places: findings, and open questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from ninelives.assess.model import Open
from ninelives.report.entries import Found, OpenQuestion, Owner
from ninelives.report.gathered import Alike, AlikeQuestion
from ninelives.report.wording import Wording


def alike(findings: Sequence[Found]) -> Iterator[Alike]:
    """Give findings by their number: one pitfall and one risk is one row."""
    same: dict[str, list[Found]] = {}
    for one in findings:
        same.setdefault(one.ref.number.rstrip(ascii_lowercase), []).append(one)
    for number, many in same.items():
        assumed = sum(one.assumed for one in many)
        actions = {one.action.number: one.action for it in many for one in it.advice}
        decided = (one.decision for one in many if one.decision.state != "open")
        yield Alike(
            number=number,
            title=many[0].ref.title,
            places=tuple(one.ref for one in many),
            risk=many[0].risk,
            assumed="all" if assumed == len(many) else "some" if assumed else "none",
            weights=tuple(dict.fromkeys(map(_weight, many))),
            actions=tuple(actions.values()),
            decisions=tuple(dict.fromkeys(decided)),
        )


def _weight(one: Found) -> str:
    sure = " (assumed)" if one.impact_assumed else ""
    return f"{one.impact} if {one.harm}{sure} × {one.exposure}"


def alike_questions(
    found: Sequence[tuple[Open, OpenQuestion]], wording: Wording
) -> Iterator[AlikeQuestion]:
    """Give open questions, those that read alike and weigh alike once.

    Args:
        found: each as it is and as it is shown, that with most risk first.
        wording: what says them.
    """
    same: dict[tuple[object, str, str], list[tuple[Open, OpenQuestion]]] = {}
    for one, shown in found:
        key = (one.question.place, one.question.id, shown.risk)
        same.setdefault(key, []).append((one, shown))
    for many in same.values():
        owners = (Owner(it.owner, it.due) for _, it in many if it.owner or it.due)
        first = many[0][1]
        # by name it would read "what does a, b and c do": each does it by itself
        asks = [(it.question.ask, it.seen_in) for it, _ in many]
        look = [(it.question.find_out, it.seen_in) for it, _ in many]
        yield AlikeQuestion(
            question=wording.text_for(asks, few=1),
            places=tuple(it.where for _, it in many),
            states=tuple(dict.fromkeys(it.state for _, it in many)),
            risk=first.risk,
            find_out=wording.text_for(look, few=1),
            owners=tuple(dict.fromkeys(owners)),
        )
