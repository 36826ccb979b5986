"""What each person keeps for himself: language, theme, store, period, pinned KPIs, and views.

A view is an address with a name. A shared one is offered to others within their own scopes; whoever
opens it sees what is open to him, as with any address.
"""

import json
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Engine, Row, func, select

from access.audit import Detail, Origin, record
from access.database import writing
from access.notebook.entries import EntryError, stored
from access.scope import Scope
from access.tables import preferences, saved_views

LONGEST_NAME = 60
LONGEST_QUERY = 2000
VIEWS_AT_MOST = 60
PINS_AT_MOST = 12
SHARED_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has chosen; empty where he has not.

    Attributes:
        language: ``zh`` or ``en``.
        theme: ``light`` or ``dark``.
        store: code of the store that he begins with.
        period: name of the period that he begins with.
        pins: ids of KPIs, in the order in which they were pinned.
    """

    language: str = ""
    theme: str = ""
    store: str = ""
    period: str = ""
    pins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewView:
    """An address to be kept.

    Attributes:
        name: what it is called.
        path: of the page.
        query: after the question mark.
        stores: codes that it names anywhere; empty for all that are open to whoever looks.
        shared: whether others are offered it.
    """

    name: str
    path: str
    query: str
    stores: tuple[str, ...] = ()
    shared: bool = False


@dataclass(frozen=True, slots=True)
class SavedView:
    """An address that was kept: its number, the view, and the user name of whose it is."""

    id: int
    view: NewView
    person: str


def preferences_of(engine: Engine, person: str) -> Preferences:
    """Return what a person has chosen."""
    query = select(preferences).where(preferences.c.person == person)
    with engine.connect() as connection:
        row = connection.execute(query).first()
    if row is None:
        return Preferences()
    return Preferences(row.language, row.theme, row.store, row.period, tuple(row.pins.split()))


def keep_preferences(engine: Engine, chosen: Preferences, by: Origin) -> None:
    """Keep what a person has chosen for himself, in place of what he chose before."""
    values: dict[str, str] = {
        "language": chosen.language,
        "theme": chosen.theme,
        "store": chosen.store,
        "period": chosen.period,
        "pins": " ".join(chosen.pins[:PINS_AT_MOST]),
    }
    with writing(engine) as connection:
        detail: Detail = {"store": chosen.store, "pins": list(chosen.pins)}
        record(connection, by, "preferences_kept", detail)
        own = preferences.c.person == by.who
        changed = connection.execute(preferences.update().where(own).values(**values))
        if changed.rowcount == 0:
            connection.execute(preferences.insert().values(person=by.who, **values))


def toggle_pin(engine: Engine, kpi: str, by: Origin) -> None:
    """Pin a KPI, or take a pin away; the newest comes last, and the oldest makes room."""
    chosen = preferences_of(engine, by.who)
    others = tuple(pin for pin in chosen.pins if pin != kpi)
    pins = others if kpi in chosen.pins else (*others, kpi)[-PINS_AT_MOST:]
    keep_preferences(engine, replace(chosen, pins=pins), by)


def keep_view(engine: Engine, scope: Scope, new: NewView, by: Origin) -> None:
    """Keep an address under a name.

    Args:
        engine: the application database.
        scope: of the person; the stores of a view that names none are all of his.
        new: the view.
        by: the person.

    Raises:
        EntryError: the name or the address cannot be kept, or there are too many already.
    """
    name = stored("name", new.name.replace("\n", " "), LONGEST_NAME, required=True)
    query = stored("address", new.query, LONGEST_QUERY)
    every = None if scope.stores is None else sorted(scope.stores)
    # One that is not open to himself is kept, too: nobody is offered more than he may see.
    stores = sorted(set(new.stores)) if new.stores else every
    own = saved_views.c.person == by.who
    with writing(engine) as connection:
        count = connection.execute(select(func.count()).where(own)).scalar_one()
        if count >= VIEWS_AT_MOST:
            raise EntryError(
                "name",
                "many",
                f"expected at most {VIEWS_AT_MOST} views, got one more",
                "remove one",
            )
        record(connection, by, "view_kept", {"name": name, "shared": new.shared})
        connection.execute(
            saved_views.insert().values(
                person=by.who,
                name=name,
                path=new.path,
                query=query,
                stores=json.dumps({"named": bool(new.stores), "stores": stores}),
                shared=new.shared,
                made_at=by.now,
            )
        )


def views_of(engine: Engine, scope: Scope) -> tuple[SavedView, ...]:
    """Return a person's own views and those that others share with him, by name.

    A shared view is offered where every store that it names is open to him; one that names none,
    where he has a store in common with whoever kept it. His own are always among them.
    """
    is_own = saved_views.c.person == scope.subject
    query = select(saved_views).order_by(saved_views.c.name, saved_views.c.id)
    with engine.connect() as connection:
        own = connection.execute(query.where(is_own)).all()
        shared = connection.execute(query.where(saved_views.c.shared, ~is_own))
        offered = list(islice((row for row in shared if _is_offered(scope, row)), SHARED_AT_MOST))
    return tuple(map(_view, sorted([*own, *offered], key=lambda row: (row.name, row.id))))


def find_view(engine: Engine, scope: Scope, number: int) -> SavedView | None:
    """Return a view by its number; None where there is none that is offered to the person."""
    with engine.connect() as connection:
        row = connection.execute(select(saved_views).where(saved_views.c.id == number)).first()
    if row is None:
        return None
    is_his = row.person == scope.subject or (row.shared and _is_offered(scope, row))
    return _view(row) if is_his else None


def remove_view(engine: Engine, number: int, by: Origin) -> bool:
    """Remove a view of one's own; False where there is none."""
    own = (saved_views.c.id == number, saved_views.c.person == by.who)
    with writing(engine) as connection:
        if connection.execute(select(saved_views.c.id).where(*own)).first() is None:
            return False
        record(connection, by, "view_removed", {"view": number})
        connection.execute(saved_views.delete().where(*own))
        return True


def _is_offered(scope: Scope, row: Row[Any]) -> bool:
    about = json.loads(row.stores)
    stores: list[str] | None = about["stores"]
    if stores is None:
        return scope.stores is None or bool(scope.stores)
    seen = scope.limit(stores)
    return len(seen) == len(stores) > 0 if about["named"] else bool(seen)


def _view(row: Row[Any]) -> SavedView:
    about = json.loads(row.stores)
    stores = tuple(about["stores"] or ()) if about["named"] else ()
    return SavedView(row.id, NewView(row.name, row.path, row.query, stores, row.shared), row.person)
