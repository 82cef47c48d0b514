"""`companion assess FILE --json`: the level for sets of findings, for scripts and reviewers."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from bot.problems import Problem
from state.assessments import assessment_files
from state.assessments.assessment import AssessmentError, Library
from state.assessments.facts import Facts
from state.assessments.judging import Judgement, judge
from state.assessments.sentences import explain
from state.levels import Level

USAGE = "usage: companion assess FILE [--json]    (FILE may be - for standard input)"
OLDEST = 150.0


class Given(msgspec.Struct, forbid_unknown_fields=True):
    """One set of findings. A finding in none of the lists was not asked."""

    trigger: str
    age_years: float | msgspec.UnsetType = msgspec.UNSET
    yes: list[str] = []
    unsure: list[str] = []
    no: list[str] = []
    worse_last_24h: bool = False
    known_risk: bool = False
    clinician_time: Level | msgspec.UnsetType = msgspec.UNSET


def main(argv: Sequence[str]) -> int:
    """Prints nothing unless every set can be judged. Raises Problem, in one line, if not."""
    if set(argv) & {"-h", "--help"}:
        print(USAGE)
        return 0
    files = [argument for argument in argv if argument == "-" or not argument.startswith("-")]
    if len(files) != 1 or set(argv) - {*files, "--json"}:
        raise Problem(USAGE)
    raw = _parse(_read(files[0]))
    library = _library()
    sets = raw if isinstance(raw, list) else [raw]
    wrong = [
        f"{_place(raw, number)}{'; '.join(found)}"
        for number, entry in enumerate(sets, 1)
        if (found := list(_wrong(library, entry)))
    ]
    if wrong:
        _refuse(f"{'; '.join(wrong)}.")
    given = [_graver_first(msgspec.convert(entry, Given)) for entry in sets]
    judged = [judge(library, facts) for facts in given]
    if "--json" in argv:
        answers = [_plain(judgement) for judgement in judged]
        print(json.dumps(answers if isinstance(raw, list) else answers[0], indent=1))
    else:
        print("\n".join(_readable(judgement) for judgement in judged))
    return 0


def _library() -> Library:
    try:
        return assessment_files.read()
    except AssessmentError as error:
        _refuse(error.sentences[0])


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        _refuse(f"{name} cannot be read: {reason}.")


def _parse(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        _refuse(f"This is no JSON: {error}.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key in found if [k for k, _ in pairs].count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _place(raw: Any, number: int) -> str:
    return f"Set {number}: " if isinstance(raw, list) else ""


def _wrong(library: Library, entry: Any) -> Iterator[str]:
    """Everything that is wrong with one set: keys, types, and what the rules do not know."""
    if isinstance(entry, dict):
        for key in entry:
            if key not in Given.__struct_fields__:
                yield f"there is no key {key!r}"
        entry = {key: value for key, value in entry.items() if key in Given.__struct_fields__}
    try:
        given = msgspec.convert(entry, Given)
    except msgspec.ValidationError as error:
        yield explain(error).rstrip(".")
    except OverflowError as error:
        yield str(error)
    else:
        yield from _unknown(library, given)


def _unknown(library: Library, given: Given) -> Iterator[str]:
    for name in dict.fromkeys((*given.yes, *given.unsure, *given.no)):
        if name not in library.findings:
            yield f"there is no finding {name!r}"
    if given.trigger not in library.triggers:
        yield f"there is no trigger {given.trigger!r}"
    if given.age_years is not msgspec.UNSET and not 0 <= given.age_years <= OLDEST:
        yield f"age_years is {given.age_years}; it should be from 0 to {OLDEST:.0f}"


def _graver_first(given: Given) -> Facts:
    """An id in two lists counts as the graver of the two."""
    yes = frozenset(given.yes)
    unsure = frozenset(given.unsure) - yes
    known_risk = {"known_risk"} if given.known_risk else set()
    worse = {"worse_last_24h"} if given.worse_last_24h else set()
    return Facts(
        triggers=(given.trigger,),
        yes=yes,
        unsure=unsure,
        no=frozenset(given.no) - yes - unsure,
        age_years=None if given.age_years is msgspec.UNSET else given.age_years,
        circumstances=frozenset(known_risk | worse),
        clinician_time=None if given.clinician_time is msgspec.UNSET else given.clinician_time,
    )


def _plain(judgement: Judgement) -> dict[str, Any]:
    because = [
        {"rule": cause.rule, "findings": list(cause.findings), "source": cause.source}
        for cause in judgement.causes
    ]
    return {"level": judgement.level.value, "because": because}


def _readable(judgement: Judgement) -> str:
    causes = [f"  {cause.rule}: {cause.source}" for cause in judgement.causes]
    return "\n".join([judgement.level.value, *causes])


def _refuse(sentence: str) -> NoReturn:
    """One line, whatever was in the file."""
    raise Problem(" ".join(sentence.split())) from None
