"""Nothing but listed events and fields is ever printed, whoever logs it."""

import io
import json
import logging
import warnings
from collections.abc import Iterator

import pytest
import structlog
from stand_ins.fake_telegram import TOKEN

from bot import logs

MARKER = "the-childs-name"


@pytest.fixture(params=["json", "text"])
def printed(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.configure("debug", request.param, stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)
    logging.raiseExceptions = True
    structlog.reset_defaults()


def test_a_listed_event_is_printed_with_its_fields(printed: io.StringIO) -> None:
    logs.log().info("update is stuck", update_id=17, error="ValueError")
    line = printed.getvalue()
    assert "update is stuck" in line
    assert "17" in line
    assert "ValueError" in line


def test_json_lines_can_be_read_by_machines() -> None:
    stream = io.StringIO()
    logs.configure("info", "json", stream)
    logs.log().info("purged", count=3)
    line = json.loads(stream.getvalue())
    structlog.reset_defaults()
    assert (line["event"], line["count"], line["level"]) == ("purged", 3, "info")


@pytest.mark.parametrize(
    "say",
    [
        lambda: logs.log().info(MARKER),
        lambda: logs.log().info(f"purged {MARKER}"),
        lambda: logs.log().info("purged", text=MARKER),
        lambda: logs.log().info("purged", where=f"He said: {MARKER}"),
        lambda: logs.log().info("purged", count={"name": MARKER}),
        lambda: logs.log().info("purged", method=f"bot{TOKEN}/getMe"),
        lambda: logging.getLogger("telegram").error("Update %s", MARKER),
        lambda: logging.getLogger("aiohttp").warning(f"https://x/{MARKER}{TOKEN}"),  # noqa: G004
        lambda: logging.getLogger("asyncio").error("x", extra={"text": MARKER}),
        lambda: _log_an_error(),  # noqa: PLW0108 - it is defined below
        lambda: _warn(),  # noqa: PLW0108 - same
        lambda: logs.log().error("unexpected error", **logs.about(ValueError(MARKER))),
    ],
)
def test_nothing_else_passes(printed: io.StringIO, say: object) -> None:
    assert callable(say)
    say()
    assert printed.getvalue() != ""
    assert MARKER not in printed.getvalue()
    assert TOKEN not in printed.getvalue()


def _fail() -> None:
    raise ValueError(MARKER)


def _log_an_error() -> None:
    try:
        _fail()
    except ValueError:
        logging.getLogger("telegram.ext").exception("Handler failed for %s", MARKER)


def _warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(MARKER, stacklevel=1)


def test_an_error_is_told_by_its_kind_and_its_place() -> None:
    try:
        logs.log().bind(1)  # type: ignore[call-arg]
    except TypeError as error:
        about = logs.about(error)
    assert about["error"] == "TypeError"
    assert about["where"].startswith("tests/pipeline/test_logs.py:")
