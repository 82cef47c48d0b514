"""What Telegram finds in a text by itself: commands, mentions, links, addresses."""

import re

from bot.sandbox.formatting.entity import Entity
from bot.sandbox.formatting.utf16 import boundaries

_DOMAINS = (
    "com|org|net|edu|gov|mil|int|info|health|care|clinic|hospital|app|dev|io|me|co|ai|eu|uk|us|ca|au|nz|ie|"
    "de|fr|es|it|nl|be|ch|at|pt|pl|ru|ua|in|br|mx|ar|cl|za|jp|kr|cn|tr|se|no|fi|dk|cz|gr|il|ng|ke|ph|id"
)
_HOST = rf"(?:[\w-]+\.)+(?:{_DOMAINS})"
_REST = r"(?::\d{1,5})?(?:[/?#][^\s<>\"«»]*[^\s<>\"«».,;:!?'()\[\]{}]|/)?"

#: In order of precedence: what is found earlier is not looked into again.
_KINDS = (
    ("email", re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_HOST}(?![\w-])", re.IGNORECASE)),
    (
        "url",
        re.compile(
            rf"(?<![\w@.-])(?:(?:https?|ftp|tg|ton)://[\w.-]*\w{_REST}|{_HOST}(?![\w-]){_REST})",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/@])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{2,32}(?![\w@])", re.ASCII)),
    ("cashtag", re.compile(r"(?<![\w$])\$(?:1[A-Z]|[A-Z]{3,8})(?![\w$])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?![\w#])")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ ().-]{0,2}\d){6,14}(?!\w)")),
)
_HINT = re.compile(r"[/@#$+.:]")


def found_entities(text: str) -> list[Entity]:
    """All of them, in no order; none overlaps another."""
    if _HINT.search(text) is None:
        return []
    spans: list[tuple[str, int, int]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for _, start, end in spans):
                spans.append((kind, match.start(), match.end()))
    offsets = boundaries(text) if spans else []
    return [Entity(kind, offsets[a], offsets[b] - offsets[a]) for kind, a, b in spans]
