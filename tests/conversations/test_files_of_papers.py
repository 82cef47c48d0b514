"""A photo or file of a paper is kept by where Telegram has it, and comes back on one tap."""

import base64
from pathlib import Path
from typing import Any

import pytest
from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, plain, texts
from rehearsing import buttons as rows_of
from stand_ins.people import buttons, meaning
from stand_ins.waiting import eventually
from stand_ins.whole import whole_bot

from bot.rehearsal.rehearsal import Said
from bot.rehearsal.transcript import KINDS
from handlers import presses
from state.effects import Held

OPINION = CARDS["a second opinion, India"]


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fingers here are quicker than a parent's."""
    monkeypatch.setattr(presses, "DOUBLE_TAP", 0)


def photo(name: str, **more: Any) -> dict[str, Any]:
    return {"photo": [{"file_id": name, "file_unique_id": name, "width": 1, "height": 1}], **more}


def reader() -> Reader:
    return Reader(A_TUESDAY, texts())


async def test_an_album_is_asked_about_once_and_kept_whole() -> None:
    async with reader() as one:
        await to_the_card(one, OPINION)
        first = await one.send(photo("p1", media_group_id="a"))
        assert "Which paper is it?" in plain(first[-1].text)
        assert await one.send(photo("p2", media_group_id="a")) == []
        await one.tap(one.screen_id or 0, "file_is:scan_report")
        assert await one.send(photo("p3", media_group_id="a")) == []
        sent = await one.tap(one.screen_id or 0, "files_get:scan_report")
        assert [said.file for said in sent if said.file] == [
            Held(name, "photo") for name in ("p1", "p2", "p3")
        ]


def files_in(said: list[Said]) -> list[str]:
    return [one.file.file_id for one in said if isinstance(one.file, Held)]


async def with_files(one: Reader, count: int) -> list[str]:
    """So many files, of two papers in turn."""
    await to_the_card(one, OPINION)
    names = [f"p{number}" for number in range(count)]
    for number, name in enumerate(names):
        await one.tap(one.screen_id or 0, f"files:{('bloods', 'scan_report')[number % 2]}")
        await one.send(photo(name))
    return names


@pytest.mark.parametrize("count", [9, 10, 11, 20, 23])
async def test_many_files_go_in_several_sends_and_none_is_lost_or_repeated(count: int) -> None:
    async with reader() as one:
        names = await with_files(one, count)
        sent, following = [], "files_get"
        while following:
            said = await one.tap(one.screen_id or 0, following)
            assert len(files_in(said)) <= 10
            sent += files_in(said)
            more = [b.data for b in rows_of(said[-1]) if b.label == "Send the next files"]
            following = more[0] if more else ""
        assert sent == names


async def test_what_comes_or_goes_meanwhile_shifts_nothing() -> None:
    async with reader() as one:
        names = await with_files(one, 12)
        said = await one.tap(one.screen_id or 0, "files_get")
        sent = files_in(said)
        following = next(b.data for b in rows_of(said[-1]) if b.data.startswith("files_get:"))
        await one.tap(one.screen_id or 0, "file_drop:1:bloods")
        await one.tap(one.screen_id or 0, "files:bloods")
        await one.send(photo("late"))
        sent += files_in(await one.tap(said[-1].message_id, following))
        assert sent == [*names, "late"]


async def test_an_old_button_for_the_next_files_finds_none_left() -> None:
    async with reader() as one:
        await with_files(one, 2)
        said = await one.tap(one.screen_id or 0, "files_get::2")
        assert files_in(said) == []


async def test_what_belongs_to_no_paper_is_not_kept() -> None:
    async with reader() as one:
        await to_the_card(one, OPINION)
        await one.send(photo("p1"))
        await one.tap(one.screen_id or 0, "file_is")
        assert one.case is not None
        assert one.case.files == []


async def test_a_caption_of_danger_is_heard_before_the_file() -> None:
    async with reader() as one:
        await to_the_card(one, OPINION)
        said = await one.send(KINDS["a picture"] | {"caption": "she is having a seizure"})
        assert "Which paper" not in plain(said[-1].text)
        assert one.case is not None
        assert one.case.files == []


async def test_a_picture_on_a_screen_of_danger_stays_there() -> None:
    async with reader() as one:
        await to_the_card(one, OPINION)
        await one.tap(one.screen_id or 0, "w")
        said = await one.send(photo("p1"))
        assert "Now, or since yesterday?" in plain(said[-1].text)
        assert "I can't read pictures" in plain(said[-1].text)


async def test_erasing_the_case_erases_where_the_files_are() -> None:
    async with reader() as one:
        await to_the_card(one, OPINION)
        await one.tap(one.screen_id or 0, "files:bloods")
        await one.send(photo("p1"))
        assert one.case is not None
        assert one.case.files
        await one.write("/delete")
        await one.tap(one.screen_id or 0, "erase")
        assert one.case is None


async def test_a_file_comes_back_over_real_sockets(tmp_path: Path) -> None:
    """The very bytes that were sent."""
    async with whole_bot(tmp_path) as whole:
        person = await whole.sandbox.person()
        await _to_the_card(whole, person)
        await person.write("/papers")
        await _press(whole, person, "record:scan_report")
        await _press(whole, person, "files:scan_report")
        document = {"file_name": "scan.pdf", "content_base64": base64.b64encode(b"seen").decode()}
        path = f"chats/{person.chat_id}/messages"
        await whole.sandbox.post(path, {"document": document})
        await whole.settled()
        await _press(whole, person, "files_get:scan_report")
        await eventually(lambda: _documents(person))
        sent = await _documents(person)
        assert sent[-1]["caption"] == "Scan report: scan.pdf"
        url = f"{whole.sandbox.url}/sandbox/files/{sent[-1]['document']['file_id']}"
        async with whole.sandbox.session.get(url) as response:
            assert await response.read() == b"seen"


async def test_a_file_that_telegram_refuses_is_said_in_words(tmp_path: Path) -> None:
    async with whole_bot(tmp_path) as whole:
        person = await whole.sandbox.person()
        await _to_the_card(whole, person)
        await person.write("/papers")
        await _press(whole, person, "record:scan_report")
        await _press(whole, person, "files:scan_report")
        user = {"id": person.chat_id, "is_bot": False, "first_name": "Pat"}
        chat = {"id": person.chat_id, "type": "private", "first_name": "Pat"}
        about = {"message_id": 9999, "date": int(whole.bot.clock.now().timestamp())}
        message = {**about, "from": user, "chat": chat, **KINDS["a file"]}
        await whole.sandbox.post("updates", {"message": message})
        await eventually(lambda: person.has_heard("Kept with"))
        await _press(whole, person, "files_get:scan_report")
        await eventually(lambda: person.has_heard("does not give me this file any more"))


async def _press(whole: Any, person: Any, data: str) -> None:
    """Presses the newest button with this data, as soon as it is there."""
    found: list[Any] = []

    async def is_there() -> bool:
        found[:] = [
            message
            for message in await person.heard()
            if data in [meaning(one) for one in buttons(message)]
        ]
        return bool(found)

    await eventually(is_there)
    await person.press_one(found[-1], data)
    await whole.settled()


async def _documents(person: Any) -> list[Any]:
    return [message for message in await person.heard() if "document" in message]


async def _to_the_card(whole: Any, person: Any) -> None:
    await person.write("/start")
    for data in ("start", "agree", "country:us", "zone:America/New_York"):
        await _press(whole, person, data)
    for name in ("breathing", "head", "bleeding", "fever"):
        await _press(whole, person, f"a:em_{name}:none")
    for data in (
        *("a:reason:second_opinion", "a:opinion_kind:stable"),
        *("a:team_now:no", "a:age:4_6"),
    ):
        await _press(whole, person, data)
