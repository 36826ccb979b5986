"""Notes: who reads, writes and takes back which."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from access.audit import Origin
from access.notebook import (
    About,
    EntryError,
    Notebook,
    NoteKind,
    notes_of,
    remove_note,
    write_notes,
)
from access.scope import NOBODY, OPERATOR, Masking, Scope, ScopeError
from access.tables import audit, notes
from tests.access.moments import BY_OPERATOR, NOW

DAY = date(2026, 11, 2)
GM = Scope("chief", frozenset({"S01"}), None, Masking.PARTIAL)
REGION = Scope("area", frozenset({"S01", "S02"}), None, Masking.HIDDEN)
PARTS = Scope("parts", frozenset({"S01"}), frozenset({"parts"}), Masking.PARTIAL)
STORES = ("S01", "S02")
SAID = (NoteKind.CAMPAIGN, "双十一店庆")


def on_kpi(store: str = "S01", department: str = "sales") -> About:
    return About(store, frozenset({department}), "net_orders", DAY, date(2026, 11, 11))


def on_store(store: str = "S01") -> About:
    return About(store, frozenset(), "", DAY, DAY)


def by(scope: Scope) -> Origin:
    return Origin(scope.subject, NOW)


def test_notes_are_read_within_the_scope(every_engine: Engine) -> None:
    abouts = [on_kpi(), on_kpi("S02"), on_store(), on_store("S02")]
    write_notes(every_engine, OPERATOR, abouts, SAID, BY_OPERATOR)

    def seen(scope: Scope, kpi: str = "net_orders") -> set[tuple[str, str]]:
        found = notes_of(every_engine, scope, STORES, kpi)
        return {(note.about.store, note.about.kpi) for note in found}

    assert seen(REGION) == {(s, k) for s in STORES for k in ("", "net_orders")}
    assert seen(GM) == {("S01", ""), ("S01", "net_orders")}
    # What concerns the whole store concerns its departments, too.
    assert seen(PARTS) == {("S01", "")}
    assert seen(GM, "another") == {("S01", "")}
    assert seen(NOBODY) == set()
    assert notes_of(every_engine, GM, STORES, "net_orders", date(2026, 11, 12)) == ()


def test_notes_of_stores_of_others_take_no_room(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.notebook.notes.AT_MOST", 2)
    for store in ("S01", "S02", "S02"):
        write_notes(engine, OPERATOR, [on_store(store)], SAID, BY_OPERATOR)
    assert [note.about.store for note in notes_of(engine, GM, STORES, "")] == ["S01"]


@pytest.mark.parametrize("about", [on_kpi("S02"), on_store("S02"), on_kpi()])
def test_nobody_writes_beside_a_figure_that_is_not_open_to_him(
    engine: Engine, about: About
) -> None:
    with pytest.raises(ScopeError):
        write_notes(engine, PARTS, [on_store(), about], SAID, by(PARTS))
    assert notes_of(engine, OPERATOR, STORES, "net_orders") == ()


def test_a_note_is_taken_back_by_its_author_or_who_has_the_whole_store(engine: Engine) -> None:
    for scope in (PARTS, GM, REGION):
        write_notes(engine, scope, [on_store()], SAID, by(scope))
    parts, chief, area = (n.id for n in notes_of(engine, OPERATOR, STORES, ""))
    assert not remove_note(engine, PARTS, chief, by(PARTS))
    assert not remove_note(engine, PARTS, 99, by(PARTS))
    assert remove_note(engine, PARTS, parts, by(PARTS))
    assert not remove_note(engine, PARTS, parts, by(PARTS))
    elsewhere = Scope("chief", frozenset({"S02"}), None, Masking.PARTIAL)
    assert not remove_note(engine, elsewhere, chief, by(elsewhere))
    assert remove_note(engine, GM, area, by(GM))
    assert [n.id for n in notes_of(engine, OPERATOR, STORES, "")] == [chief]


def test_every_write_is_audited_and_changes_the_revision(engine: Engine) -> None:
    book = Notebook(engine)
    seen = [book.revision()]
    write_notes(engine, GM, [on_kpi()], SAID, by(GM))
    seen.append(book.revision())
    (note,) = book.notes(GM, STORES, "net_orders")
    remove_note(engine, GM, note.id, by(GM))
    seen.append(book.revision())
    assert len(set(seen)) == 3
    with engine.connect() as connection:
        what = connection.execute(select(audit.c.what).order_by(audit.c.position)).scalars().all()
        assert connection.execute(select(func.count()).select_from(notes)).scalar_one() == 1
    assert what == ["note_written", "note_removed"]


def test_words_and_days_that_cannot_be_kept_are_refused(engine: Engine) -> None:
    for words in ("", "长" * 201):
        with pytest.raises(EntryError):
            write_notes(engine, GM, [on_kpi()], (NoteKind.OTHER, words), by(GM))
    with pytest.raises(EntryError, match="last day"):
        About("S01", frozenset(), "", DAY, date(2026, 11, 1))
    with pytest.raises(ValueError, match="departments of the list"):
        About("S01", frozenset({"kitchen"}), "x", DAY, DAY)
    # A figure without departments would be open to all of the store.
    with pytest.raises(ValueError, match="with its departments"):
        About("S01", frozenset(), "net_profit", DAY, DAY)
