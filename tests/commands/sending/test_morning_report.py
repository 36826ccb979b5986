"""Morning reports from an order to what arrives: whose rights, which language, once, and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from access import (
    Grants,
    NewUser,
    Origin,
    Role,
    add_user,
    disable,
    migrate,
    open_database,
    revoke,
    set_password,
)
from access.notebook import Preferences, keep_preferences
from access.sending import (
    Channel,
    Fault,
    Kind,
    NewDelivery,
    State,
    keep_delivery,
    log_of,
    take_lease,
)
from commands import morning_report
from commands.errors import UserError
from commands.gateways import Gateways
from commands.morning_report import LEASE, Sender
from commands.settings import Settings
from dashboards.morning.brief import brief_of
from dashboards.services import LoadReport
from metrics.reader import Reader
from tests.commands.sending.receivers import Robots, robots
from tests.dashboards.network import NOW, PASSWORD, Network, open_network

LI = Origin("li", NOW)
TOKENS = {"li": "aaaaaaaa-1111", "area": "bbbbbbbb-2222", "wang": "cccccccc-3333"}


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


@dataclass
class Office:
    """Three people with an order each, operators that stand in, and a clock."""

    sender: Sender
    database: Engine
    operators: Robots
    clock: Clock

    def send(self) -> dict[str, State]:
        """Send what is due, and tell what became of each person's message."""
        return {message.person: state for message, state in self.sender.send_due()}

    def told(self, person: str) -> str:
        """The text that the robot of a person was told last."""
        keys = [query["key"][0] for path, query, _ in self.operators.came if path.endswith("send")]
        texts = dict(zip(keys, self.operators.texts(), strict=False))
        return texts[TOKENS[person]]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return open_network(tmp_path_factory.mktemp("sending"))


@pytest.fixture
def office(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    database = open_database(f"sqlite:///{tmp_path}/people.db")
    migrate(database)
    for person in (
        NewUser("li", Role.GM, Grants(stores=frozenset({"A1"}))),
        NewUser("area", Role.REGION, Grants(regions=frozenset({"华东"}))),
        NewUser("wang", Role.GM, Grants(stores=frozenset({"C3"}))),
    ):
        add_user(database, person, PASSWORD, Origin("operator", NOW))
        # The robot of each, at eight by the clock of the server, which is in UTC here.
        channel = Channel(Kind.WECOM, TOKENS[person.name])
        language = "en" if person.name == "wang" else "zh"
        order = NewDelivery(channel, "00:10", language, document=False)
        midnight = NOW.replace(hour=0, minute=0)
        keep_delivery(database, order, Origin(person.name, NOW), midnight)

    @contextmanager
    def opened(_: Settings) -> Iterator[tuple[Reader, LoadReport]]:
        yield network.reader, network.report

    monkeypatch.setattr(morning_report, "_opened", opened)
    settings = Settings.from_environ(
        {"FORECOURT_HOME": str(tmp_path), "FORECOURT_ADDRESS": "https://forecourt.example"}
    )
    clock = Clock()
    with robots() as operators:
        gateways = Gateways(wecom=operators.address)
        sender = Sender(settings, database, gateways, clock, "first")
        yield Office(sender, database, operators, clock)
    database.dispose()


def test_each_gets_his_own_stores_in_his_language_once(office: Office) -> None:
    assert office.send() == dict.fromkeys(TOKENS, State.SENT)
    assert office.send() == {}
    manager, region, other = (office.told(person) for person in TOKENS)
    assert manager.startswith("晨光店 经营早报 2026-10-20")
    assert "松湖店" not in manager
    assert "云岭店" not in manager
    assert region.startswith("全部 2 家门店 经营早报")
    assert "云岭店" not in region
    assert other.startswith("云岭店, morning report 2026-10-20")
    for text in (manager, region, other):
        assert "2026-10-20" in text
        assert text.endswith("https://forecourt.example/")
    assert [message.state for message in log_of(office.database)] == [State.SENT] * 3


def test_rights_are_those_of_the_moment_of_sending(office: Office) -> None:
    by = Origin("operator", NOW)
    disable(office.database, "li", by)
    revoke(office.database, "area", Grants(regions=frozenset({"华东"})), by)
    set_password(office.database, "wang", "einmal 一次性的 word", by, one_time=True)
    assert office.send() == dict.fromkeys(TOKENS, State.REFUSED)
    assert office.operators.came == []
    assert {message.fault for message in log_of(office.database)} == {"rights"}
    office.clock.now += timedelta(hours=2)
    assert office.send() == {}


def test_one_begins_with_the_store_that_one_chose(office: Office) -> None:
    keep_preferences(office.database, Preferences(store="B2"), Origin("area", NOW))
    # No longer open to him, or never was.
    keep_preferences(office.database, Preferences(store="C3"), LI)
    office.send()
    assert office.told("area").startswith("松湖店 经营早报")
    assert office.told("li").startswith("晨光店 经营早报")


def test_what_fails_is_sent_later_and_keeps_nobody_else_waiting(office: Office) -> None:
    office.operators.answers.append((500, {}))
    assert office.send() == {"li": State.WAITING, "area": State.SENT, "wang": State.SENT}
    assert office.send() == {}
    office.clock.now += timedelta(minutes=1)
    assert office.send() == {"li": State.SENT}
    (message,) = log_of(office.database, "li")
    assert (message.state, message.attempts) == (State.SENT, 2)


def test_a_message_that_cannot_be_made_keeps_nobody_else_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(visit: object, report: LoadReport) -> object:
        if getattr(visit, "name", "") == "li":
            raise ValueError("a figure of somebody")
        return brief_of(visit, report)  # type: ignore[arg-type]

    monkeypatch.setattr(morning_report, "brief_of", broken)
    assert office.send() == {"li": State.WAITING, "area": State.SENT, "wang": State.SENT}
    assert log_of(office.database, "li")[0].fault is Fault.UNMADE


def test_only_one_process_sends_at_a_time(office: Office) -> None:
    lasting = timedelta(minutes=5)
    assert take_lease(office.database, LEASE, "second", office.clock.now, lasting)
    assert office.send() == {}
    # The other one has died.
    office.clock.now += lasting
    assert office.send() == dict.fromkeys(TOKENS, State.SENT)
    assert take_lease(office.database, LEASE, "second", office.clock.now, lasting)


def test_the_document_goes_along_with_the_figures_of_the_reader(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(morning_report, "find_printer", lambda: "chromium")
    monkeypatch.setattr(morning_report, "print_pdf", lambda document: document.encode())
    midnight = NOW.replace(hour=0, minute=0)
    order = NewDelivery(Channel(Kind.WECOM, "dddddddd-4444"), "00:20", "zh", document=True)
    keep_delivery(office.database, order, LI, midnight)
    office.send()
    (uploaded,) = [body for path, _, body in office.operators.came if path.endswith("media")]
    assert b'filename="forecourt-2026-10-20.pdf"' in uploaded
    assert "晨光店".encode() in uploaded
    assert "松湖店".encode() not in uploaded


def test_before_anything_is_loaded_messages_wait(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()
    assert office.send() == dict.fromkeys(TOKENS, State.WAITING)
    # The reader is told so in words of ours; where the data should be is for the log.
    assert {message.fault for message in log_of(office.database)} == {Fault.NO_DATA}
    assert "nothing has been loaded into /" in caplog.text
    assert office.operators.came == []


def test_a_document_that_is_not_printed_is_told_without_the_server(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> bytes:
        raise UserError("Chromium did not print: /tmp/forecourt-print-1/profile", "try again")

    monkeypatch.setattr(morning_report, "find_printer", lambda: "chromium")
    monkeypatch.setattr(morning_report, "print_pdf", broken)
    order = NewDelivery(Channel(Kind.WECOM, "dddddddd-4444"), "00:20", "zh", document=True)
    keep_delivery(office.database, order, LI, NOW.replace(hour=0, minute=0))
    office.send()
    assert Fault.UNPRINTED in {message.fault for message in log_of(office.database, "li")}
