"""Serves an application on an address of this machine, inside our own event loop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.problems import Problem

HEADER_SECONDS = 10.0
"""How long a new connection may take to say what it wants."""
MOST_CONNECTIONS = 400
"""Telegram opens a hundred at most; a process may have a thousand files open."""


class _Impatient(HttpToolsProtocol):
    """Closes connections whose request does not come: who has not said who they are waits cheaply,
    and so would everybody else.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._end = self.loop.call_later(HEADER_SECONDS, transport.close)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._end.cancel()
        self._end = self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def on_headers_complete(self) -> None:
        self._end.cancel()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end.cancel()
        super().connection_lost(exc)


class Serving(uvicorn.Server):
    """A server that leaves the signals to the program."""

    def __init__(self, app: Starlette, host: str, port: int, *, setting: str) -> None:
        """Takes the address at once. Raises Problem, naming the setting, if it cannot."""
        self._socket = _bound(host, port, setting)
        super().__init__(
            uvicorn.Config(
                app,
                http=_Impatient,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=10,
            )
        )

    def close(self) -> None:
        """Gives the address back if it was never served."""
        self._socket.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def run_here(self) -> None:
        """Serves until cancelled; then lets the running calls end."""
        serving = asyncio.create_task(self.serve(sockets=[self._socket]))
        try:
            await asyncio.shield(serving)
        finally:
            self.should_exit = True
            await serving


def _bound(host: str, port: int, setting: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host.strip("[]"), port))
        bound.listen()  # or a second one could bind it too
    except OSError as error:
        bound.close()
        raise Problem(
            f"The address {host}:{port} (setting {setting}) cannot be used: {error.strerror}."
        ) from None
    return bound
