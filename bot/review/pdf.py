"""Sets the document as PDF. Everything it needs is in the package: no network, no system font."""

import datetime as dt
import json
from typing import Any, Literal

import typst

from bot.review.templates import REVIEW


def typeset(
    data: dict[str, Any], today: dt.date, form: Literal["pdf", "png"] = "pdf", ppi: float = 72
) -> list[bytes]:
    """The document in pages (png) or as a whole (pdf). The same data give the same bytes."""
    midnight = dt.datetime.combine(today, dt.time(), dt.UTC)
    compiler = typst.Compiler(
        REVIEW / "document.typ",
        root=REVIEW,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    made = compiler.compile(format=form, ppi=ppi, timestamp=midnight)
    if isinstance(made, bytes):
        return [made]
    return list(made or ())
