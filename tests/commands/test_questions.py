"""Questions that cannot be answered as put: words that help, a status, no traceback."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import main
from commands import kpi, pace, rows
from commands.errors import EXIT_STATUS
from commands.explain_text import REASONS
from commands.settings import Settings
from metrics.plan import Why
from metrics.reader import Reader
from tests.metrics.network import network, stores
from tests.metrics.test_reader import AS_OF, MARCH, delivery


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    data = {
        "dim_store": stores("N1", "N2"),
        "vehicle_deliveries": [delivery("N1", "2025-03-03", 1)],
    }
    return network(tmp_path_factory.mktemp("asked"), data, AS_OF, MARCH.start).quick


@pytest.fixture
def environ(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    @contextmanager
    def open_reader(_: Settings) -> Iterator[Reader]:
        yield reader

    for verb in (kpi, rows, pace):
        monkeypatch.setattr(verb, "open_reader", open_reader)
    return {"FORECOURT_HOME": str(tmp_path)}


ASKED = "retail_deliveries"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kpi", "retail_delivery"), "did you mean retail_deliveries"),
        (("kpi", ASKED, "--store", "n1"), "did you mean N1 N1 店?"),
        (("kpi", ASKED, "--by", "consultants"), "did you mean consultant"),
        (("kpi", ASKED, "--compare", "years"), "did you mean year"),
        (("kpi", ASKED, "--period", "last_mont"), "did you mean last_month"),
        (("kpi", ASKED, "--from", "2025/3/1"), "did you mean 2025-03-01?"),
        (("kpi", ASKED, "--from", "2025-02-30"), "expected a date such as 2026-10-01"),
        (("kpi", ASKED, "--from", "0025-03-01"), "expected a year from 1990 to 2100"),
        (("kpi", ASKED, "--from", "2025-03-09", "--to", "2025-03-01"), "swap --from and --to"),
        (("rows", "retail_delivery"), "did you mean retail_deliveries"),
        (("rows", ASKED, "--store", "n2"), "did you mean N2 N2 店?"),
        (("rows", ASKED, "--period", "mdt"), "did you mean mtd"),
        (("rows", ASKED, "--fact", "delivery"), "did you mean deliveries"),
        (("pace", "--kpi", "retail_delivery"), "did you mean retail_deliveries"),
        (("pace", "--kpi", ASKED, "--store", "n2"), "did you mean N2 N2 店?"),
        (("pace", "--to", "20-10-2025"), "expected a date such as 2026-10-01"),
    ],
)
def test_a_slip_of_the_hand_is_met_with_what_was_meant(
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
    assert "Traceback" not in told
    assert out.getvalue() == ""


def test_a_figure_without_its_table_names_the_extract(environ: dict[str, str]) -> None:
    out = io.StringIO()
    assert main(("kpi", "as_visits", "--json"), environ, out) == 0
    (row,) = json.loads(out.getvalue())["rows"]
    assert (row["value"], row["state"], row["note"]) == (None, "no_data", "table_missing")
    assert row["missing_tables"] == ["repair_orders"]
    assert row["missing_extracts"][0]["zh"] == "维修工单(结算单)汇总"
    for verb in ("kpi", "rows"):
        for language, said in (("zh", "从未装载过《维修工单"), ("en", "never loaded: Repair")):
            out = io.StringIO()
            main((verb, "as_visits"), environ | {"FORECOURT_LANGUAGE": language}, out)
            assert said in out.getvalue()


def test_what_answered_is_told_where_it_is_asked_for(environ: dict[str, str]) -> None:
    words = ("kpi", ASKED, "--from", "2025-03-01", "--to", "2025-03-31", "--by", "store")
    out = io.StringIO()
    assert main((*words, "--explain", "--json"), environ, out) == 0
    told = json.loads(out.getvalue())
    reasons = {t["table"]: t["why"] for step in told["explain"] for t in step["tables"]}
    assert reasons["dim_store"] == ["once"]
    # The month is under way: its days are no whole month.
    assert reasons["daily_measures"] == ["days"]
    plain = io.StringIO()
    assert main((*words, "--json"), environ, plain) == 0
    assert json.loads(plain.getvalue())["rows"] == told["rows"]
    assert "explain" not in plain.getvalue()
    for language, said in (
        ("zh", "按日汇总: 所问的日期不是整月"),
        ("en", "daily roll-up: the days"),
    ):
        out = io.StringIO()
        main((*words, "--explain"), environ | {"FORECOURT_LANGUAGE": language}, out)
        assert said in out.getvalue()


def test_every_reason_is_said_in_both_languages() -> None:
    assert set(REASONS) == set(Why)
