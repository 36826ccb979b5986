"""Stores simulated for the tests, as data frames with plain numbers."""

from functools import lru_cache

import pandas as pd
import pyarrow as pa

from data_loaders.demo import Plan
from data_loaders.demo.site import Site, make_site
from data_loaders.demo.store import simulate_store

# 15 months, so that a Spring Festival, a whole year and an open month are in.
PLAN = Plan(stores=12, months=15, seed=1)
LAST_DAY = pd.Timestamp(PLAN.until)


def site(number: int) -> Site:
    return make_site(PLAN, number)


@lru_cache(maxsize=4)
def tables(number: int) -> dict[str, pa.Table]:
    return simulate_store(site(number))


def frame(number: int, table: str) -> pd.DataFrame:
    """Return a table of a store; amounts are floats, dates are timestamps."""
    source = tables(number)[table]
    fields = []
    for field in source.schema:
        kind = field.type
        if pa.types.is_decimal(kind):
            kind = pa.float64()
        elif pa.types.is_date(kind):
            kind = pa.timestamp("s")
        fields.append(pa.field(field.name, kind))
    made: pd.DataFrame = source.cast(pa.schema(fields)).to_pandas()
    return made
