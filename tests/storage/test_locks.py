"""One program of a kind in a folder, for as long as it lives."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.locks import FolderLock
from bot.problems import Problem

HOLDER = "import sys, pathlib, bot.locks as l; k = l.FolderLock(pathlib.Path(sys.argv[1])); "


def test_the_second_one_is_told(tmp_path: Path) -> None:
    with (
        FolderLock(tmp_path),
        pytest.raises(Problem, match=r"Another bot is already running in the folder .*DATA_DIR"),
    ):
        FolderLock(tmp_path)
    FolderLock(tmp_path).release()


def test_released_twice_is_released(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.release()
    with FolderLock(tmp_path):
        lock.release()
        with pytest.raises(Problem):
            FolderLock(tmp_path)


def test_programs_of_different_kinds_share_a_folder(tmp_path: Path) -> None:
    with (
        FolderLock(tmp_path),
        FolderLock(tmp_path, "sandbox"),
        pytest.raises(Problem, match="Another sandbox"),
    ):
        FolderLock(tmp_path, "sandbox")


def test_a_killed_program_leaves_no_lock_behind(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER + "print('held', flush=True); input()", str(tmp_path)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Problem, match="Another bot"):
            FolderLock(tmp_path)
        holder.kill()
    FolderLock(tmp_path).release()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(Problem, match="is a file"):
        FolderLock(tmp_path / "data")
