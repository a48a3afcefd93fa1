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
COLUMNS = (
    words.marked("risk"),
    words.marked("status"),
    words.marked("owner"),
    words.marked("harm"),
    words.marked("way"),
)
STATUSES = (
    words.marked("open"),
    words.marked("accepted"),
    words.marked("waived"),
    words.marked("done"),
    words.marked("lost"),
    words.marked("duplicated"),
    words.marked("reordered"),
    words.marked("stale"),
    words.marked("corrupted"),
)
"""What was decided about a finding, and the harm it does."""
HARMS = (
    words.marked("Lost"),
    words.marked("Duplicated"),
    words.marked("Reordered"),
    words.marked("Stale"),
    words.marked("Corrupted"),
)
IMPACTS = (
    words.marked("minor"),
    words.marked("serious"),
    words.marked("severe"),
    words.marked("rare"),
    words.marked("possible"),
    words.marked("likely"),
    words.marked("certain"),
    words.marked("Minor"),
    words.marked("Serious"),
    words.marked("Severe"),
)
"""How bad a harm is, and how exposed one is to it."""
EFFORTS = (words.marked("small"), words.marked("large"))
"""What is neither is medium, as a risk may be."""
