"""Conformance of messages, buttons, files and what a bot says of itself."""

from conformance_row import Row

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
