"""The tree as a whole: nothing of one machine in it, and nothing too long to read."""

import os
import re
import subprocess
import sys
from pathlib import Path

from repository_files import ROOT, ending, name_of, text_of, tracked

LONGEST = 400
SOURCES = (".py", ".js", ".css", ".sql", ".j2", ".html", ".md")
ONE_MACHINES = (
    *("/" + folder for folder in ("root/", "work/", "home/", "Users/", "tmp/build")),
    *("py" + "pi.org", "files.python" + "hosted", "registry.npm" + "js", "deb.debian" + ".org"),
)
SKIPS = """
import pytest

@pytest.mark.skip(reason="marked")
def test_marked(): ...

def test_at_run_time(): pytest.skip("no browser")

def test_that_runs(): ...
"""


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    found = [
        f"{name_of(path)} names {words}"
        for path in tracked()
        if path.suffix not in {".png", ".ttf"}
        for words in ONE_MACHINES
        if words in path.read_text(encoding="utf-8")
    ]
    assert found == []


CONVERSATIONS = {"transcripts", "families", "phones"}


def test_no_file_of_code_or_prose_is_longer_than_one_reads() -> None:
    """Data may be long, and so may a conversation: a table is as long as what it lists."""
    read = [path for path in ending(*SOURCES) if not CONVERSATIONS & set(path.parts)]
    lengths = {name_of(path): _lines(path) for path in read}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_pictures_are_small() -> None:
    assert {name_of(path) for path in ending(".png") if path.stat().st_size > 300_000} == set()


def test_what_the_container_takes_is_there() -> None:
    taken = re.findall(r"^COPY (.+) \S+$", text_of("Dockerfile"), re.MULTILINE)
    names = [name for line in taken for name in line.split()]
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_script_of_the_build_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)


def test_where_nothing_may_be_skipped_a_skip_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "test_skips.py").write_text(SKIPS)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "conftest",
        "-c",
        "none.ini",
        str(tmp_path),
    ]
    (tmp_path / "none.ini").write_text("[pytest]")
    without = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COMPANION_NO_SKIPS": "1"}
    environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")} | without
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "1 failed, 1 passed, 1 error" in done.stdout
    assert "no browser" in done.stdout


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
