"""One record as it is: found by its mark in the reader's own listing, with nothing of others."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from access import Masking, Scope
from access.scope import ScopeError
from metrics.catalogue import CATALOGUE, kpi
from metrics.listings import Wanted, list_rows
from metrics.masking import tells_of_a_person
from metrics.model.period import Period
from metrics.records import key_columns
from metrics.selection import Selection
from metrics.unmasking import Record, can_unmask, find_record
from tests.metrics.network import Network, network, stores

VISITS, WHOLE = kpi("as_visits"), frozenset({"vin", "plate"})
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))
CHIEF = Scope("chief", frozenset({"N1"}), None, Masking.PARTIAL)


def mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()


WANTED = Wanted(mark=mark)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Network:
    day = {"open_at": date(2025, 3, 3), "settled_at": date(2025, 3, 3), "ro_type": "保养"}
    rows: dict[str, list[dict[str, Any]]] = {
        "dim_store": stores("N1", "N2"),
        "repair_orders": [
            {"store_code": store, "ro_no": number, "vin": f"LSVAB2BR8EN{store}{number}00"[:17]}
            | {"plate_no": f"沪A{store}{number}5", **day}
            for store in ("N1", "N2")
            for number in ("R1", "R2")
        ],
    }
    folder: Path = tmp_path_factory.mktemp("workshop")
    return network(folder, rows, date(2025, 3, 31), date(2025, 1, 1), kpis=[VISITS])


def marks(workshop: Network, scope: Scope, store: str) -> tuple[str, ...]:
    listing = list_rows(workshop.exact, scope, VISITS, Selection(MARCH, (store,)), WANTED)
    assert can_unmask(listing, WHOLE) == (scope.masking is not Masking.NONE)
    return listing.marks


def find(workshop: Network, named: str, whole: frozenset[str] = WHOLE) -> Record | None:
    question = (VISITS, Selection(MARCH), WANTED)
    return find_record(workshop.exact, CHIEF, question, named, whole)


def test_a_record_is_told_as_it_is_with_what_its_document_holds(workshop: Network) -> None:
    first, second = marks(workshop, CHIEF, "N1")
    assert first != second
    found = find(workshop, first)
    assert found is not None
    assert (found.store, found.number) == ("N1", "R1")
    assert {each.name: each.value for each in found.fields} == {
        "vin": "LSVAB2BR8ENN1R100",
        "plate_no": "沪AN1R15",
    }
    assert not any(each.masked for each in found.fields)


def test_without_a_word_for_it_everything_stays_masked(workshop: Network) -> None:
    first, _ = marks(workshop, CHIEF, "N1")
    shown = find(workshop, first, frozenset())
    assert shown is not None
    assert {each.value for each in shown.fields} == {"LSV***…***R100", "沪A·***15"}
    vin_only = find(workshop, first, frozenset({"vin"}))
    assert vin_only is not None
    assert [each.value for each in vin_only.fields] == ["LSVAB2BR8ENN1R100", "沪A·***15"]


def test_a_record_of_another_store_is_not_there(workshop: Network) -> None:
    other = Scope("other", frozenset({"N2"}), None, Masking.PARTIAL)
    theirs = marks(workshop, other, "N2")
    assert [find(workshop, each) for each in theirs] == [None, None]
    question = (VISITS, Selection(MARCH, ("N2",)), WANTED)
    with pytest.raises(ScopeError):
        find_record(workshop.exact, CHIEF, question, theirs[0], WHOLE)
    parts = replace(CHIEF, departments=frozenset({"parts"}))
    question = (VISITS, Selection(MARCH), WANTED)
    with pytest.raises(ScopeError):
        find_record(workshop.exact, parts, question, marks(workshop, CHIEF, "N1")[0], WHOLE)


def test_a_mark_that_was_made_up_finds_nothing(workshop: Network) -> None:
    assert find(workshop, "") is None
    assert find(workshop, "0" * 64) is None


def test_every_record_of_persons_is_named_by_more_than_its_store() -> None:
    facts = {measure.fact for each in CATALOGUE for measure in each.measures}
    assert all(len(key_columns(fact)) > 1 for fact in facts)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("客户来电催交车，核对车架号", False),
        ("工单 R2611 等件 12 天", False),
        ("张先生 13812341234", True),
        ("车 lsvab2br8en123456 在哪", True),
        ("京A12323 的车主", True),
        ("沪A·D12345 来店", True),
    ],
)
def test_what_somebody_typed_tells_of_a_person(text: str, tells: bool) -> None:
    assert tells_of_a_person(text) is tells
