"""The transcripts again, but whole: real HTTP, a real database, the real bot.

After every step the chat as the sandbox shows it is held against the chat in memory: the same
messages in the same order with the same words and buttons, edited in place where they should be,
old keyboards down to "Worse". A transcript's day is moved by whole weeks so that it lies ahead.
"""

import asyncio
import base64
import contextlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rehearsing import rehearsal, services
from stand_ins.morning import to_come
from stand_ins.people import Person, meaning
from stand_ins.whole import Whole, whole_bot

from bot import wiring
from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal, Said
from bot.sandbox.formatting.reading import message_text
from handlers import presses
from state.effects import Keyboard

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.md"))
ALWAYS = {
    *("abnormal_labs_at_night", "changing_an_answer", "emergency", "not_sure_at_the_screens"),
    *("not_words", "resume_after_30_days", "typed_answers", "unwell_danger", "words_of_danger"),
}
"""What is played in every run: every kind of step and of message. The others: `-m soak`."""
PATIENCE = 10
PIXEL = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
).decode()

Shown = tuple[str, tuple[tuple[str, ...], ...]]


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules are read once for all tests here, and fingers are quicker than a parent's."""
    monkeypatch.setattr(wiring, "read_content", lambda: services()["content"])
    monkeypatch.setattr(presses, "DOUBLE_TAP", 0)


class Both:
    """The same parent twice: in memory, and in the sandbox."""

    def __init__(self, one: Rehearsal, whole: Whole, person: Person) -> None:
        self.one = one
        self.whole = whole
        self.person = person
        self.last_written = 0
        self.revision = 0

    async def do(self, what: str, detail: str) -> None:
        if what == "Time passes":
            number, unit = detail.split()
            await self.wait(timedelta(minutes=int(number) * transcript.UNITS[unit.rstrip("s")]))
            return
        if what == "Parent taps":
            await self.tap(detail)
        elif what == "Parent types":
            self.last_written = await self.person.write(detail)
        elif what == "Parent edits":
            edit = {"message_id": self.last_written, "text": detail}
            await self.whole.sandbox.post(f"chats/{self.person.chat_id}/edits", edit)
        else:
            await self.send(detail)
        await transcript.play(self.one, [(what, detail)])
        await self.agree()
        await self.whole.settled()  # no finger is quicker than the note that a screen arrived

    async def tap(self, label: str) -> None:
        """Presses the very button that is pressed in memory; it must be there."""
        found = transcript.find_button(self.one, label)
        assert found is not None, label
        number = sorted(self.one.messages).index(found[0])
        message = (await self.person.heard())[number]
        await self.person.press_one(message, found[1])

    async def send(self, kind: str) -> None:
        name, _, caption = kind.partition(", saying ")
        path = f"chats/{self.person.chat_id}/messages"
        if name == "a picture":
            picture = {"content_base64": PIXEL, "caption": caption}
            await self.whole.sandbox.post(path, {"photo": picture})
        elif name == "a file":
            file = {"file_name": "letter.pdf", "content_base64": PIXEL, "caption": caption}
            await self.whole.sandbox.post(path, {"document": file})
        elif name == "a voice message":
            await self.whole.sandbox.post(path, {"voice": {"content_base64": PIXEL}})
        else:
            user = {"id": self.person.chat_id, "is_bot": False, "first_name": "Pat"}
            chat = {"id": self.person.chat_id, "type": "private", "first_name": "Pat"}
            about = {"message_id": 9999, "date": int(self.one.now.timestamp())}
            message = {**about, "from": user, "chat": chat, **transcript.KINDS[name]}
            await self.whole.sandbox.post("updates", {"message": message})

    async def wait(self, time: timedelta) -> None:
        """The clock is moved to every moment at which something falls due on the way."""
        end = self.one.now + time
        while (due := self.due()) is not None and due <= end:
            await self.move_to(max(due, self.one.now))
        if end > self.one.now:
            await self.move_to(end)

    def due(self) -> datetime | None:
        return self.one.next_wake()

    async def move_to(self, moment: datetime) -> None:
        time = moment - self.one.now
        await self.one.pass_time(time)
        await self.whole.sandbox.post("clock", {"advance_seconds": time.total_seconds()})
        await self.agree()

    async def agree(self) -> None:
        """Waits until both chats are the same; what differs is said by the assertion."""
        expected = [in_memory(self.one.messages[number]) for number in sorted(self.one.messages)]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while (seen := await self.seen()) != expected:
                    await self.person.messages(after=self.revision, wait=PATIENCE)
        assert seen == expected

    async def seen(self) -> list[Shown]:
        messages = await self.person.messages()
        self.revision = max(message["revision"] for message in messages)
        return [in_sandbox(message) for message in messages if message["from"]["is_bot"]]


def in_memory(said: Said) -> Shown:
    return message_text(said.text, "HTML", None).text, _rows(said.keyboard)


def _rows(keyboard: Keyboard) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"{b.label} ({b.data})" for b in row) for row in keyboard if row)


def in_sandbox(message: dict[str, Any]) -> Shown:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    pressed = tuple(
        tuple(f"{b['text']} ({meaning(b['callback_data'])})" for b in row) for row in rows
    )
    return message.get("text") or message.get("caption", ""), pressed


@contextlib.asynccontextmanager
async def both(folder: Path, begins: datetime, language: str) -> Any:
    begins = to_come(begins)
    async with whole_bot(folder, begins=begins) as whole, rehearsal(begins, language) as one:
        new = {"first_name": "Pat", "language_code": language}
        person = Person(whole.sandbox, (await whole.sandbox.post("users", new))["chat_id"])
        yield Both(one, whole, person)


def _in_turn(path: Path) -> Any:
    marks = () if path.stem in ALWAYS else pytest.mark.soak
    return pytest.param(path, marks=marks, id=path.stem)


@pytest.mark.parametrize("path", [_in_turn(path) for path in TRANSCRIPTS])
async def test_a_transcript_over_sockets(path: Path, tmp_path: Path) -> None:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    begins = datetime.fromisoformat(facts["Begins"])
    async with both(tmp_path, begins, facts["Language"]) as parents:
        for step in transcript.steps(body):
            await parents.do(*step)


async def test_a_double_tap_is_not_two_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As quick as the screen itself, "None of these" is asked to be tapped again, no more."""
    monkeypatch.setattr(presses, "DOUBLE_TAP", 60)
    async with whole_bot(tmp_path) as whole:
        person = await whole.sandbox.person()
        await person.write("/start")
        await person.messages(after=1, wait=PATIENCE)
        first = (await person.heard())[0]
        await person.press(first["message_id"], "w")
        await person.messages(after=3, wait=PATIENCE)
        before = await person.heard()
        answer = await person.press(before[-1]["message_id"], "u::a:em_breathing:none")
        assert answer["text"] == "Please tap again."
        await whole.settled()
        assert await person.heard() == before
