"""What is masked is neither ordered nor looked for, column by column of every fact."""

import pytest

from access.scope import Masking
from dashboards.components.grid import Column, grid
from metrics.catalogue import CATALOGUE
from metrics.listings import fact_column, personal_class
from metrics.masking import mask
from metrics.model.facts import Fact
from warehouse.schema import Personal

FACTS = sorted(
    {measure.fact for kpi in CATALOGUE for measure in kpi.measures}, key=lambda fact: fact.name
)
OF_CUSTOMERS = {
    *(Personal.NAME, Personal.PHONE, Personal.VIN, Personal.PLATE, Personal.CUSTOMER_ID),
}


@pytest.mark.parametrize("masking", [Masking.PARTIAL, Masking.HIDDEN])
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_column_whose_values_change_is_said_to_be_masked(fact: Fact, masking: Masking) -> None:
    for name in fact.document:
        class_ = personal_class(fact, name)
        samples = ("LFZAA11A0R1234567", "13812345678", "粤A12345", "王芳")
        changes = any(mask(sample, class_, masking) != sample for sample in samples)
        assert fact_column(fact, name, masking).masked is changes, name


@pytest.mark.parametrize("kind", ["text", "number", "money", "day", "shown"])
def test_a_masked_column_neither_sorts_nor_filters(kind: str) -> None:
    columns = [Column("open", "a", kind), Column("masked", "b", kind, fixed=True)]
    made = {each["field"]: each for each in grid("g", columns, [], "zh").columnDefs}
    assert (made["masked"]["sortable"], made["masked"]["filter"]) == (False, False)
    assert made["open"].get("filter") is not False


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_no_figure_is_grouped_by_a_customer(fact: Fact) -> None:
    grouped = {name: personal_class(fact, name) for name in fact.dimensions.values()}
    assert {name for name, class_ in grouped.items() if class_ in OF_CUSTOMERS} == set()
