"""Every invariant of the trade's catalogue is there, and none is lost while it waits for a KPI."""

import json
from pathlib import Path

from metrics.catalogue import CATALOGUE
from metrics.invariants.model import Blame
from metrics.invariants.register import INVARIANTS, Verdict, examine
from tests.architecture.checkout import ROOT
from tests.metrics.invariants.stand_ins import completed

AWAITED = {
    "tech_utilisation",
    "tech_proficiency",
    "absorption_total",
    "absorption_fixed",
    "points_redemption_rate",
    "used_aged_share_60",
}
"""KPIs that invariants rest on and that may not be in the catalogue yet."""


def test_the_twenty_two_are_there_in_order() -> None:
    assert sorted({one.number for one in INVARIANTS}) == list(range(1, 23))
    assert [one.number for one in INVARIANTS] == sorted(one.number for one in INVARIANTS)
    assert len({one.name for one in INVARIANTS}) == len(INVARIANTS)


def test_an_invariant_waits_only_for_kpis_that_are_awaited() -> None:
    known = {kpi.id for kpi in CATALOGUE}
    pending = {name for one in INVARIANTS for name in one.kpis} - known
    assert pending <= AWAITED
    assert pending <= {kpi.id for kpi in completed()}


def test_what_is_awaited_is_in_the_catalogue_of_the_trade(shared_folder: Path) -> None:
    entries = json.loads((shared_folder / "domain" / "kpis.json").read_text(encoding="utf-8"))
    assert {entry["id"] for entry in entries} >= AWAITED


def test_without_any_ground_nothing_applies() -> None:
    assert {finding.verdict for finding in examine(())} == {Verdict.DOES_NOT_APPLY}


def test_the_documentation_tells_of_each_and_of_whose_fault_it_is() -> None:
    text = (ROOT / "docs" / "invariants.md").read_text(encoding="utf-8")
    whose = {Blame.COMPUTATION: "computation", Blame.DATA: "data"}
    for one in INVARIANTS:
        assert f"| {one.number} | `{one.name}` | {one.words.en} | {whose[one.blame]} |" in text
