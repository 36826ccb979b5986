"""What a worked example is, and how its drawn tables are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from metrics.health_framework import HealthFramework
from metrics.model.period import Period

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Expect:
    """One figure that the example must give.

    Attributes:
        who: a store of the example (``"A"``), ``"region North"`` or ``"network"``.
        when: ``2025-03``, ``2025-Q1``, ``2025`` or ``2025-03-01..2025-03-15``.
        value: None where there must be none.
        numerator: None where it is not checked.
        denominator: None where it is not checked.
        state: ``ok``, ``no_data``, ``provisional``, ``too_few`` or ``not_applicable``.
        pending: what is not confirmed, in the KPI's unit.
        note: why, or a word of care; empty where it is not checked.
    """

    who: str
    when: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    state: str = "ok"
    note: str = ""
    pending: float | None = None


@dataclass(frozen=True)
class Example:
    """A worked example.

    Attributes:
        kpi: id.
        tables: drawn tables, columns parted by ``|``; ``store`` stands for ``store_code``, ``-``
            for an empty cell, ``yes`` and ``no`` for truth values.
        expect: figures.
        as_of: newest day of the data.
        stores: ``store=region`` pairs.
        min_trials: below so many trials a rate is ``too_few``.
        extra_dim_store: more of the register of stores, by store.
        health: framework of the health index.
    """

    kpi: str
    tables: Mapping[str, str]
    expect: tuple[Expect, ...]
    as_of: str = "2025-12-31"
    stores: str = "A=North B=North C=South"
    min_trials: int = 0
    extra_dim_store: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    health: HealthFramework | None = None

    def code(self, store: str) -> str:
        """Code of a store, different from those of every other example."""
        return f"{self.kpi}:{store}"

    @property
    def regions(self) -> dict[str, str]:
        """Store to region."""
        return dict(pair.split("=") for pair in self.stores.split())

    def rows(self) -> dict[str, Rows]:
        """Rows of all drawn tables, with the stores' own codes, ``dim_store`` added."""
        found = {name: self._draw(text) for name, text in self.tables.items()}
        found["dim_store"] = [
            {
                "store_code": self.code(store),
                "store_name": store,
                "region": region,
                "brand": "示范牌",
                **self.extra_dim_store.get(store, {}),
            }
            for store, region in self.regions.items()
        ]
        return found

    def _draw(self, text: str) -> Rows:
        lines = [line for line in text.splitlines() if line.strip() and "|" in line]
        names = [cell.strip() for cell in lines[0].split("|")]
        rows: Rows = []
        for line in lines[1:]:
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) != len(names):
                raise ValueError(f"{self.kpi}: {len(names)} columns, but {len(cells)} in {line!r}")
            row: dict[str, Any] = {}
            for name, cell in zip(names, cells, strict=True):
                if name == "store":
                    row["store_code"] = self.code(cell)
                elif name == "vin" and cell != "-":
                    # A vehicle is the same in every store; those of two examples are not.
                    row["vin"] = f"{self.kpi}:{cell}"
                else:
                    row[name] = {"-": None, "": None, "yes": True, "no": False}.get(cell, cell)
            rows.append(row)
        return rows


def period_of(text: str) -> Period:
    """Read a period as the examples write it."""
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        return Period.quarter(date(int(match[1]), int(match[2]) * 3, 1))
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return Period.month(date(int(match[1]), int(match[2]), 1))
    if re.fullmatch(r"\d{4}", text):
        return Period.year(date(int(text), 1, 1))
    first, _, last = text.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def every_day(store: str, first: date, last: date) -> Rows:
    """Calendar rows of a store that is open every day, each day weighing one."""
    return [
        {
            "store_code": store,
            "date": first + timedelta(days=offset),
            "is_business_day": True,
            "day_weight": 1,
        }
        for offset in range((last - first).days + 1)
    ]
