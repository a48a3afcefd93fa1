"""The Markdown report of a review as it lies on the disk, the same for every front."""

from __future__ import annotations

from pathlib import Path

from ninelives.assess.model import Assessment
from ninelives.assess.waived import last_day, waived
from ninelives.report import markdown
from ninelives.report.against import source_root
from ninelives.report.aside import aside
from ninelives.report.view import view
from ninelives.review.actions import load_actions
from ninelives.review.parked import load_parked
from ninelives.review.waivers import load_waivers


def report(
    folder: Path,
    assessment: Assessment,
    output: Path | None = None,
    *,
    full: bool = False,
    template: Path | None = None,
) -> str:
    """Give the report with what the team accepted and agreed, linked to the code.

    Args:
        folder: the review.
        assessment: what was found in it.
        output: the file it is for; `report.md` of the review by default.
        full: whether to leave nothing out.
        template: a team's own template; ours by default.

    Raises:
        Unusable: a file beside the answers, or the template, can't be used.
    """
    review = assessment.review
    page = view(
        assessment,
        full=full,
        source_root=source_root(folder, output or folder / "report.md", review),
        agreed=load_actions(folder),
        waived=waived(assessment, load_waivers(folder), last_day(review)),
    )
    lot = tuple(aside(load_parked(folder), assessment))
    return markdown.render(page._replace(parked=lot), template)
