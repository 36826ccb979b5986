import json
from pathlib import Path

import pytest

from data_loaders.faults import RefusedError
from data_loaders.reading.delimited import DelimitedSheet, sniff_delimiter
from tests.data_loaders.extracts import write_text

_CONTRADICTORY = "location_coordinates.csv"


def rows_of(sheet: DelimitedSheet) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for chunk in sheet.chunks():
        cells = zip(*(column.to_pylist() for column in chunk.text.columns), strict=True)
        found.update(zip(chunk.rows.tolist(), map(list, cells), strict=True))
    return dict(sorted(found.items()))


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert sniff_delimiter(delimiter.join("abc") + "\n" + delimiter.join("123") + "\n") == delimiter


def test_commas_in_a_title_do_not_mislead() -> None:
    assert sniff_delimiter("某店,五月,明细\na\tb\tc\td\n1\t2\t3\t4\n5\t6\t7\t8\n") == "\t"


def test_rows_keep_their_numbers_past_short_long_and_blank_ones(tmp_path: Path) -> None:
    text = '标题\n\na,b,c\n1,2,3\n"x\ny",5,6\n7\n8,9,10\n'
    found = rows_of(DelimitedSheet(write_text(tmp_path / "a.csv", text)))
    assert found == {
        1: ["标题", "", ""],
        2: ["", "", ""],
        3: ["a", "b", "c"],
        4: ["1", "2", "3"],
        5: ["x\ny", "5", "6"],
        6: ["7", "", ""],
        7: ["8", "9", "10"],
    }


def test_a_row_with_more_cells_than_headings_is_set_apart(tmp_path: Path) -> None:
    rows = "a,b\n" + "1,2\n" * 100 + "1,2,3\n1,2,\n"
    sheet = DelimitedSheet(write_text(tmp_path / "a.csv", rows))
    overlong = [each for chunk in sheet.chunks() for each in chunk.overlong]
    assert overlong == [(102, ["1", "2", "3"])]
    assert rows_of(sheet)[103] == ["1", "2"]


def test_a_mark_at_the_start_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    sheet = DelimitedSheet(write_text(tmp_path / "a.csv", "a,b\n1,2\n", "utf-8-sig"))
    assert sheet.head()[0] == ["a", "b"]
    assert rows_of(sheet)[1] == ["a", "b"]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="empty_file"):
        DelimitedSheet(write_text(tmp_path / "a.csv", " \n\n"))


def test_published_csv_cases_are_read_as_published(shared_folder: Path) -> None:
    folder = shared_folder / "suites" / "csv-spectrum"
    # Of location_coordinates the published answer holds another phone than the file itself.
    for path in sorted(set((folder / "csvs").glob("*.csv")) - {folder / "csvs" / _CONTRADICTORY}):
        rows = list(rows_of(DelimitedSheet(path)).values())
        expected = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        found = [dict(zip(rows[0], cells, strict=True)) for cells in rows[1:]]
        unified = json.loads(json.dumps(expected).replace("\\r\\n", "\\n"))
        assert json.loads(json.dumps(found).replace("\\r\\n", "\\n")) == unified, path.name
