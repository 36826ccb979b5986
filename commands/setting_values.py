"""How the text of one environment variable becomes a value; each raises ValueError.

The message of the error says what was expected; `commands.settings` adds the variable and
what came instead.
"""

import re
from collections.abc import Callable
from ipaddress import ip_network
from urllib.parse import urlsplit

from access.encrypted import is_safe

MAIL_SCHEMES = ("smtps", "smtp+starttls", "smtp")


def text(given: str) -> str:
    """Take any text as it is."""
    return given


def whole(low: int, high: int) -> Callable[[str], int]:
    """Make a reader of whole numbers from `low` to `high`, both included."""

    def read(given: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", given) or not low <= int(given) <= high:
            raise ValueError(f"expected a whole number from {low} to {high}")
        return int(given)

    return read


def choice(*allowed: str) -> Callable[[str], str]:
    """Make a reader of one word out of `allowed`, in any case."""

    def read(given: str) -> str:
        if given.lower() not in allowed:
            raise ValueError(f"expected one of {', '.join(allowed)}")
        return given.lower()

    return read


def switch(given: str) -> bool:
    """Read on or off."""
    if given.lower() not in ("on", "off"):
        raise ValueError("expected on or off")
    return given.lower() == "on"


def networks(given: str) -> tuple[str, ...]:
    """Read addresses and networks, separated by commas."""
    found = tuple(part.strip() for part in given.split(",") if part.strip())
    for each in found:
        try:
            ip_network(each)
        except ValueError:
            raise ValueError(
                "expected addresses or networks such as 10.0.0.1,10.1.0.0/16"
            ) from None
    return found


def memory(given: str) -> str:
    """Read an amount of memory the embedded engine understands, such as `512MB` or `2GB`."""
    if not re.fullmatch(r"[1-9][0-9]{0,6}(MB|GB)", given, flags=re.IGNORECASE):
        raise ValueError("expected a whole number of MB or GB, such as 512MB or 2GB")
    return given.upper()


def bytes_of(given: str) -> int:
    """An amount of memory that `memory` has read, in bytes."""
    return int(given[:-2]) * {"MB": 10**6, "GB": 10**9}[given[-2:]]


def web_address(given: str) -> str:
    """Read the address of a site, without a slash at its end."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~/-]*)?", given):
        raise ValueError("expected an address such as https://forecourt.example.com")
    return given.rstrip("/")


def issuer(given: str) -> str:
    """Read the issuer of a provider of single sign-on: it is compared letter by letter."""
    try:
        parts = urlsplit(given)
        fits = parts.hostname and (parts.port or 1) > 0 and not (parts.query or parts.fragment)
    except ValueError:
        fits = None
    if not fits or "@" in given or not is_safe(given) or not given.isprintable():
        raise ValueError(
            "expected an address of https such as https://login.example.com/realms/dealer"
        )
    return given


def words(given: str) -> tuple[str, ...]:
    """Read words, separated by commas."""
    return tuple(part.strip() for part in given.split(",") if part.strip())


def mail_server(given: str) -> str:
    """Read the address of a mail server; what came instead of one may hold a password."""
    try:
        parts = urlsplit(given)
        known = parts.scheme in MAIL_SCHEMES and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        known = None
    if not known or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise SecretValueError(f"expected {', '.join(f'{s}://' for s in MAIL_SCHEMES)} and a host")
    return given


class SecretValueError(ValueError):
    """A value that cannot be read and must not be repeated."""
