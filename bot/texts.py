"""Every word a parent reads: Jinja2 templates and label files, one folder a language.

A folder without `labels.yaml` is no language to talk in; it may still hold scripts, the words a
parent says to a clinic that speaks another one. A language may be written in more than one way
([regions](../state/places/regions.py)): wherever one is named here, so may be a variant of it.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup

from bot.compiled import Compiled
from bot.problems import Problem
from bot.right_to_left import is_right_to_left, kept_together, marked
from state.assessments.yaml_files import YamlError
from state.places.regions import Regions, Spelling, tongue

FOLDER = Path(__file__).parent.parent / "templates"
LABELS = ("labels.yaml", "topics.yaml", "kept.yaml")
"""The files of short texts in the folder of a language; the first makes it a language."""
OPTIONAL = ("regions.yaml",)
"""What a language need not have because another has it."""
SCRIPTS = "scripts"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader is ten times faster; wheels have it, some source builds do not."""
_COMPILED = Compiled()


class Texts:
    """The texts of all languages found in a folder. A language is complete or it is refused."""

    def __init__(self, folder: Path = FOLDER, fallback: str = "en") -> None:
        self._folder = folder
        self._fallback = fallback
        self._labels: dict[str, dict[str, str]] = {}
        self._environments: dict[str, jinja2.Environment] = {}
        self._regions = _regions(folder)
        for language in sorted(path.parent for path in folder.glob(f"*/{LABELS[0]}")):
            self._labels[language.name] = read_labels(language)
            self._environments[language.name] = _environment(language)
        if fallback not in self._labels:
            raise Problem(f"The texts are missing: there is no {folder / fallback}/labels.yaml.")
        self._script_labels: dict[str, dict[str, str]] = {}
        for labels in sorted(folder.glob(f"*/{SCRIPTS}/labels.yaml")):
            spoken = labels.parent.parent
            self._script_labels[spoken.name] = _read_labels(labels)
            self._environments.setdefault(spoken.name, _environment(spoken))
        self._of_variants: dict[str, jinja2.Environment] = {}
        self._respelled: dict[str, dict[str, str]] = {}

    @property
    def languages(self) -> list[str]:
        """The languages there are, the one everything else is measured against first."""
        return sorted(self._labels, key=self._first_the_fallback)

    def _first_the_fallback(self, language: str) -> tuple[bool, str]:
        return language != self._fallback, language

    def nearest(self, code: str | None) -> str:
        """The language to begin with for a Telegram language code such as "en-GB"."""
        language = tongue((code or "").lower())
        return language if language in self._labels else self._fallback

    def variant(self, language: str, country: str | None) -> str:
        """The key of a language as this country writes it; of most, the language itself."""
        return self._regions.variant(language, country)

    @property
    def variants(self) -> list[str]:
        """Every way to write a language beside the usual one."""
        return self._regions.variants

    @property
    def script_languages(self) -> list[str]:
        """The languages there are scripts in."""
        return sorted(self._script_labels, key=self._first_the_fallback)

    def script(self, language: str, name: str, **values: Any) -> str:
        """The text of templates/<language>/scripts/<name>.j2, safe to be put into another."""
        text = self._environment(language).get_template(f"{SCRIPTS}/{name}.j2")
        rendered = _directed(language, text.render(values).strip())
        return Markup(rendered)  # noqa: S704 - escaped just now

    def script_label(self, language: str, key: str, **values: Any) -> str:
        """A short text of the scripts in a language. Raises KeyError if there is none."""
        text = self._regions.spelling(language).text(self._script_labels[tongue(language)][key])
        return text.format(**values) if values else text

    def render(self, language: str, template: str, **values: Any) -> str:
        """The text of one template as Telegram HTML; values are escaped."""
        text = self._environment(self._known(language)).get_template(f"{template}.j2")
        return _directed(language, text.render(values).strip())

    def label(self, language: str, key: str, **values: Any) -> str:
        """A short text (a button, a name) as plain text. Raises KeyError if there is none."""
        text = self._labels_of(self._known(language))[key]
        said = text.format(**values) if values else text
        return kept_together(said) if is_right_to_left(language) else said

    def _known(self, language: str) -> str:
        return language if tongue(language) in self._labels else self._fallback

    def _labels_of(self, variant: str) -> dict[str, str]:
        if variant in self._labels:
            return self._labels[variant]
        if variant not in self._respelled:
            labels = self._labels[tongue(variant)]
            self._respelled[variant] = self._regions.spelling(variant).respelled(labels)
        return self._respelled[variant]

    def _environment(self, variant: str) -> jinja2.Environment:
        if variant in self._environments:
            return self._environments[variant]
        if variant not in self._of_variants:
            folder, spelling = self._folder / tongue(variant), self._regions.spelling(variant)
            self._of_variants[variant] = _environment(folder, spelling)
        return self._of_variants[variant]

    def missing(self) -> list[str]:
        """What other languages lack of the first, as sentences; and what cannot be read."""
        first, *others = self.languages
        sentences = [f for language in self._environments for f in self._broken(language)]
        for other in others:
            sentences += self._lacking(first, other)
        for language in self.script_languages:
            sentences += self._lacking_scripts(first, language)
        return sentences

    def _lacking_scripts(self, first: str, other: str) -> list[str]:
        """What the scripts of a language lack: they are complete, or there are none."""
        folder = f"templates/{other}/{SCRIPTS}"
        needed = set(self._script_labels.get(first, {}))
        have = set(self._environments[other].list_templates())
        sentences = [
            f"{folder}/labels.yaml: the label '{key}' is missing."
            for key in sorted(needed - set(self._script_labels[other]))
        ]
        return sentences + [
            f"templates/{other}/{name} is missing."
            for name in self._environments[first].list_templates()
            if name.startswith(f"{SCRIPTS}/") and name.endswith(".j2") and name not in have
        ]

    def _broken(self, language: str) -> list[str]:
        environment, sentences = self._environments[language], []
        for name in environment.list_templates(filter_func=lambda name: name.endswith(".j2")):
            source = (self._folder / language / name).read_text(encoding="utf-8")
            if mistake := _mistake(source):
                sentences.append(f"templates/{language}/{name}, line {mistake}.")
        return sentences

    def _lacking(self, first: str, other: str) -> list[str]:
        sentences = [
            f"templates/{other}/{name}: the label '{key}' is missing."
            for name in LABELS
            for key in _read_labels(self._folder / first / name)
            if key not in self._labels[other]
        ]
        have = set(self._environments[other].list_templates())
        return sentences + [
            f"templates/{other}/{name} is missing."
            for name in self._environments[first].list_templates()
            if name not in have and name not in OPTIONAL
        ]


def read_labels(folder: Path) -> dict[str, str]:
    """All short texts of one language."""
    return {key: text for name in LABELS for key, text in _read_labels(folder / name).items()}


def _read_labels(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        labels = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise Problem(f"{_short(path)} cannot be read: {_first_line(error)}.") from None
    if not isinstance(labels, dict) or not all(isinstance(v, str) for v in labels.values()):
        raise Problem(f"{_short(path)} must hold one text for each label.")
    return labels


def _regions(folder: Path) -> Regions:
    try:
        return Regions(folder)
    except YamlError as error:
        raise Problem(str(error)) from None


class _Respelled(jinja2.FileSystemLoader):
    """The templates of a folder as a region spells them, before they are compiled."""

    def __init__(self, folder: Path, spelling: Spelling) -> None:
        super().__init__(folder)
        self._spelling = spelling

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, name, is_fresh = super().get_source(environment, template)
        return self._spelling.template(source), name, is_fresh


@functools.cache
def _mistake(source: str) -> str | None:
    """The line where a template cannot be read, and why; None if it is well-formed.

    It is compiled only when it is first said: that takes three times as long.
    """
    try:
        _environment(FOLDER).parse(source)
    except jinja2.TemplateSyntaxError as error:
        return f"{error.lineno}: {error}"
    return None


def _environment(folder: Path, spelling: Spelling | None = None) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=_Respelled(folder, spelling) if spelling else jinja2.FileSystemLoader(folder),
        bytecode_cache=_COMPILED,
        cache_size=-1,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["stop"] = _stop
    return environment


def _directed(language: str, text: str) -> str:
    return marked(text) if is_right_to_left(language) else text


def _stop(text: str) -> str:
    """A text somebody typed, as a sentence: with its full stop."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())
