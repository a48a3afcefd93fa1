"""The facts a report rests on: numbered as they come up, listed at its end."""

from __future__ import annotations

from collections.abc import Iterable

from ninelives.checklist.knowledge import Fact, Pitfall
from ninelives.checklist.model import Checklist
from ninelives.errors import Place
from ninelives.report.entries import Cite
from ninelives.report.escape import Markdown, link, prose
from ninelives.report.page import SourceRow
from ninelives.text import quantity


class Citations:
    """Hands out the numbers; the same fact always gets the same one."""

    def __init__(self) -> None:
        self._rows: dict[Place, SourceRow] = {}

    @property
    def rows(self) -> tuple[SourceRow, ...]:
        """Everything that was cited, in the order of the numbers."""
        return tuple(self._rows.values())

    def facts(self, checklist: Checklist, ids: Iterable[str]) -> tuple[Cite, ...]:
        """Cite facts of a checklist."""
        known = (checklist.facts[one] for one in ids if one in checklist.facts)
        return tuple(map(self._fact, known))

    def pitfall(self, pitfall: Pitfall) -> tuple[Cite, ...]:
        """Cite what says that a pitfall exists; nothing where it names no source."""
        if not pitfall.sources and not pitfall.unverified:
            return ()
        row = self._rows.get(pitfall.place)
        if row is None:
            says = Markdown(f"Pitfall: {prose(pitfall.title)}")
            row = self._listed(pitfall, says, "")
        return (Cite(row.number, unverified=bool(pitfall.unverified)),)

    def _fact(self, fact: Fact) -> Cite:
        row = self._rows.get(fact.place)
        if row is None:
            value = "" if fact.value is None else quantity(fact.value, fact.unit)
            row = self._listed(fact, prose(fact.says), value)
        return Cite(row.number, unverified=bool(fact.unverified))

    def _listed(self, one: Fact | Pitfall, says: Markdown, value: str) -> SourceRow:
        row = self._rows[one.place] = SourceRow(
            number=f"S{len(self._rows) + 1}",
            says=says,
            value=value,
            pages=tuple(link(_short(it.url), it.url) for it in one.sources),
            checked=", ".join(dict.fromkeys(it.checked for it in one.sources)),
            unverified=prose(one.unverified),
        )
        return row


def _short(url: str) -> str:
    """Give a page's name: its last part, and whose it is."""
    rest = url.partition("://")[2].rstrip("/")
    host, _, path = rest.partition("/")
    last = path.rpartition("/")[2].partition("#")[0].partition("?")[0]
    owner = host.removeprefix("www.")
    if host == "github.com":
        owner = "/".join(path.split("/")[:2])
    return f"{last} ({owner})" if last else owner
