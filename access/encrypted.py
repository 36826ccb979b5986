"""Whether what goes to an address is encrypted, or never leaves this machine."""

from urllib.parse import urlsplit

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def is_safe(address: str) -> bool:
    """Tell whether what goes there is encrypted, or stays on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or stays_here(address))


def stays_here(address: str) -> bool:
    """Tell whether an address is one without encryption that never leaves this machine."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK
