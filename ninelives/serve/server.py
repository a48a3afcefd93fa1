"""Opens a review in browsers, until it is stopped."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ninelives.errors import unusable
from ninelives.review.folder import load
from ninelives.serve.entry import Entry, entry
from ninelives.text import visible

_LAST = 65_535
EXTRA = "ninelives[serve]"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the server listens."""

    host: str = "127.0.0.1"
    port: int = 0
    """0 takes one that is free."""
    names: tuple[str, ...] = ()
    """What else the machine is called by those who come through a proxy."""


def serve(folder: Path, wanted: Wanted, packs: Sequence[Path] = ()) -> int:
    """Serve a review until ctrl+c or a signal; give the exit code.

    Raises:
        Unusable: the review can't be read, the extra is missing, or the address is
            taken or none of this machine.
    """
    service = load(folder).service
    try:
        from ninelives.serve import child, site
    except ModuleNotFoundError as error:
        raise unusable(
            "ninelives serve",
            f"the module {error.name} is not installed",
            remedy=f"install the extra: pip install '{EXTRA}'",
        ) from None
    known = entry(wanted.host, wanted.names)
    with _listening(wanted) as listening:
        _tell(service, known, listening)
        served = site.Served(known, service, child.command(folder, packs))
        asyncio.run(site.run(served, listening))
    return 0


def _listening(wanted: Wanted) -> socket.socket:
    try:
        if not 0 <= wanted.port <= _LAST:
            raise OverflowError(f"ports end at {_LAST}")  # noqa: TRY301 - told as the others
        found = socket.getaddrinfo(wanted.host, wanted.port, type=socket.SOCK_STREAM)
        family, *_, address = found[0]
        return socket.create_server(address[:2], family=family)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise unusable(
            f"{wanted.host}:{wanted.port}",
            f"can't listen there: {reason.lower()}",
            remedy="name another --host or --port; without --port one is chosen",
        ) from None


def _tell(service: str, known: Entry, listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = socket.gethostname()
    shown = f"[{host}]" if ":" in host else host
    lines = [
        f"{visible(service)} is open to whoever has this address, until ctrl+c:",
        f"http://{shown}:{port}/{known.token}/",
    ]
    if known.addresses:
        lines.append(
            "Whoever reaches this machine can try it; what is sent is not encrypted."
        )
    print("\n".join(lines), flush=True)  # noqa: T201 - what a person reads
