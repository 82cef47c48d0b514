"""Conformance of calls, polling and webhooks."""

from conformance_row import Row

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
