"""Every table is found under its own headings, in both languages, and under every alias."""

import pytest

from data_loaders.faults import RefusedError
from data_loaders.profiles import SHIPPED, aliases, listed_values
from data_loaders.profiles.headings import normal
from data_loaders.profiles.matching import find_match
from data_loaders.profiles.standard import STANDARD
from data_loaders.values.choices import UNMAPPED, read_choice
from warehouse.schema import LINEAGE, TABLES


def own_headings(table: str, language: str) -> list[str]:
    # Most extracts hold one store and do not name it in a column.
    return [
        column.info[language]
        for column in TABLES[table].columns
        if column.name not in LINEAGE and (column.name != "store_code" or table == "dim_store")
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_found_under_its_own_headings(table: str, language: str) -> None:
    headings = own_headings(table, language)
    match = find_match([headings], None, (), "", SHIPPED)
    names = [
        column.name
        for column in TABLES[table].columns
        if column.name not in LINEAGE and (column.name != "store_code" or table == "dim_store")
    ]
    assert match.target.table == table
    assert [name for _, name in match.columns] == names


def test_every_alias_leads_to_its_column_somewhere() -> None:
    lost = [
        word
        for column, words in aliases.EVERY_TABLE.items()
        for word in words
        if not any(target.headings.get(normal(word)) == column for target in STANDARD.targets)
    ]
    assert lost == []


def test_aliases_name_columns_that_exist() -> None:
    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert set(aliases.EVERY_TABLE) <= columns
    assert set(listed_values.EVERY_TABLE) <= columns
    for table, column in (*aliases.ONE_TABLE, *listed_values.ONE_TABLE):
        assert column in TABLES[table].c


def test_other_words_for_listed_values_lead_to_a_listed_value() -> None:
    listed = {
        column: {value for table in TABLES.values() if column in table.c
                 for value in table.c[column].info.get("values", ())}
        for column in listed_values.EVERY_TABLE
    }  # fmt: skip
    for column, words in listed_values.EVERY_TABLE.items():
        assert set(words.values()) <= listed[column], column


def test_a_refusal_of_the_maker_is_called_differently_in_two_tables() -> None:
    by_table = {target.table: target.by_name for target in STANDARD.targets}
    claims = by_table["warranty_claims"]["first_result"]
    events = by_table["warranty_claim_events"]["result"]
    assert read_choice("退回", claims.values, claims.aliases) == "驳回"
    assert read_choice("驳回", events.values, events.aliases) == "退回"
    assert read_choice("莫名", events.values, events.aliases) == UNMAPPED


def test_headings_of_a_real_group_that_are_none_of_ours_are_refused_with_what_was_seen() -> None:
    with pytest.raises(RefusedError) as caught:
        find_match([["主播人员", "返利系数", "区补"]], None, (), "", SHIPPED)
    assert caught.value.rule == "heading_unknown"
    assert "主播人员" in caught.value.details["headings"]
