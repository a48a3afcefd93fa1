"""What the names of styles look like; colours are the theme's, never our own.

They stand here and not in the style sheet because each is parsed when it is first
painted, not before the first question.
"""

from __future__ import annotations

from textual.style import Style

LOOK = {
    "accent": "bold $text-accent",
    "ask": "bold",
    "bad": "bold $text-error",
    "brand": "bold $text on $primary",
    "code": "$text-primary",
    "critical": "bold $text-error on $error-muted",
    "cursor": "on $primary 25%",
    "em": "italic",
    "faint": "$foreground 45%",
    "good": "$text-success",
    "head": "bold $text-secondary",
    "high": "bold $text-error",
    "hover": "on $foreground 8%",
    "key": "bold $text-accent",
    "link": "underline $text-primary",
    "low": "$text-success",
    "medium": "$text-warning",
    "muted": "$foreground 65%",
    "none": "$foreground 65%",
    "selected": "$screen-selection-foreground on $screen-selection-background",
    "strong": "bold",
    "title": "bold $text-accent",
    "unknown": "$text-warning",
    "warn": "bold $text-warning",
}


def look(name: str | Style) -> Style:
    """Give a style by its name, in the theme that is on; none for an unknown name."""
    return Style.parse(LOOK.get(name, "")) if isinstance(name, str) else name
