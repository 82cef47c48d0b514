"""The words and shapes of what a clinician reads: the folder templates/review."""

from typing import Any

import jinja2

from bot.texts import FOLDER

REVIEW = FOLDER / "review"


def rendered(name: str, **values: Any) -> str:
    """One file of the folder, filled in; markup in values is escaped in drawings only."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(REVIEW),
        autoescape=name.endswith(".svg"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(f"{name}.j2").render(values)
