"""A figure beside its reference, and whether it reaches its bar."""

import io
import os
import sys
from pathlib import Path

import pytest

from bench.days import write_day
from bench.loading import loading
from bench.measurement import Measurement, from_samples, write_table
from bench.processes import run_measured
from bench.workbooks import write_workbook
from tests.data_loaders.loads import load


def test_a_bar_is_on_the_ratio_where_there_is_a_reference() -> None:
    slow = Measurement("a", 30, "s", reference="b", reference_value=2, bar=10)
    assert slow.ratio == 15
    assert slow.passes is False
    assert Measurement("a", 30, "s", reference="b", reference_value=3, bar=10).passes is True


def test_a_bar_is_on_the_figure_where_there_is_none() -> None:
    assert Measurement("a", 7, "statements", bar=6).passes is False
    assert Measurement("a", 6, "statements", bar=6).passes is True
    assert Measurement("a", 6, "statements").passes is None


def test_samples_become_their_median() -> None:
    measured = from_samples("a", [3.0, 1.0, 9.0], "ms")
    assert (measured.value, measured.spread) == (3.0, (1.0, 9.0))
    out = io.StringIO()
    write_table([measured], out)
    assert "3 ms" in out.getvalue()


def test_a_process_is_measured_to_its_end(tmp_path: Path) -> None:
    script = "import sys; block = bytearray(80_000_000); sys.stderr.write('done'); sys.exit(3)"
    run = run_measured([sys.executable, "-c", script], os.environ, tmp_path / "errors.txt")
    assert run.status == 3
    assert run.errors == "done"
    assert run.peak_mb > 70
    assert run.seconds > 0


def test_a_load_is_measured_the_whole_way(tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("FORECOURT_")}
    environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    took, peak = loading(tmp_path, 3000, environ)
    assert took.reference_value is not None
    assert took.reference_value > 0
    assert took.value > 0
    assert peak.unit == "MB"
    with pytest.raises(FileExistsError):
        next(loading(tmp_path, 10, environ))


def test_a_day_of_a_store_is_fifteen_extracts_that_are_read_whole(tmp_path: Path) -> None:
    assert write_day(tmp_path / "day", 1) == 15
    files = load(tmp_path / "day", staging=tmp_path / "st", stores=()).report.files
    assert {(file.state, file.loaded, file.quarantined) for file in files[:15]} == {
        ("loaded", 40, 0)
    }
    assert len({file.table for file in files}) == 16


def test_the_workbook_to_be_measured_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "N001" / "维修项目明细.xlsx"
    write_workbook(path, 30)
    known = tuple((f"B{number:03d}", f"{number}店") for number in range(20))
    file = load(path, staging=tmp_path / "st", stores=known).file
    assert (file.table, file.loaded, file.quarantined) == ("ro_labour_lines", 30, 0)
