"""No data because a table was never loaded: the figure names the table, and the extract."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.extracts import extract_of
from metrics.listings import list_rows
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Note, State
from metrics.selection import Selection
from tests.metrics.network import Network, network, stores
from tests.metrics.test_reader import AS_OF, MARCH, delivery

FEBRUARY = Period.month(date(2025, 2, 1))
NEXT_YEAR = Period.month(date(2026, 2, 1))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Network:
    complaint = {"store_code": "N1", "complaint_id": "T1", "opened_at": date(2025, 3, 3)}
    report = {
        "store_code": "N2",
        "metric": "retail_deliveries",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "value": 5,
        "origin": "月报",
        "dimension": "",
    }
    rows: dict[str, list[dict[str, Any]]] = {
        "dim_store": stores("N1", "N2", "S1"),
        "vehicle_deliveries": [delivery("N1", "2025-03-03", 1)],
        "complaints": [complaint],
        "reported_figures": [report],
    }
    folder: Path = tmp_path_factory.mktemp("missing")
    return network(folder, rows, AS_OF, date(2025, 1, 1))


def figure(
    small: Network, name: str, period: Period = MARCH, codes: tuple[str, ...] = (), **keys: str
) -> Figure:
    question = Question(Selection(period, codes, tuple(keys)), (kpi(name),))
    quick = small.quick.ask(OPERATOR, question).figure(name, **keys)
    assert small.exact.ask(OPERATOR, question).figure(name, **keys) == quick
    return quick


def test_a_table_that_was_never_loaded_is_named(small: Network) -> None:
    found = figure(small, "appointment_show_rate")
    assert (found.state, found.value, found.note) == (State.NO_DATA, None, Note.TABLE_MISSING)
    assert found.lacking_tables == ("service_appointments",)
    assert extract_of("service_appointments").zh == "预约登记表"


def test_every_missing_table_is_named(small: Network) -> None:
    assert figure(small, "appointment_rate").lacking_tables == (
        "repair_orders",
        "service_appointments",
    )


def test_a_table_of_other_stores_is_missing_for_this_one(small: Network) -> None:
    found = figure(small, "complaint_count", store="S1")
    assert (found.note, found.lacking_tables) == (Note.TABLE_MISSING, ("complaints",))
    assert figure(small, "complaint_count", store="N1").value == 1
    assert figure(small, "complaint_count").lacking_tables == ()


def test_a_table_of_other_months_is_loaded(small: Network) -> None:
    found = figure(small, "retail_deliveries", FEBRUARY, ("N1",))
    assert (found.note, found.lacking_tables) == (Note.NOTHING_LOADED, ())


def test_a_store_that_reports_sums_lacks_a_report_and_no_documents(small: Network) -> None:
    assert figure(small, "retail_deliveries", FEBRUARY, ("N2",)).note is Note.NOTHING_LOADED
    assert figure(small, "retail_deliveries", FEBRUARY, ("S1",)).note is Note.TABLE_MISSING


def test_books_that_were_never_loaded_are_not_only_still_open(small: Network) -> None:
    found = figure(small, "return_on_sales")
    assert found.note is Note.TABLE_MISSING
    assert "gl_monthly" in found.lacking_tables


def test_a_percentile_names_its_table(small: Network) -> None:
    found = figure(small, "warranty_submission_days_median")
    assert (found.note, found.lacking_tables) == (Note.TABLE_MISSING, ("warranty_claims",))


def test_what_has_not_begun_lacks_nothing(small: Network) -> None:
    found = figure(small, "appointment_show_rate", NEXT_YEAR)
    assert (found.note, found.lacking_tables) == (Note.NOT_BEGUN, ())


def test_documents_of_a_table_that_was_never_loaded_say_so(small: Network) -> None:
    listing = list_rows(small.quick, OPERATOR, kpi("appointment_show_rate"), Selection(MARCH))
    assert (listing.total, listing.lacking_tables) == (0, ("service_appointments",))
