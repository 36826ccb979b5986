"""`forecourt drivers` on the warehouse: the panel of a network, one store beside it, refusals."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn.linear_model as imported_before

from access.scope import OPERATOR, Scope
from app import main
from commands import drivers_warehouse
from commands.measurement_changes import read_changes
from commands.settings import Settings
from metrics.drivers.one_store.result import OneStore, OwnFit
from metrics.drivers.panel import Panel
from metrics.reader import Reader
from tests.metrics.drivers.given_figures import GivenFigures, ended, store

# Importing it draws from the process-wide generator, which no test may do.
assert imported_before

FIRST = date(2023, 1, 1)
MONTHS = 30
CODES = [f"S{number:02}" for number in range(12)]
SHAPE = len(CODES), MONTHS
# Of one unit of the fill rate on gross of a store with 100 vehicles, CNY a month.
PLANTED = 40_000.0


def given() -> GivenFigures:
    """Twelve stores whose service gross goes with the fill rate, and with nothing else."""
    rng = np.random.default_rng(11)
    vehicles = rng.uniform(80, 120, (len(CODES), 1)) * np.ones(SHAPE)
    fill = 0.85 + 0.05 * rng.normal(size=SHAPE)
    before = np.hstack([fill[:, :1], fill[:, :-1]])
    noise = 900 * rng.normal(size=SHAPE)
    usual = 50_000 + 9_000 * rng.normal(size=(len(CODES), 1)) + 800 * rng.normal(size=MONTHS)
    gross = vehicles / 100 * (usual + PLANTED * (fill + before) / 2 + noise)
    figures = {
        "gross_service": gross,
        "vehicles_in_base": vehicles,
        "parts_first_fill_rate": fill,
        "appointment_rate": 0.4 + 0.04 * rng.normal(size=SHAPE),
    }
    stores = tuple(store(code, code) for code in CODES)
    return GivenFigures(stores, FIRST, figures, ended(FIRST, MONTHS))


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    reader = given().reader

    @contextmanager
    def open_reader(_: Settings) -> Iterator[Reader]:
        yield reader

    def regions_of(_: object) -> dict[str, tuple[str, ...]]:
        return {}

    monkeypatch.setattr(drivers_warehouse, "open_reader", open_reader)
    monkeypatch.setattr(drivers_warehouse, "regions_of", regions_of)
    return {"FORECOURT_HOME": str(tmp_path), "FORECOURT_LANGUAGE": "en"}


@pytest.fixture
def of_one_store(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The same for somebody who may see one store only."""
    scope = replace(OPERATOR, subject="manager", stores=frozenset({"S03"}))

    def identify(*_: object) -> Scope:
        return scope

    monkeypatch.setattr(drivers_warehouse, "identify", identify)
    return environ


NAMED = ("--driver", "parts_first_fill_rate", "--driver", "appointment_rate", "--draws", "20")


def answered(environ: dict[str, str], *words: str) -> dict[str, Any]:
    out = io.StringIO()
    status = main(["drivers", "--target", "gross_service", *words, "--json"], environ, out)
    assert status == 0
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def told(environ: dict[str, str], *words: str) -> str:
    out = io.StringIO()
    assert main(["drivers", "--target", "gross_service", *words], environ, out) == 0
    return out.getvalue()


def refused(environ: dict[str, str], capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["drivers", *words], environ, io.StringIO()) == 2
    return capsys.readouterr().err


def test_the_planted_driver_is_found_with_its_interval(environ: dict[str, str]) -> None:
    found = answered(environ, *NAMED)
    fill, appointments = found["coefficients"]
    assert fill["shown"]
    assert fill["ci_low"] < PLANTED * found["panel"]["typical_size"] / 100 < fill["ci_high"]
    assert not appointments["shown"]
    assert found["refused"] is None
    assert [each["name"] for each in found["importance"]] == ["parts_first_fill_rate"]
    assert (found["from"], found["to"], found["panel"]["grain"]) == (
        "2022-07-01", "2025-06-30", "month",
    )  # fmt: skip
    assert found["n"] == 12 * 29
    assert found["panel"]["divided_by"] == "vehicles_in_base"
    assert found["diagnostics"]["lags"]["parts_first_fill_rate"] == [0, 1]
    assert found["diagnostics"]["family"] == 8
    assert set(found["panel"]["sizes"]) == set(CODES)
    assert found["store"] is None


def test_the_declared_drivers_are_taken_where_none_is_named(environ: dict[str, str]) -> None:
    found = answered(environ, "--draws", "20")
    named = {pair["driver"] for pair in found["hypotheses"]}
    assert {"parts_first_fill_rate", "appointment_rate", "comeback_rate_30d"} <= named
    assert "csi_score" not in named
    assert set(found["refused_drivers"]) >= {"comeback_rate_30d", "service_retention_12m"}
    assert {pair["driver"] for pair in found["set_aside"]} == {
        "hours_per_cp_ro", "effective_labour_rate_cp",
    }  # fmt: skip


def test_the_answer_in_words(environ: dict[str, str]) -> None:
    said = told(environ, *NAMED)
    assert said.startswith("Service labour gross: 2022-07-01 to 2025-06-30, as of 2025-06-30\n")
    assert "set to a typical store" in said
    assert "above this store's usual, monthly service labour gross has been about" in said
    assert "does not prove a cause" in said
    assert "not tested hours_per_cp_ro: Orders x hours x rate" in said
    assert "lags: parts_first_fill_rate 0-1, appointment_rate 0-1" in said


def test_one_store_is_told_beside_the_network(environ: dict[str, str]) -> None:
    found = answered(environ, *NAMED, "--store", "S03")
    assert found["n"] == 12 * 29
    assert (found["store"]["code"], found["store"]["months"]) == ("S03", 29)
    effect = found["store"]["effects"][0]
    assert effect["driver"] == "parts_first_fill_rate"
    assert 0 < effect["weight"] < 1
    said = told(environ, *NAMED, "--store", "S03")
    assert "S03: look at the bridge and its peers first" in said
    assert "this figure is drawn" in said or "drawn towards" in said


def test_a_regression_on_the_store_s_own_months_is_told_of_drivers_that_are_shown(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(panel: Panel, _: object, __: object, store: str) -> OneStore:
        fits = {name: OwnFit(name, 1.0, 1.0, 0.3, -1.0, 3.0, 3, 36) for name in panel.drivers}
        return OneStore(store, 36, {}, fits)

    monkeypatch.setattr("metrics.drivers.store_analysis.about_store", found)
    said = told(environ, *NAMED, "--store", "S03")
    lines = [line for line in said.splitlines() if "a regression on its 36 months alone" in line]
    assert [line.partition(", ")[2].partition(":")[0] for line in lines] == [
        "parts_first_fill_rate"
    ]


def test_several_stores_are_analysed_by_themselves(environ: dict[str, str]) -> None:
    stores = [word for code in CODES[:3] for word in ("--store", code)]
    found = answered(environ, *NAMED, *stores)
    assert found["refused"]["reason"] == "too_few_stores"
    assert found["coefficients"] == []
    lifted = answered(environ, *NAMED, *stores, "--no-gates")
    assert len(lifted["coefficients"]) == 2


def test_somebody_with_one_store_knows_the_network_s_average_and_no_other_store(
    of_one_store: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(of_one_store, *NAMED)
    assert found["n"] == 12 * 29
    assert found["store"]["code"] == "S03"
    assert set(found["panel"]["sizes"]) == {"S03"}
    text = json.dumps(found)
    assert not [code for code in CODES if code != "S03" and code in text]
    assert "--no-gates would tell" in refused(
        of_one_store, capsys, "--target", "gross_service", *NAMED, "--no-gates"
    )


def test_the_size_of_the_typical_store_is_told_where_it_names_nobody(
    of_one_store: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def panel() -> dict[str, Any]:
        whole: dict[str, Any] = answered(of_one_store, *NAMED)["panel"]
        return whole

    assert panel()["typical_size"] == pytest.approx(100, abs=20)
    # Too few months for an answer: then nothing stands between the reader and the other stores.
    few = answered(of_one_store, *NAMED, "--from", "2025-05-01")
    assert few["refused"] is not None
    assert (few["panel"]["typical_size"], few["panel"]["sizes"]) == (None, {})
    words = ("--from", "2025-05-01", *NAMED)
    assert "set to a typical store;" in told(of_one_store, *words)

    # Vehicles in the base belong to a department that is not open.
    scope = replace(OPERATOR, departments=frozenset({"after_sales", "parts"}))
    monkeypatch.setattr(drivers_warehouse, "identify", lambda *_: scope)
    assert (panel()["typical_size"], panel()["sizes"]) == (None, {})
    assert "set to a typical store;" in told(of_one_store, *NAMED)


def test_where_no_declared_driver_is_open_that_is_said(
    environ: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = replace(OPERATOR, departments=frozenset({"profit"}))
    monkeypatch.setattr(drivers_warehouse, "identify", lambda *_: scope)
    told = refused(environ, capsys, "--target", "total_gross")
    assert "no declared driver of total_gross is open" in told
    assert "\n  -> " in told


def test_the_days_that_are_named(environ: dict[str, str]) -> None:
    found = answered(environ, *NAMED, "--from", "2024-01-15", "--to", "2025-04-02")
    assert (found["from"], found["to"]) == ("2024-01-01", "2025-04-30")
    assert found["n"] == 12 * 16
    assert answered(environ, *NAMED, "--period", "ytd")["to"] == "2025-06-30"
    assert answered(environ, *NAMED, "--quarterly")["panel"]["grain"] == "quarter"


def test_a_driver_that_is_made_of_the_target_is_refused(environ: dict[str, str]) -> None:
    found = answered(environ, *NAMED, "--driver", "hours_per_cp_ro")
    assert found["refused_drivers"]["hours_per_cp_ro"]["reason"] == "component"
    said = told(environ, "--driver", "hours_per_cp_ro")
    assert "hours_per_cp_ro is a part of the target" in said
    assert "--no-gates" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--target", "gross_servic"), "did you mean gross_service"),
        (("--target", "gross_service", "--driver", "fill_rate"), "no KPI 'fill_rate'"),
        (("--target", "nps"), "no drivers are declared for nps"),
        (("--target", "nps", "--driver", "nps"), "is the target and a driver"),
        (("--target", "net_profit", "--driver", "peer_gap_to_median"), "among others"),
        (
            ("--target", "gross_service", "--from", "2025-05-01", "--to", "2025-04-01"),
            "swap --from and --to",
        ),
        (("--target", "gross_service", "--from", "2025-08-01"), "is over"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(
    environ: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    assert said in refused(environ, capsys, *words)


@pytest.mark.parametrize("told", ["N1 N2 N3", '"N1,N2, N3"', '"N1、N2,N3"', '" N1;N2; N3 "'])
def test_stores_of_a_change_stand_with_any_sign_between_them(tmp_path: Path, told: str) -> None:
    file = tmp_path / "measurement-changes.csv"
    file.write_text(f"kpi,since,stores\nnps,2024-06,{told}\n", encoding="utf-8")
    (change,) = read_changes(tmp_path)
    assert change.stores == ("N1", "N2", "N3")


def test_a_known_change_of_measurement_is_read_from_the_data_directory(
    environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(environ["FORECOURT_HOME"]) / "measurement-changes.csv"
    file.write_text(
        "kpi,since,stores,note\nparts_first_fill_rate,2024-06,,new question\n", encoding="utf-8"
    )
    found = answered(environ, *NAMED)
    assert found["refused_drivers"]["parts_first_fill_rate"]["reason"] == "break"
    for content, words in (
        ("kpi,when\nnps,2024-06\n", "expected the columns kpi, since"),
        ("kpi,since\nnpss,2024-06\n", "line 2: no KPI 'npss'"),
        ("kpi,since,stores\nnps,2024-06,A01 Z9\n", "line 2: no store has the code"),
        ("kpi,since\nnps,June\n", "expected a month such as 2026-03, got 'June'"),
        ("", "got none"),
    ):
        file.write_text(content, encoding="utf-8")
        assert words in refused(environ, capsys, "--target", "gross_service", *NAMED)
    file.write_bytes(b"kpi,since\n\xff\xfe,2024-06\n")
    assert "save it as CSV in UTF-8" in refused(
        environ, capsys, "--target", "gross_service", *NAMED
    )
