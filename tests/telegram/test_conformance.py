"""Every behaviour of the official server that the sandbox stands for is asked for by a test."""

import pytest
from conformance import TABLE, found
from conformance_row import Row


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_behaviour_is_asked_for(row: Row) -> None:
    assert row.shown_by
    for name in row.shown_by:
        assert found(name), f"Nothing is called {name}."


def test_how_much_is_asked_for() -> None:
    tests = {name for row in TABLE for name in row.shown_by}
    asked = sum(map(found, tests))
    print(f"{len(TABLE)} behaviours of the official server, asked for by {asked} tests and rows")
    assert len({row.what for row in TABLE}) == len(TABLE) >= 60
