"""A CSV file is read whole and exact, or refused with the line and the column."""

from pathlib import Path

import pytest

from metrics.drivers.columns import Columns
from metrics.drivers.csv_panel import read_csv
from metrics.drivers.input_errors import PanelError

COLUMNS = Columns("y", ("x",), entity="store")
GOOD = "store,y,x,note\nA,1.1,2,a\nB,-3e2,.5,b\n"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "panel.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        "\ufeff" + GOOD,
        '"store"," y ",x,note\nA, 1.1 ,2,"a,\nb"\n\n,,,\nB,-3D2,.5,\u2028\n',
        GOOD.replace("note", "备注").encode("gb18030"),
    ],
)
def test_usual_ways_to_write_a_table_give_the_same(tmp_path: Path, content: str | bytes) -> None:
    table = read_csv(written(tmp_path, content), COLUMNS)
    assert table["y"].tolist() == [1.1, -300.0]
    assert table["x"].tolist() == [2.0, 0.5]
    assert table["store"].tolist() == ["A", "B"]


def test_rows_are_named_by_their_line_and_blanks_are_no_numbers(tmp_path: Path) -> None:
    table = read_csv(written(tmp_path, "store,y,x\nA,1,\n\nB,NA,2\n"), COLUMNS)
    assert table.index.tolist() == [2, 4]
    assert table.isna().to_numpy().tolist() == [[False, False, True], [False, True, False]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "panel.csv is empty"),
        (" \n\n", "panel.csv is empty"),
        ("\ufeff", "panel.csv is empty"),
        ("store,y,x\n", "names of columns and no row"),
        ("store,y,z\nA,1,2\n", "no column 'x'"),
        ("store,y,x,x\nA,1,2,3\n", "2 columns are called 'x'"),
        ("store,y,x\nA,1,2\nB,1\n", "line 3 of panel.csv has 2 cells, the line of names has 3"),
        ('store,y,x\nA,1,"2\n', "line 2 of panel.csv cannot be taken apart"),
        ("store,y,x\nA,1,2\nB,high,2\n", "column 'y' has 'high' in row 3, where a number is"),
        (f"store,y,x\nA,{'9' * 400},2\n", "column 'y' has 9+ in row 2, which is too large"),
        ('store,y,x\nA,"1,234",2\n', "column 'y' has '1,234' in row 2"),
        ("store,y,x\nA,1_0,2\n", "column 'y' has '1_0' in row 2"),
        ("store,y,x\nA,1,85%\n", "column 'x' has '85%' in row 2"),
        ("store,y,x\nA,１,2\n", "column 'y' has '１' in row 2"),
        (f"store,y,x\nA,{'text' * 30},2\n", r"column 'y' has 'text.*\.\.\.' in row 2"),
        ("store,y,x\nA,1,-inf\n", r"'x' has an infinite value \(-inf\) in row 2"),
        (b"store,y,x\nA,1,\xff\xfe\xfa\n", "written in neither UTF-8 nor GB 18030"),
        (b"PK\x03\x04\x00\x00store,y,x", "is no text file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    with pytest.raises(PanelError, match=said):
        read_csv(written(tmp_path, content), COLUMNS)


def test_a_file_that_is_not_there_or_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(PanelError, match="there is no file"):
        read_csv(tmp_path / "none.csv", COLUMNS)
    with pytest.raises(PanelError, match="is a folder"):
        read_csv(tmp_path, COLUMNS)
    with pytest.raises(PanelError, match="cannot be read"):
        read_csv(tmp_path / ("long" * 100), COLUMNS)
