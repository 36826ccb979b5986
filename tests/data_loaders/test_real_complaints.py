"""Complaints as an authority publishes them, without headings, beside a plain reading of them."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from data_loaders.pipeline.context import LoadOptions
from tests.data_loaders.loads import Loaded, load, warning


@pytest.fixture(scope="module")
def path(shared_folder: Path) -> Path:
    return shared_folder / "data" / "nhtsa_complaints" / "nhtsa-complaints.txt"


@pytest.fixture(scope="module")
def loaded(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load(path, staging=tmp_path_factory.mktemp("load"), options=LoadOptions(store="N001"))


@pytest.fixture(scope="module")
def plain(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_record_is_a_complaint(loaded: Loaded, plain: list[list[str]]) -> None:
    assert loaded.file.profile == "nhtsa-complaints"
    assert (loaded.file.rows_read, loaded.file.loaded) == (101, 101)
    assert [row["complaint_id"] for row in loaded.rows("complaints")] == [r[0] for r in plain]


def test_days_of_receipt_are_the_same(loaded: Loaded, plain: list[list[str]]) -> None:
    ours = Counter(row["opened_at"] for row in loaded.rows("complaints"))
    theirs = Counter(datetime.strptime(row[16], "%Y%m%d") for row in plain)  # noqa: DTZ007 - local
    assert ours == theirs


def test_components_are_kept_and_mapped(loaded: Loaded, plain: list[list[str]]) -> None:
    rows = loaded.rows("complaints")
    assert [row["category_l2"] for row in rows] == [row[11].strip() for row in plain]
    placed = Counter(row["category_l1"] for row in rows)
    unknown = sum(row[11].strip() == "UNKNOWN OR OTHER" for row in plain)
    assert placed == {"产品质量": 101 - unknown, "其他": unknown}


def test_crashes_are_serious(loaded: Loaded, plain: list[list[str]]) -> None:
    ours = Counter(row["severity"] for row in loaded.rows("complaints"))
    theirs = Counter({"Y": "重大", "N": "一般", "": None}[row[6]] for row in plain)
    assert ours == theirs


def test_channels_without_a_word_of_ours_are_unmapped_not_dropped(
    loaded: Loaded, plain: list[list[str]]
) -> None:
    ours = Counter(row["channel"] for row in loaded.rows("complaints"))
    theirs = Counter({"EVOQ": "电话", "IVOQ": "网络媒体"}.get(row[20], "未映射") for row in plain)
    assert ours == theirs
    assert warning(loaded.file, "unmapped_value").column == "#21"


def test_without_a_store_the_file_is_refused_with_the_remedy(path: Path, tmp_path: Path) -> None:
    report = load(path, staging=tmp_path).file
    assert report.state == "refused"
    assert "--store" in report.reasons[0].text("zh")
