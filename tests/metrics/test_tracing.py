"""Every document names the extract, the sheet and the row that it came from."""

from datetime import date

import pytest
import sqlalchemy as sa

from access.scope import OPERATOR
from metrics.catalogue import CATALOGUE, all_measures, kpi
from metrics.facts.department_result import DEPARTMENT_RESULT
from metrics.listings import list_rows
from metrics.model.facts import Fact
from metrics.model.period import Period
from metrics.model.words import Words
from metrics.selection import Selection
from metrics.tracing import TRACED, keys_of, trace
from tests.metrics.network import Network, network, stores
from warehouse.schema import TABLES

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))
FIRST, SECOND = "a" * 64, "b" * 64
_lines = TABLES["ro_labour_lines"].c
ORDER_OF_LINES = Fact(
    name="order_of_lines",
    words=Words("工单", "Order"),
    source=sa.select(_lines.store_code, _lines.ro_no).distinct().subquery("order_of_lines"),
    tables=("ro_labour_lines",),
    document=("ro_no",),
)


def _delivery(number: str, source: str, row: int) -> dict[str, object]:
    return {
        "store_code": "N1",
        "delivery_no": number,
        "vin": f"LSVAA0000000{number:>05}",
        "delivery_date": "2024-03-05",
        "customer_type": "零售",
        "revenue_ex_vat": "100000",
        "cost_ex_vat": "95000",
        "source_file": source,
        "source_sheet": "交车台账",
        "source_row": row,
    }


def _line(line: int, row: int) -> dict[str, object]:
    return {
        "store_code": "N1",
        "ro_no": "R1",
        "line_no": line,
        "settled_at": "2024-03-06",
        "source_file": SECOND,
        "source_sheet": "工时",
        "source_row": row,
    }


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Network:
    rows = {
        "dim_store": stores("N1"),
        "vehicle_deliveries": [_delivery("1", FIRST, 7), _delivery("2", SECOND, 19)],
        "repair_orders": [
            {
                "store_code": "N1",
                "ro_no": f"R{n}",
                "vin": "LSVAA000000000001",
                "ro_type": "保养",
                "open_at": "2024-03-06 09:00",
                "settled_at": "2024-03-06 17:00",
                "source_file": SECOND,
                "source_sheet": "结算",
                "source_row": 30 + n,
            }
            for n in (1, 2)
        ],
        "ro_labour_lines": [_line(line, row) for line, row in enumerate((4, 5, 8, 9), start=1)],
        "load_log": [
            {"file_sha256": FIRST, "file": "N1/三月.xlsx", "sheet": "交车台账", "table_name": "v"}
        ],
    }
    return network(tmp_path_factory.mktemp("traced"), rows, date(2024, 3, 31), MARCH.start)


def _documents(march: Network, name: str, shown: str) -> dict[str, tuple[object, ...]]:
    listing = list_rows(march.quick, OPERATOR, kpi(name), Selection(MARCH))
    return {row[shown]: tuple(row[part] for part in TRACED) for row in listing.rows}


def test_a_document_names_its_extract_sheet_and_row(march: Network) -> None:
    # A file of which the load log says nothing is named by its fingerprint.
    assert _documents(march, "retail_deliveries", "delivery_no") == {
        "1": ("N1/三月.xlsx", "交车台账", 7),
        "2": (SECOND, "交车台账", 19),
    }


def test_a_visit_is_traced_to_its_first_order(march: Network) -> None:
    assert _documents(march, "as_visits", "ro_no") == {"R1": (SECOND, "结算", 31)}


def test_a_document_of_several_rows_names_them(march: Network) -> None:
    backend, fact = march.quick.backend, ORDER_OF_LINES
    (place,) = trace(backend, fact, [{"store_code": "N1", "ro_no": "R1"}])
    assert place["source_row"] == "4, 5, 8, …"
    assert trace(backend, fact, [{"store_code": "N2", "ro_no": "R1"}]) == [{}]
    assert trace(backend, fact, [{"store_code": "N1", "ro_no": None}]) == [{}]


def test_columns_that_only_share_a_name_are_no_key() -> None:
    """The department of a breakdown is a word for the ledger's own one."""
    held = keys_of(DEPARTMENT_RESULT)
    assert set(held["gl_monthly"]) == {"store_code", "period", "account_code"}
    assert set(held["oem_rebates"]) == {"store_code", "rebate_id"}


def test_nearly_every_fact_can_be_traced() -> None:
    facts = {measure.fact.name: measure.fact for measure in all_measures(CATALOGUE).values()}
    lost = sorted(name for name, fact in facts.items() if not keys_of(fact))
    # When a month was closed, and the first of several events, stand in no row of their own.
    assert lost == ["closings", "contact_events"]
