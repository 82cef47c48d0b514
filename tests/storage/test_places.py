"""A place or a key that cannot be used is told in one sentence, and nothing is harmed."""

import base64
import os
import random
import stat
from pathlib import Path

import pytest
from storage_samples import bytes_in, case_of, fresh_key, message, turn

from bot.keys import FILE, keys_of
from bot.problems import Problem
from bot.settings import Settings
from bot.storage import open_store


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting comes from the machine the test runs on."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def text(*keys: bytes) -> str:
    return ",".join(base64.urlsafe_b64encode(key).decode() for key in keys)


async def used(settings: Settings) -> None:
    """Leaves a database with one case in it."""
    store = await open_store(settings)
    await store.commit(turn(5, case=case_of(5, said="no"), outgoing=(message(5),)))
    await store.close()


async def problem(settings: Settings) -> str:
    """The one sentence that is said instead of opening the store."""
    with pytest.raises(Problem) as told:
        await open_store(settings)
    sentence = str(told.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


async def test_the_first_run_makes_a_key_for_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new" / "data")
    await used(settings)
    file = settings.data_dir / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700
    assert len(base64.urlsafe_b64decode(file.read_text().strip())) == 32
    store = await open_store(settings)
    assert (await store.load(5)).case == case_of(5, said="no")
    kept = [*settings.data_dir.glob("companion.sqlite3*")]
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    await store.close()


async def test_a_lost_key_is_never_replaced_by_a_new_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    await used(settings)
    kept = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).unlink()
    assert "key of the database is missing" in await problem(settings)
    assert not (tmp_path / FILE).exists()
    (tmp_path / FILE).write_bytes(kept)
    await (await open_store(settings)).close()


async def test_an_empty_database_file_is_no_reason_to_ask_for_a_key(tmp_path: Path) -> None:
    """A first run that was cut short before anything was kept starts again."""
    settings = Settings(data_dir=tmp_path)
    settings.database_path.touch()
    await used(settings)


async def test_a_wrong_key_names_the_setting(tmp_path: Path) -> None:
    right, wrong = fresh_key(), fresh_key()
    await used(Settings(data_dir=tmp_path, data_key=text(right)))
    assert not (tmp_path / FILE).exists()
    sentence = await problem(Settings(data_dir=tmp_path, data_key=text(wrong)))
    assert "DATA_KEY" in sentence
    assert text(wrong) not in sentence
    await (await open_store(Settings(data_dir=tmp_path, data_key=text(wrong, right)))).close()


@pytest.mark.parametrize("content", ["", "short", "x" * 44, "é"])
async def test_a_broken_key_file_is_not_overwritten(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    sentence = await problem(Settings(data_dir=tmp_path))
    assert "does not hold a key of 32 bytes" in sentence
    assert (tmp_path / FILE).read_text(encoding="utf-8") == content


def test_a_key_cut_off_while_it_was_written_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).with_suffix(".new").write_text("AAAA")
    made = keys_of("", tmp_path, database_is_used=False)
    assert keys_of("", tmp_path, database_is_used=True) == made


async def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    for folder in (tmp_path / "data", tmp_path / "data" / "deeper"):
        assert "is a file" in await problem(Settings(data_dir=folder))
    assert (tmp_path / "data").read_text() == "mine"


async def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    assert "cannot be written" in await problem(Settings(data_dir=_unwritable(tmp_path)))


def _unwritable(folder: Path) -> Path:
    """Permissions stop everybody but root, for whom only the kernel's own folders are closed."""
    if os.geteuid() == 0:
        return Path("/proc/self/task/data")
    folder.chmod(0o500)
    return folder


async def test_a_database_that_is_a_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    settings.database_path.mkdir()
    assert str(settings.database_path) in await problem(settings)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    settings.database_path.write_bytes(b"my letters" * 1000)
    assert "is not a database or is damaged" in await problem(settings)
    assert settings.database_path.read_bytes() == b"my letters" * 1000
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("damage", ["cut", "scribbled over", "scribbled at its end"])
async def test_a_damaged_database(tmp_path: Path, damage: str) -> None:
    settings = Settings(data_dir=tmp_path)
    store = await open_store(settings)
    for chat_id in range(1, 40):
        await store.commit(turn(chat_id, case=case_of(chat_id, said="x" * 3000)))
    await store.close()
    content = bytearray(settings.database_path.read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    else:
        size = len(content) - 4096 if damage == "scribbled over" else 40 * 4096
        content[-size:] = random.Random(1).randbytes(size)
    settings.database_path.write_bytes(content)
    assert "damaged" in await problem(settings)
    assert settings.database_path.read_bytes() == content


async def test_the_database_may_stand_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "disk" / "db"
    settings = Settings(data_dir=tmp_path / "data", database_url=f"sqlite:///{elsewhere}")
    await used(settings)
    assert elsewhere.exists()
    assert (tmp_path / "data" / FILE).exists()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://user:secret@host/name", "PostgreSQL"),
        ("postgres://user:secret@host/name", "PostgreSQL"),
        ("mysql://user:secret@host/name", "must be like sqlite:///"),
        ("sqlite:file", "must be like sqlite:///"),
        ("sqlite:///", "must be like sqlite:///"),
    ],
)
async def test_another_kind_of_database_is_not_there_yet(
    tmp_path: Path, url: str, says: str
) -> None:
    sentence = await problem(Settings(data_dir=tmp_path, database_url=url))
    assert sentence.startswith("DATABASE_URL")
    assert says in sentence
    assert "secret" not in sentence
    assert not bytes_in(tmp_path)
