"""What does not start where other machines can connect, and what is only said."""

import argparse
import io
from pathlib import Path

import pytest

from commands import serve
from commands.errors import UserError
from commands.production import cautions, check_production, is_production
from commands.settings import Settings


def settings(folder: Path, **given: str) -> Settings:
    home = folder / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    variables = {f"FORECOURT_{name}": value for name, value in given.items() if name.isupper()}
    return Settings.from_environ({"FORECOURT_HOME": str(home), **variables})


@pytest.mark.parametrize(
    ("given", "strict"),
    [
        ({}, False),
        ({"HOST": "127.0.0.1"}, False),
        ({"HOST": "::1"}, False),
        ({"HOST": "localhost"}, False),
        ({"HOST": "0.0.0.0"}, True),
        ({"HOST": "::"}, True),
        ({"HOST": "192.0.2.1"}, True),
        ({"HOST": "cockpit.example"}, True),
        ({"HTTPS": "on"}, True),
        ({"HTTPS": "on", "PRODUCTION": "off"}, False),
        ({"PRODUCTION": "on"}, True),
        ({"TRUSTED_PROXIES": "127.0.0.1"}, True),
        ({"TRUSTED_PROXIES": "127.0.0.1", "PRODUCTION": "off"}, False),
    ],
)
def test_strict_rules_hold_where_others_can_connect(
    tmp_path: Path, given: dict[str, str], strict: bool
) -> None:
    assert is_production(settings(tmp_path, **given)) == strict


def test_a_safe_directory_starts(tmp_path: Path) -> None:
    safe = settings(tmp_path, HTTPS="on")
    (safe.home / "secret-key").touch(0o600)
    check_production(safe)
    assert cautions(safe) == ()


@pytest.mark.parametrize("key", ["changeme" * 5, "0123456789" * 4, "a" * 64])
def test_a_key_that_can_be_guessed_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(UserError, match="random text") as refused:
        check_production(settings(tmp_path, PRODUCTION="on", SECRET_KEY=key))
    assert key not in str(refused.value)


@pytest.mark.parametrize("name", ["OIDC_ISSUER", "ADDRESS"])
def test_single_sign_on_goes_over_encrypted_connections(tmp_path: Path, name: str) -> None:
    safe = {"OIDC_ISSUER": "https://login.example", "ADDRESS": "https://kpi.example"}
    check_production(settings(tmp_path, PRODUCTION="on", **safe))
    plain = {**safe, name: "http://127.0.0.1:9400"}
    with pytest.raises(UserError, match=f"FORECOURT_{name}: expected https"):
        check_production(settings(tmp_path, PRODUCTION="on", **plain))
    check_production(settings(tmp_path, **plain))


@pytest.mark.parametrize("name", ["", "app.db", "secret-key"])
def test_what_other_accounts_may_read_is_refused(tmp_path: Path, name: str) -> None:
    strict = settings(tmp_path, PRODUCTION="on")
    path = strict.home / name
    if name:
        path.touch()
    path.chmod(0o755)
    with pytest.raises(UserError, match="other accounts") as refused:
        check_production(strict)
    assert refused.value.remedy.startswith(f"run: chmod o= {path}")
    path.chmod(0o750)
    check_production(strict)


@pytest.mark.parametrize("switch", ["FLASK_DEBUG", "DASH_DEBUG", "DASH_HOT_RELOAD", "DASH_UI"])
def test_debugging_is_refused(tmp_path: Path, switch: str) -> None:
    (tmp_path / "home").mkdir(mode=0o700)
    given = {"FORECOURT_HOME": str(tmp_path / "home"), "FORECOURT_PRODUCTION": "on", switch: "1"}
    with pytest.raises(UserError, match=switch):
        check_production(Settings.from_environ(given))
    check_production(Settings.from_environ({**given, switch: "0"}))
    check_production(Settings.from_environ({**given, "FORECOURT_PRODUCTION": "off"}))


def test_serving_stops_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "serve", lambda _: pytest.fail("it serves"))
    strict = settings(tmp_path, PRODUCTION="on")
    strict.home.chmod(0o777)
    parser = argparse.ArgumentParser()
    serve.configure(parser)
    with pytest.raises(UserError, match="other accounts"):
        serve.run(parser.parse_args([]), strict, io.StringIO())
    assert list(strict.home.iterdir()) == []


def test_what_is_not_wise_is_said(tmp_path: Path) -> None:
    open_ = settings(tmp_path, HOST="0.0.0.0")
    (open_.home / "demo-sign-ins.txt").touch(0o600)
    said = " ".join(cautions(open_))
    assert "without HTTPS" in said
    assert "demo people" in said
    assert cautions(settings(tmp_path)) == ()
