"""Every key does what it says: on disk, in the panes, on the terminal."""

from __future__ import annotations
