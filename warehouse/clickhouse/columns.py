"""Tables of a snapshot on disk, as ClickHouse declares them: one server, or shards of a cluster.

Every column is Nullable, those of the order key too: another one would turn a missing value into
'' or 0.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from warehouse.clickhouse.place import Place
from warehouse.engines.backend import EngineError
from warehouse.engines.clickhouse import quoted_name

ON_SHARD = "_on_shard"
_TYPES = {
    "VARCHAR": "String",
    "BLOB": "String",
    "BOOLEAN": "Bool",
    "TINYINT": "Int8",
    "SMALLINT": "Int16",
    "INTEGER": "Int32",
    "BIGINT": "Int64",
    "HUGEINT": "Decimal(38, 0)",
    "FLOAT": "Float64",
    "DOUBLE": "Float64",
    "DATE": "Date32",
    "TIMESTAMP": "DateTime64(6, 'UTC')",
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")
# A row of packed days is a few kilobytes; of eight thousand of them one is wanted.
_ROWS_A_GRANULE, _PACKED_ROWS_A_GRANULE = 8192, 128
# Servers whose replicas tell each other of their parts find them by these.
_REPLICATED = "ReplicatedMergeTree('/clickhouse/forecourt/{{uuid}}/{{shard}}', '{{replica}}')"


@dataclass(frozen=True, slots=True)
class Declared:
    """A table with its columns.

    Attributes:
        name: plain.
        columns: DuckDB's type of every column, in order.
        month: the column by whose months its rows are kept apart; empty for a small table.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    month: str = ""

    def structure(self, place: Place) -> str:
        """Return a digest of all that must be equal for rows to be taken over."""
        return sha256("\n".join(self.create(place, 0)).encode()).hexdigest()[:16]

    def physical(self, number: int) -> str:
        """Return the name that statements read it by, in the version of this number."""
        return f"{self.name}__{number:06d}"

    def holding(self, place: Place, number: int) -> str:
        """Return the name of the table in which its rows lie."""
        return self.physical(number) + (ON_SHARD if place.cluster else "")

    def create(self, place: Place, number: int) -> list[str]:
        """Return the statements that create it empty."""
        names = [name for name, _ in self.columns]
        columns = ", ".join(
            f"{quoted_name(name)} Nullable({clickhouse_type(kind)})" for name, kind in self.columns
        )
        order = [name for name in ("store_code", "measure", self._dated()) if name in names]
        packed = any(kind == "BLOB" for _, kind in self.columns)
        granule = _PACKED_ROWS_A_GRANULE if packed else _ROWS_A_GRANULE
        engine = _REPLICATED.replace("{{", "{").replace("}}", "}") if place.replicated else (
            "MergeTree"
        )  # fmt: skip
        everywhere = f" ON CLUSTER {quoted_name(place.cluster)}" if place.cluster else ""
        made = [
            f"CREATE TABLE {quoted_name(self.holding(place, number))}{everywhere} ({columns}) "
            f"ENGINE = {engine} PARTITION BY {self.partition()} "
            f"ORDER BY ({', '.join(map(quoted_name, order)) or 'tuple()'}) "
            f"SETTINGS allow_nullable_key = 1, index_granularity = {granule}"
        ]
        if place.cluster:
            # Rows of a store lie together; what belongs to no store lies on one shard.
            store = "cityHash64(ifNull(`store_code`, ''))" if "store_code" in names else "0"
            made.append(
                f"CREATE TABLE {quoted_name(self.physical(number))}{everywhere} ({columns}) ENGINE "
                f"= Distributed({quoted_name(place.cluster)}, {quoted_name(place.database)}, "
                f"{quoted_name(self.holding(place, number))}, {store})"
            )
        return made

    def partition(self) -> str:
        """Return the expression that tells a row's month as a number such as 202610; 0 for none."""
        return f"ifNull(toYYYYMM({quoted_name(self.month)}), 0)" if self.month else "tuple()"

    def _dated(self) -> str:
        return next((name for name, kind in self.columns if kind in ("DATE", "TIMESTAMP")), "")


def clickhouse_type(kind: str) -> str:
    """Return ClickHouse's name of a type of DuckDB.

    Raises:
        EngineError: it has none.
    """
    if found := _DECIMAL.fullmatch(kind):
        return f"Decimal({found[1]}, {found[2]})"
    if kind not in _TYPES:
        raise EngineError(f"Expected a type with a ClickHouse equivalent, got {kind}.")
    return _TYPES[kind]


def drop(place: Place, table: str) -> str:
    """Return the statement that drops a table at once, on all servers."""
    everywhere = f" ON CLUSTER {quoted_name(place.cluster)}" if place.cluster else ""
    return f"DROP TABLE IF EXISTS {quoted_name(table)}{everywhere} SYNC"
