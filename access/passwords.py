"""Passwords: what one may be, its hash, and secrets that are used once.

Argon2id with 19 MiB and two passes: the least that the OWASP cheat sheet recommends, and 15
to 40 ms of one core, so that a morning's sign-ins do not starve the pages.
"""

import secrets
import threading
from collections.abc import Callable, Iterable

from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError

from access.errors import AccessError
from access.guessable import is_common, is_made_of, is_pattern

SHORTEST = 10
LONGEST = 1024
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
# A storm of sign-ins may occupy two cores of this process and 40 MiB, never more.
_AT_ONCE = threading.BoundedSemaphore(2)
# Without 0/O, 1/I/L and vowels: read aloud and copied without mistakes, and spells no words.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def check_password(password: str, name: str, words: Iterable[str] = ()) -> None:
    """Refuse a password that is too short, too long, or easily guessed.

    Length counts characters, of any script, spaces included; nothing is cut or changed, and no
    kind of character is asked for.

    Args:
        password: As typed.
        name: User name.
        words: What else goes with the person, such as the codes of his stores.

    Raises:
        AccessError: With the rule that was broken, never the password.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccessError(
            f"expected a password of {SHORTEST} to {LONGEST} characters, got {len(password)}",
            "choose a longer one, for instance four unrelated words",
        )
    rest = password.casefold().replace(name.casefold(), "")
    if len(rest) < SHORTEST // 2 or is_made_of(password, (name, *words)):
        raise AccessError(
            "the password is hardly more than the user name, a store, a brand or a word of the "
            "trade",
            "choose one that cannot be guessed from the name or the work",
        )
    if is_common(password) or is_pattern(password):
        raise AccessError(
            "the password is one of those that are tried first",
            "choose another one, for instance four unrelated words",
        )


def hash_password(password: str) -> str:
    """Return the salted hash, in the format that names its own parameters."""
    with _AT_ONCE:
        return _HASHER.hash(_bytes(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Tell whether the password belongs to the hash.

    Without a hash, that is for an unknown name, the same work is done for nothing, so that
    the time does not tell who exists.
    """
    if password_hash is None or len(password) > LONGEST:
        hash_password(password[:LONGEST])
        return False
    try:
        with _AT_ONCE:
            return _HASHER.verify(password_hash, _bytes(password))
    except (Argon2Error, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Tell whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def one_time_secret(choice: Callable[[str], str] = secrets.choice) -> str:
    """Return a secret of 96 bits as four groups of five characters, to be used once."""
    return "-".join("".join(choice(_ALPHABET) for _ in range(5)) for _ in range(4))


def _bytes(password: str) -> bytes:
    # Half of a surrogate pair can arrive in JSON and has no UTF-8 form of its own.
    return password.encode("utf-8", "surrogatepass")
