"""Published worked examples come out as printed; where definitions differ, ours says which."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from access.scope import OPERATOR
from metrics.catalogue import CATALOGUE, kpi
from metrics.reader import BusinessCalendar, Question, Reader
from metrics.result import Figure
from metrics.selection import Selection
from tests.specs.accounts import ACCOUNT_MAP
from tests.specs.example import period_of
from tests.specs.printed_cases import Inputs, rows_of
from tests.specs.warehouse import ExampleSource
from tests.warehouse.support import build_file
from warehouse.coverage import build_coverage
from warehouse.engines.duckdb import open_file

MARCH, YEAR = "2025-03", "2025"


@dataclass(frozen=True)
class Printed:
    """The cases as published, and a reader of the warehouse that holds their inputs."""

    cases: Mapping[str, Mapping[str, Any]]
    reader: Reader

    def figure(self, name: str, store: str, when: str) -> Figure:
        """The figure of one store."""
        question = Question(Selection(period_of(when), (store,)), (kpi(name),))
        return self.reader.ask(OPERATOR, question).rows[0]

    def value(self, name: str, store: str, when: str) -> float:
        """The value of one store, which there must be."""
        value = self.figure(name, store, when).value
        assert value is not None
        return value

    def inputs(self, case: str) -> Inputs:
        """What the source gives."""
        inputs: Inputs = self.cases[case]["inputs"]
        return inputs

    def answer(self, case: str) -> Any:
        """What the source prints."""
        return self.cases[case]["published_answer"]


@pytest.fixture(scope="module")
def printed(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    path = shared_folder / "oracles" / "kpi" / "worked_examples.json"
    cases = {c["id"]: c for c in json.loads(path.read_text(encoding="utf-8"))["cases"]}
    rows = rows_of({name: case["inputs"] for name, case in cases.items()})
    file = build_file(
        tmp_path_factory.mktemp("printed"), {**rows, "account_map": ACCOUNT_MAP}, coverage=False
    )
    with duckdb.connect(str(file)) as connection:
        _many_cars(connection, cases["K01"]["inputs"])
        build_coverage(connection)
    backend = open_file(file, threads=1, memory_limit="500MB")
    calendar = BusinessCalendar(lambda day: True, lambda day: day)
    source = ExampleSource("printed", date(2025, 12, 31), backend)
    return Printed(cases, Reader(source, calendar, min_trials=0))


def _many_cars(connection: duckdb.DuckDBPyConnection, case: Inputs) -> None:
    """Stock, and the sales of April and half of May at the pace that was published for a month."""
    connection.execute(
        "INSERT INTO vehicle_stock (store_code, vin, stock_type, receipt_date) "
        "SELECT 'K01', 'V' || i, '新车', DATE '2025-01-02' FROM range(?) r(i)",
        [2 * case["inventory"]],
    )
    for month, count in (("04", 2 * case["units_sold"]), ("05", case["units_sold"])):
        connection.execute(
            "INSERT INTO vehicle_deliveries (store_code, delivery_no, delivery_date, "
            "customer_type, revenue_ex_vat) "
            "SELECT 'K01', ? || i, CAST(? AS DATE), '零售', 1 FROM range(?) r(i)",
            [month, f"2025-{month}-11", count],
        )


def said(name: str, *words: str) -> None:
    """The words of a KPI, in either language, name the definition that it follows."""
    entry = kpi(name)
    told = " ".join(text for w in (entry.reads, entry.pitfalls) for text in (w.zh, w.en))
    for word in words:
        assert word in told, f"{name} does not say: {word}"


def days_supply(p: Printed) -> None:
    """By selling days as published; ours counts calendar days."""
    selling = p.inputs("K01")["selling_days"]
    assert round(p.value("stock_coefficient", "K01", "2025-04") * selling) == p.answer("K01")
    calendar = p.value("new_days_supply", "K01", "2025-05-01..2025-05-15")
    assert round(calendar) == 198
    assert round(calendar * selling / 30) == p.answer("K01")
    said("new_days_supply", "自然日", "Calendar days", "selling days")


def turnover(p: Printed) -> None:
    assert p.value("new_stock_turnover", "K07", YEAR) == pytest.approx(p.answer("K07"), abs=0.005)


def days_in_stock(p: Printed) -> None:
    value = p.value("self_funded_turn_days", "K07", YEAR)
    assert value == pytest.approx(p.answer("K08"), abs=0.05)


def turnover_by_two_ends(p: Printed) -> None:
    """Begin and end alone in the source, thirteen month ends in ours; the days between decide."""
    assert p.value("parts_turnover_gross", "K09", YEAR) == pytest.approx(p.answer("K09"))
    inputs = p.inputs("K09")
    mean = (inputs["begin"] + inputs["end"] + 11 * 150_000) / 13
    value = p.value("parts_turnover_gross", "K09b", YEAR)
    assert value == pytest.approx(inputs["cogs"] / mean)
    assert value != pytest.approx(p.answer("K09"), rel=0.2)
    said("parts_turnover_gross", "13 个月末", "13 month ends")
    said("new_stock_turnover", "每日平均", "The mean of days")


def days_of_sales(p: Printed) -> None:
    value = p.value("self_funded_turn_days", "K10", YEAR)
    assert value == pytest.approx(p.answer("K10"), abs=0.005)
    turns = p.value("parts_turnover_gross", "K09", YEAR)
    assert 365 / turns == pytest.approx(p.answer("K10"), abs=0.005)


def gmroi(p: Printed) -> None:
    assert p.value("parts_gmroi", "K13", YEAR) == pytest.approx(p.answer("K13"), abs=0.005)


def absorption(p: Printed) -> None:
    for name in ("absorption_total", "absorption_fixed"):
        assert p.value(name, "K17", MARCH) * 100 == pytest.approx(p.answer("K17"), abs=0.05)


def absorption_if(p: Printed) -> None:
    """With every input moved by a percentage first, as somebody would who asks what if."""
    for name in ("absorption_total", "absorption_fixed"):
        assert p.value(name, "K18", MARCH) * 100 == pytest.approx(p.answer("K18"), abs=0.05)


def absorption_of_nothing(p: Printed) -> None:
    for name in ("absorption_total", "absorption_fixed"):
        assert p.figure(name, "K19", MARCH).value is p.answer("K19")


def productivity(p: Printed) -> None:
    """Sold by attended hours, which ours calls proficiency."""
    assert p.value("tech_proficiency", "K21", MARCH) * 100 == pytest.approx(p.answer("K21"))


def efficiency(p: Printed) -> None:
    assert p.value("tech_efficiency", "K22", MARCH) * 100 == pytest.approx(p.answer("K22"))
    said("tech_efficiency", "结算÷打卡是它", "sold by clocked is this one")


def efficiency_of_three(p: Printed) -> None:
    values = [p.value("tech_efficiency", f"K23{letter}", MARCH) * 100 for letter in "abc"]
    assert values == pytest.approx(p.answer("K23"))


def efficiency_rounded(p: Printed) -> None:
    assert round(p.value("tech_efficiency", "K24", MARCH) * 100) == p.answer("K24")


def utilisation(p: Printed) -> None:
    """Billed by available hours: the source calls it utilisation, ours proficiency."""
    assert p.value("tech_proficiency", "K25", MARCH) * 100 == pytest.approx(p.answer("K25"))
    assert p.value("tech_utilisation", "K25", MARCH) != p.value("tech_proficiency", "K25", MARCH)


def utilisation_beyond(p: Printed) -> None:
    value = p.value("tech_proficiency", "K26", MARCH) * 100
    assert value == pytest.approx(p.answer("K26"), abs=0.05)


def nobody(p: Printed) -> None:
    assert p.figure("tech_proficiency", "K27", MARCH).value is p.answer("K27")
    assert p.figure("tech_efficiency", "K27", MARCH).value is p.answer("K27")


def recommendation(p: Printed) -> None:
    assert p.value("nps", "K35", MARCH) == pytest.approx(p.answer("K35"))


def marketing(p: Printed) -> None:
    """Per lead and per order as printed; the source's return does not take the spend off."""
    answer = p.answer("K39")
    leads = p.figure("cost_per_valid_lead", "K39", MARCH)
    assert (leads.numerator, leads.denominator) == (answer["total_spend"], answer["leads"])
    assert leads.value == pytest.approx(answer["blended_CPL"], abs=0.05)
    orders = p.value("cost_per_order", "K39", MARCH)
    assert orders == pytest.approx(answer["blended_CPS"], abs=0.05)
    assert p.value("cost_per_valid_lead", "K39a", MARCH) == pytest.approx(answer["CPL_google"])
    assert p.value("marketing_roi", "K39", MARCH) == pytest.approx(answer["ROAS"] - 1)
    assert p.value("marketing_roi", "K39a", MARCH) == pytest.approx(answer["ROAS_google"] - 1)
    said("marketing_roi", "ROAS", "− 净费用", "- net spend")


def stock_turn(p: Printed) -> None:
    """Months of thirty days in the source; ours counts 45 days, or the days of the year."""
    answer = p.answer("K40")
    turns = p.figure("new_stock_turnover", "K40", YEAR)
    assert turns.value == pytest.approx(answer["annual_turn"])
    assert turns.denominator == pytest.approx(answer["value"])
    days = p.value("new_days_supply", "K40", "2025-12")
    assert days == pytest.approx(answer["days"], abs=0.5)
    assert 365 / p.value("new_stock_turnover", "K40", YEAR) == pytest.approx(91.25)
    said("new_days_supply", "45 days", "45天")


ANSWERED: Mapping[str, tuple[Callable[[Printed], None], tuple[str, ...]]] = {
    "K01": (days_supply, ()),
    "K07": (turnover, ()),
    "K08": (days_in_stock, ()),
    "K09": (turnover_by_two_ends, ()),
    "K10": (days_of_sales, ()),
    "K13": (gmroi, ("parts_gmroi",)),
    "K17": (absorption, ("absorption_total", "absorption_fixed")),
    "K18": (absorption_if, ("absorption_total", "absorption_fixed")),
    "K19": (absorption_of_nothing, ("absorption_total", "absorption_fixed")),
    "K21": (productivity, ("tech_proficiency",)),
    "K22": (efficiency, ()),
    "K23": (efficiency_of_three, ()),
    "K24": (efficiency_rounded, ()),
    "K25": (utilisation, ("tech_proficiency", "tech_utilisation")),
    "K26": (utilisation_beyond, ("tech_proficiency",)),
    "K27": (nobody, ("tech_proficiency",)),
    "K35": (recommendation, ()),
    "K39": (marketing, ()),
    "K40": (stock_turn, ()),
}
"""Case to its check and to the KPIs that it needs and that may not be in the catalogue yet."""

NOT_ASKED = {
    "K38": "a funnel read backwards, from a target to the leads it needs; no KPI is a plan",
}
"""Cases about something that is no KPI."""

ANSWERS_NOT_ASKED = {
    "K39": {
        "break_even_CPL": "gross by lead, a limit and no figure of what happened",
        "spend_share_google": "a share of one channel; spend is broken down by media on the page",
    },
    "K40": {
        "holding": "a cost of holding at an assumed rate; the KPI on interest takes real loans",
        "per_unit": "the same for each car",
    },
}
"""Parts of an answer that no KPI gives."""

KNOWN = frozenset(entry.id for entry in CATALOGUE)


@pytest.mark.parametrize("case", [c for c, (_, needs) in ANSWERED.items() if set(needs) <= KNOWN])
def test_a_published_answer_comes_out(printed: Printed, case: str) -> None:
    check, _ = ANSWERED[case]
    check(printed)


def test_every_published_case_is_answered_or_named_with_a_reason(printed: Printed) -> None:
    assert set(printed.cases) == {*ANSWERED, *NOT_ASKED}
    assert not set(ANSWERED) & set(NOT_ASKED)
    for case, reasons in ANSWERS_NOT_ASKED.items():
        assert set(reasons) < set(printed.answer(case))


def test_a_case_waits_only_for_kpis_that_are_on_their_way() -> None:
    waiting = {name for _, needs in ANSWERED.values() for name in needs} - KNOWN
    assert waiting <= {
        "parts_gmroi",
        "absorption_total",
        "absorption_fixed",
        "tech_proficiency",
        "tech_utilisation",
    }
