"""The published answers, read as an analysis reads them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from metrics.drivers.building import build
from metrics.drivers.columns import Columns
from metrics.drivers.panel import Panel


def expected(folder: Path, name: str, file: str = "expected.json") -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((folder / "oracles" / name / file).read_text("utf-8"))
    return answer


def table_of(certified: dict[str, Any]) -> pd.DataFrame:
    """The data of a NIST set; powers of x where its model is a polynomial."""
    data = np.array(certified["data"], dtype=np.float64)
    columns = {"y": data[:, 0]}
    slopes = certified["k"] - bool(certified["intercept"])
    if data.shape[1] == 2:
        columns |= {f"x{power}": data[:, 1] ** power for power in range(1, slopes + 1)}
    else:
        columns |= {f"x{number}": data[:, number] for number in range(1, slopes + 1)}
    return pd.DataFrame(columns)


def panel_from(
    table: pd.DataFrame,
    target: str,
    drivers: Sequence[str],
    entity: str | None = None,
    time: str | None = None,
) -> Panel:
    return build(table, Columns(target, tuple(drivers), entity=entity, time=time)).panel
