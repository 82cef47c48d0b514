"""Every refusal has the official code and words, literally."""

from typing import Any, NamedTuple

import pytest
from asking import Asker, Person

_BUTTON = {"text": "A", "callback_data": "a"}
_CANT_PARSE = "Bad Request: can't parse entities: "
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class Row(NamedTuple):
    """A call and how it is refused; CHAT, OURS, THEIRS, FILE stand for what the test makes."""

    method: str
    parameters: dict[str, Any]
    words: str
    code: int = 400

    def __str__(self) -> str:
        return f"{self.method}: {self.words[:60]}"


def send(words: str, code: int = 400, **parameters: Any) -> Row:
    return Row("sendMessage", {"chat_id": "CHAT", "text": "hi", **parameters}, words, code)


def html(text: str, words: str) -> Row:
    return send(_CANT_PARSE + words, text=text, parse_mode="HTML")


def markdown(text: str, words: str) -> Row:
    return send(_CANT_PARSE + words, text=text, parse_mode="MarkdownV2")


def button(words: str, **button: Any) -> Row:
    return send(words, reply_markup={"inline_keyboard": [[button]]})


def edit(words: str, **parameters: Any) -> Row:
    return Row("editMessageText", {"chat_id": "CHAT", "text": "hi", **parameters}, words)


def command(words: str, command: str, description: str = "d") -> Row:
    commands = [{"command": command, "description": description}]
    return Row("setMyCommands", {"commands": commands}, words)


ROWS = [
    Row("sendNothing", {}, "Not Found: method not found", 404),
    # Texts
    send("Bad Request: message text is empty", text=""),
    send("Bad Request: text must be non-empty", text=" \n "),
    send("Bad Request: text must be non-empty", text="<b></b>", parse_mode="HTML"),
    send("Bad Request: message is too long", text="a" * 4097),
    send("Bad Request: text is too long", text="a" * 32769),
    send("Bad Request: text is too long", text="é" * 16385),
    send("Bad Request: unsupported parse_mode", parse_mode="BBCode"),
    # Chats
    send("Bad Request: chat not found", chat_id=1),
    send("Bad Request: chat_id is empty", chat_id=""),
    send("Bad Request: message to be replied not found", reply_parameters={"message_id": 9}),
    # HTML, with offsets in bytes
    html("é<x>", 'Unsupported start tag "x" at byte offset 2'),
    html("a<b", "Unclosed start tag at byte offset 1"),
    html("a</b>", "Unexpected end tag at byte offset 1"),
    html("é<b>a</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    html("<b>a</b", "Unclosed end tag at byte offset 4"),
    html("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    html("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    html("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    # MarkdownV2
    markdown("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
    markdown("é*a", "Can't find end of Bold entity at byte offset 2"),
    markdown("[a](b", "Can't find end of a URL at byte offset 4"),
    # Keyboards
    send("Bad Request: can't parse reply keyboard markup JSON object", reply_markup="{"),
    send("Bad Request: object expected as reply markup", reply_markup=[1]),
    button(
        "Bad Request: can't parse inline keyboard button: "
        "Text buttons are unallowed in the inline keyboard",
        text="A",
    ),
    button(
        "Bad Request: can't parse inline keyboard button: "
        "Text buttons are unallowed in the inline keyboard",
        text="A",
        callback_data="",
    ),
    button(
        "Bad Request: inline keyboard button text must be non-empty", text="", callback_data="a"
    ),
    button("Bad Request: BUTTON_DATA_INVALID", text="A", callback_data="é" * 33),
    # Edits and deletions
    edit("Bad Request: message text is empty", message_id="OURS", text=""),
    edit("Bad Request: text must be non-empty", message_id="OURS", text=" "),
    edit("Bad Request: message is too long", message_id="OURS", text="a" * 4097),
    edit("Bad Request: message to edit not found", message_id=1),
    edit("Bad Request: message identifier is not specified"),
    edit("Bad Request: message can't be edited", message_id="THEIRS"),
    edit("Bad Request: there is no text in the message to edit", message_id="FILE"),
    edit(
        _NOT_MODIFIED,
        message_id="OURS",
        text="<b>hello</b>",
        parse_mode="html",
        reply_markup={"inline_keyboard": [[_BUTTON]]},
    ),
    Row(
        "editMessageReplyMarkup",
        {"chat_id": "CHAT", "message_id": "OURS", "reply_markup": {"inline_keyboard": [[_BUTTON]]}},
        _NOT_MODIFIED,
    ),
    Row(
        "deleteMessage",
        {"chat_id": "CHAT", "message_id": 1},
        "Bad Request: message to delete not found",
    ),
    Row(
        "deleteMessages",
        {"chat_id": "CHAT", "message_ids": []},
        "Bad Request: message identifiers are not specified",
    ),
    Row(
        "copyMessage",
        {"chat_id": "CHAT", "from_chat_id": "CHAT", "message_id": 1},
        "Bad Request: message to copy not found",
    ),
    Row(
        "forwardMessage",
        {"chat_id": "CHAT", "from_chat_id": "CHAT", "message_id": 1},
        "Bad Request: message to forward not found",
    ),
    # Presses
    Row("answerCallbackQuery", {"callback_query_id": "1"}, _TOO_OLD),
    Row("answerCallbackQuery", {"callback_query_id": "x"}, _TOO_OLD),
    # Commands
    command("Bad Request: command must be non-empty", " / "),
    command("Bad Request: command length must not exceed 32", "a" * 33),
    command("Bad Request: command description must be non-empty", "a", " "),
    command("Bad Request: command description length must not exceed 256", "a", "d" * 257),
    command("Bad Request: BOT_COMMAND_INVALID", "Start"),
    Row(
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    # Texts of the profile
    Row("setMyName", {"name": "n" * 65}, "Bad Request: BOT_NAME_TOO_LONG"),
    Row("setMyDescription", {"description": "d" * 513}, "Bad Request: BOT_DESCRIPTION_TOO_LONG"),
    Row(
        "setMyShortDescription",
        {"short_description": "d" * 121},
        "Bad Request: BOT_SHORT_DESCRIPTION_TOO_LONG",
    ),
    # Files
    Row("sendDocument", {"chat_id": "CHAT"}, "Bad Request: there is no document in the request"),
    Row("sendPhoto", {"chat_id": "CHAT"}, "Bad Request: there is no photo in the request"),
    Row(
        "sendDocument",
        {"chat_id": "CHAT", "document": "nonsense"},
        "Bad Request: wrong remote file identifier specified: Wrong string length",
    ),
    Row(
        "sendDocument",
        {"chat_id": "CHAT", "document": "FILE_ID", "caption": "c" * 1025},
        "Bad Request: message caption is too long",
    ),
    Row(
        "sendDocument",
        {"chat_id": "CHAT", "document": "https://example.org/a.pdf"},
        "Bad Request: failed to get HTTP URL content",
    ),
    Row("getFile", {}, "Bad Request: file_id not specified"),
    # The rest
    Row(
        "sendChatAction",
        {"chat_id": "CHAT", "action": "dance"},
        "Bad Request: wrong parameter action in request",
    ),
    Row("setWebhook", {"url": "nowhere"}, "Bad Request: invalid webhook URL specified"),
    Row(
        "setWebhook",
        {"url": "http://127.0.0.1/", "secret_token": "s" * 257},
        "Bad Request: secret token is too long",
    ),
    Row(
        "setWebhook",
        {"url": "http://127.0.0.1/", "secret_token": "a b"},
        "Bad Request: secret token contains unallowed characters",
    ),
]


async def _chat(bot: Asker) -> tuple[Person, dict[str, Any]]:
    """A chat with one message of each kind, and what the words in the rows stand for."""
    person = await bot.acquaintance()
    chat = person.chat_id
    theirs = await person.says("mine")
    ours = await bot.result(
        "sendMessage",
        chat_id=chat,
        text="<b>hello</b>",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[_BUTTON]]},
    )
    _, sent = await person.does(
        "messages", {"document": {"file_name": "a.txt", "content_base64": "YQ=="}}
    )
    seen = await person.sees()
    file_id = next(m for m in seen if m["message_id"] == sent["message_id"])["document"]["file_id"]
    file = await bot.result("sendDocument", chat_id=chat, document=file_id)
    return person, {
        "CHAT": chat,
        "THEIRS": theirs,
        "OURS": ours["message_id"],
        "FILE": file["message_id"],
        "FILE_ID": file_id,
    }


@pytest.mark.parametrize("row", ROWS, ids=str)
async def test_refusal(bot: Asker, row: Row) -> None:
    """The bot reads the very code and words that Telegram would send, and nothing has changed."""
    person, made = await _chat(bot)
    before = await person.sees()
    parameters = {
        name: made.get(value, value) if isinstance(value, str) else value
        for name, value in row.parameters.items()
    }
    reply = await bot.call(row.method, **parameters)
    assert (row.code, row.words) == reply.refusal
    assert before == await person.sees()


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("abc", "Unauthorized: invalid token specified"),
        ("0123:sandbox-test-secret-of-this-bot", "Unauthorized: invalid token specified"),
        ("1:" + "a" * 90, "Unauthorized: invalid token specified"),
        ("123:short", "Unauthorized"),
        ("123:not$base64url$but$long$enough", "Unauthorized"),
    ],
)
async def test_token_that_is_none(bot: Asker, token: str, words: str) -> None:
    bot.token = token
    assert (401, words) == (await bot.call("getMe")).refusal


async def test_person_who_never_started_the_bot(bot: Asker) -> None:
    person = await bot.person()
    reply = await bot.call("sendMessage", chat_id=person.chat_id, text="hi")
    assert reply.refusal == (403, "Forbidden: bot can't initiate conversation with a user")


async def test_blocked_bot(bot: Asker) -> None:
    """Sends, edits and chat actions are refused until the person comes back."""
    person = await bot.acquaintance()
    chat = person.chat_id
    message = await bot.result("sendMessage", chat_id=chat, text="hi")
    await person.does("block")
    for method, more in (
        ("sendMessage", {"text": "hi"}),
        ("editMessageText", {"text": "ho", "message_id": message["message_id"]}),
        ("sendChatAction", {"action": "typing"}),
    ):
        reply = await bot.call(method, chat_id=chat, **more)
        assert reply.refusal == (403, "Forbidden: bot was blocked by the user")
    await person.does("unblock")
    assert (await bot.call("sendMessage", chat_id=chat, text="hi")).status == 200


async def test_old_messages_stay(bot: Asker) -> None:
    """After two days a bot cannot delete a message for everyone."""
    person = await bot.acquaintance()
    message = await bot.result("sendMessage", chat_id=person.chat_id, text="hi")
    await bot.do("clock", {"advance_seconds": 48 * 3600 + 1})
    reply = await bot.call(
        "deleteMessage", chat_id=person.chat_id, message_id=message["message_id"]
    )
    assert reply.refusal == (400, "Bad Request: message can't be deleted for everyone")


async def test_file_of_another_bot(bot: Asker) -> None:
    """A file id is worth something to one bot only."""
    other = Asker(bot.session)
    person = await other.acquaintance()
    await person.does("messages", {"voice": {"content_base64": "YQ=="}})
    voice = (await person.sees())[-1]["voice"]["file_id"]
    assert (await other.call("getFile", file_id=voice)).status == 200
    assert (await bot.call("getFile", file_id=voice)).status == 400
    ours = await bot.acquaintance()
    reply = await bot.call("sendVoice", chat_id=ours.chat_id, voice=voice)
    assert reply.refusal[1].startswith("Bad Request: wrong remote file identifier specified: ")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_bot_that_was_put_out(bot: Asker, kind: str) -> None:
    await bot.result("getMe")
    bot.strict = False
    chat = {"id": -200 - bot.id, "type": kind, "title": "Family"}
    await bot.do("updates", {"my_chat_member": {"chat": chat}})
    assert (await bot.call("sendMessage", chat_id=chat["id"], text="hi")).status == 200
    out = {"chat": chat, "new_chat_member": {"status": "kicked"}}
    await bot.do("updates", {"my_chat_member": out})
    reply = await bot.call("sendMessage", chat_id=chat["id"], text="hi")
    assert reply.refusal == (403, f"Forbidden: bot was kicked from the {kind} chat")


async def test_group_that_became_a_supergroup(bot: Asker) -> None:
    """The refusal says where it is now."""
    await bot.result("getMe")
    bot.strict = False
    chat = {"id": -100 - bot.id, "type": "group", "title": "Family"}
    await bot.do("updates", {"message": {"chat": chat, "migrate_to_chat_id": -1007}})
    reply = await bot.call("sendMessage", chat_id=chat["id"], text="hi")
    assert reply.refusal == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
    )
    assert reply.document["parameters"] == {"migrate_to_chat_id": -1007}


async def test_person_who_left_telegram(bot: Asker) -> None:
    """Made up as a fault, for nobody of the sandbox leaves."""
    person = await bot.acquaintance()
    words = "Forbidden: user is deactivated"
    await bot.do("faults", {"kind": "error", "status": 403, "description": words})
    reply = await bot.call("sendMessage", chat_id=person.chat_id, text="hi")
    assert reply.refusal == (403, words)


async def test_logged_out(bot: Asker) -> None:
    await bot.result("logOut")
    assert (await bot.call("getMe")).refusal == (400, "Bad Request: Logged out")
