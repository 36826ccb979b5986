"""Single sign-on as settings say it."""

import argparse
import io
from datetime import timedelta
from pathlib import Path

import pytest

from commands import serve
from commands.errors import UserError
from commands.settings import Settings
from commands.sign_on import sign_on_of
from commands.web import services_of

WHOLE = {
    "OIDC_ISSUER": "https://login.example/realms/dealer",
    "OIDC_CLIENT_ID": "forecourt",
    "OIDC_CLIENT_SECRET": "hidden away",
    "ADDRESS": "https://kpi.example/",
}


def settings(**given: str) -> Settings:
    return Settings.from_environ({f"FORECOURT_{name}": value for name, value in given.items()})


def test_there_is_none_unless_an_issuer_is_set() -> None:
    assert sign_on_of(settings()) is None
    assert sign_on_of(settings(OIDC_CLIENT_ID="forecourt")) is None


def test_what_is_not_said_is_the_careful_choice() -> None:
    found = sign_on_of(settings(**WHOLE))
    assert found is not None
    assert found.issuer == "https://login.example/realms/dealer"
    assert found.callback == "https://kpi.example/login/callback"
    assert found.name == "login.example"
    assert found.passwords
    assert found.second_factor == frozenset()
    assert found.max_age is None
    assert "hidden" not in repr(found)


def test_what_is_said_counts() -> None:
    found = sign_on_of(
        settings(
            **WHOLE,
            OIDC_NAME="集团账号",
            OIDC_PASSWORDS="off",
            OIDC_SECOND_FACTOR="mfa",
            OIDC_MAX_AGE_MINUTES="0",
        )
    )
    assert found is not None
    assert (found.name, found.passwords) == ("集团账号", False)
    assert found.second_factor == {"mfa"}
    assert found.max_age == timedelta(0)


@pytest.mark.parametrize("name", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "ADDRESS"])
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(UserError, match=f"FORECOURT_{name}.* is not"):
        sign_on_of(settings(**{**WHOLE, name: ""}))


def test_the_secret_is_read_from_a_file_that_others_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    given = {**WHOLE, "OIDC_CLIENT_SECRET": "", "OIDC_CLIENT_SECRET_FILE": str(path)}
    with pytest.raises(UserError, match="cannot be read: FileNotFoundError"):
        sign_on_of(settings(**given))
    path.touch(0o600)
    with pytest.raises(UserError, match="expected the client_secret, got nothing"):
        sign_on_of(settings(**given))
    path.write_text("hidden away\n", encoding="utf-8")
    found = sign_on_of(settings(**given))
    assert found is not None
    assert found.client_secret == "hidden away"
    path.chmod(0o644)
    with pytest.raises(UserError, match="mode 0644") as refused:
        sign_on_of(settings(**given))
    assert "hidden" not in str(refused.value)
    with pytest.raises(UserError, match="are both set"):
        sign_on_of(settings(**{**given, "OIDC_CLIENT_SECRET": "two"}))


def test_half_a_provider_is_not_served(tmp_path: Path) -> None:
    given = settings(HOME=str(tmp_path), OIDC_ISSUER="https://login.example")
    args = argparse.Namespace(host=None, port=None, workers=None)
    with pytest.raises(UserError, match="FORECOURT_OIDC_CLIENT_ID is not"):
        serve.run(args, given, io.StringIO())


def test_the_screen_is_handed_the_provider(tmp_path: Path) -> None:
    services = services_of(settings(HOME=str(tmp_path / "home"), **WHOLE))
    services.database.dispose()
    assert services.sign_on is not None
    assert services.sign_on.settings.issuer == WHOLE["OIDC_ISSUER"]
    bare = services_of(settings(HOME=str(tmp_path / "home")))
    bare.database.dispose()
    assert bare.sign_on is None
