"""The newest row of the audit as `forecourt verify` last saw it, kept beside the database.

The chain of hashes does not show that its newest rows were cut off; this does, and more so where
the file is copied to another machine.
"""

import json
from pathlib import Path

from sqlalchemy import Engine

from access.audit_reading import extent_of, hash_at
from commands.settings import Settings

FILE_NAME = "audit-anchor.json"


def check_anchor(settings: Settings, engine: Engine) -> tuple[str, ...]:
    """Say what no longer fits the row that was seen last; empty is well."""
    path = settings.home / FILE_NAME
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        rows, newest = int(kept["rows"]), str(kept["hash"])
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError):
        return (f"{path}: expected rows and hash of the audit; remove the file if it is not ours",)
    found = hash_at(engine, rows) if rows else newest
    if found is None:
        return (f"audit: row {rows} was there at the last check and is gone",)
    if found != newest:
        return (f"audit: row {rows} is not the one that was there at the last check",)
    return ()


def keep_anchor(settings: Settings, engine: Engine) -> Path:
    """Remember the newest row; call it when all is well."""
    extent = extent_of(engine)
    path = settings.home / FILE_NAME
    draft = path.with_suffix(".tmp")
    draft.write_text(
        json.dumps({"rows": extent.rows, "hash": extent.newest_hash}) + "\n", encoding="utf-8"
    )
    draft.replace(path)
    return path
