"""The daily roll-up turned on its side: all days of a store and measure in one row.

A page asks for some hundred measures of one store over two or three years. Reading them from a
wide table costs as much for ten days as for a thousand, column by column; reading them as rows does
not. Values are whole numbers and a power of ten, so that sums of them are exact, and are packed
(``packing``), because an engine reads two thousand rows where one is wanted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from metrics.compiler.daily import SERIES, TABLE
from metrics.packing import pack
from metrics.rollups import KEYS, Connection

# Values that are turned at once; what they hold is in memory, a few times over.
_VALUES_AT_ONCE = 8_000_000
# Decimals that are kept of a measure that is no exact number on its way (shares of a day).
_INEXACT = 9

_SCHEMA = pa.schema(
    {
        "store_code": pa.string(),
        "measure": pa.string(),
        "first_day": pa.date32(),
        "scale": pa.int32(),
        "width": pa.int32(),
        "packed": pa.binary(),
    }
)


def build_series(connection: Connection) -> None:
    """Build the table from the daily roll-up, rows of a store together.

    Raises:
        ValueError: the daily roll-up does not hold every store on every day, in order.
    """
    scales = {
        name: scale_of(kind) for name, kind in connection.types(TABLE).items() if name not in KEYS
    }
    connection.run(
        f"CREATE OR REPLACE TABLE {SERIES} (store_code VARCHAR, measure VARCHAR, first_day DATE, "
        "scale INTEGER, width INTEGER, packed BLOB)"
    )
    axis = connection.arrow(f"SELECT DISTINCT store_code FROM {TABLE} ORDER BY store_code")
    stores = axis.column(0).to_pylist()
    if not scales or not stores:
        return
    first_day = connection.value(f"SELECT min(day) FROM {TABLE}")
    rows = connection.value(f"SELECT count(*) FROM {TABLE}")
    connection.run(f"CREATE OR REPLACE TEMP TABLE turned AS SELECT * FROM {SERIES}")
    for names in _batches(list(scales), max(1, _VALUES_AT_ONCE // rows)):
        for name, daily in _turned(connection, names, scales, stores):
            packed = [pack(values) for values in daily]
            connection.append(
                "turned",
                pa.table(
                    {
                        "store_code": stores,
                        "measure": [name] * len(stores),
                        "first_day": [first_day] * len(stores),
                        "scale": [scales[name]] * len(stores),
                        "width": [width for width, _ in packed],
                        "packed": [content for _, content in packed],
                    },
                    schema=_SCHEMA,
                ),
            )
    connection.run(f"INSERT INTO {SERIES} SELECT * FROM turned ORDER BY store_code, measure")
    connection.run("DROP TABLE turned")


def _turned(
    connection: Connection,
    names: Sequence[str],
    scales: Mapping[str, int],
    stores: Sequence[str],
) -> Iterator[tuple[str, npt.NDArray[np.int64]]]:
    """Values of some measures, each of shape (stores, days)."""
    values = ", ".join(
        f"coalesce(CAST(round({name} * {10 ** scales[name]}) AS BIGINT), 0) AS {name}"
        for name in names
    )
    # The roll-up is written by day and store, and an engine that keeps rows in order reads it so;
    # sorting it once more for each batch would take longer than all the rest. It is checked.
    table = connection.arrow(f"SELECT store_code, day, {values} FROM {TABLE}").combine_chunks()
    codes = table.column("store_code").combine_chunks().dictionary_encode()
    place = {code: index for index, code in enumerate(stores)}
    places = np.array([place[code] for code in codes.dictionary.to_pylist()])
    at = places[codes.indices.to_numpy()]
    days = table.column("day").combine_chunks().cast(pa.int32()).to_numpy()
    every = np.arange(days.size) // len(stores) + days[0]
    in_order = np.arange(days.size) % len(stores)
    if not (np.array_equal(days, every) and np.array_equal(at, in_order)):
        raise ValueError("expected every store on every day in the daily roll-up, in order")
    for name in names:
        flat = table.column(name).combine_chunks().to_numpy()
        yield name, np.ascontiguousarray(flat.reshape(-1, len(stores)).T)


def _batches(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]


def scale_of(kind: str) -> int:
    """Decimals of a type of the engine.

    Raises:
        ValueError: it is no type of numbers.
    """
    if found := re.fullmatch(r"DECIMAL\(\d+,\s*(\d+)\)", kind):
        return int(found[1])
    if kind in _WHOLE:
        return 0
    if kind in ("DOUBLE", "FLOAT"):
        return _INEXACT
    raise ValueError(f"expected a type of numbers, got {kind}")


_WHOLE = frozenset({"BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT"})
