"""It is known which letters would be empty boxes on the page."""

import pytest

from state.plan.fonts import can_draw


@pytest.mark.parametrize(
    "text", ["Ibuprofen 5 ml, 38.4 °C", "¿Qué?", "Đau đầu", "боль", "حساسية", "כאב", "दर्द"]
)
def test_what_can_be_drawn(text: str) -> None:
    assert can_draw(text)


@pytest.mark.parametrize("text", ["过敏", "두통", "😀", "ปวด"])
def test_what_cannot(text: str) -> None:
    assert not can_draw(text)
