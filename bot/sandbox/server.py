"""Starting and stopping the sandbox."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import msgspec
import uvicorn

from bot.problems import Problem
from bot.sandbox.app import SandboxApp
from bot.sandbox.dispatch import BotApi
from bot.sandbox.lock import FolderLock
from bot.sandbox.transport import EmbeddedServer, HangupProtocol, listening_socket
from bot.sandbox.webhooks import Couriers
from bot.sandbox.world import World

_KEEP_ALIVE = 600  # seconds; longer than any client keeps a connection it means to use again


class RunningSandbox:
    """A sandbox that answers at `url` until it is stopped."""

    def __init__(self, folder: Path, port: int, *, pacing: bool, host: str) -> None:
        with contextlib.ExitStack() as undo:
            self._lock = FolderLock(folder)
            undo.callback(self._lock.release)
            self._listener = listening_socket(host, port)
            undo.callback(self._listener.close)
            self._world = _world(folder, pacing=pacing)
            undo.pop_all()
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        api = BotApi(self._world)
        self._couriers = Couriers(self._world, api.run)
        config = uvicorn.Config(
            SandboxApp(self._world, api),
            http=HangupProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=1,
        )
        self._server = EmbeddedServer(config, self._world.let_go)
        self._serving: asyncio.Task[None] | None = None
        self._stopped = False

    async def start(self) -> None:
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
        self._couriers.start()
        await self._server.listening.wait()

    async def stop(self) -> None:
        """Ends what waits, then closes everything; nothing is lost. Twice is as good as once."""
        if self._stopped:
            return
        self._stopped = True
        await self._couriers.stop()
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
        self._world.storage.close()
        self._lock.release()


def _world(folder: Path, *, pacing: bool) -> World:
    """What was kept in the folder; raises Problem if it cannot be read."""
    try:
        return World(folder, pacing=pacing)
    except (sqlite3.Error, msgspec.DecodeError, OSError) as error:
        raise Problem(
            f"The sandbox cannot read what it kept in {folder}; "
            "move that folder away to begin anew."
        ) from error


async def serve(
    data_dir: Path, port: int, *, pacing: bool, host: str = "127.0.0.1"
) -> RunningSandbox:
    """A sandbox that keeps its things in `data_dir`/sandbox; port 0 means any free one.

    Raises Problem if the folder cannot be used, is in use, or the port is taken.
    """
    sandbox = RunningSandbox(data_dir / "sandbox", port, pacing=pacing, host=host)
    await sandbox.start()
    return sandbox
