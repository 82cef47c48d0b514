"""`companion assess`: what scripts and reviewers rely on, to the letter."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.cli import run
from bot.commands import assess
from bot.problems import Problem

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("no finding, only the floor", {"trigger": "imaging_concern"}, "WITHIN_48_HOURS"),
    ("empty lists are no lists", {"trigger": "not_sure", "yes": [], "no": []}, "WITHIN_48_HOURS"),
    (
        "family risk in a well child gives way",
        {"trigger": "doctor_mentioned_cancer", "yes": ["family_risk_no_symptoms"]},
        "PLANNED",
    ),
    (
        "another trigger's harmless pattern does not",
        {"trigger": "mass_or_tumor", "yes": ["imaging_incidental"]},
        "WITHIN_48_HOURS",
    ),
    (
        "a sign beside a harmless pattern counts",
        {"trigger": "unexplained_symptoms", "yes": ["fever_simple_well", "white_pupil"]},
        "WITHIN_48_HOURS",
    ),
    ("critical, not sure", {"trigger": "second_opinion", "unsure": ["fever_low_anc"]}, "EMERGENCY"),
    ("emergency and not sure", {"trigger": "second_opinion", "unsure": ["tls_signs"]}, "SAME_DAY"),
    (
        "two of them",
        {"trigger": "second_opinion", "unsure": ["tls_signs", "belly_rigid"]},
        "EMERGENCY",
    ),
    (
        "the graver of two lists, yes over unsure",
        {"trigger": "second_opinion", "yes": ["seizure"], "unsure": ["seizure"], "no": ["seizure"]},
        "EMERGENCY",
    ),
    (
        "the graver of two lists, unsure over no",
        {"trigger": "second_opinion", "unsure": ["spleen_big"], "no": ["spleen_big"]},
        "WITHIN_48_HOURS",
    ),
    (
        "an id twice in one list is one sign",
        {"trigger": "not_sure", "yes": ["pale", "pale", "pale", "bleeding_minor"]},
        "WITHIN_48_HOURS",
    ),
    (
        "a cluster of yes and not sure",
        {
            "trigger": "second_opinion",
            "yes": ["infection_persistent"],
            "unsure": ["nodes_generalised", "fever_unexplained"],
        },
        "SAME_DAY",
    ),
    (
        "circumstances that are false",
        {
            "trigger": "second_opinion",
            "yes": ["pale"],
            "known_risk": False,
            "worse_last_24h": False,
        },
        "WITHIN_48_HOURS",
    ),
    (
        "a whole number of years",
        {"trigger": "second_opinion", "yes": ["mole_changing"], "age_years": 0},
        "SAME_DAY",
    ),
    (
        "known risk, then worse",
        {
            "trigger": "second_opinion",
            "yes": ["weight_loss_only"],
            "known_risk": True,
            "worse_last_24h": True,
        },
        "SAME_DAY",
    ),
    (
        "a clinician's time is no sign to step",
        {"trigger": "second_opinion", "clinician_time": "SAME_DAY", "worse_last_24h": True},
        "SAME_DAY",
    ),
    (
        "a clinician's word for an emergency",
        {"trigger": "second_opinion", "clinician_time": "EMERGENCY"},
        "EMERGENCY",
    ),
]

WRONG: list[tuple[str, str, str]] = [
    ("an unknown finding", '{"trigger": "not_sure", "yes": ["sore_toe"]}', "sore_toe"),
    ("an unknown finding said no", '{"trigger": "not_sure", "no": ["sore_toe"]}', "sore_toe"),
    ("an unknown trigger", '{"trigger": "boredom"}', "boredom"),
    ("an unknown key", '{"trigger": "not_sure", "maybe": []}', "maybe"),
    ("an unknown level", '{"trigger": "not_sure", "clinician_time": "SOON"}', "SOON"),
    ("no trigger", '{"yes": ["pale"]}', "trigger"),
    ("a trigger that is no text", '{"trigger": 7}', "trigger"),
    ("null for a trigger", '{"trigger": null}', "trigger"),
    ("a text for a list", '{"trigger": "not_sure", "yes": "pale"}', "yes"),
    ("a number in a list", '{"trigger": "not_sure", "unsure": ["pale", 3]}', "unsure"),
    ("null for a list", '{"trigger": "not_sure", "no": null}', "no"),
    ("a text for a truth", '{"trigger": "not_sure", "known_risk": "true"}', "known_risk"),
    ("a number for a truth", '{"trigger": "not_sure", "worse_last_24h": 1}', "worse_last_24h"),
    ("a text for an age", '{"trigger": "not_sure", "age_years": "3"}', "age_years"),
    ("a truth for an age", '{"trigger": "not_sure", "age_years": true}', "age_years"),
    ("an age below zero", '{"trigger": "not_sure", "age_years": -1}', "age_years"),
    ("an age beyond all numbers", '{"trigger": "not_sure", "age_years": 1e999}', "age_years"),
    ("an endless whole number", '{"trigger": "not_sure", "age_years": 1' + "0" * 400 + "}", ""),
    ("no number at all", '{"trigger": "not_sure", "age_years": NaN}', "NaN"),
    ("a key twice", '{"trigger": "not_sure", "yes": ["seizure"], "yes": []}', "yes"),
    ("bad JSON", '{"trigger": "not_sure"', "JSON"),
    ("an empty file", "", "JSON"),
    ("no object", '"not_sure"', "object"),
    ("a list in a list", "[[]]", "Set 1"),
    ("one bad set among good ones", '[{"trigger": "not_sure"}, {"trigger": "odd"}]', "Set 2"),
    ("brackets without end", "[" * 100_000, "JSON"),
    ("a line break in a name", '{"trigger": "not\\nsure"}', "not"),
    ("half a character in a name", '{"trigger": "\\ud800"}', ""),
]


@pytest.mark.parametrize(("given", "level"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_one_set_gives_one_object(
    given: dict[str, Any], level: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "set.json"
    file.write_text(json.dumps(given))
    assert run(["assess", str(file), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["level"] == level
    assert set(answer) == {"level", "because"}
    assert answer["because"]
    for cause in answer["because"]:
        assert set(cause) == {"rule", "findings", "source"}
        assert set(cause["findings"]) <= set(given.get("yes", [])) | set(given.get("unsure", []))


def test_a_list_gives_a_list_in_the_same_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sets.json"
    file.write_text(json.dumps([given for _, given, _ in CASES]))
    assert run(["assess", "--json", str(file)]) == 0
    assert [a["level"] for a in json.loads(capsys.readouterr().out)] == [c[2] for c in CASES]


def test_an_empty_list_gives_an_empty_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none.json").write_text("[]")
    assert run(["assess", str(tmp_path / "none.json"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(("text", "named"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_cannot_be_understood_is_named_in_one_line_and_nothing_is_printed(
    text: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(text)
    assert run(["assess", str(file), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert named in said.err
    assert len(said.err.splitlines()) == 1


def test_a_file_that_is_no_text_or_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe{}")
    for name in ("bytes", "nowhere.json", "."):
        assert run(["assess", str(tmp_path / name), "--json"]) == 2
        said = capsys.readouterr()
        assert (said.out, len(said.err.splitlines())) == ("", 1)


@pytest.mark.parametrize("wrong", [[], ["--json"], ["a", "b"], ["a", "--xml"]])
def test_wrong_arguments_are_answered_with_the_usage(wrong: list[str]) -> None:
    with pytest.raises(Problem, match="usage: companion assess FILE"):
        assess.main(wrong)


def test_without_json_a_person_can_read_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "set.json").write_text('{"trigger": "abnormal_labs"}')
    assert assess.main([str(tmp_path / "set.json")]) == 0
    assert capsys.readouterr().out.startswith("SAME_DAY\n  floor_abnormal_labs: ")


def test_a_dash_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b'{"trigger": "abnormal_labs"}'))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert assess.main(["-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["level"] == "SAME_DAY"


def test_it_starts_quickly_and_without_what_it_does_not_need() -> None:
    bare = _seconds("pass")
    ours = _seconds(
        "import io, sys; from bot.cli import run;"
        'sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"trigger": "not_sure"}\'));'
        "run(['assess', '-', '--json']);"
        "heavy = {'telegram', 'jinja2', 'aiohttp', 'pydantic', 'cryptography', 'asyncio'};"
        "sys.exit(1 if heavy & set(sys.modules) else 0)"
    )
    print(f"companion assess takes {ours / bare:.1f} times a bare start of Python")


def _seconds(program: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started
