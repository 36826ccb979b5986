"""The loaders take the demo network as any other extract: only what was spoilt is refused."""

import pytest

from data_loaders.demo import Plan, Written, write_extracts
from tests.data_loaders.loads import Loaded, load
from warehouse.schema import TABLES

FURNITURE = ("blank_row", "total_row", "signature_row", "repeated_heading", "repeated_title")
PLAN = Plan(stores=7, months=3, seed=1, volume=0.3)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Written, Loaded]:
    folder = tmp_path_factory.mktemp("demo")
    written = write_extracts(folder / "extracts", PLAN, lambda line: None)
    return written, load(folder / "extracts", staging=folder / "staging", stores=())


def test_every_file_is_read_into_its_table(loaded: tuple[Written, Loaded]) -> None:
    reports = loaded[1].report.files
    assert [f.file for f in reports if f.state not in ("loaded", "quarantined")] == []
    assert len({f.table for f in reports}) == len(TABLES)
    assert len(reports) == loaded[0].files


def test_nothing_but_planted_cells_is_refused(loaded: tuple[Written, Loaded]) -> None:
    refused = [
        (file.table, row)
        for file in loaded[1].report.files
        for reason in file.reasons
        if reason.rule not in FURNITURE
        for row in reason.rows
    ]
    assert sum(file.quarantined for file in loaded[1].report.files) == len(refused)
    planted = [(cell.table, cell.row) for cell in loaded[0].planted if cell.refused]
    assert len(planted) == 3
    assert sorted(refused) == sorted(planted)


def test_an_unknown_word_waits_to_be_mapped(loaded: tuple[Written, Loaded]) -> None:
    found = [
        (f.table, warning.value)
        for f in loaded[1].report.files
        for warning in f.warnings
        if warning.rule == "unmapped_value"
    ]
    assert found == [("repair_orders", "美容装潢")]
