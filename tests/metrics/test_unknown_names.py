"""Names that stand for nothing: what came, what was perhaps meant, what to do."""

from pathlib import Path

import pytest

from access.scope import OPERATOR, Masking, Scope, ScopeError
from metrics.catalogue import kpi
from metrics.directory import UnknownStoreError
from metrics.groupings import groupings
from metrics.listings import Wanted, list_rows
from metrics.near_matches import OFFERED, near_matches
from metrics.reader import Question
from metrics.selection import Selection, UnknownNameError
from tests.metrics.network import Network, network, stores
from tests.metrics.test_reader import AS_OF, MARCH, delivery

RETAIL = kpi("retail_deliveries")
FAR = Scope("far", frozenset({"N1", "N2"}), None, Masking.PARTIAL)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Network:
    rows = {
        "dim_store": stores("N1", "N2", "S1", "S2"),
        "vehicle_deliveries": [delivery(code, "2025-03-03", 1) for code in ("N1", "S1")],
    }
    folder: Path = tmp_path_factory.mktemp("unknown")
    return network(folder, rows, AS_OF, MARCH.start)


@pytest.mark.parametrize(
    ("given", "near"),
    [("retail_delivery", "retail_deliveries"), ("零售交车量", "retail_deliveries"),
     ("Net Orders", "net_orders")],
)  # fmt: skip
def test_a_kpi_is_found_by_id_or_name(given: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=f"did you mean.*{near}") as told:
        kpi(given)
    assert near in told.value.near
    assert "forecourt kpis" in str(told.value)


def test_near_matches_are_few_and_the_closest_come_first() -> None:
    known: dict[str, tuple[str, ...]] = dict.fromkeys(("month", "months", "monthly", "mon"), ())
    found = near_matches("MONTHS", known)
    assert found[0] == "months"
    assert len(found) == OFFERED
    assert near_matches("", known) == ()
    assert near_matches("zz", known) == ()


def test_an_unknown_grouping_is_refused_and_a_foreign_one_does_not_apply(small: Network) -> None:
    with pytest.raises(UnknownNameError, match="did you mean consultant") as told:
        small.quick.ask(OPERATOR, Question(Selection(MARCH, by=("consultants",)), (RETAIL,)))
    assert "group by store" in str(told.value)
    assert "technician" not in str(told.value)
    assert "technician" in groupings()
    other = small.quick.ask(OPERATOR, Question(Selection(MARCH, by=("technician",)), (RETAIL,)))
    assert other.rows[0].state == "not_applicable"


def test_an_unknown_comparison_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean prior"):
        Selection(MARCH, compare=("previor",))


def test_unknown_documents_are_refused(small: Network) -> None:
    with pytest.raises(UnknownNameError, match="did you mean deliveries"):
        list_rows(small.quick, OPERATOR, RETAIL, Selection(MARCH), Wanted(fact="delivery"))


def test_a_store_is_found_by_code_or_name(small: Network) -> None:
    for given in ("n1", "N1店"):
        with pytest.raises(UnknownStoreError, match="did you mean N1 N1 店"):
            small.quick.stores_of(OPERATOR, Selection(MARCH, (given,)))


@pytest.mark.parametrize("given", ["S1", "S9", "S1 店"])
def test_stores_of_others_are_neither_offered_nor_told_from_none(
    small: Network, given: str
) -> None:
    with pytest.raises(ScopeError) as told:
        small.quick.stores_of(FAR, Selection(MARCH, (given,)))
    said = str(told.value).replace(given, "…")
    assert "S2" not in said
    assert "S1" not in said
    assert "open to you: N1, N2" in said
