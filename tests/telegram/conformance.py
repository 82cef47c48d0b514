"""What the official Bot API server does, behaviour by behaviour, and which tests ask the sandbox.

The sources are those of `bot/sandbox/errors.py`: C is telegram-bot-api 10.0 `Client.cpp`, W its
`WebhookActor.cpp`, Q `Query.cpp`, H `HttpConnection.cpp`, M `ClientManager.cpp`; td is TDLib.
A test is named by the end of its module and of its function; in quotes stand refusals, which
`test_sandbox_refusals.py` asks for word by word. `beyond` says what of a behaviour a stand-in on
one's own desk does not have.
"""

import importlib

from conformance_calls import HTTP, POLLING, WEBHOOK
from conformance_messages import MESSAGES
from conformance_row import Row
from test_sandbox_refusals import ROWS

TABLE: list[Row] = [*HTTP, *POLLING, *WEBHOOK, *MESSAGES]


def found(shown_by: str) -> int:
    """How many tests or rows of refusals that name stands for."""
    if shown_by.startswith('"'):
        return sum(row.words.startswith(shown_by[1:-1]) for row in ROWS)
    module, _, function = shown_by.partition(": ")
    test = getattr(importlib.import_module(f"test_sandbox_{module}"), f"test_{function}", None)
    return int(callable(test))
