"""The driver counts what is late and what is not its reader's, and nothing else."""

import io
from dataclasses import replace

from xlsxwriter import Workbook

from bench.monday.driver import Driver, Sample
from bench.monday.marks import marked_stores
from bench.monday.monday import measurements
from bench.monday.oracle import Oracle
from bench.monday.people import Person
from bench.monday.phases import FIRST, LOADING, OVERLOAD, USUAL
from bench.monday.tally import Phase, Spent
from bench.monday.timetable import Act, Visit
from tests.bench.monday.fake_server import answering

STORES = marked_stores([f"S{number:02}" for number in range(1, 31)])
NAMES = {store.code: f"北辰{number}示范店" for number, store in enumerate(STORES)}
ORACLE = Oracle(STORES, NAMES)
OWN, OTHER = STORES[0], STORES[9]


def visits(count: int, every: float = 0.0) -> list[Visit]:
    person = Person("gm-s01", ORACLE.rights([OWN]), ("/sales",), "secret", OTHER.code)
    return [Visit(person, "/sales", (Act("open", n * every),), False, n) for n in range(count)]


def played(told: str = "", status: int = 200) -> list[Sample]:
    with answering(told, status=status) as address:
        return Driver(address, ORACLE).play(visits(1))


def phase_of(samples: list[Sample], name: str = USUAL) -> Phase:
    return Phase(name, samples, Spent(1.0, 0.1, 0.1, 0.0))


def sums_of(mark: int) -> str:
    return " ".join(f"{mark * times:,} CNY" for times in (2, 3, 5))


def test_an_answer_about_ones_own_store_is_no_leak() -> None:
    samples = played(f"{OWN.code} {NAMES[OWN.code]} {sums_of(OWN.mark)}")
    phase = phase_of(samples)
    assert [s.kind for s in samples] == ["html", "layout", "layout", "figures", "page"]
    assert (phase.leaks, dict(phase.errors), phase.heard) == ([], {}, 1.0)
    assert {s.snapshot for s in samples if s.kind == "figures"} == {"s1"}


def test_amounts_of_another_store_are_caught() -> None:
    phase = phase_of(played(sums_of(OTHER.mark)))
    assert len(phase.leaks) == 1
    assert "amounts of others" in phase.leaks[0]
    failed = {m.name for m in measurements(phase, phase, {"p50": 1.0}) if m.passes is False}
    assert f"{USUAL}: answers that leak" in failed


def test_amounts_of_several_stores_of_which_one_is_ones_own_are_caught() -> None:
    assert phase_of(played(sums_of(OWN.mark + OTHER.mark))).leaks


def test_code_and_name_of_another_store_are_caught() -> None:
    (leak,) = phase_of(played(f"{OTHER.code}-RO1")).leaks
    assert leak == f"figures: /sales: store {OTHER.code}"
    assert phase_of(played(NAMES[OTHER.code])).leaks


def test_what_everybody_is_told_of_peers_is_no_leak() -> None:
    def cells(head: str) -> bytes:
        values = (f"{OTHER.mark * times:,} CNY" for times in (2, 3, 5))
        return "".join(
            f'{{"children":"{value}","className":"is-number","data-head":"{head}"}}'
            for value in values
        ).encode()

    rights = ORACLE.rights([OWN])
    assert not ORACLE.hear(cells("Median of peers"), rights).leaks
    assert ORACLE.hear(cells("Value"), rights).leaks


def test_a_workbook_is_searched_and_its_cells_are_no_stores() -> None:
    def workbook(text: str, value: int) -> bytes:
        packed = io.BytesIO()
        made = Workbook(packed)
        sheet = made.add_worksheet()
        sheet.write("S10", text)
        sheet.write_formula("S11", "=S12/S13", None, value)
        made.close()
        return packed.getvalue()

    rights = ORACLE.rights([OWN])
    heard = ORACLE.hear(workbook(NAMES[OWN.code], 3 * OWN.mark), rights)
    assert (heard.leaks, heard.own) == ((), 1)
    assert ORACLE.hear(workbook(OTHER.code, 0), rights).leaks == (f"store {OTHER.code}",)


def test_what_stalls_is_counted_from_when_it_was_due() -> None:
    # Both are due at once, and the second cannot be sent before the first is answered.
    visit = replace(visits(1)[0], acts=(Act("open", 0.0), Act("filter", 0.0)))
    with answering(takes=0.2) as address:
        samples = Driver(address, ORACLE).play([visit])
    first, second = (s for s in samples if s.kind == "figures")
    assert first.seconds >= 0.2
    assert second.seconds >= 0.4
    assert second.late >= 0.2
    (page,) = (s for s in samples if s.kind == "page")
    assert page.seconds >= first.seconds


def test_a_refusal_is_an_error_and_a_request_to_come_again_is_none() -> None:
    refused = phase_of(played(status=500))
    assert refused.errors == {"status 500": 1}
    put_off = phase_of(played(status=503), OVERLOAD)
    assert not put_off.errors
    assert put_off.data == []
    told = {m.name: m.value for m in measurements(put_off, put_off, {})}
    assert told[f"{OVERLOAD}: put off"] == 1


def test_pages_while_loading_are_set_beside_usual_ones_and_first_visits_beside_none() -> None:
    def phase(name: str, seconds: float) -> Phase:
        return phase_of([Sample("page", 0.0, 0.0, seconds)], name)

    usual = phase(USUAL, 1.0)
    for seconds, passes in ((1.9, True), (2.1, False)):
        *_, loading = measurements(phase(LOADING, seconds), usual, {})
        assert (loading.name, loading.passes) == (f"{LOADING}: page complete p95", passes)
    *_, first = measurements(phase(FIRST, 9.0), None, {})
    assert (first.value, first.passes) == (9000.0, None)


def test_a_server_that_is_gone_is_an_error() -> None:
    with answering() as address:
        pass
    phase = phase_of(Driver(address, ORACLE).play(visits(1)))
    assert sum(phase.errors.values()) == 1
    assert phase.of("page")[0].error
