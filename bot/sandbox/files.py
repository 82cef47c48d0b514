"""The files of the chats; each bot has ids of its own for them."""

import mimetypes
import secrets
from typing import Any

import msgspec

from bot.sandbox.storage import Storage

LARGEST_DOWNLOAD = 20 * 1024 * 1024


class File(msgspec.Struct):
    """A file as one bot knows it; `path` is where getFile says it lies."""

    file_id: str
    file_unique_id: str
    bot_id: int
    kind: str
    name: str
    mime_type: str
    size: int
    path: str

    def described(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.size,
        }


class Files:
    """By id; the bytes lie in the storage under the unique id."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._by_id = dict(storage.all("file", File))
        self._by_path = {(file.bot_id, file.path): file for file in self._by_id.values()}

    def add(self, bot_id: int, kind: str, name: str, content: bytes, mime: str = "") -> File:
        unique = secrets.token_urlsafe(9)
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        file = File(
            file_id="BQAC" + secrets.token_urlsafe(36),
            file_unique_id="AgAD" + unique,
            bot_id=bot_id,
            kind=kind,
            name=name,
            mime_type=mime or mimetypes.guess_type(name)[0] or "application/octet-stream",
            size=len(content),
            path=f"{kind}s/file_{len(self._by_id)}.{suffix}",
        )
        self._storage.put_file(file.file_unique_id, content)
        self._storage.put("file", file.file_id, file)
        self._by_id[file.file_id] = file
        self._by_path[bot_id, file.path] = file
        return file

    def get(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def at(self, bot_id: int, path: str) -> File | None:
        return self._by_path.get((bot_id, path))

    def content(self, file: File) -> bytes:
        return self._storage.file(file.file_unique_id)
