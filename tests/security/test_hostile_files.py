"""Files from anywhere: never opened, never fetched, named as they are meant to be read."""

from pathlib import Path
from typing import Any

import pytest
from rehearsing import parent
from stand_ins.waiting import eventually
from stand_ins.whole import whole_bot
from two_children import TO_THE_CARD, do

from bot.rehearsal.rehearsal import Rehearsal
from state.plan.files import LONGEST_NAME, MOST

NAMES = {
    "../../etc/passwd": "../../etc/passwd",
    "..\\..\\boot.ini": "..\\..\\boot.ini",
    "/dev/null": "/dev/null",
    "report\x00.pdf": "report.pdf",
    "letter\u202egpj.exe": "lettergpj.exe",
    "a\nb\r\n\nc.pdf": "a b c.pdf",
    "\u2066x\u2069": "x",
    "<b>x</b>.pdf": "<b>x</b>.pdf",
    "%s%n{0}.pdf": "%s%n{0}.pdf",
    "\U000e0001hidden": "hidden",
    "": "",
}
"""As they come, and as they are kept: only what would mislead whoever reads it is left out."""


async def on_a_paper(one: Rehearsal) -> None:
    await do(one, TO_THE_CARD)
    await one.tap(one.screen_id or 0, "files:bloods")


def a_file(name: str, number: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "document": {
            "file_id": f"d{number}",
            "file_unique_id": f"d{number}",
            "file_name": name,
            **more,
        }
    }


async def test_a_name_is_words_and_leads_to_no_place() -> None:
    async with parent() as one:
        await on_a_paper(one)
        for number, name in enumerate(NAMES):
            assert await one.send(a_file(name, number))
        assert one.case is not None
        assert [file.name for file in one.case.files] == list(NAMES.values())


async def test_what_is_sent_back_is_the_file_that_telegram_has() -> None:
    """No byte of it is ours: Telegram's name for it is all that is kept."""
    async with parent() as one:
        await on_a_paper(one)
        await one.send(a_file("../../x.pdf"))
        sent = [said.file for said in await one.tap(one.screen_id or 0, "files_get:bloods")]
        assert [getattr(file, "file_id", None) for file in sent if file] == ["d0"]


@pytest.mark.parametrize(
    "file",
    [
        {"document": {"file_id": "d", "file_unique_id": "d"}},
        {"document": {"file_id": "d", "file_unique_id": "d", "file_size": 2**40}},
        {"document": {"file_id": "d", "file_unique_id": "d", "mime_type": "text/html"}},
        {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "x" * 100_000}},
        {"photo": []},
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 2**31, "height": 0}]},
        {"video": {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": -1}},
        {"contact": {"phone_number": "<b>1", "first_name": "<i>"}},
        {"location": {"latitude": 91.0, "longitude": -999.0}},
        {"dice": {"emoji": "🎲", "value": 7}},
        {"poll": {}},
        {"text": ""},
        {},
    ],
    ids=lambda file: str(file)[:40],
)
async def test_whatever_comes_is_answered_kindly_and_little_of_it_is_kept(
    file: dict[str, Any],
) -> None:
    async with parent() as one:
        await on_a_paper(one)
        before = len(str(one.case))
        if "poll" in file:  # of a shape that Telegram does not send: it is told to nobody else
            with pytest.raises(TypeError):
                await one.send(file)
            return
        await one.send(file)
        assert len(str(one.case)) < before + 1000 + LONGEST_NAME


async def test_a_flood_of_files_does_not_fill_the_case() -> None:
    async with parent() as one:
        await on_a_paper(one)
        for number in range(MOST + 20):
            await one.send(a_file("x" * 200, number))
        assert one.case is not None
        assert len(one.case.files) == MOST
        assert {len(file.name) for file in one.case.files} == {LONGEST_NAME}


async def test_no_file_is_ever_fetched(tmp_path: Path) -> None:
    """The program asks Telegram for no file, and writes none: there is nothing to open."""
    async with whole_bot(tmp_path) as whole:
        person = await whole.sandbox.person("P")
        before = {path.name for path in tmp_path.iterdir()}
        for kind in ("document", "photo"):
            content = {kind: {"content_base64": "TVqQAAMAAAAEAAAA", "file_name": "../../x.exe"}}
            await whole.sandbox.post(f"chats/{person.chat_id}/messages", content)
        await eventually(person.heard)
        await whole.settled()
        assert await whole.sandbox.get("requests", method="getFile") == []
        assert {path.name for path in tmp_path.iterdir()} == before
