"""What the address of a view says that nobody can follow, in words."""

from collections.abc import Callable, Iterator

from dashboards.problems import unknown_name
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.catalogue import kpi as kpi_of
from metrics.groupings import groupings, refuse_unknown
from metrics.selection import UnknownNameError

_NAMED = 3
_DAYS = ("from", "to")


def odd_words(visit: Visit) -> list[str]:
    """A sentence for everything that was left out of account."""
    return list(_odd(visit))


def _odd(visit: Visit) -> Iterator[str]:
    view = visit.view
    if any(name in _DAYS for name in view.odd):
        yield visit.say("trust.odd_days")
    others = [name for name in view.odd if name not in _DAYS]
    if others:
        yield visit.say("trust.odd", names=", ".join(others))
    known = {kpi.id for kpi in CATALOGUE}
    for name in [name for name in view.kpis if name not in known][:_NAMED]:
        yield _said(visit, kpi_of, name)
    if view.by and view.by not in groupings():
        yield _said(visit, lambda name: refuse_unknown((name,), ()), view.by)


def _said(visit: Visit, look_up: Callable[[str], object], name: str) -> str:
    """The sentence about a name that a look-up does not find."""
    try:
        look_up(name)
    except UnknownNameError as error:
        return unknown_name(error).say(visit.language)
    raise AssertionError(f"{name} is known")
