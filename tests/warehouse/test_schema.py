"""Every column says what a reader, a loader and a mask need to know of it."""

import re
from collections import Counter
from itertools import chain

import pytest
import sqlalchemy as sa

from warehouse.schema import BEYOND, LINEAGE, METADATA, RECORDS, TABLES, Personal, Vat
from warehouse.schema.columns import money, table, text

EVERY = {**TABLES, **RECORDS}
COLUMNS = [column for made in EVERY.values() for column in made.columns]
MONEY = [column for column in COLUMNS if column.info["unit"] == "CNY"]
CHINESE = re.compile(r"[一-鿿]")
# Headings that are Latin letters in Chinese exports too.
_BY_HABIT = {"VIN"}
# What a name of a column gives away about the person behind it.
_TELLING = {
    "vin": Personal.VIN,
    "plate_no": Personal.PLATE,
    "phone": Personal.PHONE,
    "phone_hash": Personal.PHONE,
    "customer_name": Personal.NAME,
    "customer_id": Personal.CUSTOMER_ID,
    "prospect_id": Personal.CUSTOMER_ID,
    "employee_name": Personal.STAFF,
    "employee_id": Personal.STAFF,
    "sc_id": Personal.STAFF,
    "sa_id": Personal.STAFF,
    "technician_id": Personal.STAFF,
    "agent_id": Personal.STAFF,
}


def named(column: sa.Column[object]) -> str:
    return f"{column.table.name}.{column.name}"


def test_there_are_52_tables_and_our_own() -> None:
    assert len(set(TABLES) - BEYOND) == 52
    assert set(TABLES) >= BEYOND
    assert set(METADATA.tables) == set(EVERY)


@pytest.mark.parametrize("made", EVERY.values(), ids=EVERY)
def test_a_table_says_what_it_is(made: sa.Table) -> None:
    assert CHINESE.search(made.info["zh"])
    assert made.info["en"]
    assert made.info["grain"]
    assert made.info["key"]
    assert set(made.info["key"]) <= set(made.c.keys())
    assert set(LINEAGE) <= set(made.c.keys())
    if "store_code" in made.c and made.name in TABLES:
        assert "store_code" in made.info["key"]


@pytest.mark.parametrize("column", COLUMNS, ids=named)
def test_a_column_says_what_it_is(column: sa.Column[object]) -> None:
    info = column.info
    assert set(info) == {"zh", "en", "unit", "vat", "personal", "values", "note"}
    assert CHINESE.search(info["zh"]) or info["zh"] in _BY_HABIT
    assert re.match(r"[A-Z0-9]", info["en"])
    assert not CHINESE.search(info["en"])
    assert isinstance(info["vat"], Vat)
    assert isinstance(info["personal"], Personal)


@pytest.mark.parametrize("column", MONEY, ids=named)
def test_money_states_its_vat_basis(column: sa.Column[object]) -> None:
    """An amount outside VAT is rare enough to say why."""
    assert isinstance(column.type, sa.Numeric)
    assert column.info["vat"] is not Vat.NONE or column.info["note"]
    if "_ex_vat" in column.name:
        assert column.info["vat"] is Vat.EXCLUDED


def test_only_money_has_a_vat_basis() -> None:
    others = [
        named(c) for c in COLUMNS if c.info["unit"] != "CNY" and c.info["vat"] is not Vat.NONE
    ]
    assert others == []


def test_what_names_a_person_is_classed() -> None:
    wrong = [
        named(column)
        for column in COLUMNS
        if column.name in _TELLING and column.info["personal"] is not _TELLING[column.name]
    ]
    assert wrong == []


def test_free_text_that_may_name_a_person_is_classed() -> None:
    reasons = [
        named(column)
        for column in COLUMNS
        if column.name.endswith(("_reason", "content", "value"))
        and isinstance(column.type, sa.String)
        and not column.info["values"]
        and column.info["personal"] is Personal.NONE
    ]
    assert reasons == []


def test_headings_are_told_apart_within_a_table() -> None:
    for made in EVERY.values():
        for language in ("zh", "en"):
            counted = Counter(column.info[language] for column in made.columns)
            assert max(counted.values()) == 1, (made.name, counted.most_common(1))


def test_closed_lists_are_texts_without_doubles() -> None:
    lists = [column for column in COLUMNS if column.info["values"]]
    assert len(lists) > 30
    for column in lists:
        values = column.info["values"]
        assert isinstance(column.type, sa.String)
        assert len(set(values)) == len(values)
        assert all(value == value.strip() and value for value in values)


def test_no_name_needs_another_spelling_on_an_engine() -> None:
    names = chain(EVERY, (column.name for column in COLUMNS))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


def test_a_key_that_is_no_column_is_refused() -> None:
    with pytest.raises(ValueError, match=r"names columns it has not: \['b', 'day'\]"):
        table(sa.MetaData(), "t", "表", "T", "a row", ["a", "b"], "day", text("a", "甲", "A"))


def test_money_is_ex_vat_unless_it_says_otherwise() -> None:
    assert money("a", "金额", "Amount").info["vat"] is Vat.EXCLUDED
