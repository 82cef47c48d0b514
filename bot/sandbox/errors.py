"""What the official server says when it refuses, as data, with the place it was read in.

Sources: C is telegram-bot-api 10.0 `Client.cpp`, M its `ClientManager.cpp`, W its
`WebhookActor.cpp`; td is TDLib at the version it pins. "server" marks words that come from
Telegram's own servers and are known from reports only.
"""

from typing import Any, NamedTuple


class BotApiError(Exception):
    """A refusal: its HTTP status, its words and what goes with them."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Official(NamedTuple):
    """One refusal of the official server."""

    code: int
    description: str
    source: str

    def error(self, *details: object) -> BotApiError:
        """The refusal, with its blanks filled."""
        return BotApiError(self.code, self.description.format(*details))


UNKNOWN_PATH = Official(404, "Not Found", "HttpConnection.cpp 33-47")
UNKNOWN_METHOD = Official(404, "Not Found: method not found", "C 12662-12665")
INVALID_TOKEN = Official(401, "Unauthorized: invalid token specified", "M 73-85")
WRONG_SECRET = Official(401, "Unauthorized", "C 7920-7925, 16290")
LOGGED_OUT = Official(400, "Bad Request: Logged out", "C get_closing_error")

POLL_WHILE_WEBHOOK = Official(
    409,
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
    "C 15701-15706",
)
POLL_ELSEWHERE = Official(
    409,
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    "C 16386-16395",
)
POLL_ENDED_BY_WEBHOOK = Official(409, "Conflict: terminated by setWebhook request", "C 16225-16251")

WEBHOOK_URL = Official(400, "Bad Request: invalid webhook URL specified", "C 15961")
WEBHOOK_SECRET_LONG = Official(400, "Bad Request: secret token is too long", "C 16014-16023")
WEBHOOK_SECRET_LETTERS = Official(
    400, "Bad Request: secret token contains unallowed characters", "C 16014-16023"
)

CHAT_EMPTY = Official(400, "Bad Request: chat_id is empty", "C 8200-8202")
CHAT_NOT_FOUND = Official(400, "Bad Request: chat not found", "C 6571")
BLOCKED = Official(403, "Forbidden: bot was blocked by the user", "C 125-127")
NEVER_STARTED = Official(
    403, "Forbidden: bot can't initiate conversation with a user", "C 8136; td: MM 27615-27619"
)
NOT_IN_CHAT = {
    "group": Official(403, "Forbidden: bot was kicked from the group chat", "C 8150-8176"),
    "supergroup": Official(
        403, "Forbidden: bot was kicked from the supergroup chat", "C 8150-8176"
    ),
    "channel": Official(403, "Forbidden: bot was kicked from the channel chat", "C 8150-8176"),
}
LEAVE_PRIVATE = Official(400, "Bad Request: chat can't be left", "td: leaveChat")

TEXT_EMPTY = Official(400, "Bad Request: message text is empty", "C 11400-11401")
TEXT_BLANK = Official(400, "Bad Request: text must be non-empty", "td: ME 4641, 4698")
MESSAGE_LONG = Official(400, "Bad Request: message is too long", "td: MessageContent 4664-4666")
TEXT_LONG = Official(400, "Bad Request: text is too long", "C 11309")
CAPTION_LONG = Official(400, "Bad Request: message caption is too long", "td: MessageContent 5101")
PARSE_MODE = Official(400, "Bad Request: unsupported parse_mode", "C 11323")
REPLY_NOT_FOUND = Official(400, "Bad Request: message to be replied not found", "C 8516-8523")

MESSAGE_ID_EMPTY = Official(400, "Bad Request: message identifier is not specified", "C 8418")
NOT_MODIFIED = Official(
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message",
    "C 108-111",
)
EDIT_NOT_FOUND = Official(400, "Bad Request: message to edit not found", "C 13541")
EDIT_REFUSED = Official(400, "Bad Request: message can't be edited", "td: MM 23150-23157")
EDIT_NO_TEXT = Official(
    400, "Bad Request: there is no text in the message to edit", "td: MM 23150-23157"
)
EDIT_NO_CAPTION = Official(400, "Bad Request: there is no caption in the message to edit", "td: MM")
EDIT_NO_MEDIA = Official(400, "Bad Request: there is no media in the message to edit", "td: MM")
DELETE_NOT_FOUND = Official(400, "Bad Request: message to delete not found", "C 13804")
DELETE_REFUSED = Official(400, "Bad Request: message can't be deleted", "C 149-151")
DELETE_REFUSED_FOR_EVERYONE = Official(
    400, "Bad Request: message can't be deleted for everyone", "C 149-151; td: MM 8317-8320"
)
IDS_EMPTY = Official(400, "Bad Request: message identifiers are not specified", "C 8450")
COPY_NOT_FOUND = Official(400, "Bad Request: message to copy not found", "C 13300")
FORWARD_NOT_FOUND = Official(400, "Bad Request: message to forward not found", "C 13270")
REACT_NOT_FOUND = Official(400, "Bad Request: message to react not found", "C 13560")
PROTECTED = Official(400, "Bad Request: message can't be forwarded", "td: MM")

MARKUP_JSON = Official(400, "Bad Request: can't parse reply keyboard markup JSON object", "C 9708")
MARKUP_OBJECT = Official(400, "Bad Request: object expected as reply markup", "C 9717")
BUTTON_NO_ACTION = Official(
    400,
    "Bad Request: can't parse inline keyboard button: "
    "Text buttons are unallowed in the inline keyboard",
    "C 9694, 9753",
)
BUTTON_UNREADABLE = Official(400, "Bad Request: can't parse inline keyboard button: {}", "C 9753")
BUTTON_TEXT_EMPTY = Official(
    400, "Bad Request: inline keyboard button text must be non-empty", "td: ReplyMarkup 570"
)
BUTTON_URL = Official(
    400, "Bad Request: inline keyboard button URL '{}' is invalid: {}", "td: ReplyMarkup"
)
BUTTON_DATA_INVALID = Official(400, "Bad Request: BUTTON_DATA_INVALID", "server")

QUERY_TOO_OLD = Official(
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
    "C 146-148, 14319-14328",
)

COMMAND_EMPTY = Official(400, "Bad Request: command must be non-empty", "td: BotCommand 172-205")
COMMAND_LONG = Official(400, "Bad Request: command length must not exceed 32", "td: BotCommand")
COMMAND_DESCRIPTION_EMPTY = Official(
    400, "Bad Request: command description must be non-empty", "td: BotCommand"
)
COMMAND_DESCRIPTION_LONG = Official(
    400, "Bad Request: command description length must not exceed 256", "td: BotCommand"
)
COMMAND_LETTERS = Official(400, "Bad Request: BOT_COMMAND_INVALID", "server")
COMMANDS_MANY = Official(400, "Bad Request: BOT_COMMANDS_TOO_MUCH", "server")
COMMANDS_JSON = Official(400, "Bad Request: can't parse commands JSON object", "C 10652")
COMMANDS_ARRAY = Official(400, "Bad Request: expected an Array of BotCommand", "C 10657")
SCOPE_JSON = Official(400, "Bad Request: can't parse BotCommandScope JSON object", "C 10540")
SCOPE_TYPE = Official(400, "Bad Request: unsupported type specified", "C 10600")
DESCRIPTION_LONG = Official(400, "Bad Request: {}_TOO_LONG", "server; documented lengths")
MENU_BUTTON_JSON = Official(400, "Bad Request: can't parse menu button JSON object", "C 10700")

NO_FILE = Official(400, "Bad Request: there is no {} in the request", "C 10031-10055")
FILE_ID_WRONG = Official(
    400,
    "Bad Request: wrong remote file identifier specified: {}",
    "td: FileManager 3971-4001",
)
FILE_URL = Official(400, "Bad Request: failed to get HTTP URL content", "server")
FILE_EMPTY = Official(400, "Bad Request: file must be non-empty", "td: FileManager")
FILE_ID_EMPTY = Official(400, "Bad Request: file_id not specified", "C 15806-15818")
FILE_BIG = Official(400, "Bad Request: file is too big", "C 15806-15818")
MEDIA_JSON = Official(400, "Bad Request: can't parse media JSON object", "C 10990")
MEDIA_ARRAY = Official(400, "Bad Request: expected an Array of InputMedia", "C 10990")
MEDIA_COUNT = Official(
    400, "Bad Request: there must be between 1 and 10 items in the media group", "td: album"
)
MEDIA_TYPE = Official(400, 'Bad Request: type "{}" is unsupported', "C 10960")

ACTION = Official(400, "Bad Request: wrong parameter action in request", "C 13444-13446")

OFFICIAL: dict[str, Official] = {
    name: value for name, value in globals().items() if isinstance(value, Official)
}


def too_many_requests(retry_after: int) -> BotApiError:
    """429, with the seconds to wait (Query.cpp 105-112)."""
    return BotApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )


def group_upgraded(chat_id: int) -> BotApiError:
    """The group has become a supergroup, and where it is now (C 8150-8176)."""
    return BotApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": chat_id},
    )
