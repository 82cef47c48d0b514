"""Telegram's MarkdownV2: marks to entities, with the official complaints at byte offsets.

Follows TDLib's `parse_markdown_v2` (MessageEntity.cpp) in what it accepts and what it says.
"""

import re
from typing import NamedTuple

from bot.sandbox.formatting.entity import Entity, Formatted, in_order, unparsable
from bot.sandbox.formatting.html import add_link
from bot.sandbox.formatting.utf16 import units

_RESERVED = re.compile(rb"[\\_*\[\]()~`>#+\-=|{}.!\n]")
_IN_CODE = re.compile(rb"[\\`]")
_SPACE = b" \t\r\n\0\v"
_EMOJI = re.compile(r"tg:(?://)?emoji\?(?:.*&)?id=(\d+)", re.IGNORECASE)
_SPOKEN = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "pre_code": "PreCode",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
_MARKS = {
    "bold": b"*",
    "italic": b"_",
    "underline": b"__",
    "strikethrough": b"~",
    "spoiler": b"||",
    "code": b"`",
    "pre": b"```",
    "pre_code": b"```",
    "text_link": b"]",
    "custom_emoji": b"]",
}
_LAST_ESCAPABLE = 126


class _Open(NamedTuple):
    type: str
    language: str
    offset: int
    byte: int
    piece: int


class _Parser:
    """Reads one text; the data ends with NULs so that looking ahead needs no care."""

    def __init__(self, text: str) -> None:
        self.size = len(text.encode())
        self.data = text.encode() + b"\0\0\0"
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.in_quote = False

    def parse(self) -> Formatted:
        while self.at < self.size:
            pattern = _IN_CODE if self.in_code else _RESERVED
            special = pattern.search(self.data, self.at, self.size)
            stop = special.start() if special else self.size
            self.add(self.data[self.at : stop].decode())
            self.at = stop
            if special:
                self.special()
        self.finish()
        return Formatted("".join(self.pieces), in_order(self.entities))

    @property
    def in_code(self) -> bool:
        return bool(self.open) and self.open[-1].type in {"code", "pre", "pre_code"}

    def ahead(self, mark: bytes) -> bool:
        return self.data.startswith(mark, self.at)

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += units(text)

    def special(self) -> None:
        if self.ahead(b"\\"):
            self.escape()
        elif self.ends_entity():
            self.end()
        else:
            self.begin()

    def escape(self) -> None:
        escaped = self.data[self.at + 1]
        if 0 < escaped <= _LAST_ESCAPABLE:
            self.add(chr(escaped))
            self.at += 2
        else:
            self.add("\\")
            self.at += 1

    def ends_entity(self) -> bool:
        if not self.open:
            return False
        if self.in_quote and self.ahead(b"\n") and self.data[self.at + 1] != ord(">"):
            return True
        kind = self.open[-1].type
        if kind == "blockquote":
            return self.ends_expandable()
        if kind == "italic" and self.ahead(b"__"):
            return False
        return self.ahead(_MARKS[kind])

    def ends_expandable(self) -> bool:
        """Two bars at the end of a quotation make it an expandable one."""
        return self.ahead(b"||") and self.data[self.at + 2] in (ord("\n"), 0)

    def reserved(self) -> Exception:
        character = chr(self.data[self.at])
        return unparsable(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def begin(self) -> None:
        start = self.at
        for kind, mark in (
            ("underline", b"__"),
            ("italic", b"_"),
            ("bold", b"*"),
            ("strikethrough", b"~"),
            ("spoiler", b"||"),
            ("custom_emoji", b"!["),
            ("text_link", b"["),
        ):
            if self.ahead(mark):
                self.at += len(mark)
                self.push(kind, start)
                return
        if self.ahead(b"`"):
            self.begin_code(start)
        elif self.ahead(b"\n"):
            self.begin_line(start)
        elif self.ahead(b">") and start == 0:
            self.at += 1
            self.in_quote = True
            self.push("blockquote", start)
        else:
            raise self.reserved()

    def push(self, kind: str, byte: int, language: str = "") -> None:
        self.open.append(_Open(kind, language, self.offset, byte, len(self.pieces)))

    def begin_line(self, start: int) -> None:
        self.add("\n")
        self.at += 1
        if self.ahead(b">"):
            self.at += 1
            if not self.in_quote:
                self.in_quote = True
                self.push("blockquote", start)

    def begin_code(self, start: int) -> None:
        if not self.ahead(b"```"):
            self.at += 1
            self.push("code", start)
            return
        self.at += 3
        end = self.at
        while self.data[end] not in _SPACE + b"`":
            end += 1
        language = ""
        if end != self.at and end < self.size and self.data[end] != ord("`"):
            language = self.data[self.at : end].decode()
            self.at = end
        if self.data[self.at] in b"\r\n":
            pair = self.data[self.at + 1] in b"\r\n" and (
                self.data[self.at] != self.data[self.at + 1]
            )
            self.at += 2 if pair else 1
        self.push("pre_code" if language else "pre", start, language)

    def unended(self, opened: _Open) -> Exception:
        kind = _SPOKEN[opened.type]
        return unparsable(f"Can't find end of {kind} entity at byte offset {opened.byte}")

    def end(self) -> None:
        opened = self.open[-1]
        if self.ahead(b"\n") and opened.type != "blockquote":
            raise self.unended(opened)
        self.open.pop()
        entity = Entity(opened.type, opened.offset, self.offset - opened.offset)
        if opened.type == "blockquote":
            self.end_quote(entity)
        elif opened.type == "text_link":
            self.end_link(entity, opened)
        elif opened.type == "custom_emoji":
            self.end_emoji(entity)
        else:
            self.at += len(_MARKS[opened.type])
            if opened.type == "pre_code":
                entity.type, entity.language = "pre", opened.language
            self.keep(entity)

    def keep(self, entity: Entity) -> None:
        if entity.length:
            self.entities.append(entity)

    def end_quote(self, entity: Entity) -> None:
        self.in_quote = False
        if self.ahead(b"||"):
            entity.type = "expandable_blockquote"
            self.at += 2
        if self.ahead(b"\n"):
            self.add("\n")
            self.at += 1
            entity.length = self.offset - entity.offset
        self.keep(entity)

    def target(self, what: str) -> str:
        """What stands in the round brackets after the square ones."""
        self.at += 2
        begin = self.at
        url = bytearray()
        while self.at < self.size and not self.ahead(b")"):
            if self.ahead(b"\\") and 0 < self.data[self.at + 1] <= _LAST_ESCAPABLE:
                self.at += 1
            url.append(self.data[self.at])
            self.at += 1
        if not self.ahead(b")"):
            raise unparsable(f"Can't find end of a {what} at byte offset {begin}")
        self.at += 1
        return url.decode()

    def end_link(self, entity: Entity, opened: _Open) -> None:
        if self.ahead(b"]("):
            link = self.target("URL")
        else:
            link = "".join(self.pieces[opened.piece :])
            self.at += 1
        if entity.length:
            add_link(self.entities, entity, link)

    def end_emoji(self, entity: Entity) -> None:
        if not self.ahead(b"]("):
            raise unparsable("Custom emoji entity must contain a tg://emoji URL")
        emoji = _EMOJI.fullmatch(self.target("custom emoji URL"))
        if emoji is None:
            raise unparsable("Invalid custom emoji identifier specified")
        entity.custom_emoji_id = emoji[1]
        self.keep(entity)

    def finish(self) -> None:
        if self.in_quote and self.open and self.open[-1].type == "blockquote":
            opened = self.open.pop()
            self.keep(Entity("blockquote", opened.offset, self.offset - opened.offset))
        if self.open:
            raise self.unended(self.open[-1])


def parse_markdown_v2(text: str) -> Formatted:
    """Raises BotApiError with Telegram's own words."""
    return _Parser(text).parse()
