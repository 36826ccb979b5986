"""Staff of a store as numbers, for readers who may not see their codes.

The numbers follow the order of the codes among all members of a page, so that a person has the same
number in every table and chart of it.
"""

from collections.abc import Sequence
from dataclasses import replace

from access import Masking
from dashboards.charts.members import OF_A_STORE
from dashboards.visit import Visit
from metrics.result import Figure, Result


def without_codes(visit: Visit, results: Sequence[Result]) -> tuple[Result, ...]:
    """The same results, codes of staff replaced by numbers where the scope hides them."""
    if visit.scope.masking is not Masking.HIDDEN:
        return tuple(results)
    codes: dict[tuple[str, str], set[str]] = {}
    for result in results:
        for figure in result.rows:
            for by in OF_A_STORE.intersection(figure.keys):
                if figure.keys[by]:
                    codes.setdefault((by, _store(figure)), set()).add(figure.keys[by])
    numbers = {
        (by, store, code): visit.say("side.person", by=visit.say(f"by.{by}"), number=number)
        for (by, store), found in codes.items()
        for number, code in enumerate(sorted(found), start=1)
    }
    return tuple(
        replace(result, rows=tuple(_told(figure, numbers) for figure in result.rows))
        for result in results
    )


def _store(figure: Figure) -> str:
    return figure.keys.get("store", "")


def _told(figure: Figure, numbers: dict[tuple[str, str, str], str]) -> Figure:
    hidden = OF_A_STORE.intersection(figure.keys)
    if not hidden:
        return figure
    store = _store(figure)
    keys = {
        key: numbers.get((key, store, member), member) if key in hidden else member
        for key, member in figure.keys.items()
    }
    return figure._replace(keys=keys)
