"""Draws pictures of numbers, and pages. All it needs is in the package: no network, no system font.

What it says is data: nothing that somebody typed can become a command of the drawing.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import segno
import typst

from state.plan.charts import Chart
from state.plan.sheet import Form, Sheet
from state.qr_code import QrCode

PICTURES = Path(__file__).parent.parent.parent / "templates" / "pictures"
DOTS_AN_INCH = 216
"""Three dots for each of its points: 1200 wide, as much as Telegram keeps of a photo."""

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""What a file says of when it was made: the page itself says it, on the family's clock."""


DOT = 12
"""Points of the picture for each of a code's squares, so that it stays sharp on a telephone."""


class Undrawable(Exception):  # noqa: N818 - it is a state, not an error of ours
    """A picture could not be drawn."""


def png(chart: Chart) -> bytes:
    """The picture. Raises Undrawable. It takes some milliseconds: not for the event loop."""
    made = _drawn("chart.typ", chart, "png")
    if len(made) != 1:
        raise Undrawable("A picture is not of one page.")
    return made[0]


def pages(sheet: Sheet) -> list[bytes]:
    """One PDF, or a picture of each page. Raises Undrawable. Takes longer than a chart."""
    return _drawn("sheet.typ", sheet, sheet.form)


def _drawn(template: str, content: Chart | Sheet, form: Form) -> list[bytes]:
    try:
        compiler = typst.Compiler(
            PICTURES / template,
            root=PICTURES,
            font_paths=[PICTURES / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"data": msgspec.json.encode(content).decode()},
        )
        made = compiler.compile(format=form, ppi=DOTS_AN_INCH, timestamp=UNDATED)
    except (OSError, RuntimeError):  # its text may quote what was to be drawn
        raise Undrawable("A picture cannot be drawn.") from None
    return [made] if isinstance(made, bytes) else list(made or ())


def qr_png(code: QrCode) -> bytes:
    """A code that a camera reads, dark on white with the white around it that readers need."""
    made = io.BytesIO()
    segno.make_qr(code.text, error="m").save(made, kind="png", scale=DOT, border=4)
    return made.getvalue()
