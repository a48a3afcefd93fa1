"""Templates compiled once and kept beside their source, as Python does with modules."""

from __future__ import annotations

import sys
from pathlib import Path
from pickle import UnpicklingError

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from ninelives import __version__


class Compiled(FileSystemBytecodeCache):
    """Keeps what was compiled, where it may; compiling takes most of a report's time.

    What is kept is used only while the source is the same, to the byte, and while
    Python and ninelives are of the same version.
    """

    def __init__(self, folder: Path, *, always: bool = False) -> None:
        """Take the folder of the templates, and whether nothing keeps it from keeping.

        Otherwise it keeps nothing where Python is told to write no bytecode.
        """
        self._always = always
        tag = sys.implementation.cache_tag
        pattern = f"{tag}-{__version__}-%s.cache"
        super().__init__(str(folder / "__pycache__"), pattern)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept; where that can't be read, it is compiled anew."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, UnpicklingError, ValueError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where nothing may be written, it is compiled each time."""
        forbidden = sys.dont_write_bytecode or sys.pycache_prefix
        if forbidden and not self._always:
            return
        try:
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError:
            return
