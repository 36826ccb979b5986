"""`forecourt send-due` and the thread that starts it."""

import io
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from access import Grants, NewUser, Origin, Role, add_user
from access.sending import Channel, Kind, NewDelivery, keep_delivery, log_of
from app import main
from commands import sending_thread
from commands.application_database import application_database
from commands.errors import UserError
from commands.sending_thread import look_at_the_clock, look_once
from commands.settings import Settings
from commands.web import mail_domains
from tests.dashboards.network import NOW, PASSWORD

ORDER = NewDelivery(Channel(Kind.WECOM, "aaaaaaaa-1111"), "00:00", "zh", document=False)


def environ(folder: Path, **more: str) -> dict[str, str]:
    return {"FORECOURT_HOME": str(folder), **more}


def ordered(settings: Settings) -> None:
    """Somebody has ordered the report the day before."""
    with application_database(settings) as database:
        chief = NewUser("chief", Role.GM, Grants(stores=frozenset({"A1"})))
        add_user(database, chief, PASSWORD, Origin("operator", NOW))
        keep_delivery(database, ORDER, Origin("chief", NOW), NOW - timedelta(days=1))


def test_the_command_says_what_became_of_each(tmp_path: Path) -> None:
    ordered(Settings.from_environ(environ(tmp_path)))
    out = io.StringIO()
    # By the machine's own clock it may be past six: then the message is late, and not sent.
    status = main(["send-due", "--json"], environ(tmp_path), out)
    told = json.loads(out.getvalue())["sent"]
    assert status == (1 if told else 0)
    assert {each["to"] for each in told} <= {"···1111"}
    assert main(["send-due"], environ(tmp_path, FORECOURT_SENDING="off"), io.StringIO()) == 0


def test_the_thread_starts_the_command_when_something_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, started = Settings.from_environ(environ(tmp_path)), []

    def start(folder: Path, name: str, words: Sequence[str], _: Settings) -> bool:
        started.append((folder.name, name, *words))
        return True

    monkeypatch.setattr(sending_thread, "start", start)
    with application_database(settings) as database:
        assert not look_once(settings, database, NOW)
        ordered(settings)
        assert look_once(settings, database, NOW)
        assert log_of(database) == ()
    assert started == [("sending", "send-due", "send-due", "--json")]


def test_the_thread_ends_and_is_not_there_where_sending_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(sending_thread, "EVERY_SECONDS", 0.01)
    monkeypatch.setattr(sending_thread, "look_once", lambda *_: seen.append(1))
    settings = Settings.from_environ(environ(tmp_path))
    with application_database(settings) as database:
        ended = look_at_the_clock(settings, database)
        while not seen:
            ended.wait(0.01)
        ended.set()
        off = Settings.from_environ(environ(tmp_path, FORECOURT_SENDING="off"))
        seen.clear()
        look_at_the_clock(off, database).wait(0.1)
    assert len(seen) <= 1


def test_a_mail_server_that_cannot_be_read_is_not_repeated(tmp_path: Path) -> None:
    for given in ("https://u:s3cret@host", "smtp://", "smtps://u:s3cret@host/path", "s3cret"):
        with pytest.raises(UserError) as refused:
            Settings.from_environ(environ(tmp_path, FORECOURT_MAIL_SERVER=given))
        assert "s3cret" not in str(refused.value)
    server = "smtps://u:s3cret@mail.example:465"
    settings = Settings.from_environ(environ(tmp_path, FORECOURT_MAIL_SERVER=server))
    assert "s3cret" not in repr(settings)


def test_mail_goes_to_the_domain_of_the_sender_where_none_is_named(tmp_path: Path) -> None:
    given = {
        "FORECOURT_MAIL_SERVER": "smtp://mail.example",
        "FORECOURT_MAIL_FROM": "report@Dealer.example",
    }
    assert mail_domains(Settings.from_environ(environ(tmp_path))) == ()
    assert mail_domains(Settings.from_environ(environ(tmp_path, **given))) == ("dealer.example",)
    given["FORECOURT_MAIL_DOMAINS"] = "a.example, B.example,"
    named = mail_domains(Settings.from_environ(environ(tmp_path, **given)))
    assert named == ("a.example", "b.example")
