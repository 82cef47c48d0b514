"""Telegram's HTML read strictly: a mark that nobody meant, or one left open, is found."""

import re
from html.parser import HTMLParser

MEANT = frozenset({"b", "i", "u", "s", "code", "pre", "blockquote", "a"})
"""The marks that our templates use; others come from somebody's words."""
ADDRESSES = re.compile(r"https://[^\s\"<>]+|tg://user\?id=\d+")
LOOSE = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")
MOST = 4096
"""Units of UTF-16 in one message, as Telegram counts them."""


class Read(HTMLParser):
    """What a message says, and what is wrong with how it says it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said = ""
        self.wrong: list[str] = ["a loose &"] if LOOSE.search(text) else []
        self.links: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is left open" for tag in self._open]
        if len(self.said.encode("utf-16-le")) > 2 * MOST:
            self.wrong.append("longer than Telegram takes")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in MEANT:
            self.wrong.append(f"<{tag}> is no mark of ours")
        self._open.append(tag)
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if (tag, name) == ("a", "href"):
            self.links.append(value)
            if not ADDRESSES.fullmatch(value):
                self.wrong.append(f"a link to {value}")
        elif (tag, name) != ("blockquote", "expandable"):
            self.wrong.append(f"<{tag} {name}>")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.wrong.append("an instruction")
