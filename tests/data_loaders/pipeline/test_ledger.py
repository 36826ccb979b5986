"""A ledger taken after the closing entries says so; one taken before does not."""

from pathlib import Path

import pytest

from tests.data_loaders.extracts import write_csv
from tests.data_loaders.loads import load, warning

HEADINGS = (
    "会计期间",
    "科目编码",
    "科目名称",
    "部门",
    "期初余额",
    "本期借方",
    "本期贷方",
    "期末余额",
)


def account(code: str, debit: str, credit: str) -> tuple[str, ...]:
    return ("2024年5月", code, "科目", "", "0", debit, credit, "0")


@pytest.mark.parametrize(
    ("rows", "closed"),
    [
        ([("6001", "500", "500"), ("6401", "300", "300"), ("6601", "20", "20")], True),
        ([("6001", "0", "500"), ("6401", "300", "0"), ("6601", "20", "0")], False),
        ([("6001", "500", "500"), ("6401", "300", "300"), ("6601", "20", "0")], False),
        ([("1001", "500", "500"), ("1002", "300", "300"), ("2202", "20", "20")], False),
    ],
)
def test_levelled_income_and_cost_are_told(
    tmp_path: Path, rows: list[tuple[str, str, str]], closed: bool
) -> None:
    path = write_csv(tmp_path / "N001" / "a.csv", HEADINGS, *(account(*row) for row in rows))
    loaded = load(path, staging=tmp_path / "st")
    told = [each.rule for each in loaded.file.warnings]
    assert ("closed_ledger" in told) is closed
    if closed:
        assert "结转" in warning(loaded.file, "closed_ledger").text("zh")
    found = loaded.rows("gl_monthly")
    assert {row["period"] for row in found} == {"202405"}
    assert {row["department"] for row in found} == {"全店"}
