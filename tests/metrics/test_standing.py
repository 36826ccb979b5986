"""Peers: who they are, what may be told of them, and what stands on them."""

from datetime import date
from typing import Any

import pytest

from access.scope import OPERATOR, Masking, Scope, ScopeError
from metrics.catalogue import kpi
from metrics.directory import Store
from metrics.listings import list_rows
from metrics.model.kpi import Direction
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Note, Result, State
from metrics.selection import QuestionError, Selection
from metrics.standing import PeerGroups, percentile_rank
from tests.metrics.network import Network, network

AS_OF = date(2025, 4, 30)
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))
GAP, RETURN = kpi("peer_gap_to_median"), kpi("return_on_sales")
VIA = kpi("cada_via")

# Of a revenue of 100, what remains in February and in March.
KEPT = {"A1": (1, 10), "A2": (2, 8), "A3": (3, 6), "A4": (4, 4), "A5": (5, 2), "B1": (6, 0)}


def books(store: str, month: str, kept: int) -> list[dict[str, Any]]:
    common = {"store_code": store, "period": month, "department": "行政"}
    return [
        {**common, "account_code": "6001", "credit": 100},
        {**common, "account_code": "6611", "debit": 100 - kept},
    ]


def rebate(store: str, month: str) -> dict[str, Any]:
    return {"store_code": store, "rebate_id": month, "earn_period": month, "confirmed_amount": 0}


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Network:
    months = ("202502", "202503")
    rows = {
        "dim_store": [
            {
                "store_code": code,
                "region": code[0],
                "brand": "示范牌",
                "city_tier": "一线" if code[0] == "A" else "二线",
                "size_class": "A",
            }
            for code in KEPT
        ],
        "gl_monthly": [
            line
            for code, kept in KEPT.items()
            for month, value in zip(months, kept, strict=True)
            for line in books(code, month, value)
        ],
        "oem_rebates": [rebate(code, month) for code in KEPT for month in months],
        "account_map": [
            {"account_code": "6001", "measure": "revenue"},
            {"account_code": "6611", "measure": "personnel"},
        ],
        "external_indices": [
            {"index_code": "CADA_VIA", "month": month, "segment": "总体", "value": value}
            for month, value in (("202502", 50), ("202503", 60))
        ],
    }
    return network(tmp_path_factory.mktemp("six"), rows, AS_OF, date(2024, 1, 1))


def ask(six: Network, scope: Scope, *kpis: Any, **selection: Any) -> Result:
    question = Question(Selection(selection.pop("period", MARCH), **selection), kpis)
    quick, exact = six.quick.ask(scope, question), six.exact.ask(scope, question)
    assert quick.rows == exact.rows
    return quick


def scope_of(*codes: str) -> Scope:
    return Scope("someone", frozenset(codes), None, Masking.PARTIAL)


def test_a_store_is_compared_with_peers_outside_its_scope(six: Network) -> None:
    peers = ask(six, scope_of("A2"), RETURN, compare=("peers",)).figure("return_on_sales").peers
    assert peers is not None
    assert (peers.median, peers.best_quartile, peers.rank, peers.of) == (0.06, 0.08, 2, 5)
    assert peers.gap == pytest.approx(0.02)
    assert peers.basis == ("brand", "city_tier", "size_class")


def test_too_few_alike_widen_the_group(six: Network) -> None:
    peers = ask(six, scope_of("B1"), RETURN, compare=("peers",)).figure("return_on_sales").peers
    assert peers is not None
    assert (peers.median, peers.rank, peers.of, peers.basis) == (0.05, 6, 6, ("brand",))


def test_what_can_be_subtracted_is_not_told(six: Network) -> None:
    # Who sees four of five could work out the fifth; so the fifth counts for nothing.
    four = scope_of("A1", "A2", "A3", "A4")
    asked = ask(six, four, RETURN, GAP, by=("store",), compare=("peers",))
    for code in ("A1", "A2", "A3", "A4"):
        assert asked.figure("return_on_sales", store=code).peers is None
        gap = asked.figure("peer_gap_to_median", store=code)
        assert (gap.value, gap.note) == (None, Note.FEW_PEERS)


def test_a_gap_has_its_own_past(six: Network) -> None:
    found = ask(six, scope_of("A1"), GAP, RETURN, compare=("prior",))
    assert [row.kpi for row in found.rows] == ["peer_gap_to_median", "return_on_sales"]
    gap = found.figure("peer_gap_to_median")
    assert gap.value == pytest.approx(0.04)
    before = gap.compared["prior"]
    # In February it lay last: 1 % against a median of 3 %.
    assert before.value == pytest.approx(-0.02)
    assert before.change == pytest.approx(0.06)
    assert before.period == Period(date(2025, 2, 1), date(2025, 2, 28))
    assert gap.peers is not None
    assert (gap.peers.rank, gap.peers.of) == (1, 5)


def test_a_gap_tells_of_its_subject(six: Network) -> None:
    network_only = Scope("someone", None, frozenset({"network"}), Masking.PARTIAL)
    with pytest.raises(ScopeError, match="not open"):
        ask(six, network_only, GAP, stores=("A1",))


def test_a_gap_month_by_month(six: Network) -> None:
    quarter = Period(date(2025, 2, 1), date(2025, 3, 31))
    found = ask(six, OPERATOR, GAP, period=quarter, stores=("A5",), by=("month",))
    assert [row.keys["month"] for row in found.rows] == ["2025-02", "2025-03"]
    assert [row.value for row in found.rows] == pytest.approx([0.02, -0.04])


def test_several_stores_have_no_gap(six: Network) -> None:
    found = ask(six, OPERATOR, GAP, by=("region",))
    assert found.figure("peer_gap_to_median", region="A").state is State.NOT_APPLICABLE
    assert found.figure("peer_gap_to_median", region="B").value == pytest.approx(-0.05)
    split = ask(six, OPERATOR, GAP, by=("account",))
    assert split.rows[0].note is Note.NO_SUCH_GROUPING


def test_a_gap_has_no_documents_of_its_own(six: Network) -> None:
    with pytest.raises(QuestionError, match="other KPIs"):
        list_rows(six.quick, OPERATOR, GAP, Selection(MARCH))


def test_a_published_index_is_that_of_every_store(six: Network) -> None:
    found = ask(six, scope_of("A1"), VIA, compare=("prior", "peers"))
    figure = found.figure("cada_via")
    assert (figure.value, figure.published, figure.peers) == (0.6, "2025-03", None)
    assert figure.compared["prior"].value == 0.5
    (listed,) = list_rows(six.quick, scope_of("A1"), VIA, Selection(MARCH)).rows
    assert listed["month"] == "202503"


def test_a_share_of_stores_is_not_broken_down(six: Network) -> None:
    split = ask(six, OPERATOR, kpi("profitable_store_share"), by=("account",))
    assert split.rows[0].note is Note.NO_SUCH_GROUPING


def test_the_documents_of_a_share_of_stores_are_those_of_the_question(six: Network) -> None:
    share = kpi("profitable_store_share")
    listed = list_rows(six.quick, scope_of("A1"), share, Selection(MARCH))
    assert {row["account_code"] for row in listed.rows} == {"6001", "6611"}


def test_ranks_run_from_worst_to_best() -> None:
    values = {"a": 1.0, "b": 2.0, "c": 2.0, "d": 4.0, "e": 5.0}
    ranks = [percentile_rank(values, code, Direction.UP) for code in values]
    assert ranks == [0.0, 0.375, 0.375, 0.75, 1.0]
    assert percentile_rank(values, "a", Direction.DOWN) == 1.0


def test_unknown_is_not_alike() -> None:
    def store(code: str, brand: str, tier: str) -> Store:
        return Store(code, code, "", brand, "", "A", city_tier=tier)

    stores = [store(f"S{n}", "示范牌", "") for n in range(5)]
    stores.append(store("N", "", "一线"))
    groups = PeerGroups({s.code: s for s in stores}, frozenset(s.code for s in stores))
    values = dict.fromkeys(groups.stores, 1.0)
    found = groups.around("S0", values)
    assert found is not None
    assert found[0] == ("brand",)
    assert groups.around("N", values) is None
