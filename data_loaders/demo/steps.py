"""Steps of the manufacturer's bonuses: by month for retail, by quarter for cars taken."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import Floats, Ints, month_start
from data_loaders.demo.rebates import periods
from data_loaders.demo.site import Site
from data_loaders.demo.targets import SIGNED_BEFORE

# Share of the target that a step asks for, and what each car of the month then earns.
RETAIL_STEPS = ((0.85, 400.0), (1.0, 900.0), (1.15, 1400.0))
# For all cars of the quarter's target taken, once.
QUARTER_BONUS = 1500.0
RETAIL_POLICY, QUARTER_POLICY = "ZC-XL", "ZC-TC"


def step_table(site: Site, months: Ints, retail: Floats) -> pa.Table:
    """Return ``rebate_steps``.

    Args:
        site: the store.
        months: months of the budget.
        retail: retail deliveries to be reached in each of them.
    """
    tables = []
    for number, (share, amount) in enumerate(RETAIL_STEPS, start=1):
        units = np.ceil(retail * share)
        tables.append(_frame(site, periods(months), months, number, units, amount))
    quarters = np.unique(months // 3)
    names = pa.array([f"{1970 + q // 4}Q{q % 4 + 1}" for q in quarters.tolist()])
    mean = float(retail.mean())
    tables.append(
        _frame(site, names, quarters * 3, 1, None, round(mean * 3 * QUARTER_BONUS / 1000) * 1000.0)
    )
    return pa.concat_tables(tables)


def _frame(
    site: Site, names: pa.Array, months: Ints, number: int, units: Floats | None, amount: float
) -> pa.Table:
    by_unit = units is not None
    count = len(names)
    return site.frame(
        "rebate_steps",
        {
            "policy_code": pa.array([RETAIL_POLICY if by_unit else QUARTER_POLICY] * count),
            "policy_name": pa.array(["零售销量奖" if by_unit else "季度提车奖"] * count),
            "period": names,
            "basis": pa.array(["零售" if by_unit else "提车"] * count),
            "step_no": np.full(count, float(number)),
            "threshold_units": units,
            "threshold_rate": None if by_unit else np.ones(count),
            "amount_per_unit": np.full(count, amount) if by_unit else None,
            "amount_fixed": None if by_unit else np.full(count, amount),
            "set_by": "销售经理",
            "set_at": frames.dates(month_start(months - months % 12) - SIGNED_BEFORE),
        },
    )
