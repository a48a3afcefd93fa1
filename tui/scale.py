"""What risks and efforts are called; the checklists know them by these ids."""

from __future__ import annotations

from ninelives import words

RISKS = (
    words.marked("critical"),
    words.marked("high"),
    words.marked("medium"),
    words.marked("low"),
    words.marked("none"),
)
TITLES = (
    words.marked("Critical"),
    words.marked("High"),
    words.marked("Medium"),
    words.marked("Low"),
    words.marked("None"),
)
EFFORTS = (words.marked("small"), words.marked("large"))
"""What is neither is medium, as a risk may be."""
