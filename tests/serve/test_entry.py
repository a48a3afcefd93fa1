"""Who may come in: the secret, the names of the machine, the page's own origin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ninelives.serve.entry import Asked, Entry, called, entry, refused

HERE = entry("127.0.0.1")
WIDE = entry("0.0.0.0", ["Reviews.example.org"])  # noqa: S104 - what is tested
FOREIGN_HOST, FOREIGN_ORIGIN = "a foreign host", "a foreign origin"


def asked(known: Entry, host: str, origin: str | None = None) -> str:
    return refused(known, Asked(known.token, host, origin))


@pytest.mark.parametrize(
    "host", ["127.0.0.1:80", "localhost:9000", "[::1]:7", "LocalHost"]
)
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert asked(HERE, host) == ""
    assert asked(HERE, host, f"http://{host}") == ""


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.0.7:8000",
        "localhost:8000@evil.example",
        "localhost/../evil",
        "localhost:port",
        "localhost.",
        "[::1",
    ],
)
def test_a_name_that_was_made_to_lead_here_is_refused(host: str) -> None:
    assert asked(HERE, host) == FOREIGN_HOST


def test_where_it_is_open_to_others_numbers_and_given_names_lead_here() -> None:
    for host in ("192.168.0.7:8000", "[fe80::1]:8000", "reviews.example.org"):
        assert asked(WIDE, host) == ""
    assert asked(WIDE, "evil.example:8000") == FOREIGN_HOST


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        "http://localhost:8001",
        "http://127.0.0.1:8000",
        "ws://localhost:8000",
        "http://localhost:8000.evil.example",
    ],
)
def test_another_origin_is_refused(origin: str) -> None:
    assert asked(HERE, "localhost:8000", origin) == FOREIGN_ORIGIN


def test_a_socket_has_to_say_where_it_is_from() -> None:
    one = Asked(HERE.token, "localhost:8000", socket=True)
    assert refused(HERE, one) == FOREIGN_ORIGIN
    assert refused(HERE, replace(one, origin="https://localhost:8000")) == ""


def test_without_the_secret_nobody_comes_in() -> None:
    for token in ("", "x", HERE.token[:-1], HERE.token + "x", WIDE.token, "ä\udcff"):
        assert refused(HERE, Asked(token, "localhost:8000")) == "a wrong address"
    assert len(HERE.token) >= 43


def test_a_name_is_one_short_line_of_what_can_be_seen() -> None:
    assert called("  Ana \n Pérez ") == "Ana Pérez"
    assert called("石") == "石"
    for text in ("", " \t", "x" * 61, "Ana\x1b[2J", "Ana\u202e", "\udcff", "..", "-"):
        assert called(text) == ""
