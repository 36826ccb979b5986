"""What identifies customers is hashed, masked or cut before it is stored, refused rows included."""

from pathlib import Path

from tests.data_loaders.extracts import write_csv
from tests.data_loaders.loads import load

PHONE = "13812341234"


def test_phones_of_leads_are_hashed_so_that_equal_ones_meet(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "N001" / "a.csv",
        ("线索编号", "线索下发时间", "线索渠道", "联系电话"),
        ("L1", "2024-05-01", "抖音", PHONE),
        ("L2", "2024-05-02", "官网", "138-1234-1234"),
        ("L3", "2024-05-02", "官网", "138****1234"),
    )
    first, second, third = load(path, staging=tmp_path / "st").rows("leads")
    assert first["phone_hash"] == second["phone_hash"]
    assert len(first["phone_hash"]) == 32
    assert third["phone_hash"] is None


def test_customers_keep_a_masked_phone_and_a_family_name(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "N001" / "a.csv",
        ("客户编号", "车架号", "客户姓名", "联系电话", "购车日期"),
        ("C1", "LSVAA49J132047371", "张小明", PHONE, "2024-05-01"),
    )
    (row,) = load(path, staging=tmp_path / "st").rows("customers")
    assert (row["customer_name"], row["phone"]) == ("张**", "138****1234")


def test_nothing_personal_stands_in_refused_rows(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "N001" / "a.csv",
        ("客户编号", "车架号", "客户姓名", "联系电话", "购车日期", "身份证号", "家庭地址", "备用"),
        (
            "C1",
            "坏",
            "张小明",
            PHONE,
            "2024-05-01",
            "110101199003071234",
            "某路 1 号",
            f"找{PHONE}",
        ),
    )
    loaded = load(path, staging=tmp_path / "st")
    (row,) = loaded.rows("rejected_rows")
    stored = str(row) + str(loaded.report.as_json("zh"))
    for secret in ("小明", PHONE, "199003071234", "某路"):
        assert secret not in stored
    assert "138****1234" in row["content"]


def test_free_text_loses_phone_numbers(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "N001" / "a.csv",
        ("订单号", "订单日期", "车型代码", "退订原因"),
        ("O1", "2024-05-01", "M1", f"客户 {PHONE} 要求退订"),
    )
    (row,) = load(path, staging=tmp_path / "st").rows("vehicle_orders")
    assert row["cancel_reason"] == "客户 138****1234 要求退订"
