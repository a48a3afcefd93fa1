"""What a browser gets: the page that asks for a name, the app, a refusal."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from string import Template
from urllib.parse import quote

from ninelives.serve.entry import LONGEST_NAME
from ninelives.text import one_line

OWN = Path(__file__).with_name("page")
"""The folder of the pages, and of what they load."""
SMALLEST, LARGEST, SIZE = 8, 48, 16
"""Pixels a letter may be high, and is where nobody says otherwise."""
HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every response says: nothing of it is for others."""


def policy(nonce: str = "") -> str:
    """Give the policy of a page: everything is from this server, nothing inline.

    The terminal makes style sheets; they name the nonce of the page.
    """
    styles = f" 'nonce-{nonce}'" if nonce else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self'{styles}",
            "font-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def begin(service: str) -> str:
    """Give the page that asks who answers."""
    return _page("begin", {"service": one_line(service), "longest": str(LONGEST_NAME)})


def questionnaire(service: str, name: str, size: str, nonce: str) -> str:
    """Give the page with the app; letters are `size` pixels high, if it can be read."""
    high = int(size) if re.fullmatch(r"[0-9]{1,4}", size) else SIZE
    return _page(
        "questionnaire",
        {
            "service": one_line(service),
            "name": name,
            "path": quote(name, safe=""),
            "size": str(max(SMALLEST, min(LARGEST, high))),
            "nonce": nonce,
        },
    )


def refusal(why: str) -> str:
    """Give the page for those who are not let in."""
    return _page("refused", {"why": why})


def new_nonce() -> str:
    """Give what the style sheets of one page name."""
    return secrets.token_urlsafe(16)


def _page(name: str, values: Mapping[str, str]) -> str:
    text = (OWN / f"{name}.html").read_text("utf-8")
    safe = {key: html.escape(value) for key, value in values.items()}
    return Template(text).substitute(safe)
