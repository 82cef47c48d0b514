"""A file made of what somebody typed is a file of words: nothing in it runs, or is fetched."""

import re
from html.parser import HTMLParser

import msgspec
from everything_read import CARDS, to_the_card
from test_words_stay_words import ATTACK, much_was_typed
from walking import Attacker

from bot.delivery.reports import html
from state.effects import Document
from state.reports import Report, Written

OURS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "li"}
SCRIPT = (
    "</title></style></li><script src=https://x.y>alert(1)</script><img src=x onerror=alert(1)>"
)


class Tags(HTMLParser):
    """The elements of a page, and what their attributes and the page's text say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said += data


async def files(one: Attacker) -> list[Document]:
    await to_the_card(one, CARDS["cancer was mentioned, US, under 3 months"])
    await much_was_typed(one)
    await one.tap(one.screen_id or 0, "notes:note")
    await one.write(SCRIPT)
    one.documents.clear()
    await one.write("/mydata")
    for data in ("mydata_page", "mydata_file"):
        await one.tap(one.screen_id or 0, data)
    return one.documents


async def test_a_page_of_what_is_kept_has_no_tags_but_ours() -> None:
    async with Attacker() as one:
        (report,) = [d.content for d in await files(one) if isinstance(d.content, Report)]
        page = html(report).decode()
        read = Tags(page)
        assert read.tags == OURS
        assert read.attributes <= {"lang", "dir", "charset", "name", "content", "http-equiv"}
        assert ATTACK in read.said
        assert SCRIPT in read.said
        assert not re.search(r"(?i)url\(|@import|https?:", page.replace("https://x.y", ""))


async def test_the_file_of_data_gives_back_what_was_typed() -> None:
    async with Attacker() as one:
        (data,) = [d.content for d in await files(one) if isinstance(d.content, Written)]
        (plan,) = msgspec.json.decode(data.text)["plans"]
        typed = [entry["text"] for entry in plan["plan"]["entries"]]
        assert {ATTACK, SCRIPT} <= set(typed)


async def test_names_of_files_say_nothing() -> None:
    """They lie in the downloads of a phone that others may hold."""
    async with Attacker() as one:
        for document in await files(one):
            name = document.file_name.lower()
            assert re.fullmatch(r"[a-z_.-]+", name)
            assert not re.search("cancer|onco|referral|child|companion|health|medic", name)
