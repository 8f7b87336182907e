"""The reader in a browser, through textual-serve.

Each browser window gets a reader process of its own. There is no login: who reaches the port reads,
marks and runs commands as the person who started the server. So it listens on this machine alone
unless told otherwise, answers only to its own pages (a web page elsewhere cannot reach into it
through the reader's browser), and loads nothing from other hosts.
"""

import asyncio
import ipaddress
import logging
import shlex
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cli.errors import UsageError
from tui.language import _

if TYPE_CHECKING:
    from aiohttp import web

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_POLICY = (
    "default-src 'self' data:; connect-src 'self' ws: wss:; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'"
)


def serve(command: Sequence[str], host: str, port: int) -> int:
    """Serve a reader, started by `command`, until Ctrl+C; the exit code.

    Raises:
        UsageError: textual-serve is not installed.
        OSError: the port is taken, or the address is none of this machine.
    """
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as error:
        raise UsageError(
            f"--serve needs the package textual-serve ({error.name} is missing); install it with "
            "`pipx inject presselupe textual-serve` or `pip install 'presselupe[serve]'`"
        ) from error

    class ReaderServer(Server):
        """textual-serve, for its own pages only and without anything from elsewhere."""

        def initialize_logging(self) -> None:
            logging.basicConfig(level="WARNING", stream=sys.stderr)

        async def on_startup(self, app: "web.Application") -> None:  # noqa: ARG002
            print(_told(host, port), file=sys.stderr, flush=True)

        async def handle_index(self, request: "web.Request") -> "web.StreamResponse":
            _check(request, host)
            scheme = request.headers.get("X-Forwarded-Proto", request.scheme)
            self.public_url = f"{'https' if scheme == 'https' else 'http'}://{request.host}"
            response: web.StreamResponse = await super().handle_index(request)
            response.headers["Content-Security-Policy"] = _POLICY
            return response

        async def handle_websocket(self, request: "web.Request") -> "web.WebSocketResponse":
            _check(request, host)
            origin = urlsplit(request.headers.get("Origin", ""))
            if origin.netloc.casefold() != request.host.casefold():
                raise web.HTTPForbidden(text="this is no page of Presselupe's")
            return await super().handle_websocket(request)

    asyncio.set_event_loop(asyncio.new_event_loop())
    ReaderServer(_joined(command), host=host, port=port, title="Presselupe").serve()
    return 0


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which no other can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _check(request: "web.Request", host: str) -> None:
    """See that a server on this machine alone is asked by its own name.

    A page of another name that leads here (DNS rebinding) would otherwise count as its own.
    """
    from aiohttp import web

    asked = urlsplit(f"//{request.host}").hostname or ""
    if is_loopback(host) and asked not in _LOOPBACK | {host.casefold()}:
        raise web.HTTPForbidden(text=f"{asked}: this address is not served")


def _told(host: str, port: int) -> str:
    """Where the reader is, and who can reach it."""
    shown = f"[{host}]" if ":" in host else host
    if is_loopback(host):
        who = _("no login: every user of this machine can read and change your marks")
    else:
        who = _(
            "no login: whoever reaches this address can read, change your marks and run commands "
            "as you; put a proxy with a login in front of it"
        )
    return f"presselupe: http://{shown}:{port} ({_('Ctrl+C ends it')})\npresselupe: {who}"


def _joined(command: Sequence[str]) -> str:
    """The command for the shell that textual-serve starts it with."""
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
