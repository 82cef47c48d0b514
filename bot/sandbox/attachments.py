"""How a file looks inside a message."""

from typing import Any

from bot.sandbox.files import File
from bot.sandbox.image_size import image_size


def attachment(file: File, content: bytes) -> dict[str, Any]:
    """The field of a Message that holds the file, by the file's kind."""
    if file.kind == "photo":
        width, height = image_size(content)
        return {"photo": [{**file.described(), "width": width, "height": height}]}
    if file.kind == "voice":
        return {"voice": {**file.described(), "duration": 1, "mime_type": file.mime_type}}
    described = {**file.described(), "file_name": file.name, "mime_type": file.mime_type}
    return {"document": described}
