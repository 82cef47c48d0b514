"""The parameters of a call, read as leniently as the official server reads them."""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import msgspec

from bot.sandbox.multipart import Upload, parts

_TRUE = frozenset({"true", "yes", "1"})
#: Parameters that are words, never JSON; they are recorded as they came.
_WORDS = {
    *("text", "caption", "parse_mode", "callback_query_id", "url", "secret_token", "description"),
    *("short_description", "name", "language_code", "action", "message_effect_id", "title"),
    *("file_id", "inline_message_id", "document", "photo", "voice", "business_connection_id"),
    *("ip_address", "emoji", "performer", "thumbnail", "certificate", "method"),
}


class Parameters:
    """Strings by name, and the files that came with them."""

    def __init__(self, values: dict[str, str], uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """A number; what is no number counts as 0."""
        value = self.values.get(name)
        return default if value is None else to_integer(value)

    def clamped(self, name: str, default: int, least: int, most: int) -> int:
        return max(least, min(most, self.integer(name, default)))

    def boolean(self, name: str) -> bool:
        return self.values.get(name, "").strip().lower() in _TRUE

    def json(self, name: str) -> Any:
        """The value read as JSON, None if there is none; raises ValueError if it is not JSON."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return msgspec.json.decode(value)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise ValueError(name) from error

    def json_or_none(self, name: str) -> Any:
        """The same, where the official server overlooks what it cannot read."""
        try:
            return self.json(name)
        except ValueError:
            return None

    def recorded(self) -> dict[str, Any]:
        """As people read them in the record of calls: JSON decoded, files by name and size."""
        shown: dict[str, Any] = {}
        for name, value in self.values.items():
            shown[name] = value if name in _WORDS else _decoded(value)
        for name, upload in self.uploads.items():
            shown[name] = {"file_name": upload.file_name, "file_size": len(upload.content)}
        return shown


def to_integer(value: str) -> int:
    """The number a text begins with, else 0."""
    value = value.strip()
    digits = value[1:] if value[:1] == "-" else value
    length = next((i for i, c in enumerate(digits) if c not in "0123456789"), len(digits))
    if not 0 < length <= 19:  # noqa: PLR2004
        return 0
    return int(value[: len(value) - len(digits) + length])


def _decoded(value: str) -> Any:
    try:
        return msgspec.json.decode(value)
    except (msgspec.DecodeError, UnicodeError):
        return value


class Body(NamedTuple):
    """A request as it came."""

    query: bytes
    content_type: str
    content: bytes


def read_parameters(body: Body) -> Parameters:
    """From query and body; of two values with one name the first counts."""
    values: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    _add_pairs(values, body.query)
    kind = body.content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        _add_pairs(values, body.content)
    elif kind == "application/json":
        _add_json(values, body.content)
    elif kind == "multipart/form-data":
        for part in parts(body.content_type, body.content):
            if part.upload is not None:
                uploads.setdefault(part.name, part.upload)
            else:
                values.setdefault(part.name, part.value)
    return Parameters(values, uploads)


def _add_pairs(values: dict[str, str], encoded: bytes) -> None:
    if not encoded:
        return
    for name, value in parse_qsl(encoded.decode("latin-1"), keep_blank_values=True):
        values.setdefault(name, value)


def _add_json(values: dict[str, str], content: bytes) -> None:
    """A body that is no JSON object loses its parameters, without an error."""
    try:
        document = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeError):
        return
    for name, raw in document.items():
        text = bytes(raw).strip()
        if text != b"null":
            value = msgspec.json.decode(text) if text[:1] == b'"' else text.decode()
            values.setdefault(name, value)
