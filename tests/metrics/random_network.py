"""Random small networks in which every KPI has something to count.

Their rows are those of the worked examples, dealt out to stores of unequal size, some twice, some
lost; months and whole tables are missing. A number makes a network, always the same one.
"""

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any

import hypothesis
import sqlalchemy as sa

from tests.metrics.network import Network, network, stores
from tests.specs.accounts import ACCOUNT_MAP
from tests.specs.catalogue import EXAMPLES
from tests.specs.example import Example, Rows
from tests.warehouse.support import ALL

FIRST, YEAR = date(2023, 12, 1), date(2025, 1, 1)
COMPLETE = -1
"""The number of a network that lacks nothing."""

STORES = ("N1", "N2", "S1", "S2", "S3")
_ENDS = (date(2025, 4, 20), date(2025, 6, 30), date(2025, 12, 31))
_GRAIN = timedelta(days=1)
_DIMENSIONS = frozenset({"dim_store", "dim_calendar", "account_map"})
# Numbers of documents, people and cars: copies and other examples get numbers of their own.
_NUMBER = re.compile(r"(_no|_id|_hash|^vin|^comeback_of_ro|^outlet_code|^parent_store_code)$")

_PROFILE = hypothesis.settings()
# Few networks while the same ones are drawn every time; any number of them in a search.
NETWORKS = 2 if _PROFILE.derandomize else 1_000_000


def drawn(count: int) -> hypothesis.settings:
    """Settings of a test that draws so many examples where the profile asks for a hundred.

    A network is dear, so that a failure is told as it was found, without a search for a smaller.
    """
    many = max(1, count * _PROFILE.max_examples // 100)
    return hypothesis.settings(
        max_examples=many,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def apart(part: int) -> Callable[[Any], Any]:
    """Let tests of one body draw different examples, the same ones in every run."""
    fixed = _PROFILE.derandomize
    return hypothesis.seed(part) if fixed else lambda test: test


@dataclass(frozen=True)
class RandomNetwork:
    """A network with the stores and the newest day that it was given."""

    network: Network
    codes: tuple[str, ...]
    as_of: date


@lru_cache(maxsize=8)
def made(seed: int) -> RandomNetwork:
    """The network of a number; a test process makes it once."""
    rows, codes, as_of = random_rows(seed)
    return RandomNetwork(network(_folder() / str(seed), rows, as_of, FIRST), codes, as_of)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="forecourt-networks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def random_rows(seed: int) -> tuple[dict[str, Rows], tuple[str, ...], date]:
    """Rows by table, the stores, and the newest day."""
    draw = Random(seed)
    codes = STORES[: draw.randint(2, len(STORES))]
    as_of = draw.choice(_ENDS)
    found: dict[str, Rows] = {"account_map": list(ACCOUNT_MAP)}
    lost = 0.0 if seed == COMPLETE else draw.choice((0.0, 0.1, 0.3))
    for number, example in enumerate(EXAMPLES):
        for copy in range(2 if draw.random() < 0.2 else 1):
            _deal(draw, example, f"{number}.{copy}", codes, found)
    for name in sorted(set(found) - _DIMENSIONS):
        gaps = {(draw.choice(codes), f"2025-{draw.randint(1, 12):02}") for _ in range(2)}
        if seed == COMPLETE:
            gaps = set()
        elif draw.random() < 0.04:
            found[name] = []
        kept = [r for r in found[name] if draw.random() >= lost and _month(name, r) not in gaps]
        found[name] = _unique(name, kept)
    found["points_ledger"] = _points(draw, codes)
    found["dim_store"] = [
        {**row, "parts_stock_cap": draw.choice((None, 500, 9000)), "city": f"{row['region']}城"}
        for row in stores(*codes)
    ]
    found["dim_calendar"] = [
        {
            "store_code": code,
            "date": YEAR + offset * _GRAIN,
            "is_business_day": draw.random() < 0.9,
            "day_weight": draw.choice((0.5, 1, 1.5)),
        }
        for code in codes
        for offset in range(365)
    ]
    return found, codes, as_of


def _deal(
    draw: Random, example: Example, mark: str, codes: tuple[str, ...], found: dict[str, Rows]
) -> None:
    """Give the stores of an example to stores of the network, most of them to the first."""
    weights = [2.0**-place for place in range(len(codes))]
    given = {
        example.code(store): (draw.choices(codes, weights)[0], f"{mark}{store}-")
        for store in example.regions
    }
    for name, rows in example.rows().items():
        if name in _DIMENSIONS:
            continue
        for row in rows:
            code, prefix = given.get(row.get("store_code", ""), (None, mark))
            renamed = {
                column: f"{prefix}{value}" if value and column in _numbers(name) else value
                for column, value in row.items()
            }
            if code is not None:
                renamed["store_code"] = code
            found.setdefault(name, []).append(renamed)


def _points(draw: Random, codes: tuple[str, ...]) -> Rows:
    """Points that people of the stores earn, spend and lose."""
    signs = {"发放": 9, "兑换": -2, "过期": -1, "扣回": -1, "调整": 1}
    return [
        {
            "store_code": draw.choice(codes),
            "txn_id": f"p{number}",
            "employee_id": f"E{number % 3}",
            "txn_date": YEAR + draw.randint(0, 360) * _GRAIN,
            "txn_type": kind,
            "points": signs[kind] * draw.randint(1, 20),
        }
        for number, kind in enumerate(draw.choices(tuple(signs), k=80))
    ]


@cache
def _numbers(name: str) -> frozenset[str]:
    """Columns of a table that hold numbers of documents, people and cars."""
    texts = (c.name for c in ALL[name].c if isinstance(c.type, sa.String))
    return frozenset(column for column in texts if _NUMBER.search(column))


def _month(name: str, row: Mapping[str, Any]) -> tuple[Any, str]:
    text = str(row.get(ALL[name].info["dated_by"] or "", ""))
    month = f"{text[:4]}-{text[4:]}" if re.fullmatch(r"\d{6}", text) else text[:7]
    return row.get("store_code"), month


def _unique(name: str, rows: Rows) -> Rows:
    key = ALL[name].info["key"]
    return list({tuple(str(row.get(column)) for column in key): row for row in rows}.values())
