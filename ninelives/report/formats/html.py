"""The report as one HTML file: no network, light and dark, printable, tables sorted."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from ninelives import house
from ninelives.report.anchors import slug
from ninelives.report.formats.text import clean

LEFT_OUT = ("links into the code: they are addresses of the repository, not of a file",)
"""What the report says and this format does not."""
_ALIGNED = {"text-align:center": "center", "text-align:right": "right"}


def write(markdown: str, title: str, drawing: str, chart: str = "") -> str:
    """Give the page.

    Args:
        markdown: the report as Markdown; HTML in it is shown, never obeyed.
        title: the service's name; any text.
        drawing: the map as SVG of ours; empty: the map stays as it is in the Markdown.
        chart: the same for the chart of the loss windows.
    """
    pictures = {"flowchart": ("The map", drawing), "xychart-beta": ("A chart", chart)}
    style, script = asset("page.css"), asset("sort.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>Data-loss review: {escape(clean(title))}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#report">To the report</a>',
            f'<main id="report">\n{_body(markdown, pictures)}</main>',
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


def asset(name: str) -> str:
    """Give a file of the page's own, as it stands in the page."""
    text = (house.templates() / "html" / name).read_text("utf-8")
    return text.replace("\r\n", "\n").strip()


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _body(markdown: str, pictures: Mapping[str, tuple[str, str]]) -> str:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    _name_headings(tokens)
    _mark_tables(tokens)

    def fence(
        renderer: RendererHTML,
        found: Sequence[Token],
        at: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        is_diagram = found[at].info.strip() == "mermaid"
        kind = found[at].content.partition(" ")[0].strip()
        name, drawn = pictures.get(kind.partition("\n")[0], ("", ""))
        if is_diagram and drawn:
            return _region(name, drawn)
        return RendererHTML.fence(renderer, found, at, options, env)

    def table_open(*_: object) -> str:
        return f"{_region_start('A table')}<table>\n"

    def table_close(*_: object) -> str:
        return "</table></div>\n"

    reader.add_render_rule("fence", fence)
    reader.add_render_rule("table_open", table_open)
    reader.add_render_rule("table_close", table_close)
    found: str = reader.renderer.render(tokens, reader.options, {})
    return found


def _region_start(name: str) -> str:
    return f'<div class="scroll" role="group" aria-label="{name}" tabindex="0">'


def _region(name: str, inside: str) -> str:
    return f"{_region_start(name)}{inside}</div>\n"


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give each heading the anchor that a forge gives it."""
    seen: dict[str, int] = {}
    for at, one in enumerate(tokens):
        if one.type == "heading_open":
            inside = tokens[at + 1].children or ()
            name = slug("".join(part.content for part in inside))
            often = seen.get(name, 0)
            seen[name] = often + 1
            one.attrSet("id", f"{name}-{often}" if often else name)


def _mark_tables(tokens: Sequence[Token]) -> None:
    """Say which cells are heads, and let classes align: the policy allows no styles."""
    first = False
    for at, one in enumerate(tokens):
        if one.type == "tr_open":
            first = True
        if one.type not in ("th_open", "td_open"):
            continue
        styled = one.attrs.pop("style", "")
        if styled in _ALIGNED:
            one.attrSet("class", _ALIGNED[str(styled)])
        if one.type == "th_open":
            one.attrSet("scope", "col")
        elif first:
            one.tag = "th"
            one.attrSet("scope", "row")
            tokens[at + 2].tag = "th"  # what closes it, behind what it holds
        first = False
