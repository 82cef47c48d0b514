"""Inviting another adult: is it safe, who it is, what they may do and see; a look at it; then sent.

What was chosen on the way stands in the place of the screen. Until the last step there is nothing
that anybody could open; who says that it is not safe leaves no trace of having been here.
"""

from handlers import reading
from handlers.context import Turn
from handlers.places import crisis_line, emergency_numbers
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    is_at_now,
    label,
    render,
    screen,
    where,
    worse,
)
from handlers.sending_invites import address, send
from handlers.sight import sight
from handlers.team import team
from state import invites, inviting
from state.case import Member, Part, Place, Role
from state.effects import Button, Show
from state.inviting import Draft
from state.sharing import LEFT_OUT_AT_FIRST, PARTS

RELATIONS = ("parent", "grandparent", "adult")
NOBODY_YET = -1
"""The chat of somebody who has not joined."""


def may_invite(turn: Turn) -> bool:
    """Whether this member may, and there is something to show, and room for one more."""
    case, member = turn.case, turn.member
    if case is None or member is None or not reading.card_is_due(turn):
        return False
    waiting = [one for one in invites.open_invites(case, turn.now) if not one.way_back]
    return member.role is Role.FULL and len(case.members) + len(waiting) < invites.MOST_ADULTS


def _last(turn: Turn, back: str) -> list[Button]:
    return [button(turn, "back", back), worse(turn)]


@press("invite")
def _on_invite(turn: Turn, _arguments: list[str]) -> None:
    """The first question: whether it is safe."""
    if may_invite(turn):
        go(turn, "invite")
    else:
        stale(turn)


@screen("invite")
def _safe(turn: Turn, _about: str) -> View:
    ways = [button(turn, one, one) for one in ("invite_safe", "invite_unsafe")]
    return View(render(turn, "invite"), [*([way] for way in ways), _last(turn, "adults")])


@press("invite_unsafe")
def _on_unsafe(turn: Turn, _arguments: list[str]) -> None:
    """Kind words and a number; nothing is sent, and nothing kept, not even where they were."""
    if turn.member is None:
        stale(turn)
        return
    turn.member.place, turn.member.expecting = Place("menu"), None
    numbers = {"emergency": emergency_numbers(turn), "crisis_line": crisis_line(turn)}
    rows = ((button(turn, "back_to_card", "card"),), (worse(turn),))
    turn.send(Show(render(turn, "invite_unsafe", **numbers), rows, edit=turn.pressed))


@press("invite_safe")
def _on_safe(turn: Turn, _arguments: list[str]) -> None:
    if may_invite(turn) and not turn.pressed_is_old:
        go(turn, "invite_who")
    else:
        stale(turn)


@screen("invite_who")
def _who(turn: Turn, _about: str) -> View:
    rows: Rows = [[button(turn, f"invite_{one}", f"invite_as:{one}")] for one in RELATIONS]
    return View(render(turn, "invite_who"), [*rows, _last(turn, "invite")])


@press("invite_as")
def _on_as(turn: Turn, arguments: list[str]) -> None:
    """The other parent may live elsewhere: one plan or two is theirs to say, never assumed."""
    draft = inviting.read(f"{arguments[0]}/{Role.READ.value}/{','.join(LEFT_OUT_AT_FIRST)}")
    if draft is None or not is_at_now(turn, "invite_who", ""):
        stale(turn)
    elif draft.relation == "parent":
        go(turn, "invite_apart")
    else:
        go(turn, "invite_role", draft.written)


@screen("invite_apart")
def _apart(turn: Turn, _about: str) -> View:
    rows: Rows = [[button(turn, one, one)] for one in ("invite_one", "invite_each")]
    return View(render(turn, "invite_apart"), [*rows, _last(turn, "invite_safe")])


@press("invite_one")
def _on_one(turn: Turn, _arguments: list[str]) -> None:
    if is_at_now(turn, "invite_apart", ""):
        go(turn, "invite_role", Draft("parent").written)
    else:
        stale(turn)


@press("invite_each")
def _on_each(turn: Turn, _arguments: list[str]) -> None:
    """A plan each: that needs no invite. The text to send on has nothing of this plan in it."""
    if is_at_now(turn, "invite_apart", ""):
        turn.show(render(turn, "invite_own_plan", address=address(turn)), is_screen=False)
        go(turn, "adults", anew=True, note=render(turn, "invite_own_sent"))
    else:
        stale(turn)


@screen("invite_role")
def _role(turn: Turn, about: str) -> View:
    _read(about)
    rows: Rows = [[button(turn, f"role_{one.value}", f"invite_role:{one.value}")] for one in Role]
    joined = reading.case(turn).member(turn.chat_id).joined_at is not None
    text = render(turn, "invite_role", can_be_removed=joined)  # who began it is removed by nobody
    return View(text, [*rows, _last(turn, "invite_safe")])


@press("invite_role")
def _on_role(turn: Turn, arguments: list[str]) -> None:
    draft = _draft(turn, "invite_role")
    role = next((one for one in Role if one.value == arguments[0]), None)
    if draft is None or role is None:
        stale(turn)
    else:
        go(turn, "invite_parts", draft.with_role(role).written)


@screen("invite_parts")
def _parts(turn: Turn, about: str) -> View:
    """Each part is seen or not; a press turns it over."""
    draft = _read(about)
    mine = _left_out_for_me(turn)
    parts = [_turns_over(turn, draft, part) for part in PARTS if part not in mine]
    rows: Rows = [[one] for one in parts]
    rows.append([button(turn, "invite_look", "invite_look")])
    return View(_what_they_see(turn, "invite_parts", draft), [*rows, _last(turn, "invite_safe")])


def _turns_over(turn: Turn, draft: Draft, part: Part) -> Button:
    key = "show_part" if part in draft.leaves_out else "hide_part"
    return Button(label(turn, key, part=label(turn, f"part_{part}")), f"inv_part:{part}")


def _what_they_see(turn: Turn, template: str, draft: Draft, **more: object) -> str:
    parts = {one: label(turn, f"part_{one}") for one in PARTS}
    shown = [words for one, words in parts.items() if one not in draft.leaves_out]
    hidden = [words for one, words in parts.items() if one in draft.leaves_out]
    return render(
        turn,
        template,
        shown=shown,
        hidden=hidden,
        may_name_it="visits" in draft.leaves_out
        and not {"notes", "insurance"} <= {*draft.leaves_out},
        role=draft.role.value,
        team=team(turn),
        **more,
    )


@press("inv_part")
def _on_part(turn: Turn, arguments: list[str]) -> None:
    draft = _draft(turn, "invite_parts")
    part = next((one for one in PARTS if one == arguments[0]), None)
    if draft is None or part is None:
        stale(turn)
    else:
        go(turn, "invite_parts", draft.turned_over(part).written)


@press("invite_look")
def _on_look(turn: Turn, _arguments: list[str]) -> None:
    draft = _draft(turn, "invite_parts")
    if draft is None:
        stale(turn)
    else:
        go(turn, "invite_look", draft.written)


@screen("invite_look")
def _look(turn: Turn, about: str) -> View:
    """Exactly what they will see first."""
    draft = _read(about)
    mine = reading.case(turn).member(turn.chat_id)
    they = Member(
        NOBODY_YET,
        mine.language,
        turn.now,
        role=draft.role,
        relation=draft.relation,
        leaves_out=draft.leaves_out,
        joined_at=turn.now,
    )
    text = _what_they_see(turn, "invite_look", draft)
    rows: Rows = [
        [button(turn, "invite_send", "invite_send")],
        [button(turn, "invite_change", "inv_change")],
        _last(turn, "adults"),
    ]
    return View(f"{text}\n\n{sight(turn, they, quoted=True)}", rows)


@press("inv_change")
def _on_change(turn: Turn, _arguments: list[str]) -> None:
    draft = _draft(turn, "invite_look")
    if draft is None:
        stale(turn)
    else:
        go(turn, "invite_parts", draft.written)


@press("invite_send")
def _on_send(turn: Turn, _arguments: list[str]) -> None:
    """The invite is made: the message to send on, its picture, and how to take it back."""
    draft = _draft(turn, "invite_look")
    if draft is None or not may_invite(turn):
        stale(turn)
    else:
        send(turn, draft)
        go(turn, "adults", anew=True, note=render(turn, "invite_sent"))


def _draft(turn: Turn, name: str) -> Draft | None:
    """What was chosen so far, if this is a press on that very screen."""
    place = where(turn)
    if place.screen != name or turn.pressed_is_old or not may_invite(turn):
        return None
    found = inviting.read(place.about)
    return found.without(_left_out_for_me(turn)) if found else None


def _left_out_for_me(turn: Turn) -> tuple[Part, ...]:
    """What this member does not see, nobody sees whom they invite."""
    return turn.member.leaves_out if turn.member else ()


def _read(about: str) -> Draft:
    """The same for a screen. Raises LookupError if a former version knew it otherwise."""
    draft = inviting.read(about)
    if draft is None:
        raise LookupError(about)
    return draft
