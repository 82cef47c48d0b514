"""Documents as they are stored: JSON with a version; older ones are upgraded when read."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from state.case import Case
from state.effects import Effect, Reminder
from state.store.refusals import Unreadable

T = TypeVar("T")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes a document of one version, as plain values, and returns it as the next version has it."""


class _Versioned(msgspec.Struct):
    version: int


class Kind(Generic[T]):
    """One kind of document: its name, its present version and the way up from each older one."""

    def __init__(
        self, name: str, shape: type[T], version: int, upgrades: Mapping[int, Upgrade] | None = None
    ) -> None:
        self.name = name
        self.shape = shape
        self.version = version
        self._upgrades = upgrades or {}
        self._decoder = msgspec.json.Decoder(shape)

    def write(self, document: T) -> bytes:
        return msgspec.json.encode(document)

    def read(self, stored: bytes) -> T:
        """The document, upgraded if it is old. Raises Unreadable if it is newer than this program.

        A field that is not known is an error, never dropped: the next save would lose it.
        """
        try:
            version = msgspec.json.decode(stored, type=_Versioned).version
            if version > self.version:
                raise Unreadable(self.too_new(version))
            if version == self.version:
                return self._decoder.decode(stored)
            return msgspec.convert(self._upgraded(stored, version), self.shape)
        except msgspec.MsgspecError:  # its text may quote what a parent wrote
            raise Unreadable(f"A stored {self.name} does not have the expected form.") from None

    def too_new(self, version: int) -> str:
        return (
            f"A stored {self.name} has version {version}, but this program knows versions up to "
            f"{self.version}: run the newer program that wrote it."
        )

    def _upgraded(self, stored: bytes, version: int) -> dict[str, Any]:
        plain: dict[str, Any] = msgspec.json.decode(stored)
        for step in range(version, self.version):
            plain = self._upgrades[step](plain) | {"version": step + 1}
        return plain


class StoredEffect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An effect as the outbox keeps it."""

    effect: Effect
    version: int = 1
    reminder: Reminder | None = None


CASE = Kind("case", Case, 1)
EFFECT = Kind("effect", StoredEffect, 1)
KINDS: tuple[Kind[Any], ...] = (CASE, EFFECT)
