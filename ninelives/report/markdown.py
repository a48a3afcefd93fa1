"""The Markdown report: the one place where templates are run, in a sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.sandbox import SandboxedEnvironment

from ninelives import house
from ninelives.assess.model import Assessment
from ninelives.assess.waived import NONE, Waived
from ninelives.errors import Place, Problem, Unusable, unusable
from ninelives.report.compiled import Compiled
from ninelives.report.escape import Markdown, code, written
from ninelives.report.page import Page
from ninelives.report.retro_page import Retrospective
from ninelives.report.view import view
from ninelives.review.actions import Action

if TYPE_CHECKING:  # loaded by who writes them
    from ninelives.report.minutes import Minutes

TEMPLATE = "report.md.j2"
"""Our own template; a team's own may extend it and replace its blocks."""
_WRONG = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TemplateError,
    TypeError,
    ValueError,
)
"""What a template can do wrong while it runs."""


def write(
    assessment: Assessment,
    *,
    full: bool = False,
    template: Path | None = None,
    source_root: str = "",
    agreed: Sequence[Action] = (),
    waived: Waived = NONE,
) -> str:
    """Give the report of an assessment; same assessment, same text to the byte.

    Args:
        assessment: what is written.
        full: whether to leave nothing out: low risks in detail, all snippets, every
            reason, answers to questions that no longer apply.
        template: a team's own template; ours by default.
        source_root: the way from the report to the folder that evidence such as
            `template.yaml:41` is named from, as a relative address (`../..`);
            evidence is linked where it is given.
        agreed: what the team agreed to do.
        waived: what the review's waivers mean.

    Raises:
        Unusable: the template can't be used; with its file and line.
    """
    page = view(
        assessment,
        full=full,
        source_root=source_root,
        agreed=agreed,
        waived=waived,
    )
    return render(page, template)


def render(
    page: Page | Retrospective | Minutes,
    template: Path | None = None,
    ours: str = TEMPLATE,
) -> str:
    """Give a page written by a template, ours by default; ends with one newline."""
    cache = Compiled(house.templates()) if template is None else None
    folder = house.templates() if template is None else template.parent
    environment = _Environment.reading(folder, cache)
    name = ours if template is None else template.name
    try:
        text = environment.get_template(name).render(page=page)
    except TemplateNotFound as error:
        path = template or house.templates() / ours
        raise unusable(path, f"there is no template {error.name!r}") from None
    except TemplateSyntaxError as error:
        place = Place(error.filename or name, error.lineno)
        raise Unusable(Problem(place, error.message or "not a template")) from None
    except _WRONG as error:
        place = _place(error.__traceback__, folder / name)
        raise Unusable(Problem(place, str(error) or type(error).__name__)) from None
    return f"{text.strip()}\n"


def _written(value: object) -> Markdown:
    if isinstance(value, Undefined):
        str(value)  # raises what is wrong with the name: unknown, or not allowed
    return written(value)


def compile_ahead() -> None:
    """Compile our templates and keep them, as an installation does with modules."""
    folder = house.templates()
    environment = _Environment.reading(folder, Compiled(folder, always=True))
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


class _Environment(SandboxedEnvironment):
    """What a template writes piece by piece is Markdown; all else is escaped."""

    @classmethod
    def reading(cls, folder: Path, cache: Compiled | None) -> _Environment:
        """Give what reads the templates of a folder, and ours where it has none."""
        environment = cls(
            loader=FileSystemLoader([folder, house.templates()]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            finalize=_written,
            bytecode_cache=cache,
        )
        environment.filters["code"] = code
        return environment

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give what a template reads; the fields of the page need no look at them."""
        if attribute in getattr(type(obj), "_fields", ()) and attribute[0] != "_":
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may read it; of the page all but private names."""
        if isinstance(obj, tuple):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)

    @staticmethod
    def concat(parts: Iterable[str]) -> Markdown:
        """Join what a block or a macro has written."""
        return Markdown("".join(parts))


def _place(trace: TracebackType | None, path: Path) -> Place:
    """Give the last line of a template that was reached."""
    place = Place(str(path))
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2") or name == str(path):
            place = Place(name, trace.tb_lineno)
        trace = trace.tb_next
    return place
