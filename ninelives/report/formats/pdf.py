"""The report as PDF: the HTML page, printed."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from ninelives.errors import unusable
from ninelives.report.formats.html import asset

EXTRA = "ninelives[pdf]"
LEFT_OUT = (
    "links into the code: they are addresses of the repository, not of a file",
    "the sorting of tables",
)
"""What the report says, or the HTML page does, and this format does not."""

_PICTURE = re.compile(r"<svg [^>]*>")
"""One of ours: everybody else's text is escaped."""


def write(page: str) -> bytes:
    """Give a page of ours as PDF; same page, same fonts: same bytes.

    It can be read aloud (PDF/UA-1) and asks neither network nor files for anything. Its
    letters are those of the fonts that this machine has.

    Args:
        page: the HTML that `formats.html` writes.

    Raises:
        Unusable: WeasyPrint, or Pango, which it draws letters with, is not installed.
    """
    try:
        weasyprint: Any = import_module("weasyprint")
    except ModuleNotFoundError as error:
        if error.name != "weasyprint":
            raise
        remedy = f"install the extra: pip install '{EXTRA}'"
        raise unusable("pdf", "WeasyPrint is not installed", remedy=remedy) from None
    except OSError as error:  # a library of the system that it loads when imported
        remedy = "install Pango, such as Debian's libpangoft2-1.0-0"
        found = f"WeasyPrint can't draw letters: {error}"
        raise unusable("pdf", found, remedy=remedy) from None
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    document = weasyprint.HTML(string=_for_paper(page), url_fetcher=nothing)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _for_paper(page: str) -> str:
    """Give the page with what only paper needs; a picture has no style but its own."""
    head, found, body = page.partition("</style>")
    body = _PICTURE.sub(rf"\g<0><style>{asset('picture.css')}</style>", body)
    return f"{head}\n{asset('print.css')}{found}{body}"
