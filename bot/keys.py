"""The keys that everything stored is encrypted with: from DATA_KEY, or a file in DATA_DIR."""

import base64
import binascii
import os
import secrets
from pathlib import Path

from bot.locks import usable_folder
from bot.problems import Problem
from state.store.cipher import KEY_BYTES

FILE = "data.key"


def keys_of(data_key: str, folder: Path, *, database_is_used: bool) -> list[bytes]:
    """The keys, newest first; a first key is made and kept if there is nothing to read yet.

    Raises Problem, also if the key of a database that is in use is gone: with a new one its
    content would be lost for good.
    """
    if data_key:
        return [decode_key(key) for key in data_key.split(",") if key]
    file = folder / FILE
    if file.exists():
        return _from_file(file)
    if database_is_used:
        raise Problem(
            f"The key of the database is missing: put the file {file} back, or set DATA_KEY."
        )
    return [_new(file)]


def add_key(folder: Path) -> None:
    """Puts a new key before the one in the file; if there are two already, that is done."""
    held = _from_file(folder / FILE)
    if len(held) == 1:
        _write(folder / FILE, [fresh(), *held])


def keep_only_newest(folder: Path) -> None:
    _write(folder / FILE, _from_file(folder / FILE)[:1])


def fresh() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _write(file: Path, keys: list[bytes]) -> None:
    content = b",".join(base64.urlsafe_b64encode(key) for key in keys) + b"\n"
    try:
        _write_durably(file, content)
    except OSError as error:
        raise Problem(f"The key file {file} cannot be written: {error.strerror}.") from None


def decode_key(text: str) -> bytes:
    """A key from its text. Raises ValueError if it is not 32 bytes in base64url."""
    try:
        padded = text.strip() + "=" * (-len(text.strip()) % 4)
        key = base64.b64decode(padded, altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError from None
    if len(key) != KEY_BYTES:
        raise ValueError
    return key


def _from_file(file: Path) -> list[bytes]:
    try:
        return [decode_key(key) for key in file.read_text(encoding="ascii").split(",")]
    except OSError as error:
        raise Problem(f"The key file {file} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise Problem(
            f"The key file {file} does not hold a key of 32 bytes in base64url."
        ) from None


def _new(file: Path) -> bytes:
    """Makes a key and keeps it, for the owner's eyes only, before anything is encrypted with it."""
    key = fresh()
    usable_folder(file.parent)
    _write(file, [key])
    return key


def _write_durably(file: Path, content: bytes) -> None:
    """The whole file or none of it, and on the disk before anything that needs it."""
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
