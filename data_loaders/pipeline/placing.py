"""Whose rows these are and when they are of: what headings leave open, the surroundings fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data_loaders.contract.converted import Bound
from data_loaders.contract.fields import Field, Kind
from data_loaders.contract.stores import StoreRegister
from data_loaders.faults import RefusedError
from data_loaders.pipeline.context import LoadOptions
from data_loaders.profiles.matching import Match
from data_loaders.profiles.profile import StatedStore
from data_loaders.reading.surroundings import Surroundings
from warehouse.schema import TABLES

_SHOWN_STORES = 12


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a sheet belongs.

    Attributes:
        store: Code of the store of rows that name none; None where every row must.
        introduced: A store that enters the register with this sheet.
    """

    store: str | None
    introduced: StatedStore | None = None


def place(
    match: Match,
    around: Surroundings,
    hint: str,
    stores: StoreRegister,
    options: LoadOptions,
) -> Placing:
    """Return the store of a sheet.

    A store is told by the extract's own column, else by its title, else by the name of its folder
    or file; `--store` and the profile speak for sources that say nothing.

    Raises:
        RefusedError: `unknown_store` or `store_missing`.
    """
    if not _belongs_to_a_store(match):
        return Placing(None)
    if options.store is not None:
        known = stores.find(options.store)
        if options.new_store:
            # Every file says so, known or not, so that the order of files does not matter.
            return Placing(options.store, StatedStore(options.store, options.store))
        if known is None:
            raise RefusedError("unknown_store", value=options.store)
        return Placing(known)
    own_column = any(name == "store_code" for _, name in match.columns)
    if own_column:
        return Placing(_from_surroundings(around, hint, stores))
    if match.profile.store is not None:
        return Placing(match.profile.store.code, match.profile.store)
    if around.store_text is not None and stores.find(around.store_text) is None:
        raise RefusedError("unknown_store", value=around.store_text)
    code = _from_surroundings(around, hint, stores)
    if code is None:
        known_codes = sorted(stores.codes.values())
        more = "…" if len(known_codes) > _SHOWN_STORES else ""
        listed = ", ".join(known_codes[:_SHOWN_STORES]) + more
        raise RefusedError("store_missing", known=listed or "0")
    return Placing(code)


def bind(match: Match, around: Surroundings, store: str | None) -> list[Bound]:
    """Return the fields of a sheet with their columns and what stands in for missing ones.

    Raises:
        RefusedError: `date_missing` where nothing gives a date that the table's key needs.
    """
    by_name = match.target.by_name
    bounds: list[Bound] = []
    for column, name in match.columns:
        wanted = by_name[name]
        if name in match.factors:
            wanted = replace(wanted, factor=match.factors[name])
        heading = match.headings[column] or f"#{column + 1}"
        bounds.append(Bound(wanted, column, heading, store if wanted.kind is Kind.STORE else None))
    mapped = {bound.field.name for bound in bounds}
    for wanted in match.target.fields:
        if wanted.name not in mapped:
            constant = _stand_in(match, wanted, around, store)
            if constant is not None or wanted.blank is not None:
                bounds.append(Bound(wanted, None, wanted.name, constant))
    return bounds


def _stand_in(
    match: Match, wanted: Field, around: Surroundings, store: str | None
) -> date | str | None:
    if wanted.kind is Kind.STORE:
        return store
    if wanted.name in match.target.constants:
        return match.target.constants[wanted.name]
    if not wanted.required:
        return None
    found = around.month if wanted.kind in (Kind.MONTH, Kind.PERIOD) else around.as_of
    if found is None:
        declared = TABLES[match.target.table].c[wanted.name]
        raise RefusedError("date_missing", column=declared.info["zh"])
    return found


def _belongs_to_a_store(match: Match) -> bool:
    return match.target.reported is not None or any(
        wanted.kind is Kind.STORE for wanted in match.target.fields
    )


def _from_surroundings(around: Surroundings, hint: str, stores: StoreRegister) -> str | None:
    if around.store_text is not None:
        return stores.find(around.store_text)
    return stores.find_within(around.text) or stores.find_within(hint)


def words_of(title: Sequence[Sequence[str]]) -> str:
    """Return the text of title and condition rows in one line each."""
    return "\n".join(" ".join(cell for cell in cells if cell) for cells in title)
