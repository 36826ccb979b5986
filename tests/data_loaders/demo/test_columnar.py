"""Large networks in Parquet: the same documents, the warehouse's own headings, no faults."""

from pathlib import Path

import pyarrow.parquet as pq

from data_loaders.demo import Plan, write_columnar
from data_loaders.demo.faults import days_missing
from data_loaders.demo.site import make_site
from data_loaders.demo.store import simulate_store
from tests.data_loaders.loads import load
from warehouse.schema import LINEAGE, TABLES

PLAN = Plan(stores=12, months=2, seed=3, format="parquet", volume=0.15)


def test_each_batch_of_stores_has_one_file_for_each_table(tmp_path: Path) -> None:
    lines: list[str] = []
    written = write_columnar(tmp_path, PLAN, lines.append)
    orders = sorted(tmp_path.glob("repair_orders-*.parquet"))
    assert [path.stem for path in orders] == ["repair_orders-0001", "repair_orders-0009"]
    assert len(list(tmp_path.iterdir())) == written.files == 50 * 2 + 3
    assert len(lines) == 2
    first = pq.read_table(orders[0])
    columns = [c for c in TABLES["repair_orders"].columns if c.name not in LINEAGE]
    assert first.column_names == [c.info["zh"] for c in columns]
    assert set(first["经销商代码"].to_pylist()) == {f"S{n:02d}" for n in range(1, 9)}
    rows = sum(pq.read_metadata(path).num_rows for path in tmp_path.iterdir())
    assert rows == written.rows
    # The twelfth store is not late here.
    assert days_missing(12) == 1
    last = simulate_store(make_site(PLAN, 12))["repair_orders"]
    second = pq.read_table(orders[1])
    mine = [row["工单号"] for row in second.to_pylist() if row["经销商代码"] == "S12"]
    assert mine == last["ro_no"].to_pylist()


def test_the_loaders_take_every_row(tmp_path: Path) -> None:
    plan = Plan(stores=2, months=2, seed=3, format="parquet", volume=0.15)
    written = write_columnar(tmp_path / "extracts", plan, lambda line: None)
    loaded = load(tmp_path / "extracts", staging=tmp_path / "staging", stores=())
    assert {file.state for file in loaded.report.files} == {"loaded"}
    assert sum(file.rows_read for file in loaded.report.files) == written.rows
    assert len({file.table for file in loaded.report.files}) == len(TABLES)
