"""The text of `.env.example`, written from the settings so that it cannot drift from them."""

import textwrap

from bot.settings import Settings


def example() -> str:
    """The text of `.env.example`."""
    lines = [
        "# Copy this file to .env and change what you need.",
        "# A setting that is left empty, or left out, has its default.",
    ]
    for name, field in Settings.model_fields.items():
        about = textwrap.wrap(
            field.description or "", 98, initial_indent="# ", subsequent_indent="# "
        )
        lines += ["", *about, f"{name.upper()}={_plain(field.default)}"]
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value == () else str(value)
