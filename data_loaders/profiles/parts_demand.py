"""Demand for spare parts in a column for each of 24 months, which carry numbers, not dates.

The first month has to be said: by `--first-month`, else by the profile. The prices of the sheet
carry no currency and are left out.
"""

from data_loaders.contract.fields import Field, Kind
from data_loaders.profiles.profile import Figure, Reported, SourceProfile, StatedStore, Target

_MONTHS = 24

PARTS_DEMAND = SourceProfile(
    name="parts-demand-24",
    zh="配件 24 个月需求表（每月一列，无日期），首月由模板或 --first-month 给出",
    en="Parts demand with one column for each of 24 months; --first-month says which",
    store=StatedStore("PARTS01", "Parts demand sample"),
    first_month="2024-01",
    targets=(
        Target(
            table="reported_figures",
            fields=(
                Field("part", Kind.CODE, required=True),
                *(Field(f"month{n}", Kind.DECIMAL, places=3) for n in range(1, _MONTHS + 1)),
            ),
            # The parts stand under a blank heading.
            headings={"": "part"} | {str(n): f"month{n}" for n in range(1, _MONTHS + 1)},
            reported=Reported(
                origin="parts-demand-24",
                figures=tuple(
                    Figure(f"month{n}", "parts_demand", unit="pieces", month=n - 1)
                    for n in range(1, _MONTHS + 1)
                ),
                dimensions=(("part", "part"),),
            ),
            required_headings=frozenset(f"month{n}" for n in range(1, _MONTHS + 1)),
            sheets=frozenset({"GOEIE"}),
        ),
    ),
)
