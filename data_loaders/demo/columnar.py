"""A large network written fast: one Parquet file for each table and batch of stores.

Headings are the warehouse's own Chinese ones, every row names its store, nothing is spoilt.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data_loaders.demo.days import make_span
from data_loaders.demo.extracts import Written
from data_loaders.demo.network import shared_tables
from data_loaders.demo.plan import Plan, Say
from data_loaders.demo.site import make_site
from data_loaders.demo.store import simulate_store
from data_loaders.demo.traits import make_traits
from warehouse.schema import TABLES

BATCH = 8


def write_columnar(folder: Path, plan: Plan, say: Say) -> Written:
    """Write the network batch by batch; memory holds one batch of stores."""
    folder.mkdir(parents=True, exist_ok=True)
    files, rows = 0, 0
    for first in range(1, plan.stores + 1, BATCH):
        last = min(first + BATCH - 1, plan.stores)
        batch: dict[str, list[pa.Table]] = {}
        for number in range(first, last + 1):
            for name, table in simulate_store(make_site(plan, number)).items():
                batch.setdefault(name, []).append(table)
        for name, tables in batch.items():
            whole = pa.concat_tables(tables)
            _save(folder / f"{name}-{first:04d}.parquet", name, whole)
            files, rows = files + 1, rows + whole.num_rows
        say(f"{last} of {plan.stores} stores, {rows:,} rows · 已生成 {last} 家门店")
    cities = [make_traits(plan, number).city for number in range(1, plan.stores + 1)]
    months = make_span(plan.until, plan.months).months
    for name, table in shared_tables(plan, months, cities).items():
        _save(folder / f"{name}.parquet", name, table)
        files, rows = files + 1, rows + table.num_rows
    return Written(files, rows, ())


def _save(path: Path, name: str, table: pa.Table) -> None:
    columns = TABLES[name].columns
    renamed = table.rename_columns([str(columns[c].info["zh"]) for c in table.column_names])
    pq.write_table(renamed, path, compression="zstd")
