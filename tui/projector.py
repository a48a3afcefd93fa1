"""The colours of the projector: the greatest contrast there is, dark or light."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.theme import Theme

_DARK = Theme(
    name="projector-dark",
    dark=True,
    primary="#ffd166",
    secondary="#7fdbff",
    accent="#ffd166",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    warning="#ffd166",
    error="#ff8a80",
    success="#8ce99a",
    variables={"border": "#ffffff"},
)
_LIGHT = Theme(
    name="projector-light",
    dark=False,
    primary="#003a8c",
    secondary="#00474f",
    accent="#003a8c",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#eeeeee",
    warning="#7a4100",
    error="#a8071a",
    success="#135200",
    variables={"border": "#000000"},
)


def themes(app: App[Any]) -> tuple[str, str]:
    """Give the names of the dark and the light one, which the app then has."""
    for one in (_DARK, _LIGHT):
        app.register_theme(one)
    return _DARK.name, _LIGHT.name
