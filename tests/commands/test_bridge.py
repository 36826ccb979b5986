"""`forecourt bridge` and `forecourt opportunities`: sums that add up, words that help."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from app import main
from commands import bridge, opportunities
from commands.bridge_text import write
from commands.errors import EXIT_STATUS
from commands.settings import Settings
from metrics.bridge.amounts import Side
from metrics.bridge.bridging import Bridge, Step
from metrics.bridge.profit import LINES
from metrics.bridge.trees import node_named
from metrics.model.period import Period
from metrics.reader import Reader
from tests.metrics.network import network

STORES = tuple(f"N{n}" for n in range(1, 7))
AS_OF = date(2026, 6, 30)
GROSS = {"N1": 1_000, "N2": 1_700, "N3": 1_900, "N4": 2_100, "N5": 2_300, "N6": 2_500}


def car(code: str, month: int, number: int) -> dict[str, Any]:
    gross = GROSS[code] + 10 * ((month * 5 + number) % 3 - 1)
    return {
        "delivery_no": f"{code}-{month}-{number}",
        "store_code": code,
        "vin": f"LTEST{code}{month:02}{number:08}",
        "model_code": "AB"[number % 2],
        "delivery_date": date(2026, month, number + 1),
        "customer_type": "零售",
        "revenue_ex_vat": 100_000 + gross,
        "cost_ex_vat": 100_000,
    }


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    rows = {
        "dim_store": [
            {"store_code": code, "store_name": code, "region": "东", "brand": "示范", "city": "甲"}
            for code in STORES
        ],
        "vehicle_deliveries": [
            car(code, month, number)
            for code in STORES
            for month in range(1, 7)
            for number in range(6 + month % 2)
        ],
    }
    return network(tmp_path_factory.mktemp("bridged"), rows, AS_OF, date(2025, 1, 1)).quick


@pytest.fixture
def environ(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    @contextmanager
    def open_reader(_: Settings) -> Iterator[Reader]:
        yield reader

    for verb in (bridge, opportunities):
        monkeypatch.setattr(verb, "open_reader", open_reader)
    return {"FORECOURT_HOME": str(tmp_path)}


CARS = ("bridge", "--store", "N1", "--kpi", "gross_new_cars")
JULY = ("--from", "2026-07-01", "--to", "2026-07-31")
EMPTY = ("--from", "2025-03-01", "--to", "2025-04-30")
JUNE = ("--from", "2026-06-01", "--to", "2026-06-30")


def answer(environ: dict[str, str], *words: str) -> Any:
    out = io.StringIO()
    assert main((*words, "--json"), environ, out) == 0
    return json.loads(out.getvalue())


def leaves(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if not step["steps"]:
        yield step
    for one in step["steps"]:
        yield from leaves(one)


@pytest.mark.parametrize(
    ("against", "first", "stores"),
    [
        ("prior", "2026-05-01", ["N1"]),
        ("2026-03", "2026-03-01", ["N1"]),
        ("2026-03-02..2026-04-05", "2026-03-02", ["N1"]),
        ("N2", "2026-06-01", ["N2"]),
    ],
)
def test_parts_of_leaves_add_up(
    environ: dict[str, str], against: str, first: str, stores: list[str]
) -> None:
    found = answer(environ, *CARS, *JUNE, "--against", against)
    assert (found["before"]["from"], found["before"]["stores"]) == (first, stores)
    assert found["after"]["value"] - found["before"]["value"] == pytest.approx(found["change"])
    assert sum(leaf["part"] for leaf in leaves(found["tree"])) == pytest.approx(found["change"])
    assert sum(one["part"] for one in found["by_figure"]) == pytest.approx(found["change"])
    assert found["tree"]["kpi"] == "gross_new_cars"
    assert found["tree"]["department"] == "sales"


@pytest.mark.parametrize(("language", "said"), [("zh", "贡献"), ("en", "part")])
def test_the_tree_is_printed(environ: dict[str, str], language: str, said: str) -> None:
    out = io.StringIO()
    assert main((*CARS, *JUNE), environ | {"FORECOURT_LANGUAGE": language}, out) == 0
    told = out.getvalue()
    assert said in told
    assert "2026-05-01 - 2026-05-31" in told
    assert {"zh": "零售交车量", "en": "Retail deliveries"}[language] in told


def test_movements_that_cancel_out_are_printed() -> None:
    line = node_named("gross_service")
    visits, per_visit = line.children
    moved = (
        Step(visits, 10.0, 12.0, 400.0, 200.0, None),
        Step(per_visit, 120.0, 100.0, -400.0, 20.0, None),
    )
    still = Step(line, 1_200.0, 1_200.0, 0.0, 1.0, None, steps=moved)
    top = Step(LINES, 5_000.0, 5_000.0, 0.0, 1.0, None, steps=(still,))
    side = Side(Period.month(AS_OF), ("N1",))
    out = io.StringIO()
    write(Bridge("s", side, side, top), "en", out)
    assert [line.words.en in out.getvalue() for line in (visits, per_visit)] == [True, True]
    quiet = Step(LINES, 5_000.0, 5_000.0, 0.0, 1.0, None, steps=(replace(still, steps=()),))
    out = io.StringIO()
    write(Bridge("s", side, side, quiet), "en", out)
    assert line.words.en not in out.getvalue()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bridge", "--kpi", "gross_service_"), "did you mean gross_service"),
        ((*CARS, "--against", "n2"), "no store n2"),
        ((*CARS, "--against", "2026-04-02..2026-04-01"), "write the earlier day first"),
        ((*CARS, "--against", "2026-13"), "expected a date"),
        (("bridge", "--store", "N1"), "net_profit has no figure on both sides"),
        (("opportunities",), "name it with --store CODE"),
        (("opportunities", "--store", "N9"), "no store N9"),
        (("opportunities", "--store", "N1", "--from", "2026-06-03"), "whole months"),
        (("opportunities", "--store", "N1", *JULY), "the data reach to 2026-06-30"),
        (("opportunities", "--store", "N1", *EMPTY), "nothing is known of N1"),
        ((*CARS, *JULY), "nothing is known of 2026-07-01 to 2026-07-31 yet"),
    ],
)
def test_what_cannot_be_answered_is_said(
    environ: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    out = io.StringIO()
    assert main(words, environ, out) == EXIT_STATUS
    told = capsys.readouterr().err
    assert said in told
    assert "\n  -> " in told
    assert out.getvalue() == ""


def test_opportunities_add_up(environ: dict[str, str]) -> None:
    (found,) = answer(environ, "opportunities", "--store", "N1")
    assert (found["from"], found["to"]) == ("2026-04-01", "2026-06-30")
    (item,) = found["items"]
    assert item["kpi"] == "front_gross_per_unit"
    # 6 + 7 + 6 cars in three months, each some 1,000 behind.
    assert item["per_month"] == pytest.approx((item["goal"] - item["value"]) * 19 / 3)
    assert isclose(found["total"], item["per_month"])
    assert isclose(found["beyond_noise"], found["total"])


@pytest.mark.parametrize(("language", "said"), [("zh", "合计(元/月)"), ("en", "in all")])
def test_opportunities_are_printed(environ: dict[str, str], language: str, said: str) -> None:
    out = io.StringIO()
    words = ("opportunities", "--store", "N1", "--store", "N2", "--goal", "best_quartile")
    assert main(words, environ | {"FORECOURT_LANGUAGE": language}, out) == 0
    assert out.getvalue().count(said) == 2
    assert "front_gross_per_unit" in out.getvalue()
