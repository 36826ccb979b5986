"""The lines of a document: every table that knows its number, masked, with their origin."""

from datetime import date
from pathlib import Path

import pytest

from access import Masking, Scope
from access.scope import DEPARTMENTS as ALL_DEPARTMENTS
from access.scope import OPERATOR, ScopeError
from metrics.catalogue import kpi
from metrics.document_lines import DEPARTMENTS, LINES, list_lines
from tests.metrics.network import Network, network, stores
from warehouse.schema import TABLES

ORDER = ("N1", "R1")
VISITS = kpi("as_visits")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Network:
    origin = {"source_file": "f" * 64, "source_sheet": "工单", "source_row": 7}
    order = {"plate_no": "沪A12345", "open_at": date(2025, 3, 3), "settled_at": date(2025, 3, 3)}
    line = {"std_hours": 1, "settled_at": date(2025, 3, 3)}
    rows = {
        "dim_store": stores("N1", "N2"),
        "repair_orders": [
            {"store_code": store, "ro_no": "R1", **order, **origin} for store in ("N1", "N2")
        ],
        "ro_labour_lines": [
            {"store_code": "N1", "ro_no": "R1", "line_no": str(n), "labour_sales": 100 * n, **line}
            for n in (2, 1)
        ]
        + [{"store_code": "N1", "ro_no": "R2", "line_no": "1", "labour_sales": 900, **line}],
    }
    folder: Path = tmp_path_factory.mktemp("workshop")
    return network(folder, rows, date(2025, 3, 31), date(2025, 1, 1))


def test_a_repair_order_shows_itself_and_its_labour_in_order(workshop: Network) -> None:
    found = {x.table: x for x in list_lines(workshop.exact, OPERATOR, VISITS, "ro_no", ORDER)}
    assert list(found) == ["repair_orders", "ro_labour_lines"]
    assert [float(row["labour_sales"]) for row in found["ro_labour_lines"].rows] == [100, 200]
    (order,) = found["repair_orders"].rows
    assert (order["source_sheet"], order["source_row"]) == ("工单", 7)


def test_what_a_scope_hides_stays_hidden_in_lines(workshop: Network) -> None:
    hidden = Scope("area", frozenset({"N1"}), None, Masking.HIDDEN)
    order, _ = list_lines(workshop.exact, hidden, VISITS, "ro_no", ORDER)
    assert order.rows[0]["plate_no"] == "—"
    assert {column.name for column in order.columns if column.masked} >= {"plate_no"}


def test_lines_lie_within_the_scope(workshop: Network) -> None:
    other = Scope("other", frozenset({"N2"}), None, Masking.NONE)
    parts = Scope("parts", frozenset({"N1"}), frozenset({"parts"}), Masking.NONE)
    for scope in (other, parts):
        with pytest.raises(ScopeError):
            list_lines(workshop.exact, scope, VISITS, "ro_no", ORDER)


def test_lines_are_those_of_departments_that_are_open(workshop: Network) -> None:
    """Whoever looks after customers sees of a visit what its figure lists, and no costs."""
    service = Scope("cs", frozenset({"N1"}), frozenset({"customer_service"}), Masking.NONE)
    complaints = kpi("complaint_rate_per_1000")
    found = list_lines(workshop.exact, service, complaints, "ro_no", ORDER)
    assert [lines.table for lines in found] == ["repair_orders"]
    shown = {column.name for lines in found for column in lines.columns}
    assert not shown & {"labour_cost", "parts_cost", "labour_sales"}


def test_every_table_of_lines_is_some_departments() -> None:
    assert set(DEPARTMENTS) == {name for names in LINES.values() for name in names}
    assert {name for names in DEPARTMENTS.values() for name in names} <= set(ALL_DEPARTMENTS)


def test_every_table_of_lines_bears_the_number_of_its_document() -> None:
    lacking = [
        (column, name)
        for column, names in LINES.items()
        for name in names
        if column not in TABLES[name].c
    ]
    assert lacking == []
