"""What every test may use."""

import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from stand_ins import held
from xdist.scheduler import LoadFileScheduling


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-transcripts",
        action="store_true",
        help="write the golden transcripts anew instead of comparing them",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With COMPANION_NO_SKIPS set, as in .ci/run, a skipped test is a failed one."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("COMPANION_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, where nothing may be: {report.longrepr}"
    return report


_readability: list[str] = []
"""What the run measured of what parents read; gathered from all processes of a parallel run."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    measured = sys.modules.get("test_readability")
    if measured is not None and measured.everything.cache_info().currsize:
        output = getattr(session.config, "workeroutput", None)
        if output is None:
            _readability.extend(measured.report())
        else:
            output["readability"] = list(measured.report())


READ_EVERYTHING = (
    *("test_readability.py", "test_known_words.py", "test_nothing_by_sight_alone.py"),
    *("test_by_country.py", "test_typed_with_a_slip.py", "test_outcomes_are_plain.py"),
)
"""Tests that play all conversations: one process does it for all of them."""


LONGEST = (
    *("test_kills.py", *READ_EVERYTHING, "test_vignettes_played.py", "test_troubles.py"),
    *("test_every_way.py", "test_no_question_changes_unnoticed.py", "test_script.py"),
    *("test_review_document.py", "test_over_time.py", "test_whole_assessment.py"),
    *("test_program.py", "test_every_way_there.py", "test_reminded_at_any_time.py"),
)
"""Files that take long, though they hold few tests: first, so that all processes end at once."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # It has no types.
    """Gives each process whole files; those that share much work go to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "what parents read" if file.endswith(READ_EVERYTHING) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """One of several processes has ended."""
    _readability.extend(node.workeroutput.get("readability", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """At the end of a run that measured what parents read: how hard it is."""
    if _readability:
        terminalreporter.section("readability")
        for line in _readability:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def schema_notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every sandbox notes what it says in a shape that the Bot API does not have."""
    notes = tmp_path_factory.mktemp("schema") / "notes"
    notes.touch()
    os.environ[held.NOTES] = str(notes)
    held.hold()
    return notes


@pytest.fixture(autouse=True)
def _sandboxes_keep_to_the_schema(schema_notes: Path) -> Iterator[None]:
    yield
    if schema_notes.stat().st_size:
        wrong = schema_notes.read_text(encoding="utf-8")
        schema_notes.write_text("", encoding="utf-8")
        pytest.fail(wrong)
