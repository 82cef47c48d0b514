"""The README says what is true."""

import contextlib
import re
import subprocess
import sys

import pytest
from repository_files import ROOT, table, text_of

from bot.cli import COMMANDS, run
from bot.env_example import example
from bot.settings import Settings

README = text_of("README.md")
CODE = re.compile(r"```.+?```|`[^`]+`", re.DOTALL)


def test_the_commands_are_those_there_are() -> None:
    listed = [row[0] for row in table(README, "command")]
    assert listed == [f"`companion {name}`" for name in COMMANDS]


def test_the_help_lists_the_commands() -> None:
    told = _companion("--help")
    assert [name for name in COMMANDS if f"\n  {name} " not in told] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.suppress(SystemExit):
        assert not run([command, "--help"])
    assert f"companion {command}" in capsys.readouterr().out


def test_the_settings_are_those_there_are_with_their_defaults() -> None:
    """In the same order as `.env.example`, too."""
    listed = [(row[0].strip("`"), row[1].strip("`")) for row in table(README, "setting")]
    defaults = re.findall(r"^([A-Z_]+)=(.*)$", example(), re.MULTILINE)
    assert listed == defaults
    assert [name.lower() for name, _ in listed] == list(Settings.model_fields)


def test_every_target_of_make_that_is_mentioned_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    pages = README + text_of("CONTRIBUTING.md") + text_of("docs/running.md")
    code = "\n".join(CODE.findall(pages))
    mentioned = set(re.findall(r"\bmake ([a-z]+)", code))
    assert mentioned >= {"run", "test"}
    assert mentioned <= targets


def test_the_example_of_a_judgement_works() -> None:
    line = next(line for line in README.splitlines() if "companion assess -" in line)
    findings = re.search(r"'(\{.*\})'", line)
    assert findings is not None
    assert '"level": "WITHIN_48_HOURS"' in _companion("assess", "-", "--json", said=findings[1])


def _companion(*arguments: str, said: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        input=said,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
