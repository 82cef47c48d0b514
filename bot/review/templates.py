"""The words and shapes of what a clinician reads, and texts for parents with their blanks named."""

from typing import Any

import jinja2
import markupsafe

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


class _Blank(jinja2.ChainableUndefined):
    """What is only known in a conversation, by its name."""

    def __str__(self) -> str:
        return f"[{(self._undefined_name or '').replace('_', ' ')}]"


def other_languages(language: str) -> list[str]:
    """The languages beside this one that have texts, if only some."""
    every = {path.relative_to(FOLDER).parts[0] for path in FOLDER.rglob("*.j2")}
    return sorted(every - {language, REVIEW.name})


def with_blanks(language: str) -> dict[str, str]:
    """Every text for parents in a language as it reads when nothing is known of a case."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / language),
        autoescape=True,
        undefined=_Blank,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = environment.list_templates(filter_func=lambda name: name.endswith(".j2"))
    return {name.removesuffix(".j2"): _read(environment, name) for name in names}


def _read(environment: jinja2.Environment, name: str) -> str:
    """A text whose shape hangs on the case cannot be shown without one: it is as it is written."""
    template = environment.get_template(name)
    try:
        return template.render().strip()
    except (jinja2.TemplateError, TypeError):
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        return str(markupsafe.escape(source))
