"""The bays of a workshop, as the register of stores has them today.

The register keeps no history of them, and its date of validity is moved by a new labour rate as
well: the number of today counts for every day.
"""

from datetime import date

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import as_day

_s = table("dim_store").c

WORKSHOPS = Fact(
    name="workshop_bays",
    words=Words("维修工位", "Workshop bays"),
    source=sa.select(
        _s.store_code,
        _s.store_name,
        _s.bay_count,
        as_day(date(1990, 1, 1)).label("since"),
        as_day(sa.null()).label("until"),
    )
    .where(_s.bay_count > 0)
    .subquery("workshop_bay_rows"),
    tables=("dim_store",),
    document=("store_name", "bay_count"),
)

BAYS = Level(
    "workshop_bays",
    WORKSHOPS,
    start=WORKSHOPS.c.since,
    end=WORKSHOPS.c.until,
    value=WORKSHOPS.c.bay_count,
)
