"""`companion review`: one PDF with every question, rule, source and wording, to read and sign.

With --docs it writes what the documentation shows of the data instead: the picture of the
questions, the table of the rules, and what differs by country.
"""

import argparse
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bot.problems import Problem
from bot.review import countries, document, pdf, tables
from bot.wiring import read_content, read_texts
from state import mydata

ASSESSMENT = "oncology_referral"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="companion review", description=__doc__)
    parser.add_argument("file", nargs="?", default="review.pdf", help="the PDF to write")
    parser.add_argument("--date", type=_day, help="the day written on it")
    parser.add_argument("--docs", metavar="FOLDER", help="write picture and table there instead")
    options = parser.parse_args(arguments)
    content = read_content()
    if options.docs:
        made = tables.generated(content, ASSESSMENT)
        for name, text in made.items():
            _write(Path(options.docs) / name, text.encode())
        page = countries.page(content, read_texts())
        _write(Path(options.docs).parent / countries.PAGE, page.encode())
        _write(Path(options.docs).parent / "mydata.schema.json", mydata.published_schema())
        return 0
    today = options.date or datetime.now(UTC).date()
    [made_pdf] = pdf.typeset(document.gathered(content, today, ASSESSMENT), today)
    _write(Path(options.file), made_pdf)
    return 0


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Problem(f"--date is {written!r}; it should be a day such as 2026-01-31.") from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}.") from None
    print(f"Written: {path}")
