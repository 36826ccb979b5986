"""The people who are to be forgotten: a list of keyed marks, never of names, numbers or codes.

It lies beside the snapshots (`forgotten.json`, mode 0600) and goes with every copy of them. Each
identifier that is forgotten gets an alias made of the same mark, so that documents of one vehicle
or customer still meet each other and no count changes, while nobody can be told from them.
"""

import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from warehouse.snapshots.durable import move
from warehouse.snapshots.errors import SnapshotError
from warehouse.snapshots.home import WarehouseHome

FILE = "forgotten.json"
# Stands for any store, where a text names a person and nobody knows of which store.
ANYWHERE = "*"
_MARK = 32
_VIN_LENGTH = 17


@dataclass(frozen=True, slots=True)
class Identifier:
    """What tells a person or his vehicle.

    Attributes:
        kind: name of the column: `vin`, `customer_id`, `prospect_id`, `phone_hash`.
        value: as the warehouse stores it.
        store: of which store; empty for kinds that mean the same everywhere.
    """

    kind: str
    value: str
    store: str = ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Who is forgotten in one warehouse.

    Attributes:
        key: secret of the marks.
        marks: keyed hashes of identifiers, hex.
        texts_before: texts of rows refused before this day are let go; None for none.
        pending: whether files of the warehouse may still hold what is listed here.
    """

    key: bytes
    marks: frozenset[str] = frozenset()
    texts_before: date | None = None
    pending: bool = False

    def __bool__(self) -> bool:
        return bool(self.marks) or self.texts_before is not None

    def alias(self, kind: str, value: str, store: str = "") -> str | None:
        """Return what stands for a forgotten identifier from now on; None if it is not listed."""
        digest = self._digest(kind, value, store)
        if digest[:_MARK] not in self.marks:
            return None
        rest = digest[_MARK:]
        if kind == "vin":
            # An O, which no real VIN can hold, tells it from every vehicle there is.
            return f"FORGOT{rest.upper()}"[:_VIN_LENGTH]
        return f"forgotten-{rest}"[:_MARK]

    def adding(self, found: Iterable[Identifier], texts_before: date | None = None) -> "Forgotten":
        """Return the list with more people on it, not yet carried out."""
        marks = set(self.marks)
        for each in found:
            stores = (each.store, ANYWHERE) if each.store else ("",)
            marks |= {self._digest(each.kind, each.value, store)[:_MARK] for store in stores}
        days = [day for day in (self.texts_before, texts_before) if day is not None]
        return replace(
            self, marks=frozenset(marks), texts_before=max(days, default=None), pending=True
        )

    def _digest(self, kind: str, value: str, store: str) -> str:
        return hmac.digest(self.key, f"{kind}|{store}|{value}".encode(), "sha256").hex()


def read_forgotten(home: WarehouseHome) -> Forgotten | None:
    """Return the list, or None where nobody was ever forgotten.

    Raises:
        SnapshotError: if the file cannot be read. Going on without it would bring people back.
    """
    path = home.path / FILE
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        day = told["texts_before"]
        return Forgotten(
            bytes.fromhex(told["key"]),
            frozenset(told["marks"]),
            None if day is None else date.fromisoformat(day),
            bool(told["pending"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(
            f"{path} lists whom to forget and cannot be read ({error}); restore it from a backup: "
            "a load without it would bring people back."
        ) from error


def write_forgotten(home: WarehouseHome, forgotten: Forgotten) -> None:
    """Replace the list in one step."""
    told = {
        "key": forgotten.key.hex(),
        "marks": sorted(forgotten.marks),
        "texts_before": forgotten.texts_before and forgotten.texts_before.isoformat(),
        "pending": forgotten.pending,
    }
    path = home.path / FILE
    draft = path.with_name(f"{FILE}.tmp")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        json.dump(told, stream)
        stream.flush()
        os.fsync(stream.fileno())
    move(draft, path)
