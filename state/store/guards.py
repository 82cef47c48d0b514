"""Whether a database may be used by this program with these keys; asked once, when it is opened."""

from state.store.cipher import Cipher
from state.store.documents import KINDS
from state.store.refusals import Unreadable, Unusable, WrongKey
from state.store.statements import Steps, ask

_CHECK = b"this key opens this database"


def guard(cipher: Cipher) -> Steps[None]:
    """Raises Unusable unless everything stored can be read; then notes what will be written."""
    yield from _guard_keys(cipher)
    yield from _guard_documents()


def _guard_keys(cipher: Cipher) -> Steps[None]:
    """Every key that sealed something here must be among those held."""
    known = yield from ask("known_keys")
    for key_id, check_value in known.rows:
        _check(cipher, key_id, check_value)
    if cipher.newest not in {key_id for key_id, _ in known.rows}:
        check_value = cipher.seal(_CHECK, f"keys/{cipher.newest.hex()}")
        yield from ask("add_key", key_id=cipher.newest, check_value=check_value)
    valid = yield from ask("valid_keys")
    if cipher.newest not in {key for (key,) in valid.rows}:
        raise Unusable("The first key is one that was retired: put the newest one first.")


def _check(cipher: Cipher, key_id: bytes, check_value: bytes) -> None:
    try:
        cipher.open(check_value, f"keys/{key_id.hex()}")
    except Unreadable:
        raise WrongKey(
            f"The database was written with the key {key_id.hex()}, which is not among those given."
        ) from None


def _guard_documents() -> Steps[None]:
    stored = yield from ask("document_versions")
    versions = dict(stored.rows)
    for kind in KINDS:
        version = versions.get(kind.name, 0)
        if version > kind.version:
            raise Unusable(kind.too_new(version))
        if version < kind.version:
            yield from ask("set_document_version", kind=kind.name, version=kind.version)
