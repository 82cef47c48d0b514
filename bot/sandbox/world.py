"""Everything the sandbox knows, in one place."""

from collections.abc import Callable
from pathlib import Path

from bot.sandbox.bots import Bot, Bots
from bot.sandbox.callbacks import Callbacks
from bot.sandbox.clock import Clock
from bot.sandbox.dialogs import Dialogs
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.pacing import Pacing
from bot.sandbox.people import People
from bot.sandbox.storage import Storage


class World:
    """As it was left when the sandbox last ran in this folder."""

    def __init__(self, folder: Path, *, pacing: bool) -> None:
        self.storage = Storage(folder)
        self.clock = Clock(self.storage)
        self.people = People(self.storage)
        self.bots = Bots(self.storage)
        self.dialogs = Dialogs(self.storage)
        self.files = Files(self.storage)
        self.callbacks = Callbacks(self.storage)
        self.faults = Faults()
        self.pacing = Pacing(on=pacing)
        self.webhook_changed: Callable[[Bot], None] = lambda _: None

    def let_go(self) -> None:
        """Ends everything that keeps a caller waiting."""
        self.faults.clear()
        self.callbacks.let_go()
        self.clock.moved.fire()
        for bot in self.bots.by_id.values():
            bot.poller.end()
        for dialog in self.dialogs:
            dialog.changed.fire()
