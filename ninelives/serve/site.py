"""The paths there are below the secret, and what each of them gives."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from aiohttp import WSMsgType, web

from ninelives.serve import pages
from ninelives.serve.child import Child, Line, within
from ninelives.serve.entry import Asked, Entry, called, refused

MOST = 24
"""So many pages are open at once; each has an app of its own, some 50 MB."""
_LONGEST_MESSAGE = 1 << 20
"""Bytes of one message of a page: a long text pasted into a note."""
_HEARTBEAT = 15.0
"""Seconds between two looks at whether a page is still there."""
_HURRY = 2.0
"""Seconds that a request has to end once the server is stopped."""
_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
"""The files that pages load, and what each is: a machine may call them otherwise."""
_ENOUGH = 1_001
"""The code with which a server that ends closes a socket."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Served:
    """What the server gives to those whom it lets in."""

    entry: Entry
    service: str
    """The service the review is about."""
    command: tuple[str, ...]
    """What runs the questionnaire."""


_SERVED = web.AppKey("served", Served)
_OPEN = web.AppKey("open", set[web.WebSocketResponse])
_ENDING = web.AppKey("ending", set[asyncio.Task[None]])


def site(served: Served) -> web.Application:
    """Give the server's pages; each request has to show that it may come in."""
    made = web.Application(middlewares=[_guarded])
    made[_SERVED], made[_OPEN], made[_ENDING] = served, set(), set()
    below = "/{token}"
    made.router.add_get(f"{below}/", _page)
    made.router.add_get(f"{below}/ws/{{name}}", _talk)
    for name, folder in (("own", pages.OWN), ("static", _terminal())):
        made.router.add_get(f"{below}/{name}/{{file:.+}}", _file_of(folder))
    made.on_response_prepare.append(_sealed)
    made.on_shutdown.append(_close)
    made.on_cleanup.append(_ended)
    return made


def _terminal() -> Path:
    """Give the folder with the terminal that textual-serve brings for a browser."""
    found = find_spec("textual_serve")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name="textual_serve")
    return Path(found.origin).parent / "static"


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    asked = Asked(
        token=request.path.removeprefix("/").partition("/")[0],
        host=request.headers.get("Host", ""),
        origin=request.headers.get("Origin"),
        socket="Upgrade" in request.headers,
    )
    why = refused(request.app[_SERVED].entry, asked)
    if why:
        return _html(pages.refusal(why), pages.policy(), status=403)
    return await handler(request)


async def _sealed(request: web.Request, response: web.StreamResponse) -> None:
    del request
    response.headers.update(pages.HEADERS)
    response.headers.setdefault("Content-Security-Policy", pages.policy())
    response.headers["Server"] = "ninelives"


async def _page(request: web.Request) -> web.Response:
    service = request.app[_SERVED].service
    name = called(request.query.get("name", ""))
    if not name:
        return _html(pages.begin(service), pages.policy())
    nonce = pages.new_nonce()
    size = request.query.get("fontsize", "")
    text = pages.questionnaire(service, name, size, nonce)
    return _html(text, pages.policy(nonce))


def _html(text: str, policy: str, status: int = 200) -> web.Response:
    return web.Response(
        text=text,
        status=status,
        content_type="text/html",
        headers={"Content-Security-Policy": policy},
    )


def _file_of(folder: Path) -> Handler:
    """Give what sends the files of a folder that pages load."""
    there = {
        one.relative_to(folder).as_posix(): one
        for one in folder.rglob("*")
        if one.suffix in _KINDS
    }

    async def send(request: web.Request) -> web.StreamResponse:
        found = there.get(request.match_info["file"])
        if found is None:
            raise web.HTTPNotFound
        kind = _KINDS[found.suffix]
        return web.FileResponse(found, headers={"Content-Type": kind})

    return send


async def _talk(request: web.Request) -> web.StreamResponse:
    """Run an app for as long as its page is open."""
    name = called(request.match_info["name"])
    if not name:
        raise web.HTTPBadRequest(text="no name")
    opened = request.app[_OPEN]
    socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_LONGEST_MESSAGE)
    await socket.prepare(request)
    if len(opened) >= MOST:
        await socket.send_json(["ended", f"{MOST} pages are open; close one first."])
        return socket
    opened.add(socket)
    try:
        await _led(socket, request, name)
    finally:
        opened.discard(socket)
    return socket


async def _led(socket: web.WebSocketResponse, request: web.Request, name: str) -> None:
    line = Line(socket.send_bytes, socket.send_str, socket.close)
    child = Child(request.app[_SERVED].command, name, line)
    width, height = (_number(request, key) for key in ("width", "height"))
    try:
        await child.start(width, height)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await child.take(message.data)
    finally:
        ending = asyncio.create_task(child.stop())
        request.app[_ENDING].add(ending)
        ending.add_done_callback(request.app[_ENDING].discard)
        await asyncio.shield(ending)


def _number(request: web.Request, key: str) -> int:
    given = request.query.get(key, "")
    known = {"width": 80, "height": 24}[key]
    return within(int(given)) if re.fullmatch(r"[0-9]{1,4}", given) else known


async def _close(made: web.Application) -> None:
    """Tell every page that the server ends."""
    opened = made[_OPEN]
    for one in tuple(opened):
        await one.close(code=_ENOUGH)


async def _ended(made: web.Application) -> None:
    """Wait for the apps that are leaving: their pages may be gone already."""
    await asyncio.gather(*made[_ENDING])


async def run(served: Served, listening: socket.socket) -> None:
    """Serve until a signal says to stop; every app is ended before it returns."""
    runner = web.AppRunner(site(served), access_log=None, shutdown_timeout=_HURRY)
    await runner.setup()
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(AttributeError, NotImplementedError):
            loop.add_signal_handler(getattr(signal, name), stopped.set)
    try:
        await web.SockSite(runner, listening).start()
        await stopped.wait()
    finally:
        await runner.cleanup()
