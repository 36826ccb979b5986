"""The whole Monday: a network, its people, a server, and what came of it beside its bars."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.bare_page import PROGRAM
from bench.measurement import Measurement
from bench.monday import phases as names
from bench.monday.bare import bare_opens
from bench.monday.driver import Driver
from bench.monday.network import build_network
from bench.monday.oracle import Oracle
from bench.monday.people import add_people
from bench.monday.phases import Morning, loads
from bench.monday.report import write_page
from bench.monday.tally import Phase, percentile
from bench.publishing import write_next_day
from bench.serving import running, server
from bench.start import clean_environ
from commands.settings import Settings

SEED = 20_261_123
_WORKERS = 2
TIMES_THE_USUAL = 2.0
MILLISECONDS = {"p50": 80, "p95": 400, "p99": 1000}
PAGE_MS, BURST_MS, SIGNED_IN_MS = 2000, 5000, 1000
# Of a page of four requests and what follows, on two cores that work to seven tenths.
PROCESSOR_MS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is run and where it is written.

    Attributes:
        stores: of the network.
        months: of the network.
        per_second: pages opened on a usual Monday.
        seconds: of the usual phase.
        page: Markdown with marks; None to write nothing.
        raw: a file for all phases as JSON; None for none.
    """

    stores: int
    months: int
    per_second: float = 5.0
    seconds: float = 60.0
    page: Path | None = None
    raw: Path | None = None


def monday(folder: Path, plan: Plan) -> Iterator[Measurement]:
    """Build, serve, play, and yield every figure as soon as it is known.

    Args:
        folder: an empty folder.
        plan: how much.

    Raises:
        RuntimeError: a server did not start, or a load failed.
    """
    environ = clean_environ()
    folder.mkdir(parents=True, exist_ok=True)
    network = build_network(folder, plan.stores, plan.months)
    day = folder / "day"
    write_next_day(network.home, day)
    given = {
        "FORECOURT_HOME": str(network.home),
        "FORECOURT_DATABASE_URL": f"sqlite:///{folder}/people.db",
        "FORECOURT_WORKERS": str(_WORKERS),
        # Each of those who sign in at once comes from an address of his own.
        "FORECOURT_TRUSTED_PROXIES": "127.0.0.1",
        "FORECOURT_SESSION_IDLE_MINUTES": "720",
        "FORECOURT_SENDING": "off",
    }
    oracle = Oracle(network.stores, network.names)
    people = add_people(Settings.from_environ(given), network.stores, oracle, SEED)
    with ExitStack() as held:
        bare = held.enter_context(server(["-c", PROGRAM], environ, folder))
        bare_ms = bare_opens(bare, plan.per_second, plan.seconds / 4, SEED)
    played: list[Phase] = []
    found: list[Measurement] = [
        Measurement("people with scopes of their own", len(people), "people"),
        Measurement("rows of the network", network.rows, "rows"),
    ]
    yield from found
    with running(["-m", "app", "serve", "--port"], {**environ, **given}, folder) as ours:
        load = loads(network.home, day, environ, folder / "load.txt")
        driver = Driver(ours.address, oracle)
        morning = Morning(driver, ours.process, people, plan.per_second, plan.seconds, load)
        for phase in morning.phases():
            played.append(phase)
            usual = next((one for one in played if one.name == names.USUAL), None)
            for measured in measurements(phase, usual, bare_ms):
                found.append(measured)
                yield measured
            if plan.page is not None:
                write_page(plan.page, played, found, told(plan, people=len(people)))
            if plan.raw is not None:
                records = [one.record() for one in played]
                plan.raw.write_text(json.dumps(records, ensure_ascii=False, indent=1))


def told(plan: Plan, people: int) -> str:
    """What was run, in words."""
    return (
        f"{plan.stores} stores, {plan.months} months, {people} people with scopes of their own; "
        f"{plan.per_second:g} pages opened per second for {plan.seconds:g} s, {_WORKERS} workers, "
        f"seed {SEED}."
    )


def measurements(
    phase: Phase, usual: Phase | None, bare_ms: Mapping[str, float]
) -> Iterator[Measurement]:
    """What is measured of a phase, with its bar or beside its reference.

    Args:
        phase: that was played.
        usual: the phase to compare with; None before it was played.
        bare_ms: page complete of a bare page of Dash, by percentile.
    """
    name = phase.name
    pages = [1000 * s.seconds for s in phase.of("page")]
    p95 = percentile(pages, 0.95)
    yield Measurement(f"{name}: errors", sum(phase.errors.values()), "requests", bar=0)
    yield Measurement(f"{name}: answers that leak", len(phase.leaks), "leaks", bar=0)
    yield Measurement(f"{name}: put off", sum(s.is_shed for s in phase.requests), "requests")
    yield Measurement(f"{name}: answered", len(phase.data) / phase.spent.wall, "data requests/s")
    if name == names.USUAL:
        figures = [1000 * s.seconds for s in phase.of("figures", "drill")]
        for word, bar in MILLISECONDS.items():
            part = int(word[1:]) / 100
            yield Measurement(f"{name}: figures {word}", percentile(figures, part), "ms", bar=bar)
        yield Measurement(f"{name}: page complete p95", p95, "ms", bar=PAGE_MS)
        yield Measurement(
            f"{name}: page complete p50",
            percentile(pages, 0.5),
            "ms",
            reference="a bare page of Dash",
            reference_value=bare_ms["p50"],
        )
        yield from _processors(phase)
    elif name == names.BURST:
        yield Measurement(f"{name}: page complete p95", p95, "ms", bar=BURST_MS)
    elif name == names.SIGNING_IN:
        figures = [1000 * s.seconds for s in phase.of("figures", "drill")]
        yield Measurement(f"{name}: figures p95", percentile(figures, 0.95), "ms", bar=SIGNED_IN_MS)
    elif usual is None:
        yield Measurement(f"{name}: page complete p95", p95, "ms")
    else:
        yield Measurement(
            f"{name}: page complete p95",
            p95,
            "ms",
            reference="usual",
            reference_value=percentile([1000 * s.seconds for s in usual.of("page")], 0.95),
            bar=None if name == names.OVERLOAD else TIMES_THE_USUAL,
        )


def _processors(phase: Phase) -> Iterator[Measurement]:
    """What the phase cost, which does not depend on who else was at work on the machine."""
    spent, name = phase.spent, phase.name
    cost = 1000 * spent.server / max(len(phase.dynamic), 1)
    yield Measurement(f"{name}: processor, each request", cost, "ms", bar=PROCESSOR_MS)
    opened = 1000 * spent.server / max(len(phase.of("page")), 1)
    yield Measurement(f"{name}: processor, each visit", opened, "ms")
    every = spent.server + spent.generator + spent.others
    for word, part in (("generator", spent.generator), ("other programs", spent.others)):
        yield Measurement(f"{name}: share of {word}", 100 * part / max(every, 0.01), "%")
    late = percentile([1000 * s.late for s in phase.samples], 0.99)
    yield Measurement(f"{name}: generator late p99", late, "ms")
    yield Measurement(f"{name}: answers with amounts heard", 100 * phase.heard, "%")
    yield Measurement(f"{name}: memory of the largest worker", spent.largest_mb, "MB")
