"""What comes next for a parent: the first thing not yet known, then the card."""

from collections.abc import Iterable

from handlers import reading
from handlers.card import between_doctors, still
from handlers.context import Turn
from handlers.returning import ask_since, asks_since, look_again
from handlers.rights import may_answer
from handlers.screens import go, in_silence, label, render, where
from handlers.spoken import when
from handlers.wording import reasons, short
from state.assessments.assessment import Item
from state.assessments.rounds import difference
from state.case import Member, Reached
from state.levels import Level
from state.urgency import Standing, last_shown, reached, was_missed


def proceed(turn: Turn, *, note: str = "", undo: str = "") -> None:
    """Goes to the first thing that is not known yet: country, clock, the next question, the card.

    A danger that was found comes before everything: its card is shown first, the questions wait.
    """
    member = turn.member
    if member is None:
        go(turn, "first", anew=True)
    elif in_silence(turn):
        go(turn, "died")
    elif reading.present(turn).danger_is_news or _danger_was_just_shown(turn):
        go(turn, "emergency", anew=True, note=note)
    elif turn.others and not member.nickname:
        go(turn, "name_this", note=note)
    elif asks_since(turn) and may_answer(turn):
        ask_since(turn, note)
    elif member.country is None:
        go(turn, "country", note=note)
    elif member.zone is None:
        go(turn, "zone", note=note)
    elif (item := _to_answer(turn)) is not None:
        go(
            turn,
            "ask",
            item.id,
            note=note or look_again(turn, item) or _first(turn, item),
            undo=undo,
        )
    elif (name := reading.walked(turn)) and may_answer(turn):
        _come_to(turn, member, name, note)
    else:
        _to_card(turn, member, note, undo)


def _to_card(turn: Turn, member: Member, note: str, undo: str) -> None:
    """The card; after a new round of the signs or a changed answer it says what that changed."""
    if member.returning:
        said, member.returning = _what_changed(turn, member.returning), ""
        go(turn, "card", anew=True, note="\n\n".join(filter(None, [note, said])))
    else:
        go(turn, "card", note=note, undo=undo)


def _come_to(turn: Turn, member: Member, name: str, note: str) -> None:
    """What an assessment has come to; first the card, where its answers changed the time to act."""
    if has_card(turn) and time_differs(turn):
        member.returning = "change"
        _to_card(turn, member, note, "")
    else:
        member.walk = None
        insurance = reading.case(turn).insurance
        insurance.plan = insurance.plan or reading.present(turn).cover_in(name)
        go(turn, "outcome", name, note=note)


def _first(turn: Turn, following: Item) -> str:
    """Why an assessment that was opened has to wait: said where its place is first taken."""
    walk = turn.member.walk if turn.member else None
    last = next(iter(reversed(reading.case(turn).answers)), None)
    if walk is None or reading.walked(turn) or last is None or following.one_of_these:
        return ""
    item = reading.find_item(turn, last.item)
    of_it = item is not None and (item.one_of_these or item.home == walk.assessment)
    return render(turn, "soon_first") if of_it else ""


def _to_answer(turn: Turn) -> Item | None:
    """The next question that this member may answer: all of them, or those of danger.

    None in another assessment than the first where an answer has changed the time to act: its card
    is shown at once, and leads back.
    """
    name = reading.walked(turn)
    if name and has_card(turn) and time_differs(turn):
        return None
    item = reading.present(turn).next_in(name) if name else reading.next_item(turn)
    if item is None or may_answer(turn) or item.one_of_these or not has_card(turn):
        return item
    return None


def _what_changed(turn: Turn, by: str) -> str:
    """Said above the card; above an emergency card nothing is, but what to do."""
    if reading.in_danger(turn):
        return ""
    every = reading.assessment(turn).items.values()
    return compared(turn, every) if by == "round" else changed_time(turn)


def changed_time(turn: Turn) -> str:
    """The time to act as last shown and now, and why where the level is another."""
    before, now_is = last_shown(reading.case(turn)), reading.now_is(turn)
    why = reasons(turn, now_is.causes) if now_is.level is not before.level else []
    return render(
        turn,
        "changed",
        before=level_words(turn, before),
        after=level_words(turn, now_is),
        late=now_is.passed(turn.now) and not was_missed(reading.case(turn), now_is, turn.now),
        still=still(turn),
        because=why[0][0] if why else "",
        unused=reading.present(turn).asked.count_unused(),
    )


def time_differs(turn: Turn) -> bool:
    """Whether the level or the time to act by is another than was last shown."""
    before, now_is = last_shown(reading.case(turn)), reading.now_is(turn)
    return (before.level, before.deadline) != (now_is.level, now_is.deadline)


def level_words(turn: Turn, shown: Reached | Standing) -> str:
    """A level and its time in a few words. A time that has gone by is "now", never a date."""
    if shown.level is Level.PLANNED and reading.present(turn).asked.has_team():
        return label(turn, "seen_team")
    if shown.deadline is None:
        return label(turn, f"level_{shown.level.value.lower()}")
    if shown.deadline <= turn.now:
        return label(turn, "seen_passed")
    moment = when(turn, shown.deadline)
    if between_doctors(turn, shown):
        return label(turn, "seen_doctors", when=moment)
    return label(turn, f"level_{shown.level.value.lower()}", when=moment)


def _danger_was_just_shown(turn: Turn) -> bool:
    """Whether a second tap on the screen before must not take the emergency card's place."""
    not_on_it = turn.pressed_is_old or bool(turn.outgoing)
    return where(turn).screen == "emergency" and not_on_it


def compared(turn: Turn, items: Iterable[Item]) -> str:
    """What is different in these lists from last time, in a line or two."""
    found = difference(items, reading.case(turn).answers, turn.chat_id)
    if found is None:
        return ""
    came, went = (
        [short(turn, reading.item(turn, item), line) for item, line in some]
        for some in (found.came, found.went)
    )
    return render(turn, "compared", came=came, went=went)


def has_card(turn: Turn) -> bool:
    """Whether a card was shown: then there is something to go back to."""
    return turn.case is not None and bool(reached(turn.case))


def at_danger(turn: Turn) -> bool:
    """Whether the highest level was shown and not settled since."""
    return turn.case is not None and any(
        event.level is Level.EMERGENCY for event in reached(turn.case)
    )
