"""Encryption of what is stored: AES-256-GCM, bound to its key and to the row it belongs to."""

import hashlib
import hmac
import os
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from state.store.refusals import Unreadable

KEY_BYTES = 32
_ID_BYTES = 4
_NONCE_BYTES = 12


class Cipher:
    """Seals with the first key, the newest; opens with any of them.

    A sealed value is key id, nonce, ciphertext and tag. `row` names the one place it may stand in
    ("cases/<id>"); moved to another row or table it no longer opens. `again` tells the keys
    as they are now: it is asked when something is met that no known key has sealed.
    """

    def __init__(
        self, keys: Sequence[bytes], again: Callable[[], Sequence[bytes]] | None = None
    ) -> None:
        self._keys: dict[bytes, AESGCM] = {}
        self._again = again
        self._take(keys)

    def _take(self, keys: Sequence[bytes]) -> None:
        """What was held before stays: a row may have been read that is still to be opened."""
        self._keys = self._keys | {key_id(key): AESGCM(key) for key in keys}
        self.newest = key_id(keys[0])
        self._of_secrets = [hmac.digest(key, b"secrets", hashlib.sha256) for key in keys]

    def look_again(self) -> bool:
        """Takes in the keys as they are now, if they can be had; whether there is a newer one."""
        before = self.newest
        if self._again is not None:
            self._take(self._again())
        return self.newest != before

    @property
    def key_ids(self) -> set[bytes]:
        return set(self._keys)

    def seal(self, plain: bytes, row: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._keys[self.newest].encrypt(nonce, plain, self.newest + row.encode())
        return self.newest + nonce + sealed

    def open(self, sealed: bytes, row: str) -> bytes:
        """What was sealed. Raises Unreadable: unknown key, changed, or moved from another row."""
        used, rest = sealed[:_ID_BYTES], sealed[_ID_BYTES:]
        if used not in self._keys:
            self.look_again()
        if used not in self._keys:
            raise Unreadable(f"The key {used.hex()} that sealed {row} is not among the keys held.")
        try:
            return self._keys[used].decrypt(
                rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], used + row.encode()
            )
        except (InvalidTag, ValueError):
            raise Unreadable(
                f"What is stored at {row} was changed or does not belong there."
            ) from None

    def digests(self, secret: str) -> list[bytes]:
        """What a secret is found by, under each key, the newest first.

        Without a key nobody can tell which secret a digest is of, not even of a short one: all of
        them could be tried, but not hashed.
        """
        return [hmac.digest(key, secret.encode(), hashlib.sha256) for key in self._of_secrets]

    def stand_in(self, number: int) -> int:
        """A number in place of this one, always the same; without the key nobody can tell whose."""
        return int.from_bytes(self.digests(f"stand-in/{number}")[0][:7])


def key_of(sealed: bytes) -> bytes:
    """The short name of the key that something was sealed with."""
    return sealed[:_ID_BYTES]


def key_id(key: bytes) -> bytes:
    """A short public name of a key, which tells nothing about it."""
    return hmac.digest(key, b"key id", hashlib.sha256)[:_ID_BYTES]
