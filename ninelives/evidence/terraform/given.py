"""What a call gives a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ninelives.evidence.model import Setting, unknown
from ninelives.evidence.terraform.expressions import evaluate
from ninelives.evidence.terraform.syntax import Block

if TYPE_CHECKING:
    from ninelives.evidence.terraform.modules import Module

META = frozenset({"source", "version", "providers", "depends_on", "count", "for_each"})


class Given(Mapping[str, Setting]):
    """The arguments of a call, each evaluated when asked for: calls feed each other."""

    def __init__(
        self, module: Module, block: Block, names: Mapping[str, Setting]
    ) -> None:
        """Keep what the arguments need."""
        self._module, self._names = module, names
        self._exprs = {k: v for k, v in block.attributes.items() if k not in META}
        self._known: dict[str, Setting] = {}
        self._busy: set[str] = set()

    def __getitem__(self, name: str) -> Setting:
        """Give an argument."""
        expr = self._exprs[name]
        if name not in self._known:
            if name in self._busy:
                return unknown(expr.place, f"{name} goes round in a circle")
            self._busy.add(name)
            try:
                self._known[name] = evaluate(expr, self._module, self._names)
            finally:
                self._busy.discard(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names of the arguments."""
        return iter(self._exprs)

    def __len__(self) -> int:
        """Give how many arguments there are."""
        return len(self._exprs)

    def __contains__(self, name: object) -> bool:
        """Whether an argument is written."""
        return name in self._exprs
