"""Formatted texts: what is kept of them, where it lies, and the way back."""

from typing import Any

import pytest
from asking import Asker


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


HTML = [
    ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 2)]),
    ("<i>a</i> <em>b</em>", "a b", [entity("italic", 0, 1), entity("italic", 2, 1)]),
    ("<u>a</u> <ins>b</ins>", "a b", [entity("underline", 0, 1), entity("underline", 2, 1)]),
    (
        "<s>a</s> <strike>b</strike> <del>c</del>",
        "a b c",
        [entity("strikethrough", n, 1) for n in (0, 2, 4)],
    ),
    (
        '<tg-spoiler>a</tg-spoiler> <span class="tg-spoiler">b</span>',
        "a b",
        [entity("spoiler", 0, 1), entity("spoiler", 2, 1)],
    ),
    ("<code>a</code>", "a", [entity("code", 0, 1)]),
    (
        '<pre><code class="language-python">a</code></pre>',
        "a",
        [entity("pre", 0, 1, language="python")],
    ),
    ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    (
        '<a href="Example.com?a=1&amp;b=2">a</a>',
        "a",
        [entity("text_link", 0, 1, url="http://example.com/?a=1&b=2")],
    ),
    ('<a href="tel:+15550100">call</a>', "call", []),
    (
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        "👍",
        [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
    ),
    ("<B>a</B>", "a", [entity("bold", 0, 1)]),
    ("😀<b>é</b>", "😀é", [entity("bold", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    ("&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;", '<>&"AB&nbsp;', []),
    (" \n a \n ", "a", []),
    (" <b> a</b> ", " a", [entity("bold", 0, 2)]),
    ("a<b> </b>b", "a b", []),
    ("a\r\nb", "a\nb", []),
]


@pytest.mark.parametrize(
    ("parse_mode", "kind"),
    [
        ("HTML", "bold"),
        ("markdown", "italic"),
        ("MARKDOWNV2", "italic"),
        ("None", None),
        ("", None),
    ],
)
async def test_ways_to_format(bot: Asker, parse_mode: str, kind: str | None) -> None:
    """Named without regard to case."""
    person = await bot.acquaintance()
    text = "<b>a</b>" if parse_mode == "HTML" else "_a_"
    message = await bot.result(
        "sendMessage", chat_id=person.chat_id, text=text, parse_mode=parse_mode
    )
    assert [e["type"] for e in message.get("entities", [])] == ([kind] if kind else [])


@pytest.mark.parametrize(("sent", "text", "entities"), HTML)
async def test_html(bot: Asker, sent: str, text: str, entities: list[dict[str, Any]]) -> None:
    person = await bot.acquaintance()
    message = await bot.result("sendMessage", chat_id=person.chat_id, text=sent, parse_mode="hTmL")
    # White space before the first entity is cut, so " <b> a" begins with the entity's own space.
    assert (text, entities) == (message["text"], message.get("entities", []))


MARKDOWN = [
    ("*b* _i_", "b i", [entity("bold", 0, 1), entity("italic", 2, 1)]),
    ("__u__ ~s~", "u s", [entity("underline", 0, 1), entity("strikethrough", 2, 1)]),
    ("||s|| `c`", "s c", [entity("spoiler", 0, 1), entity("code", 2, 1)]),
    ("```py\na\n```", "a", [entity("pre", 0, 1, language="py")]),
    ("[a](http://b.org)", "a", [entity("text_link", 0, 1, url="http://b.org/")]),
    ("\\*a\\.", "*a.", []),
    (">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 4)]),
    ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
]


@pytest.mark.parametrize(("sent", "text", "entities"), MARKDOWN)
async def test_markdown_v2(
    bot: Asker, sent: str, text: str, entities: list[dict[str, Any]]
) -> None:
    person = await bot.acquaintance()
    message = await bot.result(
        "sendMessage", chat_id=person.chat_id, text=sent, parse_mode="MarkdownV2"
    )
    assert (text, entities) == (message["text"], message.get("entities", []))


FOUND = [
    ("/start now", [entity("bot_command", 0, 6)]),
    ("see https://example.org/a?b=c.", [entity("url", 4, 25)]),
    ("example.com", [entity("url", 0, 11)]),
    ("write a.b@example.org", [entity("email", 6, 15)]),
    ("@someone #word", [entity("mention", 0, 8), entity("hashtag", 9, 5)]),
    ("1/2 and 3.5 mg at 7:30", []),
]


@pytest.mark.parametrize(("text", "entities"), FOUND)
async def test_what_telegram_finds_by_itself(
    bot: Asker, text: str, entities: list[dict[str, Any]]
) -> None:
    """In a bot's text as in a person's."""
    person = await bot.acquaintance()
    await bot.result("sendMessage", chat_id=person.chat_id, text=text)
    await person.says(text)
    for message in (await person.sees())[-2:]:
        assert entities == message.get("entities", [])


async def test_nothing_is_found_inside_code_and_links(bot: Asker) -> None:
    person = await bot.acquaintance()
    text = '<code>/start</code> <a href="http://a.org">b.com</a>'
    message = await bot.result("sendMessage", chat_id=person.chat_id, text=text, parse_mode="HTML")
    assert [e["type"] for e in message["entities"]] == ["code", "text_link"]


async def test_html_of_a_message_reads_as_it_was_sent(bot: Asker) -> None:
    """The way back from entities, also where characters count twice."""
    person = await bot.acquaintance()
    sent = (
        "<b>😀 bold <i>both</i></b> &lt;tag&gt; &amp; "
        '<a href="https://example.org/?a=1&amp;b=2">link</a> '
        "<blockquote expandable>long\nquote</blockquote>"
    )
    await bot.result("sendMessage", chat_id=person.chat_id, text=sent, parse_mode="HTML")
    assert sent == (await person.sees())[-1]["html"]


async def test_longest_text_counts_code_points_after_parsing(bot: Asker) -> None:
    """4096 of them pass, however many bytes or tags they take."""
    person = await bot.acquaintance()
    text = "<b>" + "😀" * 4096 + "</b>  \n"
    message = await bot.result("sendMessage", chat_id=person.chat_id, text=text, parse_mode="HTML")
    assert message["entities"] == [entity("bold", 0, 8192)]


async def test_entities_instead_of_parse_mode(bot: Asker) -> None:
    person = await bot.acquaintance()
    message = await bot.result(
        "sendMessage", chat_id=person.chat_id, text="*a*", entities=[entity("bold", 1, 1)]
    )
    assert ("*a*", [entity("bold", 1, 1)]) == (message["text"], message["entities"])


async def test_mention_of_a_person_by_number(bot: Asker) -> None:
    """Known people are mentioned, strangers are not."""
    person = await bot.acquaintance()
    text = f'<a href="tg://user?id={person.chat_id}">a</a> <a href="tg://user?id=5">b</a>'
    message = await bot.result("sendMessage", chat_id=person.chat_id, text=text, parse_mode="HTML")
    assert [person.chat_id] == [e["user"]["id"] for e in message["entities"]]
