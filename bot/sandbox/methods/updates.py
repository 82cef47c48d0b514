"""How a bot gets its updates: getUpdates, setWebhook and their kin."""

import ipaddress
import re
import time
from typing import Any
from urllib.parse import urlsplit

import msgspec

from bot.sandbox.bots import Bot, WebhookSettings
from bot.sandbox.call import Call
from bot.sandbox.errors import (
    POLL_ENDED_BY_WEBHOOK,
    POLL_WHILE_WEBHOOK,
    WEBHOOK_SECRET_LETTERS,
    WEBHOOK_SECRET_LONG,
    WEBHOOK_URL,
    too_many_requests,
)
from bot.sandbox.methods.registry import method
from bot.sandbox.updates import KINDS, UNASKED

_LONGEST_POLL = 50
_LONGEST_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_MOST_CONNECTIONS = 100
_PAUSE = 1.0  # seconds between two setWebhook calls


def _take_allowed_updates(call: Call) -> None:
    """Kept as they were if absent or unreadable; none recognised means the usual ones."""
    names = call.parameters.json_or_none("allowed_updates")
    if not isinstance(names, list):
        return
    wanted = {str(name).lower() for name in names} & KINDS
    allowed = sorted(wanted) if wanted and wanted != KINDS - UNASKED else None
    if allowed != call.bot.profile.allowed_updates:
        call.bot.profile.allowed_updates = allowed
        call.bot.save()


@method("getUpdates")
async def get_updates(call: Call) -> list[msgspec.Raw]:
    bot, parameters = call.bot, call.parameters
    if bot.profile.webhook is not None:
        raise await bot.poller.conflict(POLL_WHILE_WEBHOOK.error())
    limit = parameters.clamped("limit", 100, 1, 100)
    timeout = parameters.clamped("timeout", 0, 0, _LONGEST_POLL)
    _take_allowed_updates(call)
    bot.touch()
    call.world.storage.commit()
    try:
        return await bot.poller.poll(parameters.integer("offset"), limit, timeout, call.gone)
    finally:
        bot.touch()


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    url = call.parameters.text("url")
    if not url:
        return _remove_webhook(call)
    bot = call.bot
    settings = _settings(call, url)
    if time.monotonic() - bot.webhook_set_at < _PAUSE:
        raise too_many_requests(1)
    bot.webhook_set_at = time.monotonic()
    allowed = bot.profile.allowed_updates
    _take_allowed_updates(call)
    if call.parameters.boolean("drop_pending_updates"):
        bot.updates.clear()
    same = settings == bot.profile.webhook and allowed == bot.profile.allowed_updates
    call.description = "Webhook is already set" if same else "Webhook was set"
    bot.poller.end(POLL_ENDED_BY_WEBHOOK.error())
    bot.profile.webhook = settings
    bot.last_error = None
    bot.delivery_failed = False
    bot.connect()
    if not same:
        call.world.webhook_changed(bot)
    return True


def _settings(call: Call, url: str) -> WebhookSettings:
    """Raises BotApiError; as a server of one's own, any port and plain http are allowed."""
    parameters = call.parameters
    secret = parameters.text("secret_token")
    if len(secret) > _LONGEST_SECRET:
        raise WEBHOOK_SECRET_LONG.error()
    if not _SECRET.fullmatch(secret):
        raise WEBHOOK_SECRET_LETTERS.error()
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise WEBHOOK_URL.error()
    return WebhookSettings(
        url=url,
        secret_token=secret,
        max_connections=parameters.clamped("max_connections", 40, 1, _MOST_CONNECTIONS),
        ip_address=_ip_address(parameters.text("ip_address"), url),
        has_certificate="certificate" in parameters.uploads,
    )


def _ip_address(given: str, url: str) -> str:
    for candidate in (given, urlsplit(url).hostname or ""):
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return "127.0.0.1"


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    return _remove_webhook(call)


def _remove_webhook(call: Call) -> bool:
    bot = call.bot
    had = bot.profile.webhook is not None
    call.description = "Webhook was deleted" if had else "Webhook is already deleted"
    _take_allowed_updates(call)
    if call.parameters.boolean("drop_pending_updates"):
        bot.updates.clear()
    bot.profile.webhook = None
    bot.save()
    call.world.webhook_changed(bot)
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> dict[str, Any]:
    bot = call.bot
    bot.updates.forget_expired()
    settings = bot.profile.webhook
    info: dict[str, Any] = {
        "url": settings.url if settings else "",
        "has_custom_certificate": bool(settings and settings.has_certificate),
        "pending_update_count": len(bot.updates),
    }
    if settings:
        info |= _delivery(bot, settings)
    if bot.profile.allowed_updates is not None:
        info["allowed_updates"] = bot.profile.allowed_updates
    return info


def _delivery(bot: Bot, settings: WebhookSettings) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "max_connections": settings.max_connections,
        "ip_address": settings.ip_address,
    }
    if bot.last_error is not None:
        shown["last_error_date"], shown["last_error_message"] = bot.last_error
    return shown
