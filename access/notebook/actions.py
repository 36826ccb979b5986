"""Actions: what is to be done about a figure, by whom, until when, and what came of it.

Whoever may see a figure may see the actions on it, open one, and say what came of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select

from access.audit import Detail, Origin, record
from access.database import writing
from access.notebook.entries import (
    About,
    EntryError,
    check_open,
    is_open,
    next_revision,
    packed,
    stored,
    unpacked,
    within,
)
from access.scope import Scope
from access.tables import actions as table

LONGEST_MEASURE = 400
LONGEST_OWNER = 64
LONGEST_RESULT = 1000
LARGEST = 1e12
MONEY, OF_KPI = "CNY", "kpi"
# What is open is read whole: whatever is due must not vanish. Of the rest, the newest.
CLOSED_AT_MOST = 2000


class Status(StrEnum):
    """How far an action is."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class NewAction:
    """What is to be done.

    Attributes:
        about: the figure that it was opened from.
        measure: what is to be done.
        owner: who does it.
        due: until when; None where no day is set.
        expected: the effect that is hoped for; None where nobody said.
        expected_unit: ``CNY`` for money, ``kpi`` for the unit of the KPI (fractions for
            percentages).
        before: the value of the figure at opening, in the KPI's unit; None where it had none.
    """

    about: About
    measure: str
    owner: str
    due: date | None = None
    expected: float | None = None
    expected_unit: str = OF_KPI
    before: float | None = None


@dataclass(frozen=True, slots=True)
class ActionChange:
    """What an action is to become.

    Attributes:
        owner: who does it.
        due: until when; None where no day is set.
        status: how far it is.
        result: what came of it.
        seen: the revision that whoever writes had before him; None where he had none.
    """

    owner: str
    due: date | None
    status: Status
    result: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it is kept.

    Attributes:
        id: its number.
        said: what was said when it was opened, with owner and due day as they are now.
        status: how far it is.
        result: what came of it.
        opened_by: user name.
        opened_on: day, of the business.
        closed_on: day on which it was done or cancelled; None while it is open.
        revision: a number that every change makes another one.
    """

    id: int
    said: NewAction
    status: Status
    result: str
    opened_by: str
    opened_on: date
    closed_on: date | None
    revision: int

    @property
    def about(self) -> About:
        """The figure that it was opened from."""
        return self.said.about

    def is_overdue(self, today: date) -> bool:
        """Tell whether it is open after the day on which it was due."""
        due = self.said.due
        return self.status is Status.OPEN and due is not None and due < today


def open_action(engine: Engine, scope: Scope, new: NewAction, today: date, origin: Origin) -> int:
    """Write an action down and return its number.

    Args:
        engine: the application database.
        scope: of whoever writes.
        new: the action.
        today: day of the business.
        origin: by whom, when, from where; for the audit.

    Raises:
        ScopeError: the figure is not open to him.
        EntryError: a field cannot be kept.
    """
    about = new.about
    check_open(scope, about)
    values = {
        "store": about.store,
        "kpi": about.kpi,
        "departments": packed(about.departments),
        "first_day": about.start,
        "last_day": about.end,
        "dimension": about.dimension,
        "member": about.member,
        "measure": stored("measure", new.measure, LONGEST_MEASURE, required=True),
        "owner": stored("owner", new.owner, LONGEST_OWNER, required=True),
        "due": new.due,
        "expected": _number(new.expected),
        "expected_unit": new.expected_unit,
        "before": new.before,
        "status": Status.OPEN.value,
        "result": "",
        "closed_on": None,
        "opened_by": scope.subject,
        "opened_on": today,
        "opened_at": origin.now,
    }
    with writing(engine) as connection:
        detail = {"store": about.store, "kpi": about.kpi, "member": about.member}
        record(connection, origin, "action_opened", detail)
        number = next_revision(connection, table)
        made = connection.execute(table.insert().values(**values, revision=number))
        return int(made.inserted_primary_key[0])  # type: ignore[index]  # one row was inserted


def change_action(
    engine: Engine, scope: Scope, number: int, change: ActionChange, today: date, origin: Origin
) -> Action | None:
    """Change an action and return it; None where there is none that the scope may see.

    Raises:
        EntryError: a field cannot be kept, or, with the fault ``changed``, somebody else has
            changed the action since it was seen: nothing of his is overwritten.
    """
    values: dict[str, object] = {
        "owner": stored("owner", change.owner, LONGEST_OWNER, required=True),
        "due": change.due,
        "status": change.status.value,
        "result": stored("result", change.result, LONGEST_RESULT),
    }
    with writing(engine) as connection:
        found = _find(connection, scope, number)
        if found is None:
            return None
        if change.seen not in (None, found.revision):
            raise _changed_since(number)
        if change.status is not found.status:
            values["closed_on"] = None if change.status is Status.OPEN else today
        detail: Detail = {
            "action": number,
            "store": found.about.store,
            "status": change.status.value,
        }
        record(connection, origin, "action_changed", detail)
        values["revision"] = next_revision(connection, table)
        same = (table.c.id == number, table.c.revision == found.revision)
        if connection.execute(table.update().where(*same).values(**values)).rowcount == 0:
            raise _changed_since(number)
        return _find(connection, scope, number)


def find_action(engine: Engine, scope: Scope, number: int) -> Action | None:
    """Return an action by its number; None where there is none that the scope may see."""
    with engine.connect() as connection:
        return _find(connection, scope, number)


def actions_of(
    engine: Engine, scope: Scope, stores: Collection[str] | None = None, kpi: str = ""
) -> tuple[Action, ...]:
    """Return the actions that the scope may see, the newest first: all open, the latest closed.

    Args:
        engine: the application database.
        scope: of the reader.
        stores: codes, None for all of the scope.
        kpi: id, empty for all.
    """
    seen = select(table).where(*within(table, scope, stores, kpi))
    is_open_still = table.c.status == Status.OPEN.value
    latest = seen.where(~is_open_still).order_by(table.c.closed_on.desc(), table.c.id.desc())
    with engine.connect() as connection:
        rows = [
            *connection.execute(seen.where(is_open_still)).all(),
            *connection.execute(latest.limit(CLOSED_AT_MOST)).all(),
        ]
    found = (_action(row) for row in sorted(rows, key=lambda row: -row.id))
    return tuple(action for action in found if is_open(scope, action.about))


def closed_left_out(engine: Engine, scope: Scope, stores: Collection[str] | None = None) -> int:
    """Return how many closed actions of the scope are too old for `actions_of` to return."""
    closed = (*within(table, scope, stores), table.c.status != Status.OPEN.value)
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(table).where(*closed))
        return max(0, count.scalar_one() - CLOSED_AT_MOST)


def _changed_since(number: int) -> EntryError:
    return EntryError(
        "",
        "changed",
        f"action {number}: somebody else has changed it meanwhile",
        "look at what is kept now, and change it once more",
    )


def _find(connection: Connection, scope: Scope, number: int) -> Action | None:
    row = connection.execute(select(table).where(table.c.id == number)).first()
    found = None if row is None else _action(row)
    return found if found is not None and is_open(scope, found.about) else None


def _number(value: float | None) -> float | None:
    if value is None or (isfinite(value) and abs(value) <= LARGEST):
        return value
    raise EntryError(
        "expected",
        "number",
        f"expected: expected a number up to {LARGEST:g}, got {value}",
        "give the effect as a plain number",
    )


def _action(row: Row[Any]) -> Action:
    about = About(
        row.store,
        unpacked(row.departments),
        row.kpi,
        row.first_day,
        row.last_day,
        row.dimension,
        row.member,
    )
    said = NewAction(
        about, row.measure, row.owner, row.due, row.expected, row.expected_unit, row.before
    )
    return Action(
        row.id,
        said,
        Status(row.status),
        row.result,
        row.opened_by,
        row.opened_on,
        row.closed_on,
        row.revision,
    )
