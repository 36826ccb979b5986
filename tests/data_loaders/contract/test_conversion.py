# ruff: noqa: DTZ001 - local time without zone
"""The engine's quick way and the careful way in Python read every text alike."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.contract.cells import CellReader
from data_loaders.contract.columns import only_business_days
from data_loaders.contract.conversion import Converter
from data_loaders.contract.converted import Bound
from data_loaders.contract.expressions import everyday, sql_type
from data_loaders.contract.fields import Field, Kind
from data_loaders.contract.stores import StoreRegister
from data_loaders.reading.sheet import chunk_of

FIELDS = {
    Kind.CODE: Field("a", Kind.CODE),
    Kind.TEXT: Field("a", Kind.TEXT),
    Kind.DAY: Field("a", Kind.DAY),
    Kind.MOMENT: Field("a", Kind.MOMENT),
    Kind.MONTH: Field("a", Kind.MONTH),
    Kind.PERIOD: Field("a", Kind.PERIOD),
    Kind.WHOLE: Field("a", Kind.WHOLE),
    Kind.DECIMAL: Field("a", Kind.DECIMAL),
    Kind.VIN: Field("a", Kind.VIN),
    Kind.CHOICE: Field("a", Kind.CHOICE, values=("保养", "索赔")),
}
ODDITIES = (
    "2024-05-01", "2024/5/1", "2024-5-1 8:30", "2024-05-01 08:30:00.0", "2024.05.01 08:30",
    "2024年05月01日 08:30", "20240501", "20240501083000", "1899-12-30", "2099-12-31", "2100-01-01",
    "epoch", "infinity", "24-05-01", "2024-02-30", "2024-05-01 24:00:00", "2024-05-01+08",
    "2024-05-01 08:30:00+08", "12", "12.5", "12,345.00", "1,23", "-12", "(12)", "1e5", "1E+17",
    "4.417E+17", "nan", "0x10", "99999999999999999", "12.345", "-0.005", "３", "无", "-", "—",
    "'00123", '="00123"', "#N/A", "LSVAA49J132047371", "lsvaa49jO32047371", "LSVAA49J13204737",
    "LSVAA49J13204737-", "保养", "索赔", "13812341234", "联系13812341234", "null", "N/A", "202405",
    "202413", "2024-05", "2024.5.1 8:30", "2024年5月1日", "2024年5月1日8:30", "20240501 08:30",
    "45413.354166667", "45413", "30000", "59999.5", "20241301", "2024.13.01",
    "2024.05.01 08:30:00.5", "=1+1", "\u200b12", "2147483648", "007",
)  # fmt: skip


def careful(wanted: Field, text: str) -> tuple[Any, str | None]:
    cell = CellReader(StoreRegister(), b"key").read(wanted, text)
    return cell.value, cell.rule


def quick(wanted: Field, *texts: str) -> list[Any]:
    given_texts = pa.table({"t": list(texts)})
    with duckdb.connect() as connection:
        connection.register("texts", given_texts)
        made = connection.sql(f"SELECT {everyday(wanted, 't')} AS v FROM texts").to_arrow_table()
    found: list[Any] = only_business_days(wanted, made.column("v").combine_chunks()).to_pylist()
    return found


def assert_alike(kind: Kind, texts: Sequence[str]) -> int:
    """Compare both ways; return how many texts took the quick one."""
    taken = 0
    for text, value in zip(texts, quick(FIELDS[kind], *texts), strict=True):
        if value is not None:
            taken += 1
            assert (value, None) == careful(FIELDS[kind], text), (kind, text)
    return taken


@pytest.mark.parametrize("kind", FIELDS)
def test_what_the_quick_way_reads_the_careful_way_reads_alike(kind: Kind) -> None:
    assert assert_alike(kind, ODDITIES) > 0


_MADE_UP = st.text(alphabet="0123456789.,-/:() 年月日eE+万%无", min_size=1, max_size=12)


@given(st.lists(_MADE_UP.map(str.strip).filter(bool), min_size=20, max_size=60))
@settings(max_examples=30)
def test_made_up_texts_are_read_alike_too(texts: list[str]) -> None:
    for kind in (Kind.DAY, Kind.MOMENT, Kind.WHOLE, Kind.DECIMAL, Kind.MONTH, Kind.PERIOD):
        assert_alike(kind, texts)


def test_plain_texts_take_the_quick_way() -> None:
    assert quick(FIELDS[Kind.DAY], "2024-05-01") == [datetime.date(2024, 5, 1)]
    assert quick(FIELDS[Kind.DECIMAL], "12,345.00") == [Decimal("12345.00")]
    assert quick(FIELDS[Kind.WHOLE], "12") == [12]
    assert quick(FIELDS[Kind.VIN], "lsvaa49j132047371") == ["LSVAA49J132047371"]
    assert quick(FIELDS[Kind.CODE], "RO2405010003") == ["RO2405010003"]
    assert sql_type(FIELDS[Kind.DECIMAL]) == "DECIMAL(18,2)"


def convert(fields: list[Field], *rows: list[str]) -> Any:
    headings = [wanted.name for wanted in fields]
    bounds = [Bound(wanted, i, wanted.name) for i, wanted in enumerate(fields)]
    reader = CellReader(StoreRegister(), b"key")
    chunk = chunk_of(list(enumerate(rows, start=2)), len(fields))
    with duckdb.connect() as connection:
        return Converter(connection, bounds, headings, reader).convert(chunk)


def test_every_row_goes_one_way() -> None:
    fields = [Field("no", Kind.CODE, required=True), Field("sum", Kind.DECIMAL)]
    found = convert(
        fields,
        ["R1", "10"],
        ["R2", "zehn"],
        ["", "5"],
        ["合计", "10"],
        ["no", "sum"],
        ["", ""],
        ["R3", "无"],
    )
    assert found.accepted.to_pylist() == [
        {"no": "R1", "sum": Decimal("10.00"), "source_row": 2},
        {"no": "R3", "sum": None, "source_row": 8},
    ]
    faults = [(f.row, f.column, f.rule, f.value) for r in found.refused for f in r.faults]
    assert faults == [(3, "sum", "not_a_number", "zehn"), (4, "no", "missing_key", "")]
    assert found.skipped == [(5, "total_row"), (6, "repeated_heading"), (7, "blank_row")]
    assert found.sums == {"sum": Decimal("10.00")}


def test_a_row_that_carries_nothing_is_skipped_even_where_another_cell_is_wrong() -> None:
    fields = [Field("no", Kind.DAY), Field("value", Kind.DECIMAL, carries=True)]
    found = convert(fields, ["2024-05-01", ""], ["bald", " "], ["bald", "1"], ["2024-05-02", "2"])
    assert found.skipped == [(2, "no_value"), (3, "no_value")]
    assert [f.rule for r in found.refused for f in r.faults] == ["not_a_date"]
    assert found.accepted.num_rows == 1


def test_a_key_that_only_sounds_like_a_total_is_accepted() -> None:
    found = convert([Field("no", Kind.CODE, required=True)], ["合计数5号"], ["R1"])
    assert [row["no"] for row in found.accepted.to_pylist()] == ["合计数5号", "R1"]


def test_the_newest_day_is_of_what_happened_not_of_what_is_planned() -> None:
    fields = [Field("settled_at", Kind.MOMENT), Field("planned_date", Kind.DAY)]
    found = convert(fields, ["2024-05-01 10:00", "2031-01-01"])
    assert found.newest == datetime.datetime(2024, 5, 1, 10)


def test_types_are_those_of_the_fields() -> None:
    fields = [FIELDS[Kind.DAY], Field("b", Kind.WHOLE), Field("c", Kind.YES_NO)]
    found = convert(fields, ["2024-05-01", "7", "是"])
    types = [found.accepted.schema.field(name).type for name in ("a", "b", "c")]
    assert types == [pa.date32(), pa.int32(), pa.bool_()]
