from pathlib import Path

from data_loaders.collecting import collect
from data_loaders.sources.files import is_litter
from tests.data_loaders.extracts import write_csv, write_text, write_zip

ROWS = "工单号,进厂时间\nR1,2024-05-01\n".encode()


def names(*paths: Path, staging: Path) -> list[str]:
    staging.mkdir()
    extracts, _ = collect([str(path) for path in paths], staging)
    return [extract.name for extract in extracts]


def test_names_in_a_chinese_code_page_are_read(tmp_path: Path) -> None:
    members = {"门店N001/维修工单.csv": ROWS}
    gbk = write_zip(tmp_path / "gbk.zip", members, names="gbk")
    utf8 = write_zip(tmp_path / "utf8.zip", members)
    found = names(gbk, utf8, staging=tmp_path / "st")
    assert found == ["gbk.zip/门店N001/维修工单.csv", "utf8.zip/门店N001/维修工单.csv"]


def test_a_member_that_points_outside_is_refused_and_nothing_is_written_there(
    tmp_path: Path,
) -> None:
    path = write_zip(tmp_path / "a.zip", {"../evil.csv": ROWS, "good.csv": ROWS})
    (tmp_path / "st").mkdir()
    extracts, refused = collect([str(path)], tmp_path / "st")
    assert [extract.name for extract in extracts] == ["a.zip/good.csv"]
    assert [(name, error.rule) for name, error in refused] == [
        ("a.zip/../evil.csv", "unsafe_member")
    ]
    assert not (tmp_path / "evil.csv").exists()


def test_folders_are_walked_and_litter_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_csv(folder / "N001" / "a.csv", ["a"])
    write_csv(folder / "b.csv", ["b"])
    write_text(folder / "~$a.xlsx", "lock")
    write_text(folder / ".DS_Store", "x")
    assert names(folder, staging=tmp_path / "st") == ["N001/a.csv", "b.csv"]
    assert is_litter("Thumbs.db")


def test_what_does_not_exist_is_reported(tmp_path: Path) -> None:
    extracts, refused = collect([str(tmp_path / "nowhere.csv")], tmp_path)
    assert extracts == []
    assert refused[0][1].rule == "not_found"


def test_a_password_never_gets_into_a_report(tmp_path: Path) -> None:
    _, refused = collect(["postgresql://dms:geheim@127.0.0.1:1/none"], tmp_path)
    (name, error) = refused[0]
    assert error.rule == "database_unreachable"
    assert "geheim" not in name + str(error.details)
