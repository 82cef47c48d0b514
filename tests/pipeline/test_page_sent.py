"""A page for the clinic waits as what it says, and is drawn when it leaves."""

import pytest
from stand_ins.effects import WORSE, emptied, screen, send
from stand_ins.fake_telegram import FakeTelegram

from bot.delivery import drawing
from pipeline.conftest import Start
from state.effects import Document
from state.plan.sheet import Copy, Form, Group, Line, Questions, Section, Sheet


def page(form: Form, lines: int) -> Document:
    """A page; of very many lines it becomes several."""
    medicines = tuple(Line(f"line {number} " * 30) for number in range(lines))
    copy = Copy(
        language="en",
        rtl=False,
        title="For the clinic",
        about="",
        made="",
        foot="",
        interpreter="",
        blanks=(),
        glance=(),
        left=(),
        right=(),
        questions=Questions("Questions", ("",) * 3),
        more=(Section("Medicines", (Group(medicines),)),),
    )
    sheet = Sheet("Page", form, "a4", (copy,))
    return Document(f"page.{form}", sheet, "A page", "A page in words", WORSE)


@pytest.mark.parametrize(
    ("form", "method", "files"), [("pdf", "sendDocument", 1), ("png", "sendPhoto", 2)]
)
async def test_it_is_drawn_when_it_is_sent(
    telegram: FakeTelegram, start: Start, form: Form, method: str, files: int
) -> None:
    async with start() as bot:
        await send(bot, page(form, 3), screen("after it"))
        await emptied(telegram, bot)
    shown = telegram.shown(7)
    assert len(telegram.called(method)) == files
    assert [text.partition(":")[0] for text in shown] == [f"page.{form}"] * files + ["after it"]


async def test_what_waits_is_what_it_says(
    telegram: FakeTelegram, build: Start, start: Start
) -> None:
    """Killed before it left, it is drawn by the next run."""
    async with build() as bot:
        await send(bot, page("pdf", 3))
        rows = await bot.store.pending(0, 10)
        assert [row.effect for row in rows] == [page("pdf", 3)]
    async with start():
        await telegram.until(lambda: telegram.shown(7))


async def test_one_that_cannot_be_drawn_is_said_in_words(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PICTURES", drawing.PICTURES / "nowhere")
    async with start() as bot:
        await send(bot, page("pdf", 3))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["A page in words"]
