"""What the page for the clinic costs, beside a compilation of one word with the same fonts."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import typst
from test_page_for_the_clinic import SIZES, page

from bot.delivery import drawing
from state.plan.sheet import Sheet

TIMES = 9

pytestmark = pytest.mark.bench


def bare(folder: Path) -> None:
    """One word as PDF, with the fonts of the page."""
    typst.Compiler(
        folder / "word.typ",
        root=folder,
        font_paths=[drawing.PICTURES / "fonts"],
        ignore_system_fonts=True,
    ).compile(format="pdf")


def seconds(draw: Callable[[], object]) -> float:
    """The median of some runs."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        draw()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


async def test_what_a_page_costs() -> None:
    made = {name: await page(fill) for name, fill in SIZES.items()}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "word.typ").write_text("Word")
        word = seconds(lambda: bare(Path(folder)))
    for name, sheet in made.items():
        for form in ("pdf", "png"):
            one = msgspec.convert(msgspec.to_builtins(sheet) | {"form": form}, Sheet)
            took = seconds(lambda one=one: drawing.pages(one))  # type: ignore[misc]
            print(f"{name} page as {form}: {took / word:.1f} times a bare compilation")
