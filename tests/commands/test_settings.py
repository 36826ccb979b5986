import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.errors import UserError
from commands.setting_field import PREFIX
from commands.settings import Settings, setting_rows

CHECKOUT = Path(__file__).resolve().parents[2]


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_environ({})
    assert settings.home == CHECKOUT / "var"
    assert settings.database_url == f"sqlite:///{CHECKOUT}/var/app.db"
    assert settings.warehouse_url is None
    assert settings.secret_key_text is None
    assert (settings.host, settings.port, settings.language) == ("127.0.0.1", 8050, "zh")
    assert (settings.session_idle_minutes, settings.session_absolute_minutes) == (30, 720)
    assert (settings.min_trials, settings.colours, settings.https) == (20, "green_good", False)
    assert settings.warnings == ()


def test_every_variable_is_read() -> None:
    given = {
        "HOME": "/srv/forecourt",
        "WAREHOUSE_URL": "clickhouse://host/db",
        "DATABASE_URL": "postgresql://host/db",
        "HOST": "0.0.0.0",
        "PORT": "80",
        "WORKERS": "8",
        "LANGUAGE": "EN",
        "SECRET_KEY": "k" * 40,
        "HTTPS": "on",
        "PRODUCTION": "Off",
        "TRUSTED_PROXIES": "10.0.0.1, 10.1.0.0/16",
        "METRICS_TOKEN": "a token of the tests",
        "SESSION_IDLE_MINUTES": "5",
        "SESSION_ABSOLUTE_MINUTES": "60",
        "UNMASK_DAILY": "0",
        "ENGINE_THREADS": "4",
        "ENGINE_MEMORY": "512mb",
        "QUERY_SECONDS": "20",
        "CACHE_MEMORY": "32mb",
        "WARMED_PEOPLE": "3",
        "UPLOAD_MEGABYTES": "64",
        "MIN_TRIALS": "5",
        "COLOURS": "red_up",
        "FISCAL_YEAR_START": "4",
        "HEALTH_FRAMEWORK": "Balanced-v1",
        "ADDRESS": "https://kpi.dealer.example/",
        "SENDING": "off",
        "MAIL_SERVER": "smtps://report:secret@mail.example",
        "MAIL_FROM": "report@dealer.example",
        "MAIL_DOMAINS": "dealer.example",
        "OIDC_ISSUER": "https://login.dealer.example/",
        "OIDC_CLIENT_ID": "forecourt",
        "OIDC_CLIENT_SECRET": "a secret of the tests",
        "OIDC_CLIENT_SECRET_FILE": "/run/secrets/oidc",
        "OIDC_NAME": "集团账号",
        "OIDC_PASSWORDS": "off",
        "OIDC_SECOND_FACTOR": "mfa, urn:dealer:two",
        "OIDC_MAX_AGE_MINUTES": "0",
    }
    assert {PREFIX + name for name in given} == {row.variable for row in setting_rows()}
    settings = Settings.from_environ({PREFIX + name: value for name, value in given.items()})
    assert dataclasses.asdict(settings) == {
        "home": Path("/srv/forecourt"),
        "warehouse_url": "clickhouse://host/db",
        "database_url": "postgresql://host/db",
        "host": "0.0.0.0",
        "port": 80,
        "workers": 8,
        "language": "en",
        "secret_key_text": "k" * 40,
        "https": True,
        "production": "off",
        "trusted_proxies": ("10.0.0.1", "10.1.0.0/16"),
        "metrics_token": "a token of the tests",
        "session_idle_minutes": 5,
        "session_absolute_minutes": 60,
        "unmask_daily": 0,
        "engine_threads": 4,
        "engine_memory": "512MB",
        "query_seconds": 20,
        "cache_memory": "32MB",
        "warmed_people": 3,
        "upload_megabytes": 64,
        "min_trials": 5,
        "fiscal_year_start": 4,
        "colours": "red_up",
        "health_framework": "balanced-v1",
        "address": "https://kpi.dealer.example",
        "sending": False,
        "mail_server": "smtps://report:secret@mail.example",
        "mail_from": "report@dealer.example",
        "mail_domains": "dealer.example",
        "oidc_issuer": "https://login.dealer.example/",
        "oidc_client_id": "forecourt",
        "oidc_client_secret": "a secret of the tests",
        "oidc_client_secret_file": Path("/run/secrets/oidc"),
        "oidc_name": "集团账号",
        "oidc_passwords": False,
        "oidc_second_factor": ("mfa", "urn:dealer:two"),
        "oidc_max_age_minutes": 0,
        "debug_switches": (),
        "warnings": (),
    }


def test_every_setting_explains_itself_in_both_languages() -> None:
    rows = setting_rows()
    assert len({row.variable for row in rows}) == len(rows)
    for row in rows:
        assert any("一" <= letter <= "鿿" for letter in row.zh), row
        assert row.en.isascii(), row
        assert len(row.en) > 10, row


def test_the_defaults_shown_are_the_defaults_used() -> None:
    empty = Settings.from_environ({})
    for row, field in zip(setting_rows(), dataclasses.fields(Settings), strict=False):
        if row.default and "<" not in row.default and row.variable != "FORECOURT_HOME":
            assert Settings.from_environ({row.variable: row.default}) == empty, field.name


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "http", "expected a whole number from 1 to 65535, got 'http'"),
        ("PORT", "0", "expected a whole number from 1 to 65535"),
        ("PORT", "65536", "expected a whole number from 1 to 65535"),
        ("PORT", "8050.0", "expected a whole number"),
        ("PORT", "-1", "expected a whole number"),
        ("PORT", "٨٠", "expected a whole number"),
        ("LANGUAGE", "de", "expected one of zh, en, got 'de'"),
        ("COLOURS", "rainbow", "expected one of green_good, red_up"),
        ("HTTPS", "1", "expected on or off, got '1'"),
        ("TRUSTED_PROXIES", "proxy.example", "expected addresses or networks"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "expected addresses or networks"),
        ("ENGINE_MEMORY", "lots", "expected a whole number of MB or GB"),
        ("ENGINE_MEMORY", "0GB", "expected a whole number of MB or GB"),
        ("WORKERS", "0", "expected a whole number from 1 to 256"),
        ("OIDC_ISSUER", "login.example", "expected an address of https"),
        ("OIDC_ISSUER", "http://login.example", "expected an address of https"),
        ("OIDC_ISSUER", "https://login.example?realm=1", "expected an address of https"),
        ("OIDC_ISSUER", "https://me@login.example", "expected an address of https"),
        ("OIDC_MAX_AGE_MINUTES", "soon", "expected a whole number from 0 to 10080"),
    ],
)
def test_a_wrong_value_names_variable_expectation_and_value(
    name: str, value: str, expected: str
) -> None:
    with pytest.raises(UserError) as refused:
        Settings.from_environ({PREFIX + name: value})
    assert refused.value.message.startswith(f"{PREFIX}{name}: ")
    assert expected in refused.value.message
    assert PREFIX + name in refused.value.remedy


def test_idling_may_not_outlast_the_session() -> None:
    with pytest.raises(UserError, match="SESSION_IDLE_MINUTES"):
        Settings.from_environ({PREFIX + "SESSION_ABSOLUTE_MINUTES": "10"})


def test_empty_is_not_set() -> None:
    empty = {row.variable: " " for row in setting_rows()}
    assert Settings.from_environ(empty) == Settings.from_environ({})


def test_an_unknown_variable_is_a_warning_with_the_likely_name() -> None:
    settings = Settings.from_environ({"FORECOURT_HOEM": "/x", "FORECOURT_ZZZ": "1", "HOME": "/y"})
    assert settings.warnings == (
        "FORECOURT_HOEM is not a setting of Forecourt and has no effect; did you mean "
        "FORECOURT_HOME?",
        "FORECOURT_ZZZ is not a setting of Forecourt and has no effect",
    )


def test_the_home_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environ({PREFIX + "HOME": "data"}).home == tmp_path / "data"
    monkeypatch.setenv("HOME", "/home/somebody")
    assert Settings.from_environ({PREFIX + "HOME": "~/x"}).home == Path("/home/somebody/x")


def test_secrets_stay_out_of_what_is_printed() -> None:
    secrets = {"SECRET_KEY": "k" * 40, "DATABASE_URL": "postgresql://a:hidden@h/d"}
    secrets["OIDC_CLIENT_SECRET"] = "hidden too"
    settings = Settings.from_environ({PREFIX + name: value for name, value in secrets.items()})
    assert "kkkk" not in repr(settings)
    assert "hidden" not in repr(settings)


@given(st.sampled_from([row.variable for row in setting_rows()]), st.text(max_size=20))
def test_any_text_is_a_value_or_an_explained_error(variable: str, value: str) -> None:
    try:
        settings = Settings.from_environ({variable: value})
    except UserError as error:
        assert variable in error.message  # noqa: PT017 - most values raise nothing
    else:
        assert settings.port > 0
