"""What a load may ask databases for: from which watermark on, by the snapshot that is served."""

import os
import random
from collections.abc import Callable
from datetime import datetime
from functools import partial

from commands.settings import Settings
from data_loaders.pipeline.context import LoadOptions
from data_loaders.pipeline.one_file import chosen_profiles
from data_loaders.pipeline.positions import judge_headings
from data_loaders.profiles import SHIPPED
from data_loaders.sources.database import Databases, Known, Mark, Pace
from warehouse.snapshots import WarehouseHome, read_recorded


def open_databases(
    settings: Settings,
    home: WarehouseHome,
    now: datetime,
    say: Callable[[str], None],
    options: LoadOptions,
    *,
    pace: Pace | None = None,
) -> Databases:
    """Return the databases of a load, with the watermarks of what is published.

    Args:
        settings: Whose data directory.
        home: Its warehouse; pages of tables that are not complete wait in its staging folder.
        now: Local time of the load.
        say: Told how far each table is.
        options: Profile, and whether to begin anew.
        pace: How to wait; None for by the clock, and by chance between attempts.
    """
    known = Known(_marks(home), now, os.environ, options.again)
    profiles = chosen_profiles(options.profile, SHIPPED)
    return Databases(
        known,
        home.staging,
        pace or Pace(chance=random.random),
        judge=partial(judge_headings, profiles),
        progress=lambda name, rows, reached: say(f"fetch {name}: {rows:,} {reached}".rstrip()),
    )


def _marks(home: WarehouseHome) -> dict[tuple[str, str], Mark]:
    if not home.published():
        return {}
    rows = read_recorded(
        home,
        "source_positions",
        (
            "source_name", "source_table", "watermark_column", "watermark_kind", "reached",
            "content_hash", "source_file", "extracted_at",
        ),
    )  # fmt: skip
    return {
        (row["source_name"], row["source_table"]): Mark(
            column=row["watermark_column"] or "",
            kind=row["watermark_kind"] or "",
            reached=row["reached"] or "",
            content=row["content_hash"] or "",
            sha256=row["source_file"] or "",
            extracted_at=row["extracted_at"],
        )
        for row in rows
    }
