"""The HTTP server under the sandbox: uvicorn inside the caller's event loop."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.problems import Problem

HANGUP = "sandbox.hangup"
_BACKLOG = 1024


class HangupProtocol(HttpToolsProtocol):
    """Lets the application close a connection without an answer."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {HANGUP: {"abort": self.transport.abort}}


class EmbeddedServer(uvicorn.Server):
    """Leaves signals to whoever owns the process; `let_go` ends the calls that wait."""

    def __init__(self, config: uvicorn.Config, let_go: Callable[[], None]) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self._let_go = let_go

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Only once connections take no further calls: else the next long poll comes at once.
        asyncio.get_running_loop().call_soon(self._let_go)
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening_socket(host: str, port: int) -> socket.socket:
    """Raises Problem if the port is taken."""
    # The protocol is named so that asyncio turns Nagle's algorithm off: else answers wait 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise Problem(
            f"The sandbox cannot listen on {host}:{port} ({error.strerror}); "
            "choose another SANDBOX_PORT."
        ) from error
    listener.setblocking(False)
    return listener
