"""Demand for 3,000 parts over 24 months from an old workbook, beside a plain reading of it."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data_loaders.pipeline.context import LoadOptions
from tests.data_loaders.loads import Loaded, load, reason


@pytest.fixture(scope="module")
def path(shared_folder: Path) -> Path:
    return shared_folder / "data" / "auto_spare_parts_demand" / "AUTO.xls"


@pytest.fixture(scope="module")
def loaded(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    options = LoadOptions(first_month="2023-01")
    return load(path, staging=tmp_path_factory.mktemp("load"), stores=(), options=options)


@pytest.fixture(scope="module")
def ours(loaded: Loaded) -> pd.DataFrame:
    frame = pd.DataFrame(loaded.rows("reported_figures"))
    frame["value"] = frame["value"].astype(float)
    return frame


@pytest.fixture(scope="module")
def theirs(path: Path) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name="GOEIE", engine="calamine", index_col=0)


def test_each_part_and_month_is_one_figure(loaded: Loaded, ours: pd.DataFrame) -> None:
    report = loaded.file_named("AUTO.xls", "GOEIE")
    assert (report.rows_read, report.loaded, report.written) == (3000, 3000, 72_000)
    assert len(ours) == 72_000
    assert not ours.duplicated(["member", "period_start"]).any()
    assert loaded.report.exit_status == 0


def test_sheets_of_the_authors_working_are_skipped_with_a_reason(loaded: Loaded) -> None:
    assert reason(loaded.file_named("AUTO.xls", "Properties"), "sheet_not_used").count == 3006
    assert reason(loaded.file_named("AUTO.xls", "lumpdatp"), "sheet_not_used").count == 3005


def test_the_sum_is_the_published_one(ours: pd.DataFrame) -> None:
    assert ours["value"].sum() == 320_386


def test_a_fifth_of_all_months_is_without_demand(ours: pd.DataFrame) -> None:
    assert (ours["value"] == 0).mean() == pytest.approx(0.22, abs=0.005)


@pytest.mark.parametrize("month", [1, 2, 7, 12, 13, 18, 23, 24])
def test_a_month_is_the_sum_of_its_column(
    ours: pd.DataFrame, theirs: pd.DataFrame, month: int
) -> None:
    start = date(2023 + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    assert ours.loc[ours["period_start"] == start, "value"].sum() == theirs.loc[:, month].sum()


@pytest.mark.parametrize("part", [1, 2, 17, 1500, 3000])
def test_a_part_has_its_months_in_order(
    ours: pd.DataFrame, theirs: pd.DataFrame, part: int
) -> None:
    mine = ours[ours["member"] == str(part)].sort_values("period_start")
    assert mine["value"].tolist() == [theirs.at[part, month] for month in range(1, 25)]


def test_the_profile_states_store_and_first_month_where_nobody_else_does(
    path: Path, tmp_path: Path
) -> None:
    loaded = load(path, staging=tmp_path, stores=())
    rows = loaded.rows("reported_figures")
    assert min(row["period_start"] for row in rows) == date(2024, 1, 1)
    assert {row["store_code"] for row in rows} == {"PARTS01"}
    assert {row["currency"] for row in rows} == {None}
