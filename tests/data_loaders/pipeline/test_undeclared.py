"""What no table declares is not loaded; identity and bank numbers not even kept in quarantine."""

from pathlib import Path

import pyarrow.parquet as pq

from data_loaders.pipeline.parts import part_schema
from tests.data_loaders.extracts import write_csv
from tests.data_loaders.loads import load
from warehouse.schema import RECORDS, TABLES, Personal

IDENTITY, CARD = "11010519491231002X", "4111111111111111"
HEADINGS = (
    "工单号",
    "进厂时间",
    "结算日期",
    "维修类别",
    "工时费",
    "送修证明",
    "备用一",
    "外部号",
)


def test_columns_of_identity_and_bank_numbers_are_named_whatever_they_are_called(
    tmp_path: Path,
) -> None:
    path = write_csv(
        tmp_path / "N001" / "a.csv",
        HEADINGS,
        ("R1", "2024-05-01", "2024-05-02", "保养", "100", IDENTITY, CARD, "EXT-20240501-34"),
        ("R2", "2024-05-01", "2024-05-02", "保养", "100", "", CARD, "EXT-20240501-35"),
        ("R3", "1899-12-30", "2024-05-02", "保养", "100", IDENTITY, CARD, "EXT-20240501-36"),
    )
    loaded = load(path, staging=tmp_path / "st")
    told = {(each.rule, each.column) for each in loaded.file.warnings}
    assert told == {
        ("identity_column", "送修证明"),
        ("identity_column", "备用一"),
        ("unknown_heading", "外部号"),
    }
    (row,) = loaded.rows("rejected_rows")
    stored = str(row) + str(loaded.report.as_json("en"))
    for secret in (IDENTITY, IDENTITY[-8:], CARD, CARD[-8:]):
        assert secret not in stored
    assert "EXT-20240501-36" in row["content"]


def test_a_column_that_is_called_so_is_named_even_if_empty(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "N001" / "a.csv",
        (*HEADINGS[:5], "身份证号码"),
        ("R1", "2024-05-01", "2024-05-02", "保养", "100", ""),
    )
    (told,) = load(path, staging=tmp_path / "st").file.warnings
    assert (told.rule, told.column) == ("identity_column", "身份证号码")


def test_every_part_says_what_is_personal_in_it(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "N001" / "a.csv",
        ("客户编号", "车架号", "客户姓名", "联系电话", "购车日期"),
        ("C1", "LSVAA49J132047371", "张小明", "13812341234", "2024-05-01"),
    )
    (part,) = [
        part
        for part in load(path, staging=tmp_path / "st").outcome.parts
        if part.table == "customers"
    ]
    classes = {
        field.name: field.metadata[b"personal"].decode() for field in pq.read_schema(part.path)
    }
    assert classes["vin"] == Personal.VIN
    assert classes["customer_name"] == Personal.NAME
    assert classes["phone"] == Personal.PHONE
    assert classes["sale_date"] == Personal.NONE


def test_no_column_that_sounds_personal_is_without_a_class() -> None:
    telling = {
        "vin",
        "plate",
        "phone",
        "customer_name",
        "customer_id",
        "prospect_id",
        "employee_id",
    }
    for name in (*TABLES, *(each for each in RECORDS if each != "coverage")):
        for field in part_schema(name):
            if telling & {field.name, *field.name.split("_")}:
                assert field.metadata[b"personal"] != b"none", f"{name}.{field.name}"
