"""A picture is of what it is given, whatever was typed: no words become a command."""

import struct

import msgspec
import pytest

from bot.delivery.drawing import png, qr_png
from state.plan.charts import Chart, Line, Point, Tick
from state.qr_code import QrCode

CHART = Chart(
    title="Pain, 0 to 10",
    subtitle="Mar 3",
    across=(Tick(0.5, "Mar 3"),),
    up=(Tick(0.0, "0"), Tick(1.0, "10")),
    points=(Point(0.2, 0.4, "4"), Point(0.7, 0.8, "8", below=True)),
)
COMMANDS = ['#panic("no")', "#read(sys.inputs)", '"); #panic()', "*bold* $x$ @where <label>", "\\"]


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", picture[16:24])
    return wide, high


def test_a_picture_fits_a_telephone() -> None:
    """As wide as Telegram keeps a photo; neither side more than 20 times the other."""
    wide, high = size(png(CHART))
    assert wide == 1200
    assert wide / 2 < high < wide


@pytest.mark.parametrize("words", COMMANDS)
def test_words_are_drawn_and_never_obeyed(words: str) -> None:
    plain = png(CHART)
    changed = msgspec.structs.replace(CHART, title=words, line=Line(0.5, words))
    assert size(png(changed)) == size(plain)
    assert png(changed) != plain


def test_the_same_numbers_give_the_same_picture() -> None:
    assert png(CHART) == png(CHART)


def test_a_picture_without_values_is_one_too() -> None:
    assert size(png(msgspec.structs.replace(CHART, points=())))


def test_a_picture_of_very_many_values_is_one_too() -> None:
    many = tuple(Point(n / 400, n % 10 / 10) for n in range(400))
    assert size(png(msgspec.structs.replace(CHART, points=many)))


def test_a_link_becomes_a_picture_that_a_camera_can_read() -> None:
    """Large enough for a screen, and with the white around it that readers need."""
    made = qr_png(QrCode(f"https://t.me/{'a' * 32}_bot?start=j_{'x' * 32}"))
    assert made.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", made[16:24])
    assert width == height >= 400
