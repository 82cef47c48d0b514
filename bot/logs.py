"""What may be printed: events and fields from a list, values that cannot be prose. Nothing else.

Whatever is not on the lists (texts, names, addresses with a token, payloads) cannot pass, whoever
logs it: of other libraries' records only their origin and the kind of error are printed.
"""

import asyncio
import contextlib
import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog

HOUSE = Path(__file__).parent.parent

EVENTS = frozenset(
    {
        "another process polls with this token, trying again",
        "case cannot be read",
        "case cannot be woken",
        "database trouble, trying again",
        "delivery refused",
        "effect cannot be read",
        "delivery to a chat that is gone",
        "library",
        "profile cannot be set",
        "purged",
        "saying it more plainly",
        "started",
        "stopped",
        "stopping",
        "task failed",
        "telegram cannot be reached, trying again",
        "unexpected error",
        "update is stuck",
        "update without a usable id",
        "webhook is not protected by a secret",
        "webhook request refused",
        "webhook set",
    }
)
"""Every event there is. One that is not listed is printed as "unlisted event"."""

FIELDS = frozenset(
    {
        "bot_id",
        "case_id",
        "code",
        "count",
        "error",
        "event",
        "level",
        "library",
        "method",
        "mode",
        "row_id",
        "seconds",
        "task",
        "timestamp",
        "update_id",
        "where",
    }
)

_WORD = re.compile(r"[A-Za-z0-9_.:/<>+-]{1,120}")
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")

Event = MutableMapping[str, Any]


def log() -> structlog.typing.FilteringBoundLogger:
    """The program's logger. Pass a listed event and listed fields."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger


def allowed(_logger: Any, _method: str, event: Event) -> Event:
    """Keeps what is listed and drops the rest."""
    kept = {key: value for key, value in event.items() if key in FIELDS and _is_harmless(value)}
    kept["event"] = event["event"] if event.get("event") in EVENTS else "unlisted event"
    return kept


def _is_harmless(value: object) -> bool:
    if isinstance(value, str):
        return bool(_WORD.fullmatch(value)) and not _TOKEN.search(value)
    return value is None or isinstance(value, bool | int | float)


def where(error: BaseException) -> str:
    """The last place of our own code an error went through, as file:line:function."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(HOUSE) and ".venv" not in path.parts:
            return f"{path.relative_to(HOUSE)}:{frame.lineno}:{frame.name}"
    return "elsewhere"


def about(error: BaseException) -> dict[str, str]:
    """An error as fields: its kind and its place, never its text. Of several, the first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return {"error": type(error).__name__, "where": where(error)}


class Gate(logging.Handler):
    """Lets records of other libraries through without their words."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        level = min(max(record.levelno, logging.DEBUG), logging.ERROR)
        log().log(level, "library", library=record.name, **(about(error) if error else {}))


def configure(level: str = "INFO", form: str = "text", stream: TextIO | None = None) -> None:
    """Routes every log of the process through the gate, to stderr unless told otherwise.

    `form` is "json" or "text".
    """
    threshold = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            allowed_with_time,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=lambda *_: _Lines(stream),
        cache_logger_on_first_use=False,
    )
    # Others speak only of trouble: their smaller talk is about requests and their addresses.
    logging.basicConfig(level=max(threshold, logging.WARNING), handlers=[Gate()], force=True)
    logging.captureWarnings(True)
    logging.raiseExceptions = False
    sys.excepthook = _unexpected


class _Lines:
    """Prints lines; when nobody can read them any more, the program goes on."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            print(line, file=self._stream or sys.stderr, flush=True)

    log = debug = info = warning = error = critical = msg


def allowed_with_time(logger: Any, method: str, event: Event) -> Event:
    """As `allowed`; the time is ours and passes."""
    return {**allowed(logger, method, event), "timestamp": event["timestamp"]}


def _unexpected(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    log().error("unexpected error", **about(error))


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """Errors nobody awaited are logged without their text."""

    def handle(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        error = context.get("exception")
        log().error("unexpected error", **(about(error) if error else {}))

    loop.set_exception_handler(handle)
