"""Sealing everything with the newest key, beside a bot that runs.

The order is what makes it safe: the new key is there and known before the old one is retired; once
that is committed nothing sealed with the old one is taken any more, whoever sends it; then what is
there is sealed anew, row by row, each only if nobody has changed it meanwhile; and only then does
the old key go.
"""

from collections.abc import Callable
from typing import Any

from state.store.cipher import Cipher, key_of
from state.store.refusals import KeyRetired, Unreadable
from state.store.statements import Steps, ask

AT_ONCE = 50
"""Rows in one transaction: few, so that nobody who writes meanwhile waits for long."""
Reseal = Callable[[bytes], bytes]


def take_only_valid(*sealed: bytes) -> Steps[None]:
    """Raises KeyRetired if any of this was sealed with a key that is not valid (any more)."""
    found = yield from ask("valid_keys")
    valid = {key for (key,) in found.rows}
    if any(key_of(one) not in valid for one in sealed):
        raise KeyRetired


def retire_others(cipher: Cipher) -> Steps[None]:
    yield from ask("retire_keys", newest=cipher.newest)


def forget_retired(cipher: Cipher) -> Steps[int]:
    """Lets the retired keys go; how many rows are still sealed with one, which then keeps them."""
    left = yield from ask("sealed_otherwise", newest=cipher.newest)
    number = int(left.rows[0][0])
    if not number:
        yield from ask("forget_retired_keys")
    return number


def reseal_cases(cipher: Cipher, after: str) -> Steps[str | None]:
    """The next cases after this id; the last of them, None if there are no more."""
    found = yield from ask("cases_sealed", after=after, limit=AT_ONCE)
    for case_id, revision, document, wake_as in found.rows:
        fresh = _anew(cipher, document, f"cases/{case_id}")
        wake = _anew(cipher, wake_as, f"wakes/{case_id}")
        if (fresh, wake) != (document, wake_as):
            yield from ask(
                "reseal_case", case_id=case_id, revision=revision, document=fresh, wake_as=wake
            )
    return found.rows[-1][0] if found.rows else None


def reseal_outbox(cipher: Cipher, after: int) -> Steps[int | None]:
    found = yield from ask("pending", after_id=after, limit=AT_ONCE)
    for row_id, *_, effect, _case_id in found.rows:
        fresh = _anew(cipher, effect, f"outbox/{row_id}")
        if fresh != effect:
            yield from ask("reseal_effect", id=row_id, effect=fresh)
    return found.rows[-1][0] if found.rows else None


def reseal_stuck(cipher: Cipher) -> Steps[None]:
    found = yield from ask("stuck")
    for bot_id, update_id, _chat_id, _seen_at, payload in found.rows:
        fresh = _anew(cipher, payload, f"updates/{bot_id}/{update_id}")
        if fresh != payload:
            yield from ask("reseal_stuck", bot_id=bot_id, update_id=update_id, payload=fresh)


def _anew(cipher: Cipher, sealed: Any, row: str) -> Any:
    """The same under the newest key; what no key opens stays as it is."""
    if sealed is None or key_of(sealed) == cipher.newest:
        return sealed
    try:
        return cipher.seal(cipher.open(sealed, row), row)
    except Unreadable:
        return sealed
