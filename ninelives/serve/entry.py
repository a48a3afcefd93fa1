"""Who may come in: by the secret of the address, under a name of this machine."""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(?::\d{1,5})?")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """What lets a request in."""

    token: str
    """The secret; the first part of every path."""
    names: frozenset[str]
    """What the machine may be called in a request."""
    addresses: bool
    """Whether any number may stand for it, as no name can be made to lead to it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says about where it comes from and where it goes."""

    token: str
    host: str
    """Its header `Host`, or empty."""
    origin: str | None = None
    """Its header `Origin`, None where there is none."""
    socket: bool = False
    """Whether a script asked, that has to say where it is from."""


def entry(host: str, more: Iterable[str] = ()) -> Entry:
    """Give what lets in where the server listens at `host`, with a new secret.

    `more` are names by which others reach it, through a proxy say.
    """
    names = {host.lower(), *(one.lower() for one in more)}
    address = _address(host)
    if host.lower() == "localhost" or (address and address.is_loopback):
        names |= _LOOPBACK
        return Entry(secrets.token_urlsafe(32), frozenset(names), addresses=False)
    if address and address.is_unspecified:
        own = socket.gethostname().lower()
        names |= {*_LOOPBACK, own, f"{own}.local"}
    return Entry(secrets.token_urlsafe(32), frozenset(names), addresses=True)


def refused(known: Entry, asked: Asked) -> str:
    """Say why a request is not let in, in a few words; empty where it is.

    A name that leads here and is none of ours belongs to somebody else's page, who
    made it lead here. A page of another origin can't read this one, but could open
    a socket to it.
    """
    found = _HOST.fullmatch(asked.host.lower())
    name = (found["six"] or found["name"]) if found else ""
    if not name or not (name in known.names or (known.addresses and _address(name))):
        return "a foreign host"
    if asked.origin is not None or asked.socket:
        origin = urlsplit(asked.origin or "")
        own = (origin.scheme, origin.netloc.lower())
        if own not in (("http", asked.host.lower()), ("https", asked.host.lower())):
            return "a foreign origin"
    given = asked.token.encode(errors="backslashreplace")
    return "" if hmac.compare_digest(given, known.token.encode()) else "a wrong address"


def called(text: str) -> str:
    """Give the name of a person as it is kept, empty where it is none.

    It is one line of what can be seen, has a letter or a digit (`..` would be a path),
    and is not longer than a name.
    """
    name = " ".join(text.split())
    fits = name.isprintable() and len(name) <= LONGEST_NAME
    return name if fits and any(map(str.isalnum, name)) else ""


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
