"""From an empty form to a target that is met: write, fill in, load, ask, look ahead."""

import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import main
from commands import publishing
from tests.data_loaders.extracts import STORES, write_csv, write_text

SALES = (
    "销售单号",
    "销售顾问工号",
    "交车日期",
    "客户类别",
    "车架号",
    "整车销售收入",
    "整车销售成本",
)
TARGETS = ("门店", "期间", "部门", "指标代码", "班组", "工号", "目标值", "版本", "生效日期")
STEPS = ("门店", "商务政策编号", "考核期间", "考核口径", "台阶序号", "门槛台数", "每台奖励")
AS_OF = date(2026, 7, 20)


@pytest.fixture(autouse=True)
def quick_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roll-ups are compared with details elsewhere."""
    monkeypatch.setattr(publishing, "disagreements", lambda database, settings: [])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def forecourt(home: Path, *words: str | Path) -> tuple[int, str]:
    out = io.StringIO()
    status = main([str(word) for word in words], {"FORECOURT_HOME": str(home)}, out)
    return status, out.getvalue()


def ask(home: Path, *words: str | Path) -> dict[str, Any]:
    status, text = forecourt(home, *words, "--json")
    assert status == 0
    told: dict[str, Any] = json.loads(text)
    return told


def sold_daily(first: date, last: date) -> list[Sequence[str]]:
    """One car each day, none on Sundays."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        (f"D{n}", f"C{n % 2}", day.isoformat(), "零售", f"LFZ00000000{n:06d}", "100000", "95000")
        for n, day in enumerate(days)
        if day.weekday() != 6
    ]


def test_a_target_goes_from_the_form_to_the_figure(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_text(folder / "经销商档案.csv", STORES)
    write_csv(
        folder / "N001" / "整车销售(交车)台账.csv", SALES, *sold_daily(date(2026, 3, 1), AS_OF)
    )
    assert forecourt(home, "load", folder)[0] == 0

    form = tmp_path / "目标.xlsx"
    written = forecourt(home, "template", "targets", form, "--store", "N001", "--year", "2026")
    assert written[0] == 0
    assert "forecourt load" in written[1]
    # Nothing is written over, and nothing is planned for a store that is not there.
    assert forecourt(home, "template", "targets", form)[0] != 0
    assert forecourt(home, "template", "targets", tmp_path / "b.xlsx", "--store", "X")[0] != 0

    plan = write_csv(
        tmp_path / "预算与目标表.csv",
        TARGETS,
        ("N001", "202607", "", "retail_deliveries", "", "", "30", "年初预算", "2026-01-01"),
        ("N001", "202607", "", "retail_deliveries", "", "", "54", "年中调整", "2026-07-01"),
        ("N001", "202607", "", "retail_deliveries", "一组", "", "50", "年中调整", "2026-07-01"),
        (
            "N001",
            "202607",
            "销售",
            "retail_deliveries",
            "一组",
            "C1",
            "50",
            "年中调整",
            "2026-07-01",
        ),
        ("N001", "202607", "", "wholesale_purchases", "", "", "70", "年初预算", ""),
    )
    steps = write_csv(
        tmp_path / "返利台阶表.csv", STEPS, ("N001", "ZC-1", "202607", "零售", "1", "20", "500")
    )
    loaded = ask(home, "load", plan, steps)
    assert loaded["plan_problems"] == [
        "N001 202607 retail_deliveries:目标 54,各班组合计 50(1 个),相差 -4"
    ]
    status, text = forecourt(home, "verify")
    assert (status, "相差 -4" in text) == (1, True)

    july = ("--store", "N001", "--from", "2026-07-01", "--to", "2026-07-31")
    told = ask(home, "kpi", "retail_deliveries", *july, "--compare", "target")
    target = told["rows"][0]["compared"]["target"]
    # Wholesale and the team stay out of the target of retail.
    assert (target["value"], target["version"]) == (54, "年中调整")

    # The form starts from what is in force, and loads without a fault.
    again = tmp_path / "现行.xlsx"
    forecourt(home, "template", "targets", again, "--store", "N001", "--year", "2026", "--filled")
    assert ask(home, "load", again)["files"][1]["loaded"] == 2

    month = ask(home, "pace", "--store", "N001", "--kpi", "retail_deliveries")
    (store,) = month["stores"]
    retail, taken = store["lines"]
    assert month["as_of"] == "2026-07-20"
    assert (retail["to_date"], retail["months_compared"]) == (17, 3)
    # One a day but Sundays: 27 in July.
    assert retail["projected"] == pytest.approx(27, abs=1.5)
    assert retail["days_behind"] == pytest.approx(10, abs=1.0)
    assert retail["required_per_day"] == pytest.approx((54 - 17) / 11)
    assert (taken["kpi"], taken["target"], taken["projected"]) == ("wholesale_purchases", 70, None)
    (bonus,) = store["rebates"]
    assert (bonus["units"], bonus["units_to_go"], bonus["gain"]) == (17, 3, 10000)
    named = ask(home, "pace", "--store", "N001", "--kpi", "retail_deliveries", "--people")
    (person,) = named["stores"][0]["people"]
    assert (person["team"], person["owner"], person["target"]) == ("一组", "C1", 50)
    assert 0 < person["to_date"] < 17
    # Without books there are no expenses to cover.
    assert store["break_even"] is None
    status, text = forecourt(home, "pace", "--store", "N001", "--kpi", "retail_deliveries")
    assert status == 0
    for said in ("预计月底", "目标 54 [年中调整]", "落后", "可多得 10,000 元"):
        assert said in text
    assert forecourt(home, "pace", "--kpi", "callback_satisfaction_rate")[0] != 0
    earlier = ask(home, "pace", "--kpi", "retail_deliveries", "--to", "2026-07-10")
    assert [s["lines"][0]["to_date"] for s in earlier["stores"]] == [9, None]


def test_before_anything_is_loaded_stores_have_to_be_named(home: Path, tmp_path: Path) -> None:
    form = tmp_path / "目标.xlsx"
    assert forecourt(home, "template", "targets", form)[0] != 0
    assert forecourt(home, "template", "targets", form, "--store", "N001")[0] == 0
    assert form.is_file()
    assert forecourt(home, "template", "targets", tmp_path / "目标.csv")[0] != 0
    assert forecourt(home, "template", "targets", tmp_path / "c.xlsx", "--year", "12")[0] != 0
