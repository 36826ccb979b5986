"""What is asked of the statistics, within whose rights, and what a page makes of each answer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from access import Masking, Scope
from dashboards.answering import Answering
from dashboards.application import create_app
from dashboards.callbacks import ask_of
from dashboards.components.why import TARGETS, why_link
from dashboards.drivers.asked import FIRST_SECONDS, IN_STAGES, key_of, network_scope, tell, work_of
from dashboards.drivers.choices import choices_of
from dashboards.drivers.ordering import Progress, Work
from dashboards.page import Answer
from dashboards.pages.data import tools
from dashboards.pages.drivers import PAGE
from dashboards.query import View, read_query
from dashboards.services import UnreadableChangesError
from dashboards.shell.sent import Sent
from dashboards.visit import Visit
from dashboards.web.gate import Visitor
from metrics.catalogue import kpi
from metrics.drivers.hypotheses.registry import measured
from metrics.drivers.measurement_changes import MeasurementChange
from metrics.drivers.stage import Stage
from metrics.drivers.store_panel import StorePanel, read_store_panel
from metrics.drivers.wanted import Wanted
from metrics.reader import Reader
from tests.dashboards.conftest import callback_headers, sign_in
from tests.dashboards.drivers.analyses import ANALYSIS, FILL, TARGET, chosen_of
from tests.dashboards.network import Network, services_for
from tests.dashboards.test_pages import CHIEF, texts

STAGE = Stage(ANALYSIS, (), 34, 36, "month", 1.5)
ASKED = View(target=TARGET)


class Given:
    """Statistics that give one answer and keep what they were asked."""

    def __init__(self, progress: Progress[Any]) -> None:
        self.progress = progress
        self.asked: list[tuple[str, Work, float]] = []

    def ask(self, key: str, make: Any, seconds: float = 0.0) -> Progress[Any]:
        self.asked.append((key, make(), seconds))
        return self.progress

    def state(self, key: str) -> Progress[Any] | None:
        return self.progress


def visit_of(
    network: Network, progress: Progress[Any], scope: Scope | None = None, **view: Any
) -> tuple[Visit, Given]:
    given = Given(progress)
    plain = network.visit("/drivers", "en", view=View(**{"target": TARGET, **view}))
    return replace(plain, statistics=given, scope=scope or plain.scope), given


def test_a_reader_of_one_store_is_told_of_the_network_and_sees_his_points_only(
    network: Network,
) -> None:
    visit, given = visit_of(network, Progress("done", STAGE), CHIEF)
    told, key = tell(visit, chosen_of(visit))
    ((asked, (name, (panel, seen, store)), _),) = given.asked
    assert asked == key
    assert name == IN_STAGES
    assert isinstance(panel, StorePanel)
    assert (seen, store) == (frozenset({"A1"}), "A1")
    assert network_scope(visit).stores is None
    assert network_scope(visit).departments == CHIEF.departments
    assert (told.store, told.scale, told.basis.stores) == ("A1", 1.5, 34)


def test_amounts_of_stores_in_another_currency_are_told_in_it(network: Network) -> None:
    currencies = {TARGET: "HKD", FILL: "CNY"}
    visit, _ = visit_of(network, Progress("done", replace(STAGE, currencies=currencies)))
    told, _ = tell(visit, chosen_of(visit))
    assert (told.target.currency, told.drivers[FILL].currency) == ("HKD", "CNY")
    said = texts(PAGE.answer(visit, network.report).body)
    assert "+47,000 HKD" in said
    assert "CNY" not in said


@pytest.mark.parametrize(
    ("progress", "complete", "failed", "working"),
    [
        (Progress("waiting"), False, False, True),
        (Progress("under_way", STAGE), False, False, True),
        (Progress("done", STAGE), True, False, False),
        (Progress("failed", STAGE, "it ended"), False, True, False),
        (Progress("busy"), False, False, True),
    ],
)
def test_a_page_knows_how_far_its_answer_is(
    network: Network, progress: Progress[Any], complete: bool, failed: bool, working: bool
) -> None:
    visit, _ = visit_of(network, progress)
    told, _ = tell(visit, chosen_of(visit))
    assert (told.complete, told.failed, told.is_working) == (complete, failed, working)
    page = PAGE.answer(visit, network.report)
    assert page.lasting is complete
    assert bool(page.sheets)


def test_a_dead_process_is_said_so_and_the_breakdown_stays(network: Network) -> None:
    visit, _ = visit_of(network, Progress("failed", None, "the process ended with status 7"))
    page = PAGE.answer(visit, network.report)
    assert "was not finished" in texts(page.body)
    assert "status 7" not in texts(page.body)
    assert "Where service labour gross changed" in texts(page.more)


def test_the_question_is_begun_before_what_is_exact_is_read(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, given = visit_of(network, Progress("under_way", STAGE))
    begun: list[int] = []
    moments = iter((100.0, 100.4))

    def read(*_: Any) -> None:
        begun.append(len(given.asked))

    monkeypatch.setattr("dashboards.pages.drivers.ask_gaps", read)
    monkeypatch.setattr("dashboards.pages.drivers.monotonic", lambda: next(moments))
    PAGE.answer(visit, network.report)
    assert begun == [1]
    # What reading took is not waited again.
    assert [seconds for _, _, seconds in given.asked] == pytest.approx([0.0, FIRST_SECONDS - 0.4])


def test_files_wait_for_the_whole_answer(network: Network) -> None:
    visit, given = visit_of(network, Progress("done", STAGE))
    tell(replace(visit, patient=True), chosen_of(visit))
    tell(visit, chosen_of(visit))
    (_, _, patient), (_, _, brief) = given.asked
    assert patient > 10 > brief


def test_the_key_holds_rights_snapshot_and_question(network: Network) -> None:
    visit, _ = visit_of(network, Progress("waiting"))
    other = Scope("chief", frozenset({"A1"}), frozenset({"after_sales"}), Masking.PARTIAL)
    asked = [
        visit,
        replace(visit, scope=CHIEF),
        replace(visit, scope=other),
        replace(visit, view=View(target="gross_parts")),
        replace(visit, view=View(target=TARGET, by="quarter")),
        replace(visit, view=View(target=TARGET, stores=("A1",))),
        replace(visit, changes=lambda: (MeasurementChange(FILL, date(2024, 3, 1)),)),
    ]
    keys = [key_of(one, chosen_of(one)) for one in asked]
    assert len(set(keys)) == len(keys)
    # What only the screen shows makes no other question.
    drawn = replace(visit, view=View(target=TARGET, driver=FILL, compare=("year",)))
    assert key_of(drawn, chosen_of(drawn)) == keys[0]


def test_a_change_in_how_a_kpi_was_measured_is_known_to_the_page_as_to_the_command(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Wanted] = []

    def read(reader: Reader, scope: Scope, wanted: Wanted) -> StorePanel:
        asked.append(wanted)
        return read_store_panel(reader, scope, wanted)

    monkeypatch.setattr("dashboards.drivers.asked.read_store_panel", read)
    change = MeasurementChange(FILL, date(2024, 3, 1))
    visit, _ = visit_of(network, Progress("waiting"))
    work_of(replace(visit, changes=lambda: [change]), chosen_of(visit))
    assert [wanted.changes for wanted in asked] == [(change,)]


def test_declared_changes_that_cannot_be_read_are_told_in_words_and_nothing_rests_on_them(
    network: Network,
) -> None:
    def unreadable() -> tuple[MeasurementChange, ...]:
        raise UnreadableChangesError("measurement-changes.csv, line 2: no KPI 'npss'")

    visit, given = visit_of(network, Progress("done", STAGE))
    reader = replace(visit, changes=unreadable)
    page = PAGE.answer(reader, network.report)
    assert not given.asked
    assert "declared changes of measurement cannot be read" in texts(page.body)
    assert "line 2" not in texts([*page.body, *page.table])
    assert "Where service labour gross changed" in texts(page.more)
    administrator = replace(reader, is_admin=True)
    assert "line 2: no KPI 'npss'" in texts(PAGE.answer(administrator, network.report).body)
    assert "line 2: no KPI 'npss'" in texts(tools(administrator))
    assert not tools(replace(visit, is_admin=True))
    assert PAGE.rests_on is not None
    assert PAGE.rests_on(reader) != PAGE.rests_on(visit)


def test_quarters_come_with_the_scores_that_have_no_months(network: Network) -> None:
    months, _ = visit_of(network, Progress("waiting"))
    quarters, _ = visit_of(network, Progress("waiting"), by="quarter")
    assert "csi_score" not in chosen_of(months).drivers
    assert "csi_score" in chosen_of(quarters).drivers
    assert chosen_of(months).has_quarters
    assert work_of(quarters, chosen_of(quarters))[1][0].grain == "quarter"


def test_a_reader_of_one_department_is_offered_its_targets_only(network: Network) -> None:
    own = Scope("parts", frozenset({"A1"}), frozenset({"parts"}), Masking.PARTIAL)
    visit, _ = visit_of(network, Progress("waiting"), own)
    chosen = chosen_of(visit)
    assert {d.value for d in chosen.offered} == {"parts"}
    assert all(visit.may_see(driver) for driver in chosen.drivers.values())
    none = Scope("none", frozenset({"A1"}), frozenset({"marketing"}), Masking.PARTIAL)
    nothing, _ = visit_of(network, Progress("waiting"), none)
    assert choices_of(nothing) is None
    assert "No profit figure" in texts(PAGE.answer(nothing, network.report).body)


def test_a_target_without_declared_pairs_still_has_its_breakdown(network: Network) -> None:
    visit, given = visit_of(network, Progress("waiting"), target="gross_used_cars")
    page: Answer = PAGE.answer(visit, network.report)
    assert given.asked == []
    assert "No KPI is declared" in texts(page.body)
    assert page.lasting


def test_every_profit_figure_leads_here(network: Network) -> None:
    visit = network.visit("/profit", "en", view=View(stores=("A1",), kpis=("net_profit",)))
    link: Any = why_link(visit, kpi("net_profit"))
    asked = read_query(link.href.partition("?")[2])
    assert link.href.startswith("/drivers?")
    assert (asked.target, asked.stores, asked.kpis) == ("net_profit", ("A1",), ())
    assert why_link(visit, kpi("test_drive_rate")) is None
    assert {measured(name).id for name in TARGETS} == set(TARGETS)


def test_the_address_of_a_browser_is_asked_again() -> None:
    href = "https://dealer.example/drivers?target=gross_service&store=A1"
    assert ask_of(href) == {"path": "/drivers", "search": "?target=gross_service&store=A1"}
    assert ask_of(None) == {"path": "", "search": ""}


def test_an_answer_that_will_change_is_not_remembered(network: Network, tmp_path: Any) -> None:
    given = Given(Progress("under_way", STAGE))
    services = replace(services_for(network, tmp_path), statistics=given)
    answering = Answering(services)
    who = Visitor(None, CHIEF)
    for _ in range(2):
        answering.new_parts(who, PAGE, View(target=TARGET), "en")
    assert len(given.asked) == 4
    given.progress = Progress("done", STAGE)
    for _ in range(2):
        answering.new_parts(who, PAGE, View(target=TARGET), "en")
    assert len(given.asked) == 6
    services.database.dispose()


def told_of_page(sent: Sent) -> str:
    return texts([part for parts in sent.places.values() for part in parts])


def test_a_calculation_that_failed_is_tried_again_by_the_next_request(
    network: Network, tmp_path: Any
) -> None:
    given = Given(Progress("failed", None, "it ended"))
    services = replace(services_for(network, tmp_path), statistics=given)
    answering = Answering(services)
    who = Visitor(None, CHIEF)
    assert "was not finished" in told_of_page(answering.new_parts(who, PAGE, ASKED, "en"))
    given.progress = Progress("done", STAGE)
    assert "was not finished" not in told_of_page(answering.new_parts(who, PAGE, ASKED, "en"))
    services.database.dispose()


def test_a_change_of_what_was_measured_is_seen_at_the_next_request(
    network: Network, tmp_path: Any
) -> None:
    given = Given(Progress("done", STAGE))
    declared: list[MeasurementChange] = []
    read: list[int] = []

    def changes() -> tuple[MeasurementChange, ...]:
        read.append(len(declared))
        return tuple(declared)

    services = replace(services_for(network, tmp_path), statistics=given, changes=changes)
    answering = Answering(services)
    who = Visitor(None, CHIEF)
    for _ in range(2):
        answering.new_parts(who, PAGE, ASKED, "en")
    keys = {key for key, _, _ in given.asked}
    declared.append(MeasurementChange(FILL, date(2024, 3, 1)))
    answering.new_parts(who, PAGE, ASKED, "en")
    assert {key for key, _, _ in given.asked} > keys
    # Once for each request, whatever of the page asks for it.
    assert read == [0, 0, 1]
    services.database.dispose()


def test_a_tick_asks_for_the_page_when_there_is_more(network: Network, tmp_path: Any) -> None:
    given = Given(Progress("done", STAGE))
    services = replace(services_for(network, tmp_path), statistics=given)
    client: FlaskClient = create_app(services).server.test_client()
    sign_in(client, "chief")

    def tick(state: str) -> Any:
        return client.post(
            "/_dash-update-component",
            json={
                "output": "page-ask.data@" + _hash(client),
                "outputs": {"id": "page-ask", "property": "data@" + _hash(client)},
                "inputs": [{"id": "drivers-tick", "property": "n_intervals", "value": 3}],
                "changedPropIds": ["drivers-tick.n_intervals"],
                "state": [
                    {
                        "id": "drivers-shown",
                        "property": "data",
                        "value": {"key": "k", "state": state},
                    },
                    {
                        "id": "address",
                        "property": "data",
                        "value": "http://localhost/drivers?lang=en",
                    },
                ],
            },
            headers=callback_headers(client),
        )

    more = tick("under_way")
    assert more.status_code == 200, more.get_data(as_text=True)
    assert more.get_json()["response"]["page-ask"]["data"]["path"] == "/drivers"
    assert "page-ask" not in tick("done").get_data(as_text=True)
    services.database.dispose()


def _hash(client: FlaskClient) -> str:
    """What Dash adds to an output that several callbacks share."""
    for callback in client.get("/_dash-dependencies").get_json():
        if any(one["id"] == "drivers-tick" for one in callback["inputs"]):
            return str(callback["output"]).partition("@")[2]
    raise AssertionError("there is no tick")
