"""Every worked example, from details, from roll-ups and on both engines."""

from collections.abc import Mapping

import pytest

from metrics.catalogue import CATALOGUE
from metrics.catalogue import kpi as kpi_of
from metrics.model.kpi import Rollup
from metrics.result import Figure
from tests.specs.catalogue import EXAMPLES
from tests.specs.example import Example, Expect
from tests.specs.warehouse import OpenExamples, ask, clickhouse_examples, duckdb_examples

CASES = [
    pytest.param(example, expect, id=f"{example.kpi}-{expect.who}-{expect.when}")
    for example in EXAMPLES
    for expect in example.expect
]


# A roll-up holds every measure of every store on every day: of all examples together, most of it
# would be of stores that have nothing to do with the measure.
TOGETHER = 12


@pytest.fixture(scope="module")
def on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, OpenExamples]:
    """Warehouses of some examples each, by KPI."""
    found: dict[str, OpenExamples] = {}
    kpis = sorted({example.kpi for example in EXAMPLES})
    for start in range(0, len(kpis), TOGETHER):
        of = kpis[start : start + TOGETHER]
        examples = [example for example in EXAMPLES if example.kpi in of]
        beside = [example for example in EXAMPLES if example.kpi not in of]
        opened = duckdb_examples(tmp_path_factory.mktemp("examples"), examples, beside)
        found |= dict.fromkeys(of, opened)
    return found


@pytest.fixture(scope="module")
def on_clickhouse(tmp_path_factory: pytest.TempPathFactory) -> OpenExamples:
    return clickhouse_examples(tmp_path_factory.mktemp("examples"), EXAMPLES)


def check(figure: Figure, expect: Expect) -> None:
    assert figure.state == expect.state, figure
    assert figure.pending == (None if expect.pending is None else pytest.approx(expect.pending)), (
        figure
    )
    if expect.value is None:
        assert figure.value is None, figure
    else:
        assert figure.value == pytest.approx(expect.value, rel=1e-9, abs=1e-9)
    if expect.note:
        assert figure.note == expect.note, figure
    if expect.numerator is not None:
        assert figure.numerator == pytest.approx(expect.numerator, rel=1e-9, abs=1e-9)
    if expect.denominator is not None:
        assert figure.denominator == pytest.approx(expect.denominator, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("example", "expect"), CASES)
def test_from_details(
    on_duckdb: Mapping[str, OpenExamples], example: Example, expect: Expect
) -> None:
    check(ask(on_duckdb[example.kpi], example, expect, rolled_up=False), expect)


@pytest.mark.parametrize(("example", "expect"), CASES)
def test_from_roll_ups(
    on_duckdb: Mapping[str, OpenExamples], example: Example, expect: Expect
) -> None:
    check(ask(on_duckdb[example.kpi], example, expect, rolled_up=True), expect)


@pytest.mark.engine
@pytest.mark.parametrize(("example", "expect"), CASES)
def test_on_clickhouse(on_clickhouse: OpenExamples, example: Example, expect: Expect) -> None:
    check(ask(on_clickhouse, example, expect, rolled_up=False), expect)


@pytest.mark.parametrize("kpi", [k.id for k in CATALOGUE])
def test_every_kpi_has_an_example_at_every_grain(kpi: str) -> None:
    expects = [e for example in EXAMPLES if example.kpi == kpi for e in example.expect]
    # What has no figure for several stores must say so for them.
    alone = kpi_of(kpi).rollup is Rollup.STANDING
    who = {e.who.split()[0] for e in expects if e.value is not None or alone}
    assert {"region", "network"} <= who, f"{kpi}: expected a region and a network figure"
    assert who - {"region", "network"}, f"{kpi}: expected a figure of one store"
    quarterly = [e for e in expects if "Q" in e.when]
    assert 0 < len(quarterly) < len(expects), f"{kpi}: expected a month and a quarter"
