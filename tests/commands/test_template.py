"""`forecourt template NAME`: which KPIs a form feeds, and what it will not take."""

import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app import main
from commands.template import KINDS, fed_by
from data_loaders.templates.callback_standards import STANDARD_KPIS
from data_loaders.templates.registers import REGISTERS, Register
from metrics.catalogue import kpi as kpi_of


def forecourt(home: Path, *words: str | Path) -> tuple[int, str]:
    out = io.StringIO()
    status = main([str(word) for word in words], {"FORECOURT_HOME": str(home)}, out)
    return status, out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_is_written_and_says_how_to_load_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    status, told = forecourt(tmp_path / "home", "template", kind, path, "--store", "N001")
    assert status == 0
    assert f"forecourt load {path}" in told
    assert CalamineWorkbook.from_path(str(path)).sheet_names[0] == "填写说明"


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_form_names_the_kpis_that_rest_on_its_table(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    _, told = forecourt(tmp_path / "home", "template", register.name, path, "--store", "N001")
    guide = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("填写说明").to_python()
    text = "\n".join(str(row[0]) for row in guide)
    feeds = fed_by(register.table)
    assert feeds
    for kpi in feeds:
        assert kpi.code in told
        assert kpi.code in text
        assert kpi.zh in text


def test_what_feeds_what_is_followed_from_the_definitions() -> None:
    assert {kpi.code for kpi in fed_by("clearance_plans")} == {
        "clearance_plan_coverage",
        "clearance_plan_attainment",
    }


def test_the_kpis_of_the_standard_are_in_the_catalogue() -> None:
    assert [kpi_of(name).id for name in STANDARD_KPIS] == list(STANDARD_KPIS)


def test_a_register_takes_no_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.xlsx"
    words = ("template", "audits", path, "--store", "N001", "--year", "2027")
    assert forecourt(tmp_path / "home", *words)[0] == 2
    assert "--year" in capsys.readouterr().err
    assert not path.exists()
