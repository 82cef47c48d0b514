"""The bots that use the sandbox, each known by the number in its token."""

import math
import time
from typing import Any

import msgspec

from bot.sandbox.poller import Poller
from bot.sandbox.storage import Storage
from bot.sandbox.updates import UNASKED, Updates, Waiting

_RECENT = 5.0  # seconds without a poll after which a bot counts as away


class WebhookSettings(msgspec.Struct):
    """What setWebhook was told."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    has_certificate: bool = False


class Profile(msgspec.Struct):
    """What a bot has said of itself.

    Texts are by language code ("" for all), commands by scope and language.
    """

    bot_id: int
    names: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    short_descriptions: dict[str, str] = {}
    commands: dict[str, list[dict[str, Any]]] = {}
    menu_buttons: dict[str, dict[str, Any]] = {}
    allowed_updates: list[str] | None = None
    webhook: WebhookSettings | None = None
    logged_out_until: float = 0.0  # real time
    connected_at: float = 0.0  # real time


class Bot:
    """One bot: its profile, its queue and whether someone serves it."""

    def __init__(self, storage: Storage, profile: Profile) -> None:
        self._storage = storage
        self.profile = profile
        self.id = profile.bot_id
        self.updates = Updates(storage, self.id)
        self.last_poll = time.monotonic() if profile.connected_at else -math.inf
        self.last_error: tuple[int, str] | None = None  # when and why a webhook delivery failed
        self.delivery_failed = False
        self.polled = False  # since this sandbox started
        self.webhook_set_at = -math.inf
        self.poller = Poller(self.updates)

    def save(self) -> None:
        self._storage.put("bot", self.id, self.profile)

    @property
    def first_name(self) -> str:
        return self.profile.names.get("", "Referral Companion")

    @property
    def username(self) -> str:
        return f"sandbox_{self.id}_bot"

    def user(self) -> dict[str, Any]:
        """As the Bot API shows it to others."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    @property
    def present(self) -> bool:
        """Polling now or a moment ago, or reached by its webhook."""
        if self.profile.webhook is not None:
            return not self.delivery_failed
        return self.poller.waiting or (self.polled and time.monotonic() - self.last_poll < _RECENT)

    def touch(self) -> None:
        """Notes that the bot asks for updates; if it had been away, it has connected anew."""
        away = not self.poller.waiting and time.monotonic() - self.last_poll >= _RECENT
        if away or not self.profile.connected_at:
            self.connect()
        self.polled = True
        self.last_poll = time.monotonic()

    def connect(self) -> None:
        self.profile.connected_at = time.time()
        self.save()

    def wants(self, kind: str) -> bool:
        allowed = self.profile.allowed_updates
        return kind in allowed if allowed is not None else kind not in UNASKED

    def enqueue(self, kind: str, content: dict[str, Any], lane: str) -> None:
        """Queues an update, unless the bot has not asked for its kind (then it takes no id)."""
        if self.wants(kind):
            self.updates.add({kind: content}, kind, lane)


class Bots:
    """All bots that have ever called."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.by_id = {p.bot_id: Bot(storage, p) for _, p in storage.all("bot", Profile)}
        self._restore_updates()

    def _restore_updates(self) -> None:
        for key, counters in self._storage.all("counters", dict[str, int]):
            self.by_id[int(key)].updates.restore_counters(counters)
        for key, waiting in self._storage.all("update", Waiting):
            self.by_id[int(key.partition(":")[0])].updates.restore(waiting)
        for bot in self.by_id.values():
            bot.updates.in_arrival_order()

    def get(self, bot_id: int) -> Bot:
        """The bot with this number; it is made when it first calls."""
        bot = self.by_id.get(bot_id)
        if bot is None:
            bot = self.by_id[bot_id] = Bot(self._storage, Profile(bot_id))
            bot.save()
        return bot

    def last_connected(self) -> Bot | None:
        """The one that began to ask for updates last, else the one that called first last."""
        return max(self.by_id.values(), key=lambda bot: bot.profile.connected_at, default=None)
