"""Red-letter rows find what they take back, and are named where they do not."""

from pathlib import Path
from typing import Any

import pytest

from commands.reversals_text import reversal_lines
from metrics.reversals import Reversal, lost, read_reversals
from tests.warehouse.support import small_duckdb

FILE = "c" * 64


def _delivery(number: str, vin: str, day: str, amount: int, store: str = "A") -> dict[str, Any]:
    return {
        "store_code": store,
        "delivery_no": number,
        "vin": vin,
        "delivery_date": day,
        "revenue_ex_vat": amount,
        "source_file": FILE,
        "source_sheet": "交车",
        "source_row": int(number[1:]),
    }


def _issue(number: str, order: str | None, part: str, day: str, qty: int) -> dict[str, Any]:
    return {
        "store_code": "A",
        "issue_no": number,
        "line_no": 1,
        "ro_no": order,
        "part_no": part,
        "issued_at": f"{day}T10:00",
        "qty": qty,
        "source_row": 1,
    }


ROWS: dict[str, list[dict[str, Any]]] = {
    "vehicle_deliveries": [
        _delivery("D1", "V1", "2024-03-01", 100_000),
        _delivery("D2", "V1", "2024-03-09", -100_000),
        # Written before what it should take back, more than was booked, another store's, no car.
        _delivery("D3", "V2", "2024-03-09", 100_000),
        _delivery("D4", "V2", "2024-03-01", -100_000),
        _delivery("D5", "V3", "2024-03-01", 90_000),
        _delivery("D6", "V3", "2024-03-09", -100_000),
        _delivery("D7", "V4", "2024-03-01", 100_000, "B"),
        _delivery("D8", "V4", "2024-03-09", -100_000),
    ],
    "repair_orders": [
        {
            "store_code": "A",
            "ro_no": number,
            "vin": "V1",
            "settled_at": "2024-03-05",
            "labour_sales": labour,
            "parts_sales": parts,
        }
        for number, labour, parts in (("R1", 100, 50), ("R1H", -100, -50), ("R2", -10, 50))
    ],
    "parts_issue_lines": [
        _issue("I1", "R1", "P1", "2024-03-01", 3),
        _issue("I2", "R1", "P1", "2024-03-02", -1),
        _issue("I3", "R1H", "P1", "2024-03-02", -2),
        _issue("I4", "R1", "P2", "2024-03-02", -1),
        _issue("I5", None, "P3", "2024-03-01", 1),
        _issue("I6", None, "P3", "2024-03-02", -1),
    ],
    "load_log": [{"file_sha256": FILE, "file": "A/三月.xlsx", "sheet": "交车", "table_name": "x"}],
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reversal, ...]:
    return read_reversals(small_duckdb(tmp_path_factory.mktemp("red"), ROWS))


def test_reversals_find_their_originals(found: tuple[Reversal, ...]) -> None:
    assert {one.number: one.original for one in found if one.original} == {
        "D2": "D1",
        "R1H": "R1",
        "I2": "I1",
        "I3": "I1",
        "I6": "I5",
    }


def test_those_without_one_come_first_and_name_their_place(found: tuple[Reversal, ...]) -> None:
    assert [one.number for one in lost(found)] == ["I4", "D4", "D6", "D8"]
    assert [one.number for one in found[:4]] == ["I4", "D4", "D6", "D8"]
    orphan = next(one for one in found if one.number == "D8")
    assert (orphan.file, orphan.sheet, orphan.row) == ("A/三月.xlsx", "交车", 8)


def test_an_order_that_is_positive_in_all_is_no_reversal(found: tuple[Reversal, ...]) -> None:
    assert "R2" not in {one.number for one in found}


def test_only_the_stores_asked_for(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, ROWS)
    assert read_reversals(backend, ("B",)) == ()
    assert len(read_reversals(backend, ("A", "B"))) == len(read_reversals(backend))


def test_the_report_names_document_and_place(found: tuple[Reversal, ...]) -> None:
    lines = list(reversal_lines(found, "en"))
    assert lines[0] == "reversals: 5 of 9 found what they take back"
    assert any("D8" in line and "[A/三月.xlsx 交车 row 8]" in line for line in lines[1:])
    assert len(lines) == 5
    assert list(reversal_lines((), "zh")) == ["红冲:0 行,0 行找到原单"]
