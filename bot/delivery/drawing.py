"""Draws a picture of numbers. Everything it needs is in the package: no network, no system font.

What it says is data: nothing that somebody typed can become a command of the drawing.
"""

from pathlib import Path

import msgspec
import typst

from state.plan.charts import Chart

PICTURES = Path(__file__).parent.parent.parent / "templates" / "pictures"
DOTS_AN_INCH = 216
"""Three dots for each of its points: 1200 wide, as much as Telegram keeps of a photo."""


class Undrawable(Exception):  # noqa: N818 - it is a state, not an error of ours
    """A picture could not be drawn."""


def png(chart: Chart) -> bytes:
    """The picture. Raises Undrawable. It takes some milliseconds: not for the event loop."""
    try:
        compiler = typst.Compiler(
            PICTURES / "chart.typ",
            root=PICTURES,
            ignore_system_fonts=True,
            sys_inputs={"data": msgspec.json.encode(chart).decode()},
        )
        made = compiler.compile(format="png", ppi=DOTS_AN_INCH)
    except (OSError, RuntimeError):  # its text may quote what was to be drawn
        raise Undrawable("A picture cannot be drawn.") from None
    if not isinstance(made, bytes):
        raise Undrawable("A picture is not of one page.")
    return made
