"""`forecourt forget`: one person out of every file of the data directory, for good."""

import argparse
import secrets
import sys
from datetime import UTC, datetime
from typing import TextIO

from commands.errors import UserError
from commands.forgetting import Done, forget
from commands.phone_key import read_phone_key
from commands.reading import published, snapshots_of
from commands.settings import Settings
from data_loaders.faults import CellError
from data_loaders.values.codes import read_vin
from data_loaders.values.personal import hash_phone
from warehouse.persons import identifiers_of
from warehouse.snapshots import Identifier, SnapshotError

NAME = "forget"
HELP = "take a person out of all data, for good · 按人删除个人信息"

_EPILOG = (
    "The person's customer and prospect codes, phones and vehicles, as far as documents tie them "
    "together, become aliases in every document; name, plate and free text go. Counts and sums "
    "stay. Extracts loaded later do not bring the person back. exit status: 0 done, 1 not "
    "confirmed"
)
_KINDS = {"customer": "customer_id", "prospect": "prospect_id", "vin": "vin", "phone": "phone_hash"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = _EPILOG
    parser.add_argument("kind", choices=tuple(_KINDS), help="what tells the person")
    parser.add_argument("value", metavar="VALUE", help="code, VIN or phone; - reads it from input")
    parser.add_argument("--store", metavar="CODE", help="the store of a customer or prospect code")
    parser.add_argument("--yes", action="store_true", help="do it; it cannot be undone")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Find what belongs to the person, and forget it if confirmed."""
    start = _start(args, settings)
    found = {start}
    if published(settings):
        try:
            with snapshots_of(settings).current() as snapshot:
                found = identifiers_of(snapshot.backend, start)
        except SnapshotError as error:
            raise UserError(str(error), "load the extracts again") from None
    counts = ", ".join(
        f"{sum(each.kind == kind for each in found)} {word}" for word, kind in _KINDS.items()
    )
    print(f"identifiers that belong together · 相关标识: {counts}", file=out)
    if not args.yes:
        print("nothing was changed; add --yes to forget them · 未作改动,确认请加 --yes", file=out)
        return 1
    say(forget(settings, found, datetime.now(UTC), reason="person"), out)
    return 0


def say(done: Done, out: TextIO) -> None:
    """Print what was done."""
    for name in done.released:
        print(
            f"no longer kept: {name}; load it again after its store is registered · "
            "不再保留,门店建档后请重新导入",
            file=out,
        )
    print(f"forgotten · 已删除; snapshot {done.snapshot or '-'}", file=out)


def _start(args: argparse.Namespace, settings: Settings) -> Identifier:
    text = (sys.stdin.readline() if args.value == "-" else args.value).strip()
    if not text:
        raise UserError("expected what tells the person, got nothing", "name a code, VIN or phone")
    kind = _KINDS[args.kind]
    if args.kind in ("customer", "prospect"):
        if args.store is None:
            raise UserError(
                f"a {args.kind} code means a person only within a store", "add --store CODE"
            )
        return Identifier(kind, text, args.store)
    if args.kind == "vin":
        try:
            vin = read_vin(text)
        except CellError:
            vin = None
        if vin is None:
            raise UserError("expected a VIN of 17 characters", "check it and try again")
        return Identifier(kind, vin)
    hashed = hash_phone(text, read_phone_key(settings.home, secrets.token_hex))
    if hashed is None:
        raise UserError(
            "expected a whole phone number; a masked one stands for many people",
            "name the number in full",
        )
    return Identifier(kind, hashed)
