"""Single sign-on as the settings say it: the provider, or none."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from access.sign_on.settings import SignOnSettings
from commands.errors import UserError
from commands.settings import Settings


def sign_on_of(settings: Settings) -> SignOnSettings | None:
    """Return what the operator has said about the provider; None where there is none.

    Raises:
        UserError: Where something is missing, or the secret cannot be read or may be read by all.
    """
    if settings.oidc_issuer is None:
        return None
    minutes = settings.oidc_max_age_minutes
    return SignOnSettings(
        issuer=settings.oidc_issuer,
        client_id=_given(settings.oidc_client_id, "OIDC_CLIENT_ID"),
        client_secret=_secret(settings),
        name=settings.oidc_name or str(urlsplit(settings.oidc_issuer).hostname),
        address=_given(settings.address, "ADDRESS"),
        passwords=settings.oidc_passwords,
        second_factor=frozenset(settings.oidc_second_factor or ()),
        max_age=None if minutes is None else timedelta(minutes=minutes),
    )


def _given(value: str | None, name: str) -> str:
    if value is None:
        raise UserError(
            f"FORECOURT_OIDC_ISSUER is set, and FORECOURT_{name} is not",
            f"set FORECOURT_{name}, or remove FORECOURT_OIDC_ISSUER; see docs/single-sign-on.md",
        )
    return value


def _secret(settings: Settings) -> str:
    path = settings.oidc_client_secret_file
    if path is None:
        return _given(settings.oidc_client_secret, "OIDC_CLIENT_SECRET_FILE")
    if settings.oidc_client_secret is not None:
        raise UserError(
            "FORECOURT_OIDC_CLIENT_SECRET and FORECOURT_OIDC_CLIENT_SECRET_FILE are both set",
            "remove one of them",
        )
    return _read(path)


def _read(path: Path) -> str:
    try:
        mode = path.stat().st_mode & 0o777
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"FORECOURT_OIDC_CLIENT_SECRET_FILE: {path} cannot be read: {type(error).__name__}",
            "name a file with the client_secret that this account may read",
        ) from None
    if mode & 0o007:
        raise UserError(
            f"{path}: mode {mode:04o} lets every account of this machine read the client_secret",
            f"run: chmod o= {path}; if others may have read it, have the provider make another",
        )
    if not secret:
        raise UserError(f"{path}: expected the client_secret, got nothing", "write it there")
    return secret
