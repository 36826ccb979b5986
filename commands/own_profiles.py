"""The profiles of a data directory, for every command that reads extracts."""

from pathlib import Path

import sqlalchemy as sa

from commands.errors import UserError
from commands.reading import published, snapshots_of
from commands.settings import Settings
from data_loaders.contract.stores import StoreRegister
from data_loaders.mapping.decisions import BrokenDecisionsError, read_decisions, with_decisions
from data_loaders.mapping.profile_file import OwnProfile, source_profile
from data_loaders.mapping.profile_folder import BrokenProfileError, read_profiles
from data_loaders.profiles import SHIPPED, SourceProfile
from warehouse.schema import TABLES


def profile_folder(settings: Settings) -> Path:
    """Where people's profiles are kept."""
    return settings.home / "profiles"


def own_profiles(settings: Settings) -> tuple[OwnProfile, ...]:
    """The profiles that people of this data directory made.

    Raises:
        UserError: one of them cannot be used.
    """
    try:
        return tuple(read_profiles(profile_folder(settings)))
    except BrokenProfileError as error:
        fault = error.fault.text("zh" if settings.language == "zh" else "en")
        raise UserError(
            f"the source profile {error.path} cannot be used:\n{fault}",
            "correct the file, or move it out of the folder",
        ) from None


def all_profiles(settings: Settings) -> tuple[SourceProfile, ...]:
    """Every profile to ask: people's own first, then the shipped ones."""
    own = (source_profile(each) for each in own_profiles(settings))
    try:
        return with_decisions((*own, *SHIPPED), read_decisions(values_folder(settings)))
    except BrokenDecisionsError as error:
        raise UserError(str(error), "correct the file, or move it out of the folder") from None


def values_folder(settings: Settings) -> Path:
    """Where unknown values wait, and what has been decided about them."""
    return settings.home / "values"


def known_stores(settings: Settings) -> StoreRegister:
    """The stores of the snapshot that is served; none where nothing has been loaded."""
    register = StoreRegister()
    if published(settings):
        with snapshots_of(settings).current() as snapshot:
            store = TABLES["dim_store"].c
            rows = snapshot.backend.rows(sa.select(store.store_code, store.store_name))
            register.add((row["store_code"], row["store_name"]) for row in rows)
    return register
