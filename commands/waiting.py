"""Files that wait for their store, and the people who must not be kept in them."""

import re
import secrets
import shutil
from pathlib import Path

from commands.phone_key import read_phone_key
from commands.settings import Settings
from data_loaders.extract import Extract
from data_loaders.pipeline.waiting import release_where
from data_loaders.values.personal import hash_phone
from warehouse.snapshots import ANYWHERE, WarehouseHome, mentions, read_forgotten

UPLOADS = "uploads"
"""Folder of the data directory that holds uploaded files."""
_PHONE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")


def clear_passing(settings: Settings, home: WarehouseHome) -> None:
    """Let go of uploads and of pages of databases on their way: they can be given again.

    They hold rows as they came, and what a person was shown of them.
    """
    shutil.rmtree(settings.home / UPLOADS, ignore_errors=True)
    for folder in home.staging.glob("source-*"):
        shutil.rmtree(folder, ignore_errors=True)


def release_forgotten(settings: Settings, home: WarehouseHome, staging: Path) -> list[Extract]:
    """Let go of files kept for an unknown store that name somebody forgotten; return them.

    They hold an extract as it came, so that nobody can be taken out of them.
    """
    forgotten = read_forgotten(home)
    if not forgotten:
        return []
    key = read_phone_key(settings.home, secrets.token_hex)
    listed = forgotten

    def names(text: str) -> bool:
        return mentions(text, ANYWHERE, listed) or any(
            listed.alias("phone_hash", hash_phone(phone, key) or "") is not None
            for phone in (text, *_PHONE.findall(text))
        )

    return release_where(home.raw, staging, names)
