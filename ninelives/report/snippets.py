"""Which code of a mitigation a team is shown: its own dialect first."""

from __future__ import annotations

from collections.abc import Mapping

from ninelives.report.entries import Snippet
from ninelives.report.escape import fence

_TITLES: Mapping[str, tuple[str, str]] = {
    "sam": ("AWS SAM", "yaml"),
    "cloudformation": ("CloudFormation", "yaml"),
    "terraform": ("Terraform", "hcl"),
    "cdk-typescript": ("CDK in TypeScript", "typescript"),
    "cdk-python": ("CDK in Python", "python"),
    "serverless": ("Serverless Framework", "yaml"),
    "python": ("Python", "python"),
    "typescript": ("TypeScript", "typescript"),
}
"""Dialect → how it is called, and the language of a fenced block."""
_CODE = ("python", "typescript")
_NEAREST: Mapping[str, tuple[str, ...]] = {
    "sam": ("cloudformation",),
    "serverless": ("cloudformation",),
    "cdk": ("cdk-typescript", "cdk-python"),
    "cdk-typescript": ("cdk-python",),
    "cdk-python": ("cdk-typescript",),
}
"""What to show where a dialect has no snippet of its own."""


def chosen(
    snippets: Mapping[str, str], dialect: str, *, full: bool
) -> tuple[tuple[Snippet, ...], tuple[str, ...]]:
    """Give the snippets to show, and the titles of the dialects that are left out.

    Code of the function is shown where no infrastructure would do it.
    """
    best = nearest(snippets, dialect)
    if full:
        show = list(snippets)
    elif best:
        show = [best]
    else:
        show = [one for one in _CODE if one in snippets]
    shown = tuple(
        Snippet(_titled(one)[0], fence(snippets[one], _titled(one)[1])) for one in show
    )
    return shown, tuple(_titled(one)[0] for one in snippets if one not in show)


def nearest(snippets: Mapping[str, str], dialect: str) -> str:
    """Give the dialect to show to a team of another; empty where none configures."""
    configured = [one for one in snippets if one not in _CODE]
    wanted = (dialect, *_NEAREST.get(dialect, ()), *configured)
    return next((one for one in wanted if one in configured), "")


def called(dialect: str) -> str:
    """Give how a dialect is called."""
    return _titled(dialect)[0]


def _titled(dialect: str) -> tuple[str, str]:
    return _TITLES.get(dialect, (dialect, ""))
