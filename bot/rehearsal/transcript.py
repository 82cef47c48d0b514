"""Conversations as plain text: scripts are played, and what both sides said is written down.

A transcript is its own script: the lines that begin with what somebody does ("Parent taps"), "Time
passes" or "Until" are what was done, all others what came of it. Of what is done in turn only the
last screen is shown; "Until" is a moment on the parent's own clock.
"""

import html
import re
from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.problems import Problem
from bot.rehearsal.rehearsal import Rehearsal, Said
from state.effects import Held
from state.invites import LINK, is_short
from state.plan.charts import Chart
from state.plan.sheet import Sheet
from state.qr_code import QrCode

KINDS: dict[str, dict[str, Any]] = {
    "a voice message": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    "a picture": {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
    "a file": {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "letter.pdf"}},
    "a sticker": {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
}
UNITS = {"minute": 1, "hour": 60, "day": 60 * 24}
STEP = re.compile(r"^([A-Z]\w+ (?:taps|does in turn|types|edits|sends)|Time passes|Until): (.*)$")
"""Who does what; the parent has no other name, unless there are several adults."""
THEN = " → "
TAG = re.compile(r"<[^>]+>")
FINGERPRINT = re.compile(r"\b[0-9a-f]{12}\b")
"""The version of the rules: it changes with every rule, the conversation does not."""
SECRETS = {
    "[link]": re.compile(r"\bj_[A-Za-z0-9_-]{32}"),
    "[long code]": re.compile(r"\b(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\b"),
    "[code]": re.compile(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}\b"),
}
"""What opens a plan is another each time; what is typed so is the newest one that was made."""


def steps(transcript: str) -> list[tuple[str, str]]:
    """What was done in a transcript, in order."""
    found = (STEP.match(line) for line in transcript.splitlines())
    return [(match[1], match[2]) for match in found if match]


async def play(rehearsal: Rehearsal, script: list[tuple[str, str]]) -> str:
    """Plays a script and writes the transcript. Raises Problem where a step cannot be done."""
    parts = []
    for what, detail in script:
        said = await do(rehearsal, what, detail)
        parts.append(f"{what}: {detail}\n")
        parts += [written(one) for one in said]
    return "\n".join(parts)


async def do(rehearsal: Rehearsal, what: str, detail: str) -> list[Said]:
    """One step of a script. Raises Problem where it cannot be done."""
    _, _, doing = what.partition(" ")
    return await _DO[doing or what](rehearsal, detail)


def written(said: Said) -> str:
    """One message of the bot with its buttons, as plain text."""
    lines = [f"> {line}".rstrip() for line in _plain(said.text).split("\n")]
    if said.file:
        kind = _kind(said.file)
        lines.insert(0, f"> (a {kind})")
    rows = ["  ".join(f"[{button.label}]" for button in row) for row in said.keyboard]
    return "\n".join([*lines, *rows, ""])


def _kind(file: Held | Chart | Sheet | QrCode) -> str:
    """What is seen of a file in the chat."""
    match file:
        case Held(kind=kind):
            return kind
        case Sheet(form="pdf"):
            return "PDF"
        case _:
            return "picture"


def find_button(rehearsal: Rehearsal, label: str) -> tuple[int, str] | None:
    """The newest button with this label: its message and data."""
    for message_id in sorted(rehearsal.messages, reverse=True):
        for button in _buttons(rehearsal.messages[message_id]):
            if button.label == label:
                return message_id, button.data
    return None


def _buttons(said: Said) -> Iterator[Any]:
    for row in said.keyboard:
        yield from row


def _plain(text: str) -> str:
    """Telegram HTML as text: what is folded stands in lines that begin with a bar."""
    folded = re.sub(
        r"<blockquote[^>]*>(.*?)</blockquote>",
        lambda match: "\n".join(f"| {line}" for line in match[1].strip().split("\n")),
        text,
        flags=re.DOTALL,
    )
    plain = FINGERPRINT.sub("[version]", html.unescape(TAG.sub("", folded)))
    for name, secret in SECRETS.items():
        plain = secret.sub(name, plain)
    return plain


def _with_secrets(rehearsal: Rehearsal, text: str) -> str:
    """What is typed, with the newest secret of a kind in place of its name."""
    made = {_secret_kind(one.secret): one.secret for one in rehearsal.secrets}
    for name in SECRETS:
        text = text.replace(name, made.get(name, name))
    return text


def _secret_kind(secret: str) -> str:
    return "[link]" if secret.startswith(LINK) else "[code]" if is_short(secret) else "[long code]"


async def _tap(rehearsal: Rehearsal, label: str) -> list[Said]:
    button = find_button(rehearsal, label)
    if button is None:
        raise Problem(f"There is no button {label!r} to tap.")
    return await rehearsal.tap(*button)


async def _in_turn(rehearsal: Rehearsal, labels: str) -> list[Said]:
    """Buttons; what is to be typed stands in quotes."""
    said: list[Said] = []
    for label in labels.split(THEN):
        typed = label.removeprefix("“").removesuffix("”")
        said = await (_tap(rehearsal, label) if typed == label else _type(rehearsal, typed))
    return said


async def _type(rehearsal: Rehearsal, text: str) -> list[Said]:
    return await rehearsal.write(_with_secrets(rehearsal, text))


async def _edit(rehearsal: Rehearsal, text: str) -> list[Said]:
    return await rehearsal.edit(text)


async def _send(rehearsal: Rehearsal, kind: str) -> list[Said]:
    if kind.endswith(" pictures"):
        return await _send_pictures(rehearsal, int(kind.removesuffix(" pictures")))
    name, _, caption = kind.partition(", saying ")
    if name not in KINDS:
        raise Problem(f"It is not known how to send {name!r}.")
    return await rehearsal.send(KINDS[name] | ({"caption": caption} if caption else {}))


async def _send_pictures(rehearsal: Rehearsal, many: int) -> list[Said]:
    """So many different ones, one after the other; only the last screen is shown."""
    said: list[Said] = []
    for number in range(many):
        size = {"width": 1, "height": 1}
        picture = {"file_id": f"p{number}", "file_unique_id": f"p{number}", **size}
        said = await rehearsal.send({"photo": [picture]})
    return said


async def _wait(rehearsal: Rehearsal, time: str) -> list[Said]:
    return await rehearsal.pass_time(span(time))


def span(time: str) -> timedelta:
    """Time that passes: "2 hours"."""
    number, unit = time.split()
    return timedelta(minutes=int(number) * UNITS[unit.rstrip("s")])


async def _until(rehearsal: Rehearsal, moment: str) -> list[Said]:
    return await rehearsal.pass_time(until(rehearsal, moment))


def until(rehearsal: Rehearsal, moment: str) -> timedelta:
    """The time to a moment on the clock of whoever rehearses."""
    return datetime.fromisoformat(moment).replace(tzinfo=rehearsal.zone) - rehearsal.now


_DO: dict[str, Callable[[Rehearsal, str], Coroutine[Any, Any, list[Said]]]] = {
    "taps": _tap,
    "does in turn": _in_turn,
    "types": _type,
    "edits": _edit,
    "sends": _send,
    "passes": _wait,
    "Until": _until,
}
