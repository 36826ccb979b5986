"""The page of the morning is ready before it is asked for, for each with his own rights."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from access import Limits, Origin, Session, User, find_user, open_session, recent_people, scope_of
from access.notebook import Preferences, keep_preferences
from dashboards.answering import Answering
from dashboards.pages import today
from dashboards.query import View
from dashboards.services import UnreadableError
from dashboards.warming import Warming
from dashboards.web.gate import Visitor
from metrics.answers import Answers
from metrics.reader import Reader
from tests.dashboards.network import CALENDAR, NOW, Network, Source, services_for


@pytest.fixture
def answering(network: Network, tmp_path: Path) -> Answering:
    """Screens of the network with a reader of their own, which remembers."""
    services = services_for(network, tmp_path)
    reader = Reader(Source(network.counting), CALENDAR, network.reader.holding, min_trials=20)
    reader.remember(Answers())

    @contextmanager
    def current() -> Iterator[Reader | None]:
        yield reader

    return Answering(replace(services, reader=current))


def who(answering: Answering, name: str) -> Visitor:
    user = find_user(answering.services.database, name)
    session = Session(user, NOW, NOW, NOW)
    return Visitor(session, scope_of(user, answering.services.regions))


def statements(answering: Answering, network: Network, name: str, view: View) -> int:
    """How many statements a person's page of today takes."""
    before = network.counting.statements
    shown = answering.whole_page(who(answering, name), today.PAGE, view, "zh")
    assert "fc-morning" in str(shown)
    return network.counting.statements - before


def people(answering: Answering, *names: str) -> list[User]:
    return [find_user(answering.services.database, name) for name in names]


def test_a_page_that_was_made_ready_takes_no_statement(
    answering: Answering, network: Network
) -> None:
    warming = Warming(answering, lambda: people(answering, "chief", "keeper"))
    # The administrator has no store, so that there is nothing to make ready for him.
    assert warming.look_once() == 1
    assert statements(answering, network, "chief", View()) == 0
    assert statements(answering, network, "area", View()) > 0


def test_a_snapshot_is_made_ready_once_and_the_next_one_again(
    answering: Answering, network: Network
) -> None:
    asked: list[int] = []

    def told() -> list[User]:
        asked.append(1)
        return people(answering, "chief")

    warming = Warming(answering, told)
    assert (warming.look_once(), warming.look_once()) == (1, 0)
    with answering.services.reader() as reader:
        assert reader is not None
        reader._source = replace(reader._source, id="the next one")  # type: ignore[type-var]
    assert warming.look_once() == 1
    assert len(asked) == 2


def test_the_page_is_that_which_a_person_begins_with(
    answering: Answering, network: Network
) -> None:
    chosen = Preferences(language="zh", store="B2")
    keep_preferences(answering.services.database, chosen, Origin("area", NOW))
    Warming(answering, lambda: people(answering, "area")).look_once()
    assert statements(answering, network, "area", View(stores=("B2",))) == 0


def test_where_nothing_can_be_read_nothing_is_made_ready(answering: Answering) -> None:
    def broken() -> NoReturn:
        raise UnreadableError("damaged")

    answering.services = replace(answering.services, reader=broken)
    assert Warming(answering, lambda: people(answering, "chief")).look_once() == 0


def test_those_who_were_here_last_come_first(answering: Answering) -> None:
    database = answering.services.database
    for hours, name in ((3, "chief"), (1, "area"), (2, "parts"), (4, "chief")):
        user = find_user(database, name)
        at = NOW.replace(hour=hours)
        open_session(database, user, Origin(name, at), Limits())
    assert [user.name for user in recent_people(database, 2)] == ["chief", "parts"]
