"""Three floors, and a lower one never leans on a higher one."""

import ast

import pytest
from repository_files import ending, imports_of, name_of, tree_of

HIGHER = {
    "state": {"handlers", "bot", "telegram", "templates"},
    "handlers": {"bot"},
}
NOT_GIVEN = {"random", "secrets", "time", "uuid"}


@pytest.mark.parametrize(("floor", "higher"), HIGHER.items(), ids=list(HIGHER))
def test_a_floor_imports_nothing_from_above(floor: str, higher: set[str]) -> None:
    found = {
        f"{name_of(path)} imports {module}"
        for path in ending(".py", under=floor)
        for module in imports_of(path)
        if module.partition(".")[0] in higher
    }
    assert found == set()


def test_state_has_no_clock_and_no_randomness() -> None:
    """Now and ids come in as arguments; only the cipher draws its nonces."""
    found = {
        f"{name_of(path)} imports {module}"
        for path in ending(".py", under="state")
        for module in imports_of(path)
        if module in NOT_GIVEN
    }
    assert found == set()
    assert _calls("state", {"now", "today", "utcnow", "urandom"}) == {
        "state/store/cipher.py calls urandom"
    }


def test_handlers_have_no_clock_either() -> None:
    assert _calls("handlers", {"utcnow", "today", "urandom", "uuid4"}) == set()


def test_no_test_depends_on_the_hour_at_which_it_is_run() -> None:
    """Its time begins where `stand_ins.morning` lets it; one test compares two clocks."""
    found = {
        name_of(path)
        for path in ending(".py", under="tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date"}
    }
    assert found == {"tests/pipeline/test_stuck.py", "tests/stand_ins/morning.py"}


def test_the_librarys_own_memory_is_not_used() -> None:
    """Merely reading `user_data` makes it; what is true is in the case."""
    found = {
        f"{name_of(path)} uses {node.attr}"
        for path in [*ending(".py", under="handlers"), *ending(".py", under="bot")]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"user_data", "chat_data", "bot_data"}
    }
    assert found == set()


def _calls(floor: str, names: set[str]) -> set[str]:
    return {
        f"{name_of(path)} calls {node.func.attr}"
        for path in ending(".py", under=floor)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    }
