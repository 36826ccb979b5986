"""Which columns a KPI rests on: those of its measures, and what decides on their rows."""

import pytest

from metrics.catalogue import CATALOGUE, kpi
from metrics.lineage import source_columns
from metrics.model.kpi import Kpi
from warehouse.schema import LINEAGE, TABLES


def names(entry: Kpi) -> list[str]:
    return [f"{column.table.name}.{column.name}" for column in source_columns(entry)]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.id)
def test_the_source_columns_of_a_kpi_are_declared_and_leave_no_table_out(entry: Kpi) -> None:
    columns = source_columns(entry)
    assert all(TABLES[column.table.name].c[column.name] is column for column in columns)
    assert set(entry.tables) <= {column.table.name for column in columns}
    # Where a row came from never decides on a figure.
    assert not {column.name for column in columns} & set(LINEAGE)


def test_only_what_a_measure_needs_is_named() -> None:
    assert names(kpi("net_orders")) == [
        "vehicle_orders.store_code",
        "vehicle_orders.order_date",
        "vehicle_orders.cancel_date",
    ]


def test_what_joins_tables_and_keeps_rows_is_named() -> None:
    found = names(kpi("appointment_rate"))
    assert {"repair_orders.store_code", "service_appointments.store_code"} <= set(found)
    assert {name.partition(".")[0] for name in found} >= {"repair_orders", "service_appointments"}


def test_both_sides_of_a_union_are_named() -> None:
    assert {name.partition(".")[0] for name in names(kpi("callback_3d_completion"))} == {
        "vehicle_deliveries",
        "repair_orders",
        "callbacks",
    }


def test_a_gap_rests_on_its_subject_and_on_the_directory() -> None:
    found = names(kpi("peer_gap_to_median"))
    assert {"dim_store.region", "dim_store.size_class", "gl_monthly.account_code"} <= set(found)
