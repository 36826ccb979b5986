"""Where a person begins after signing in: the store, period, language and theme that he chose."""

import logging
from dataclasses import dataclass
from datetime import date

from flask import Response

from access import User, scope_of
from access.notebook import Preferences, preferences_of
from dashboards.periods import Preset, default_period, presets
from dashboards.query import LANGUAGES, View
from dashboards.services import Services, UnreadableError
from dashboards.web.browser import LANGUAGE_COOKIE

THEME_COOKIE = "forecourt_theme"
THEMES = ("light", "dark")
_LOG = logging.getLogger(__name__)
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Home:
    """The address that a person begins with, and what he chose."""

    address: str
    chosen: Preferences


def home_of(services: Services, user: User) -> Home:
    """What a person begins with; a store that is no longer open to him is left out."""
    chosen = preferences_of(services.database, user.name)
    try:
        return Home(_begins(services, user, chosen), chosen)
    except UnreadableError as error:
        # The page itself says so; nobody is kept from signing in to mend it.
        _LOG.error("no snapshot can be read: %s", error)
        return Home("/", chosen)


def _begins(services: Services, user: User, chosen: Preferences) -> str:
    scope = scope_of(user, services.regions)
    view = View()
    with services.reader() as reader:
        if reader is None:
            return "/"
        open_ = {store.code for store in reader.directory(scope)}
        found = {preset.name: preset.period for preset in offered(services, reader.as_of)}
        period = found.get(chosen.period)
        if chosen.store in open_:
            view = View(stores=(chosen.store,))
        if period is not None and period != default_period(reader.as_of):
            view = View(stores=view.stores, start=period.start, end=period.end)
    return view.address("/")


def offered(services: Services, as_of: date) -> list[Preset]:
    """The periods that one can begin with."""
    return list(presets(as_of, services.calendar.fiscal_start))


def remember(response: Response, chosen: Preferences) -> None:
    """Hand language and theme to the browser."""
    if chosen.language in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, chosen.language, max_age=_YEAR, samesite="Lax")
    if chosen.theme in THEMES:
        # Read by a script, once.
        response.set_cookie(THEME_COOKIE, chosen.theme, max_age=_YEAR, samesite="Lax")
