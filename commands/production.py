"""What must not be where other machines can connect: refused at the start, or said aloud."""

from ipaddress import ip_address
from pathlib import Path

from access.demo_people import FILE_NAME as DEMO_SIGN_INS
from commands.errors import UserError
from commands.secret_key import FILE_NAME as SECRET_KEY
from commands.settings import Settings

# A random key of 32 characters has more; `changemechangeme...` has fewer.
_LEAST_CHARACTERS = 12
_LOCAL = ("localhost", "")


def is_production(settings: Settings) -> bool:
    """Whether the strict rules hold: as set, else where HTTPS is on or others can connect."""
    if settings.production != "auto":
        return settings.production == "on"
    # Behind a proxy others connect, whatever this process itself listens to.
    return settings.https or bool(settings.trusted_proxies) or not _is_loopback(settings.host)


def check_production(settings: Settings) -> None:
    """Refuse to start where strict rules hold and something is not safe.

    Raises:
        UserError: with the first thing to put right.
    """
    if not is_production(settings):
        return
    if settings.debug_switches:
        raise UserError(
            f"{settings.debug_switches[0]} is on: a page that fails would show the program",
            f"remove {settings.debug_switches[0]} from the environment",
        )
    key = settings.secret_key_text
    if key is not None and len(set(key)) < _LEAST_CHARACTERS:
        raise UserError(
            "FORECOURT_SECRET_KEY: expected a random text, got one of few different characters",
            "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'; or "
            "remove it and let one be made",
        )
    if settings.oidc_issuer is not None:
        _check_encrypted("OIDC_ISSUER", settings.oidc_issuer)
        _check_encrypted("ADDRESS", settings.address or "")
    for path in (settings.home, settings.home / "app.db", settings.home / SECRET_KEY):
        if _others_may_read(path):
            raise UserError(
                f"{path}: other accounts of this machine may read it",
                f"run: chmod o= {path}; passwords, sessions and figures are kept there",
            )


def cautions(settings: Settings) -> tuple[str, ...]:
    """What is allowed and yet not wise where other machines can connect, one sentence each."""
    if not is_production(settings):
        return ()
    found = []
    if not settings.https:
        found.append(
            "browsers come without HTTPS: passwords travel in the clear; see docs/hardening.md"
        )
    if (settings.home / DEMO_SIGN_INS).exists():
        found.append(
            f"the demo people can sign in with the passwords in {settings.home / DEMO_SIGN_INS}; "
            "shut them out with `forecourt user disable NAME`"
        )
    return tuple(found)


def _check_encrypted(name: str, address: str) -> None:
    """Codes of single sign-on travel there."""
    if address.startswith("http:"):
        raise UserError(
            f"FORECOURT_{name}: expected https where people sign on at a provider, got {address!r}",
            "give an address of https; http is for trying things out on one machine",
        )


def _is_loopback(host: str) -> bool:
    if host in _LOCAL:
        return host != ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _others_may_read(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o007)
