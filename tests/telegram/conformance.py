"""What the official Bot API server does, behaviour by behaviour, and which tests ask the sandbox.

The sources are those of `bot/sandbox/errors.py`: C is telegram-bot-api 10.0 `Client.cpp`, W its
`WebhookActor.cpp`, Q `Query.cpp`, H `HttpConnection.cpp`, M `ClientManager.cpp`; td is TDLib.
A test is named by the end of its module and of its function; in quotes stand refusals, which
`test_sandbox_refusals.py` asks for word by word. `beyond` says what of a behaviour a stand-in on
one's own desk does not have.
"""

import importlib
from typing import NamedTuple

from test_sandbox_refusals import ROWS


class Row(NamedTuple):
    """One behaviour of the official server."""

    what: str
    source: str
    shown_by: tuple[str, ...]
    beyond: str = ""

    def __str__(self) -> str:
        return self.what


HTTP = [
    Row(
        "path /bot<token>/<method>, names without regard to case, method as a parameter",
        "H 33-47, Q 41-44",
        ("calls: names_without_regard_to_case", "calls: method_as_parameter_and_by_get"),
    ),
    Row(
        "parameters from query, form, JSON and multipart; first value wins; percent-decoding",
        "td: HttpReader 118-159, 208-226, 595-698",
        (
            "calls: four_ways_to_send_parameters",
            "calls: first_of_two_values_counts",
            "calls: addresses_are_percent_decoded",
            "calls: body_that_is_no_json_loses_its_parameters",
        ),
    ),
    Row(
        "lenient scalars, clamped numbers",
        "C 12360-12365, 9357-9361",
        ("polling: garbage_in_numbers_counts_as_nothing", "calls: what_counts_as_true"),
    ),
    Row(
        "ok and error envelopes, HTTP status = error_code, Retry-After",
        "Query.h 195-235, H 66-73",
        (
            "refusals: refusal",
            "pacing: chat_after_a_burst_of_five",
            "control: too_many_requests_on_purpose",
            "webhook: webhook_set_twice",
        ),
    ),
    Row(
        "prefixed words with a small first letter, codes in capitals as they are",
        "C 163-204",
        ('"Bad Request: message text is empty"', '"Bad Request: BUTTON_DATA_INVALID"'),
    ),
    Row("unknown method", "C 12662-12665", ('"Not Found: method not found"',)),
    Row("tokens that are none", "M 73-85, C 7920-7925, 16290", ("refusals: token_that_is_none",)),
    Row(
        "429 with retry_after: flood limits",
        "Q 105-112, C 7966-7982",
        (
            "pacing: chat_after_a_burst_of_five",
            "pacing: bot_after_thirty_at_once",
            "pacing: edits_count_and_the_rest_does_not",
            "pacing: a_chat_has_its_pace_with_each_bot",
        ),
        "overload of the server (a thousand calls at work, 310 unsent messages of one chat): here "
        "every call is done at once, so nothing piles up; a fault makes the same answer",
    ),
    Row(
        "other codes become 400",
        "C 83-102, 180-184",
        ("refusals: refusal", "refusals: logged_out"),
        "codes of TDLib never arise here; faults answer with any code as told",
    ),
]

POLLING = [
    Row(
        "409 while a webhook is set",
        "C 15701-15706",
        ("polling: webhook_and_polling_exclude_each_other",),
    ),
    Row(
        "limit 1 to 100, timeout to 50 s, answers to 4 MiB",
        "C 15707-15709, 16307-16312",
        (
            "polling: garbage_in_numbers_counts_as_nothing",
            "expiry: poll_waits_fifty_seconds_at_most",
            "expiry: answer_of_four_megabytes_at_most",
        ),
    ),
    Row(
        "offset confirms; none deletes nothing; negative keeps the last",
        "C 16326-16352, td: TQueue 221-293, 432-462",
        (
            "polling: offset_confirms_what_lies_below_it",
            "polling: nothing_is_forgotten_without_an_offset",
            "polling: negative_offset_keeps_the_last",
        ),
    ),
    Row(
        "an offset far off counts as the head",
        "td: TQueue 303-309, C 16354-16359",
        (
            "polling: offset_far_above_all_returns_all",
            "polling: nothing_is_forgotten_without_an_offset",
        ),
    ),
    Row(
        "ids begin at random and grow by one; kinds not asked for take none",
        "td: TQueue 158-179, C 16971-16991",
        ("polling: ids_follow_each_other", "polling: kinds_a_bot_has_not_asked_for_are_dropped"),
    ),
    Row(
        "queue of 100 000, each update kept for its time",
        "td: TQueue 87, 149; C 17053-17158",
        ("expiry: updates_are_kept_for_a_time", "expiry: full_queue_takes_no_more"),
    ),
    Row(
        "a second poll that must wait ends the first; a second conflict is held back",
        "C 16386-16395, 16225-16251",
        (
            "polling: newer_poll_ends_the_older",
            "polling: poll_that_need_not_wait_ends_no_other",
            "polling: webhook_and_polling_exclude_each_other",
            "expiry: second_conflict_is_held_back",
            "with_libraries: second_instance_is_noticed",
        ),
    ),
    Row(
        "the same offset again is slowed, and at once gets one update",
        "C 15713-15721",
        (
            "polling: same_offset_at_once_gives_one",
            "expiry: same_offset_within_three_seconds_waits",
        ),
    ),
    Row(
        "a waiting poll is answered at once",
        "C 16422-16428",
        ("polling: waiting_poll_is_answered_at_once",),
    ),
    Row(
        "allowed_updates: read leniently, remembered, shared with setWebhook",
        "C 16889-16946",
        (
            "polling: kinds_a_bot_has_not_asked_for_are_dropped",
            "webhook: allowed_updates_are_shown_and_shared",
        ),
    ),
    Row(
        "own messages are no updates; a block is one",
        "C 17268-17281, 17411-17453",
        ("polling: own_messages_are_no_updates", "control: block_and_unblock_tell_the_bot"),
    ),
]

WEBHOOK = [
    Row(
        "answers of setWebhook and deleteWebhook; a second within a second is refused",
        "C 15733-15739, 15768, 15877, 16057",
        ("webhook: update_arrives_with_the_secret", "webhook: webhook_set_twice"),
    ),
    Row(
        "refused addresses and secrets",
        "C 15961, 16014-16023",
        (
            '"Bad Request: invalid webhook URL specified"',
            '"Bad Request: secret token is too long"',
            '"Bad Request: secret token contains unallowed characters"',
        ),
        "demands for https, certain ports and public addresses: a server of one's own has none",
    ),
    Row(
        "max_connections, drop_pending_updates; what waits survives",
        "C 15988-15992, 16006-16008",
        (
            "webhook: webhook_set_twice",
            "webhook: pending_updates_survive_unless_dropped",
            "webhook: what_waits_is_delivered_when_a_webhook_is_set",
            "webhook_retries: setting_it_anew_can_drop_what_waits",
        ),
    ),
    Row(
        "delivery: headers, secret, success is 200 to 299",
        "W 552-577, 230-233, 619",
        (
            "webhook: update_arrives_with_the_secret",
            "webhook_retries: any_success_will_do",
            "webhook_retries: anything_else_is_tried_again",
        ),
    ),
    Row(
        "order: a line for each chat, one for its presses, side by side",
        "W 413-476, 525-545; C 17158, 17279, 17959",
        ("webhook: failure_holds_up_its_chat_only", "webhook: press_may_overtake_a_message"),
    ),
    Row(
        "retries: at once or after Retry-After, then 2, 4, 8 s; 410 for 23 h; few new connections",
        "W 282-303, 494-523, 637-650, 703",
        (
            "webhook: failure_holds_up_its_chat_only",
            "webhook_retries: pauses_grow",
            "webhook_retries: bot_that_is_gone_for_a_day_loses_its_webhook",
            "webhook_retries: failing_webhook_gets_few_new_connections",
        ),
    ),
    Row(
        "words of the last error",
        "W 194, 636, 659",
        (
            "webhook: failure_holds_up_its_chat_only",
            "webhook: pending_updates_survive_unless_dropped",
            "webhook_retries: connection_that_ends",
        ),
    ),
    Row(
        "getWebhookInfo",
        "C 5945-5980",
        (
            "webhook: update_arrives_with_the_secret",
            "webhook: pending_updates_survive_unless_dropped",
            "webhook: allowed_updates_are_shown_and_shared",
        ),
    ),
    Row("a call in the answer", "W 621-634", ("webhook: call_in_the_answer",)),
]

MESSAGES = [
    Row("no text", "C 11400-11401", ('"Bad Request: message text is empty"',)),
    Row("blank text", "td: ME 4641, 4698", ('"Bad Request: text must be non-empty"',)),
    Row(
        "4096 code points after parsing",
        "td: MessageContent 4664-4666",
        (
            '"Bad Request: message is too long"',
            "formatting: longest_text_counts_code_points_after_parsing",
        ),
    ),
    Row(
        "raw text to 32768 bytes, captions to 1024",
        "C 11309; td: MessageContent 5101",
        ('"Bad Request: text is too long"', '"Bad Request: message caption is too long"'),
    ),
    Row(
        "texts are trimmed; entities are found",
        "td: ME 4656-4692, 4720",
        (
            "formatting: html",
            "formatting: what_telegram_finds_by_itself",
            "formatting: nothing_is_found_inside_code_and_links",
        ),
    ),
    Row(
        "tags, character references, offsets in UTF-16, parse modes",
        "td: ME 3325-3336, 3409-3412; C 11313-11323",
        ("formatting: html", "formatting: markdown_v2", "formatting: ways_to_format"),
    ),
    Row(
        "faults of HTML",
        "td: ME 3405-3615",
        tuple(
            f'"Bad Request: can\'t parse entities: {words}"'
            for words in (
                "Unsupported start tag",
                "Unclosed start tag",
                "Unexpected end tag",
                "Unmatched end tag",
                "Unclosed end tag",
                "Can't find end tag",
                "Empty attribute name",
                'Tag "span" must',
            )
        ),
    ),
    Row("unknown parse_mode", "C 11323", ('"Bad Request: unsupported parse_mode"',)),
    Row(
        "chat unknown or missing",
        "C 6571, 8200-8202",
        ('"Bad Request: chat not found"', '"Bad Request: chat_id is empty"'),
    ),
    Row(
        "blocked, deactivated, never started",
        "C 122-127, 8136",
        (
            "refusals: blocked_bot",
            "refusals: person_who_left_telegram",
            "refusals: person_who_never_started_the_bot",
        ),
    ),
    Row(
        "group upgraded, bot put out",
        "C 8150-8176",
        (
            "refusals: group_that_became_a_supergroup",
            "refusals: bot_that_was_put_out",
            "calls: group_that_a_raw_update_speaks_of",
        ),
    ),
    Row(
        "reply to what is not there",
        "C 8516-8523, 9396-9437",
        ('"Bad Request: message to be replied not found"', "calls: options_are_echoed"),
    ),
    Row("edit that changes nothing", "C 108-111", ('"Bad Request: message is not modified"',)),
    Row(
        "edit or deletion of what is not there",
        "C 13541, 13804, 8418-8420",
        ('"Bad Request: message to edit not found"', '"Bad Request: message to delete not found"'),
    ),
    Row(
        "edit of a person's message, or of one without text",
        "td: MM 23150-23157",
        (
            '"Bad Request: message can\'t be edited"',
            '"Bad Request: there is no text in the message to edit"',
        ),
    ),
    Row("deletion after two days", "C 149-151, td: MM 8317-8320", ("refusals: old_messages_stay",)),
    Row(
        "edit without keyboard removes it",
        "C 9779-9790, 13508",
        ("calls: edit_without_keyboard_removes_it",),
    ),
    Row(
        "button without action",
        "C 9694, 9753",
        ('"Bad Request: can\'t parse inline keyboard button: Text buttons are unallowed"',),
    ),
    Row(
        "button without words",
        "td: ReplyMarkup 570",
        ('"Bad Request: inline keyboard button text must be non-empty"',),
    ),
    Row("callback_data over 64 bytes", "server", ('"Bad Request: BUTTON_DATA_INVALID"',)),
    Row(
        "markup that is no JSON, or no object",
        "C 9708, 9717",
        (
            '"Bad Request: can\'t parse reply keyboard markup JSON object"',
            '"Bad Request: object expected as reply markup"',
        ),
    ),
    Row(
        "presses unknown or too old",
        "C 146-148, 14319-14328",
        ('"Bad Request: query is too old"', "expiry: answer_that_comes_too_late"),
    ),
    Row(
        "the pressed message, or that it is gone; chat_instance",
        "C 1728-1733, 4891-4902",
        ("control: press_returns_the_answer", "control: stale_press_of_a_message_that_is_gone"),
    ),
    Row(
        "setMyCommands",
        "td: BotCommand 172-205, C 10652-10678",
        (
            '"Bad Request: command must be non-empty"',
            '"Bad Request: command length must not exceed 32"',
            '"Bad Request: command description must be non-empty"',
            '"Bad Request: command description length must not exceed 256"',
            '"Bad Request: BOT_COMMAND_INVALID"',
            '"Bad Request: BOT_COMMANDS_TOO_MUCH"',
            "calls: profile",
        ),
    ),
    Row(
        "description 512, short description 120, name 64",
        "server, C 12808-12835",
        (
            '"Bad Request: BOT_NAME_TOO_LONG"',
            '"Bad Request: BOT_DESCRIPTION_TOO_LONG"',
            '"Bad Request: BOT_SHORT_DESCRIPTION_TOO_LONG"',
        ),
        "only that it is refused is known, not the words",
    ),
    Row(
        "sendDocument: part, attach://, file_id, address; ids are one bot's own",
        "C 10031-10055, 12941-12945; td: FileManager 3971-4001",
        (
            "files: document_a_bot_sends",
            "files: file_id_sends_the_same_file_again",
            "refusals: file_of_another_bot",
            '"Bad Request: there is no document in the request"',
            '"Bad Request: wrong remote file identifier specified"',
            '"Bad Request: failed to get HTTP URL content"',
        ),
        "files are not fetched from other addresses: the sandbox calls nobody",
    ),
    Row(
        "getFile and download",
        "C 8366, 15806-15818",
        (
            "files: document_a_person_sends",
            "files: largest_file_a_bot_may_fetch",
            '"Bad Request: file_id not specified"',
        ),
    ),
    Row(
        "protection and effects are echoed",
        "C 4725, 4744, 16128-16143",
        ("calls: options_are_echoed", "calls: protected_messages_are_not_passed_on"),
    ),
    Row(
        "chat actions",
        "C 13444-13446",
        ('"Bad Request: wrong parameter action in request"', "calls: small_things"),
    ),
    Row("deep links", "td: LinkManager 56-57", ("control: deep_link_arrives_as_a_command",)),
    Row("getMe", "C 464-497", ("calls: what_get_me_says",)),
]

TABLE = [*HTTP, *POLLING, *WEBHOOK, *MESSAGES]


def found(shown_by: str) -> int:
    """How many tests or rows of refusals that name stands for."""
    if shown_by.startswith('"'):
        return sum(row.words.startswith(shown_by[1:-1]) for row in ROWS)
    module, _, function = shown_by.partition(": ")
    test = getattr(importlib.import_module(f"test_sandbox_{module}"), f"test_{function}", None)
    return int(callable(test))
