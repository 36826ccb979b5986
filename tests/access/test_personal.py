"""What each person keeps for himself, and which views are offered to others."""

import pytest
from sqlalchemy import Engine, select

from access.audit import Origin
from access.notebook import (
    EntryError,
    NewView,
    Preferences,
    find_view,
    keep_preferences,
    keep_view,
    preferences_of,
    remove_view,
    toggle_pin,
    views_of,
)
from access.notebook.personal import PINS_AT_MOST, VIEWS_AT_MOST
from access.scope import NOBODY, OPERATOR, Masking, Scope
from access.tables import audit
from tests.access.moments import NOW

GM = Scope("chief", frozenset({"S01"}), None, Masking.PARTIAL)
REGION = Scope("area", frozenset({"S01", "S02"}), None, Masking.HIDDEN)
OTHER = Scope("other", frozenset({"S03"}), None, Masking.PARTIAL)
ALL = Scope("all", None, None, Masking.HIDDEN)


def by(scope: Scope) -> Origin:
    return Origin(scope.subject, NOW)


def test_preferences_are_each_persons_own(every_engine: Engine) -> None:
    chosen = Preferences("en", "dark", "S01", "last_month", ("net_orders",))
    assert preferences_of(every_engine, "chief") == Preferences()
    for kept in (Preferences("zh"), chosen):
        keep_preferences(every_engine, kept, by(GM))
        assert preferences_of(every_engine, "chief") == kept
    assert preferences_of(every_engine, "area") == Preferences()
    toggle_pin(every_engine, "csi_score", by(GM))
    assert preferences_of(every_engine, "chief").pins == ("net_orders", "csi_score")
    toggle_pin(every_engine, "net_orders", by(GM))
    assert preferences_of(every_engine, "chief").pins == ("csi_score",)
    for number in range(PINS_AT_MOST):
        toggle_pin(every_engine, f"k{number}", by(GM))
    pins = preferences_of(every_engine, "chief").pins
    assert (len(pins), pins[0]) == (PINS_AT_MOST, "k0")


def test_a_shared_view_is_offered_within_the_scope_of_others(every_engine: Engine) -> None:
    for scope, name, stores, shared in (
        (REGION, "both", ("S01", "S02"), True),
        (REGION, "first", ("S01",), True),
        (REGION, "whatever is open", (), True),
        (REGION, "mine", ("S01",), False),
        (ALL, "everywhere", (), True),
    ):
        keep_view(
            every_engine, scope, NewView(name, "/sales", "by=store", stores, shared), by(scope)
        )

    def offered(scope: Scope) -> set[str]:
        return {view.view.name for view in views_of(every_engine, scope)}

    assert offered(REGION) == {"both", "first", "whatever is open", "mine", "everywhere"}
    assert offered(GM) == {"first", "whatever is open", "everywhere"}
    assert offered(OTHER) == {"everywhere"}
    assert offered(NOBODY) == set()
    assert offered(OPERATOR) == {"both", "first", "whatever is open", "everywhere"}
    mine = next(v for v in views_of(every_engine, REGION) if v.view.name == "mine")
    assert mine.view == NewView("mine", "/sales", "by=store", ("S01",), False)
    assert find_view(every_engine, GM, mine.id) is None
    assert not remove_view(every_engine, mine.id, by(GM))
    assert remove_view(every_engine, mine.id, by(REGION))
    assert find_view(every_engine, REGION, mine.id) is None
    with every_engine.connect() as connection:
        done = connection.execute(select(audit.c.what).order_by(audit.c.position)).scalars().all()
    assert done[-1] == "view_removed"


def test_ones_own_views_are_found_however_many_others_share_theirs(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.notebook.personal.SHARED_AT_MOST", 2)
    for scope, name in ((OTHER, "a"), (OTHER, "b"), (OTHER, "c"), (GM, "z"), (REGION, "y")):
        stores = tuple(scope.stores or ())
        keep_view(engine, scope, NewView(name, "/", "", stores, shared=True), by(scope))
    # Those that are not offered to him take no room, and his own none of that of others.
    both = Scope("chief", frozenset({"S01", "S02"}), None, Masking.PARTIAL)
    assert [view.view.name for view in views_of(engine, both)] == ["y", "z"]
    everything = {view.view.name: view.id for view in views_of(engine, ALL)}
    assert set(everything) == {"a", "b"}
    mine = next(view.id for view in views_of(engine, GM) if view.view.name == "z")
    assert find_view(engine, GM, mine) is not None
    assert find_view(engine, ALL, mine) is not None
    assert find_view(engine, GM, everything["a"]) is None
    assert find_view(engine, GM, 9999) is None


def test_a_view_that_names_what_its_keeper_may_not_see_is_offered_to_whoever_may(
    engine: Engine,
) -> None:
    view = NewView("typed by hand", "/sales", "doc=S03:4711", ("S01", "S03"), shared=True)
    keep_view(engine, GM, view, by(GM))
    assert views_of(engine, REGION) == ()
    assert views_of(engine, OTHER) == ()
    assert len(views_of(engine, ALL)) == 1


def test_a_view_needs_a_name_and_there_are_only_so_many(engine: Engine) -> None:
    for name in (" ", "n" * 61):
        with pytest.raises(EntryError):
            keep_view(engine, GM, NewView(name, "/", ""), by(GM))
    for number in range(VIEWS_AT_MOST):
        keep_view(engine, GM, NewView(f"v{number}", "/", ""), by(GM))
    with pytest.raises(EntryError, match="at most") as raised:
        keep_view(engine, GM, NewView("one more", "/", ""), by(GM))
    assert raised.value.fault == "many"
    with engine.connect() as connection:
        written = connection.execute(select(audit.c.what)).scalars().all()
    assert written == ["view_kept"] * VIEWS_AT_MOST
