"""Files: sent, received, fetched again."""

import base64
import io
import json
import struct

import aiohttp
import pytest
from asking import Asker

_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08" * 9


def _form(**fields: str | bytes | io.BytesIO) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in fields.items():
        if not isinstance(value, str):
            form.add_field(name, value, filename=f"{name} é.pdf", content_type="application/pdf")
        else:
            form.add_field(name, value)
    return form


@pytest.mark.parametrize("attached", [False, True])
async def test_document_a_bot_sends(bot: Asker, *, attached: bool) -> None:
    """As a part of that name or as attach://; it can be fetched by bot and person."""
    person = await bot.acquaintance()
    content = bytes(range(256)) + b"\r\n--x\r\n\r\n"
    parts: dict[str, str | bytes | io.BytesIO] = (
        {"document": "attach://page", "page": content} if attached else {"document": content}
    )
    form = _form(chat_id=str(person.chat_id), caption="<b>Page</b>", parse_mode="HTML", **parts)
    message = (await bot.post("sendDocument", data=form)).result
    assert (message["caption"], message["caption_entities"][0]["type"]) == ("Page", "bold")
    document = message["document"]
    assert document["file_name"].endswith(" é.pdf")
    assert (document["mime_type"], document["file_size"]) == ("application/pdf", len(content))
    async with bot.session.get(f"/sandbox/files/{document['file_id']}") as response:
        assert content == await response.read()
    assert (await person.sees())[-1]["html"] == "<b>Page</b>"


async def test_document_a_person_sends(bot: Asker) -> None:
    """The bot asks where it lies; the token in the address may be percent-encoded."""
    person = await bot.acquaintance()
    encoded = base64.b64encode(b"letter").decode()
    await person.does(
        "messages",
        {"document": {"file_name": "l.pdf", "content_base64": encoded, "caption": "Letter"}},
    )
    message = (await bot.updates())[-1]["message"]
    assert message["caption"] == "Letter"
    file = await bot.result("getFile", file_id=message["document"]["file_id"])
    token = bot.token.replace(":", "%3A")
    for address in (bot.token, token):
        async with bot.session.get(f"/file/bot{address}/{file['file_path']}") as response:
            assert await response.read() == b"letter"
    async with bot.session.get(f"/file/bot{bot.token}/nowhere") as response:
        assert response.status == 404


async def test_file_id_sends_the_same_file_again(bot: Asker) -> None:
    person = await bot.acquaintance()
    chat = str(person.chat_id)
    first = (await bot.post("sendDocument", data=_form(chat_id=chat, document=b"x"))).result
    again = await bot.result("sendDocument", chat_id=chat, document=first["document"]["file_id"])
    assert first["document"] == again["document"]
    assert first["message_id"] != again["message_id"]


async def test_photo_and_voice(bot: Asker) -> None:
    person = await bot.acquaintance()
    chat = str(person.chat_id)
    photo = (await bot.post("sendPhoto", data=_form(chat_id=chat, photo=_PNG))).result
    assert (photo["photo"][0]["width"], photo["photo"][0]["height"]) == (640, 480)
    voice = (await bot.post("sendVoice", data=_form(chat_id=chat, voice=b"x"))).result
    assert voice["voice"]["duration"] >= 0
    encoded = base64.b64encode(_PNG).decode()
    for what in (
        {"photo": {"content_base64": encoded, "media_group_id": "g"}},
        {"voice": {"content_base64": encoded}},
    ):
        await person.does("messages", what)
    updates = await bot.updates()
    assert updates[-2]["message"]["media_group_id"] == "g"
    assert "voice" in updates[-1]["message"]


async def test_media_group(bot: Asker) -> None:
    """Several messages that share a group; captions stay with their own."""
    person = await bot.acquaintance()
    media = [
        {"type": "photo", "media": "attach://a", "caption": "First"},
        {"type": "photo", "media": "attach://b"},
    ]
    form = _form(chat_id=str(person.chat_id), media=json.dumps(media), a=_PNG, b=_PNG)
    first, second = (await bot.post("sendMediaGroup", data=form)).result
    assert first["media_group_id"] == second["media_group_id"]
    assert (first.get("caption"), second.get("caption")) == ("First", None)


async def test_caption_and_file_can_be_changed(bot: Asker) -> None:
    person = await bot.acquaintance()
    chat = str(person.chat_id)
    message = (await bot.post("sendDocument", data=_form(chat_id=chat, document=b"x"))).result
    where = {"chat_id": chat, "message_id": str(message["message_id"])}
    edited = await bot.result("editMessageCaption", **where, caption="New")
    assert edited["caption"] == "New"
    media = json.dumps({"type": "document", "media": "attach://y"})
    changed = (await bot.post("editMessageMedia", data=_form(**where, media=media, y=b"y"))).result
    assert changed["document"]["file_id"] != message["document"]["file_id"]
    assert (await person.sees())[-1]["edited"] == 2


async def test_largest_file_a_bot_may_fetch(bot: Asker) -> None:
    """Twenty megabytes; a person may send more."""
    person = await bot.acquaintance()
    chat = str(person.chat_id)
    big = _form(chat_id=chat, document=io.BytesIO(b"x" * (20 * 1024 * 1024 + 1)))
    message = (await bot.post("sendDocument", data=big)).result
    reply = await bot.call("getFile", file_id=message["document"]["file_id"])
    assert reply.refusal == (400, "Bad Request: file is too big")
