"""The daily roll-up turned on its side: all days of a store and measure in one row.

A page asks for some hundred measures of one store over two or three years. Reading them from a
wide table costs as much for ten days as for a thousand, column by column; reading them as rows does
not. Values are whole numbers and a power of ten, so that sums of them are exact, and are packed
(``packing``), because an engine reads two thousand rows where one is wanted.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from metrics.compiler.daily import SERIES, TABLE
from metrics.packing import pack
from metrics.rollups import KEYS, Connection
from warehouse.snapshots.errors import NotCarriedError

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


def build_series(connection: Connection) -> frozenset[str]:
    """Build the table from the daily roll-up, rows of a store together.

    Returns:
        Measures that are left out: a value of theirs, a slip of the pen, has too many digits.

    Raises:
        ValueError: the daily roll-up does not hold every store on every day, in order.
    """
    scales, huge = _scales(connection)
    connection.run(
        f"CREATE OR REPLACE TABLE {SERIES} (store_code VARCHAR, measure VARCHAR, first_day DATE, "
        "scale INTEGER, width INTEGER, packed BLOB)"
    )
    axis = connection.arrow(f"SELECT DISTINCT store_code FROM {TABLE} ORDER BY store_code")
    stores = axis.column(0).to_pylist()
    if not scales or not stores:
        return huge
    connection.run(f"CREATE OR REPLACE TEMP TABLE turned AS SELECT * FROM {SERIES}")
    _pack(connection, list(scales), scales, stores, TABLE)
    connection.run(f"INSERT INTO {SERIES} SELECT * FROM turned ORDER BY store_code, measure")
    connection.run("DROP TABLE turned")
    return huge


def carry_series(connection: Connection, measures: Collection[str]) -> frozenset[str]:
    """Pack some measures anew, of the stores that `carried_stores` names.

    Returns:
        Measures that are left out, of all there are.

    Raises:
        NotCarriedError: others are left out than before.
        ValueError: the daily roll-up does not hold every store on every day.
    """
    scales, huge = _scales(connection)
    held = connection.arrow(f"SELECT DISTINCT measure FROM {SERIES}").column(0).to_pylist()
    if set(held) != set(scales):
        raise NotCarriedError("other measures fit into the series than before")
    stores = connection.arrow(
        f"SELECT DISTINCT store_code FROM {TABLE} SEMI JOIN carried_stores USING (store_code) "
        "ORDER BY store_code"
    )
    codes = stores.column(0).to_pylist()
    names = sorted(set(measures) & set(scales))
    connection.run(f"CREATE OR REPLACE TEMP TABLE turned AS FROM {SERIES} LIMIT 0")
    if codes and names:
        source = f"(SELECT d.* FROM {TABLE} d SEMI JOIN carried_stores USING (store_code))"
        _pack(connection, names, scales, codes, f"{source} ORDER BY day, store_code")
    connection.run(
        f"CREATE OR REPLACE TABLE {SERIES} AS SELECT * FROM (SELECT s.* FROM {SERIES} s "
        "ANTI JOIN turned t ON t.store_code = s.store_code AND t.measure = s.measure "
        "UNION ALL FROM turned) ORDER BY store_code, measure"
    )
    connection.run("DROP TABLE turned")
    return huge


def _pack(
    connection: Connection,
    names: Sequence[str],
    scales: Mapping[str, int],
    stores: Sequence[str],
    source: str,
) -> None:
    """Add the packed days of some measures and stores to the table `turned`."""
    first_day = connection.value(f"SELECT min(day) FROM {TABLE}")
    days = connection.value(f"SELECT count(DISTINCT day) FROM {TABLE}")
    for batch in _batches(names, max(1, _VALUES_AT_ONCE // (days * len(stores)))):
        packed = [
            _rows(name, daily, stores, first_day, scales[name])
            for name, daily in _turned(connection, batch, scales, stores, source)
        ]
        # Once for many measures: where stores are few, adding rows costs more than packing them.
        connection.append("turned", pa.concat_tables(packed))


def _rows(
    name: str, daily: npt.NDArray[np.int64], stores: Sequence[str], first_day: date, scale: int
) -> pa.Table:
    """Rows of the series of one measure, whose values are of shape (stores, days)."""
    packed = [pack(values) for values in daily]
    return pa.table(
        {
            "store_code": stores,
            "measure": [name] * len(stores),
            "first_day": [first_day] * len(stores),
            "scale": [scale] * len(stores),
            "width": [width for width, _ in packed],
            "packed": [content for _, content in packed],
        },
        schema=_SCHEMA,
    )


def _scales(connection: Connection) -> tuple[dict[str, int], frozenset[str]]:
    """Decimals of the measures, and which of them have values that do not fit with these."""
    kinds = {name: kind for name, kind in connection.types(TABLE).items() if name not in KEYS}
    scales = {name: scale_of(kind) for name, kind in kinds.items()}
    unbounded = [name for name, kind in kinds.items() if not _SHORT.fullmatch(kind)]
    if not unbounded:
        return scales, frozenset()
    largest = ", ".join(f"max(abs(CAST({n} AS DOUBLE))) AS {n}" for n in unbounded)
    (row,) = connection.arrow(f"SELECT {largest} FROM {TABLE}").to_pylist()
    huge = frozenset(n for n, v in row.items() if (v or 0.0) * 10 ** scales[n] >= _LARGEST)
    return {name: scale for name, scale in scales.items() if name not in huge}, huge


def _turned(
    connection: Connection,
    names: Sequence[str],
    scales: Mapping[str, int],
    stores: Sequence[str],
    source: str,
) -> Iterator[tuple[str, npt.NDArray[np.int64]]]:
    """Values of some measures, each of shape (stores, days)."""
    kinds = connection.types(TABLE)
    values = ", ".join(f"{_exact(name, kinds[name])} AS {name}" for name in names)
    # The roll-up is written by day and store, and an engine that keeps rows in order reads it so;
    # sorting it once more for each batch would take longer than all the rest. It is checked.
    table = connection.arrow(f"SELECT store_code, day, {values} FROM {source}").combine_chunks()
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
        flat = _whole_numbers(table.column(name).combine_chunks())
        yield name, np.ascontiguousarray(flat.reshape(-1, len(stores)).T)


def _exact(name: str, kind: str) -> str:
    """A measure as whole numbers, or as exact ones that are whole numbers and a scale already."""
    if kind.startswith("DECIMAL"):
        return f"coalesce({name}, 0)"
    value = f"round({name} * {10**_INEXACT})" if scale_of(kind) else name
    return f"coalesce(CAST({value} AS BIGINT), 0)"


def _whole_numbers(values: pa.Array) -> npt.NDArray[np.int64]:
    """Ten to the power of their scale times some exact numbers, which fit into eight bytes."""
    if not pa.types.is_decimal(values.type):
        return np.asarray(values.to_numpy(), dtype=np.int64)
    # One or two words of eight bytes a number, the lower one first.
    words = np.frombuffer(values.buffers()[1], dtype="<i8").reshape(-1, values.type.bit_width // 64)
    return np.asarray(words[values.offset : values.offset + len(values), 0])


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
_SHORT = re.compile(r"(TINY|SMALL|BIG)INT|INTEGER|DECIMAL\((\d|1[0-8]),\s*\d+\)")
_LARGEST = 9e18
