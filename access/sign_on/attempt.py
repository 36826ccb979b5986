"""One way to the provider and back, bound to the browser that began it.

The browser holds a random number and when it began, signed. State, nonce and the verifier of PKCE
are made from it with the signing key of the server: none of them is kept anywhere, and the
verifier does not leave the server before the code is redeemed.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

WITHIN = timedelta(minutes=10)
_COOKIE = re.compile(r"(?P<number>[A-Za-z0-9_-]{43})\.(?P<begun>[0-9]{1,12})\.[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a browser is given when it sets out.

    Attributes:
        number: 256 random bits as text, as `access.sessions.new_token` makes them.
        begun_at: When, to the second.
    """

    number: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Secrets:
    """What goes to the provider, or proves what comes back: 256 bits each."""

    state: str
    nonce: str
    verifier: str


def as_cookie(attempt: Attempt, key: str) -> str:
    """Return an attempt as the browser keeps it.

    Args:
        attempt: Just begun.
        key: The signing key of the server.
    """
    seconds = int(attempt.begun_at.timestamp())
    return f"{attempt.number}.{seconds}.{_made(attempt, key, 'browser')}"


def read_attempt(cookie: str, key: str, now: datetime) -> Attempt | None:
    """Return the attempt that a browser holds; None for none of ours, or one that took too long.

    Args:
        cookie: As the browser sent it; anything at all.
        key: The signing key of the server.
        now: Aware time.
    """
    found = _COOKIE.fullmatch(cookie)
    if found is None:
        return None
    attempt = Attempt(found["number"], datetime.fromtimestamp(int(found["begun"]), UTC))
    is_ours = hmac.compare_digest(as_cookie(attempt, key), cookie)
    return attempt if is_ours and now - attempt.begun_at <= WITHIN else None


def secrets_of(attempt: Attempt, key: str) -> Secrets:
    """Return state, nonce and verifier of an attempt, the same each time."""
    return Secrets(*(_made(attempt, key, what) for what in ("state", "nonce", "verifier")))


def _made(attempt: Attempt, key: str, what: str) -> str:
    seconds = int(attempt.begun_at.timestamp())
    message = f"single sign-on\n{what}\n{attempt.number}\n{seconds}".encode()
    digest = hmac.new(key.encode(), message, sha256).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
