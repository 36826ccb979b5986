"""Actions: who sees and changes which, and what is kept of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from access.audit import Origin, verify_chain
from access.notebook import (
    About,
    ActionChange,
    EntryError,
    NewAction,
    Status,
    actions_of,
    change_action,
    find_action,
    open_action,
)
from access.notebook.actions import closed_left_out
from access.scope import NOBODY, OPERATOR, Masking, Scope, ScopeError
from access.tables import actions, audit
from tests.access.moments import NOW

TODAY = date(2026, 11, 23)
GM = Scope("chief", frozenset({"S01"}), None, Masking.PARTIAL)
REGION = Scope("area", frozenset({"S01", "S02"}), None, Masking.HIDDEN)
PARTS = Scope("parts", frozenset({"S01"}), frozenset({"parts"}), Masking.PARTIAL)
KEEPER = Scope("keeper", frozenset(), frozenset(), Masking.HIDDEN)


def about(store: str = "S01", department: str = "sales", kpi: str = "net_orders") -> About:
    return About(store, frozenset({department}), kpi, date(2026, 11, 1), date(2026, 11, 22))


def new(where: About, measure: str = "每周两场试驾") -> NewAction:
    return NewAction(where, measure, "王主管", date(2026, 11, 30), 120_000.0, "CNY", 31.0)


def origin(scope: Scope) -> Origin:
    return Origin(scope.subject, NOW, "192.0.2.7")


@pytest.fixture
def opened(every_engine: Engine) -> dict[str, int]:
    parts = about(department="parts", kpi="parts_turns")
    made = {"sales": about(), "parts": parts, "other": about("S02")}
    return {
        name: open_action(every_engine, OPERATOR, new(where), TODAY, origin(OPERATOR))
        for name, where in made.items()
    }


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (GM, {"sales", "parts"}),
        (REGION, {"sales", "parts", "other"}),
        (PARTS, {"parts"}),
        (KEEPER, set()),
        (NOBODY, set()),
        (OPERATOR, {"sales", "parts", "other"}),
    ],
    ids=lambda value: value.subject if isinstance(value, Scope) else "",
)
def test_a_reader_sees_and_changes_the_actions_on_figures_that_are_open_to_him(
    every_engine: Engine, opened: dict[str, int], scope: Scope, seen: set[str]
) -> None:
    assert {a.id for a in actions_of(every_engine, scope)} == {opened[name] for name in seen}
    one_store = {a.id for a in actions_of(every_engine, scope, ["S02"])}
    assert one_store == {opened["other"]} & {opened[name] for name in seen}
    change = ActionChange("李", None, Status.DONE, "多了三单")
    for name, number in opened.items():
        found = find_action(every_engine, scope, number)
        changed = change_action(every_engine, scope, number, change, TODAY, origin(scope))
        assert (found is not None, changed is not None) == (name in seen, name in seen)
    kept = {a.id: a.status for a in actions_of(every_engine, OPERATOR)}
    assert {name for name, number in opened.items() if kept[number] is Status.DONE} == seen


@pytest.mark.parametrize(
    ("scope", "where"),
    [
        (GM, about("S02")),
        (PARTS, about()),
        (PARTS, about("S02", "parts")),
        (KEEPER, about()),
        (NOBODY, about()),
    ],
)
def test_nobody_opens_an_action_beside_a_figure_that_is_not_open_to_him(
    engine: Engine, scope: Scope, where: About
) -> None:
    with pytest.raises(ScopeError, match="not open to you"):
        open_action(engine, scope, new(where), TODAY, origin(scope))
    assert actions_of(engine, OPERATOR) == ()


def test_what_is_open_does_not_vanish_behind_what_was_closed(
    every_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest open one is the most overdue; actions of other departments count for nothing."""
    engine = every_engine
    monkeypatch.setattr("access.notebook.actions.CLOSED_AT_MOST", 2)
    parts = about(department="parts", kpi="parts_turns")
    oldest = open_action(engine, GM, new(parts), TODAY, origin(GM))
    closed = [open_action(engine, GM, new(parts), TODAY, origin(GM)) for _ in range(3)]
    closed += [open_action(engine, GM, new(about()), TODAY, origin(GM)) for _ in range(3)]
    for days, number in enumerate(closed):
        change = ActionChange("李", None, Status.DONE)
        change_action(engine, GM, number, change, TODAY + timedelta(days=days), origin(GM))
    assert [a.id for a in actions_of(engine, PARTS)] == [closed[2], closed[1], oldest]
    assert [a.id for a in actions_of(engine, GM)] == [closed[5], closed[4], oldest]
    assert (closed_left_out(engine, PARTS), closed_left_out(engine, GM, ["S01"])) == (1, 4)
    assert closed_left_out(engine, REGION, ["S02"]) == 0
    elsewhere = replace(REGION, stores=frozenset({"S02"}))
    assert closed_left_out(engine, elsewhere, ["S01", "S02"]) == 0


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(every_engine: Engine) -> None:
    engine = every_engine
    number = open_action(engine, GM, new(about()), TODAY, origin(GM))
    seen = find_action(engine, GM, number)
    assert seen is not None
    first = ActionChange("李", None, Status.DONE, "多了三单", seen.revision)
    assert change_action(engine, REGION, number, first, TODAY, origin(REGION)) is not None
    second = ActionChange("王主管", None, Status.OPEN, "", seen.revision)
    with pytest.raises(EntryError) as refused:
        change_action(engine, GM, number, second, TODAY, origin(GM))
    assert refused.value.fault == "changed"
    kept = find_action(engine, GM, number)
    assert kept is not None
    assert (kept.status, kept.result, kept.said.owner) == (Status.DONE, "多了三单", "李")
    again = replace(second, seen=kept.revision)
    assert change_action(engine, GM, number, again, TODAY, origin(GM)) is not None


def test_a_figure_of_two_departments_needs_both(engine: Engine) -> None:
    both = About("S01", frozenset({"parts", "network"}), "peer_gap", TODAY, TODAY)
    number = open_action(engine, GM, new(both), TODAY, origin(GM))
    assert find_action(engine, GM, number) is not None
    assert find_action(engine, PARTS, number) is None


def test_what_is_kept_comes_back_and_every_write_is_audited(every_engine: Engine) -> None:
    member = About("S01", frozenset({"sales"}), "net_orders", TODAY, TODAY, "consultant", "A02")
    number = open_action(
        every_engine, GM, new(member, "  陪访\x00\u202e <b>三次</b>\r\n"), TODAY, origin(GM)
    )
    found = find_action(every_engine, GM, number)
    assert found is not None
    # Without what a screen would obey; the rest is text and stays as it was written.
    assert found.said == new(member, "陪访 <b>三次</b>")
    assert (found.status, found.opened_by, found.opened_on) == (Status.OPEN, "chief", TODAY)
    assert found.is_overdue(date(2026, 12, 1))
    assert not found.is_overdue(date(2026, 11, 30))
    change = ActionChange("王主管", None, Status.CANCELLED, "车型停产")
    done = change_action(every_engine, GM, number, change, date(2026, 11, 25), origin(GM))
    assert done is not None
    assert (done.status, done.closed_on) == (Status.CANCELLED, date(2026, 11, 25))
    assert (done.result, done.said.due, done.said.before) == ("车型停产", None, 31.0)
    again = ActionChange("王主管", TODAY, Status.OPEN)
    reopened = change_action(every_engine, GM, number, again, TODAY, origin(GM))
    assert reopened is not None
    assert reopened.closed_on is None
    with every_engine.connect() as connection:
        written = connection.execute(
            select(audit.c.who, audit.c.what).order_by(audit.c.position)
        ).all()
        revision = connection.execute(select(actions.c.revision)).scalar_one()
    assert [tuple(row) for row in written] == [("chief", "action_opened")] + [
        ("chief", "action_changed")
    ] * 2
    assert revision == 3
    assert verify_chain(every_engine).problems == ()


@pytest.mark.parametrize(
    ("field", "fault", "measure", "owner", "expected"),
    [
        ("measure", "empty", " \n", "王", None),
        ("measure", "long", "长" * 401, "王", None),
        ("owner", "empty", "试驾", "", None),
        ("owner", "long", "试驾", "王" * 65, None),
        ("expected", "number", "试驾", "王", float("inf")),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(
    engine: Engine, field: str, fault: str, measure: str, owner: str, expected: float | None
) -> None:
    wrong = NewAction(about(), measure, owner, expected=expected)
    with pytest.raises(EntryError) as raised:
        open_action(engine, GM, wrong, TODAY, origin(GM))
    assert (raised.value.field, raised.value.fault) == (field, fault)
    assert actions_of(engine, GM) == ()
