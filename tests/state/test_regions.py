"""A language as a region writes it: our words respelled as they are loaded, and nothing else."""

import shutil
from pathlib import Path

import pytest
from rehearsing import services, texts

from bot.problems import Problem
from bot.texts import FOLDER, Texts
from state import glossary_files
from state.assessments.yaml_files import YamlError
from state.places.countries import countries
from state.places.regions import Regions, Spelling, tongue

BRITISH = Spelling({"tumor": "tumour", "gray": "grey", "the er": "A&E", "st. gray": "St. Gray"})


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("A tumor.", "A tumour."),
        ("Tumor? TUMOR", "Tumour? TUMOUR"),
        ("tumors, gray-blue", "tumors, grey-blue"),
        ("Go to the  ER", "Go to A&E"),
        ("At St. Gray it is gray", "At St. Gray it is grey"),
        ("{tumor} and <b>tumor</b>", "{tumor} and <b>tumour</b>"),
        ("See tumor.org/gray, https://gray.net", "See tumor.org/gray, https://gray.net"),
    ],
)
def test_a_text_is_respelled_but_not_its_blanks_names_and_addresses(ours: str, theirs: str) -> None:
    assert BRITISH.text(ours) == theirs


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("{% if tumor == 'tumor' %}tumor{% endif %}", "{% if tumor == 'tumor' %}tumour{% endif %}"),
        ('{{ "a tumor" if what == "tumor" }}', '{{ "a tumour" if what == "tumor" }}'),
        ("<b>Go to the ER</b>", "<b>Go to A&amp;E</b>"),
        ('{{ "Go to the ER" }}', '{{ "Go to A&E" }}'),
    ],
)
def test_a_template_keeps_the_names_it_uses(ours: str, theirs: str) -> None:
    assert BRITISH.template(ours) == theirs


def test_what_may_be_typed_is_known_in_both_spellings() -> None:
    typed = ["tumor", "lump"]
    assert BRITISH.respelled(typed) == ["tumour", "lump", "tumor"]
    uk = services()["content"].glossary["en-uk"]
    assert {uk.named(one) for one in ("anaemia", "anemia")} == {"anemia"}
    assert uk.named("A&E") == uk.named("emergency department") == "emergency_department"


def test_what_a_parent_typed_is_never_respelled() -> None:
    line = texts().render("en-british", "taken", words="Gray Center, Tumor street")
    assert "Gray Center, Tumor street" in line


SPOKEN = [one for one in texts().variants if tongue(one) in texts().languages]


@pytest.mark.parametrize("variant", SPOKEN)
def test_a_variant_is_as_whole_as_its_language(variant: str) -> None:
    """Every template compiles, buttons fit as before, the glossary has no word twice."""
    known, content = texts(), services()["content"]
    for name in known._environment(tongue(variant)).list_templates(["j2"]):
        known._environment(variant).get_template(name)
    glossary = content.glossary[variant]
    assert list(glossary_files.wrong(variant, glossary, content.library.sources)) == []
    base = content.wording[tongue(variant)]
    assert content.wording[variant].items.keys() == base.items.keys()
    for spelled, ours in _short_texts(variant):
        assert len(spelled) <= max(24, len(ours) + 1), spelled


def _short_texts(variant: str) -> list[tuple[str, str]]:
    known = texts()._labels_of(variant)
    return [(known[key], ours) for key, ours in texts()._labels_of(tongue(variant)).items()]


def test_each_country_is_written_as_its_region_says() -> None:
    written = {name: texts().variant("en", name) for name in countries()}
    assert {name for name in written if written[name] == "en-british"} == {"ie", "au", "nz", "in"}
    assert (written["gb"], written["ca"], written["us"]) == ("en-uk", "en-canadian", "en")
    assert texts().variant("en", None) == texts().variant("en", "xx") == "en"
    assert texts().label("en-uk", "topic_find_center") == "Find a centre"
    assert texts().label("en-nowhere", "topic_find_center") == "Find a center"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("a: {countries: [gb], words: {}}\nb: {countries: [gb], words: {}}", "'gb' is in two"),
        ("a: {countries: [xx], words: {}}", "there is no country 'xx'"),
        ("a: {countries: [gb], words: {}, like: b}", "'a' is like nothing"),
        ("a: {words: {}}", "countries"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(
    tmp_path: Path, said: str, sentence: str
) -> None:
    shutil.copytree(FOLDER / "en", tmp_path / "en")
    (tmp_path / "en" / "regions.yaml").write_text(said, "utf-8")
    with pytest.raises(YamlError, match=sentence):
        Regions(tmp_path)
    with pytest.raises(Problem, match=sentence):
        Texts(tmp_path)
