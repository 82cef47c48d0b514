"""Bodies of the kind multipart/form-data, as browsers and bots send files."""

from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple


class Upload(NamedTuple):
    """A file in a request."""

    file_name: str
    content: bytes
    content_type: str


class Part(NamedTuple):
    """One field: a text or a file."""

    name: str
    value: str
    upload: Upload | None


def parts(content_type: str, body: bytes) -> Iterator[Part]:
    """The fields in order; what is no field is left out."""
    boundary = _header(content_type).get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        return
    for chunk in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        head, found, content = chunk.partition(b"\r\n\r\n")
        if chunk.startswith(b"--") or not found:
            continue
        part = _part(head.decode(errors="replace"), content)
        if part is not None:
            yield part


def _header(value: str) -> Message:
    message = Message()
    message["content-type"] = value
    return message


def _part(head: str, content: bytes) -> Part | None:
    headers: dict[str, str] = {}
    for line in head.split("\r\n"):
        header, colon, value = line.partition(":")
        if colon:
            headers[header.strip().lower()] = value.strip()
    disposition = Message()
    disposition["content-disposition"] = headers.get("content-disposition", "")
    name = disposition.get_param("name", header="content-disposition")
    if not isinstance(name, str):
        return None
    file_name = disposition.get_filename()
    if file_name is None:
        return Part(name, content.decode(errors="replace"), None)
    kind = headers.get("content-type", "").partition(";")[0]
    return Part(name, "", Upload(file_name, content, kind))
