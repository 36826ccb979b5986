"""What a phase came to: rates, percentiles of each kind, errors, leaks, whose processor it took."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from bench.monday.driver import Sample

# A page is not a request but several; style sheets and scripts are no work of the application.
_WHOLE, _STATIC = "page", "static"
_DATA = frozenset({"figures", "drill", "export"})


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor time of a phase, in seconds.

    Attributes:
        wall: how long the phase took.
        server: of the server and its workers.
        generator: of this process, oracle and all.
        others: of everything else on the machine.
        largest_mb: resident memory of the largest worker at the end.
    """

    wall: float
    server: float
    generator: float
    others: float
    largest_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of request in one phase; times in milliseconds."""

    phase: str
    kind: str
    count: int
    per_second: float
    p50: float
    p95: float
    p99: float
    shed: int
    errors: int
    leaks: int


@dataclass(frozen=True)
class Phase:
    """A timetable that was played.

    Attributes:
        name: of the phase.
        samples: all requests and pages.
        spent: processor time.
    """

    name: str
    samples: Sequence[Sample]
    spent: Spent

    def of(self, *kinds: str) -> list[Sample]:
        """Those of some kinds that were answered, not put off."""
        return [s for s in self.samples if s.kind in kinds and not s.is_shed]

    @property
    def requests(self) -> list[Sample]:
        """All but whole pages."""
        return [s for s in self.samples if s.kind != _WHOLE]

    @property
    def dynamic(self) -> list[Sample]:
        """Requests that the application has to work for."""
        return [s for s in self.requests if s.kind != _STATIC]

    @property
    def data(self) -> list[Sample]:
        """Requests for figures that were answered."""
        return [s for s in self.requests if s.kind in _DATA and not s.is_shed and not s.error]

    @property
    def errors(self) -> Counter[str]:
        """What was wrong, and how often."""
        return Counter(s.error for s in self.requests if s.error)

    @property
    def leaks(self) -> list[str]:
        """What was told to others, in words."""
        return [f"{s.kind}: {leak}" for s in self.requests for leak in s.leaks]

    @property
    def heard(self) -> float:
        """Part of the answers with figures in which the oracle found amounts of the reader."""
        data = self.data
        return sum(s.own > 0 for s in data) / len(data) if data else 0.0

    def lines(self) -> list[Line]:
        """By kind."""
        kinds = dict.fromkeys(s.kind for s in sorted(self.samples, key=lambda s: _rank(s.kind)))
        return [self._line(kind) for kind in kinds]

    def _line(self, kind: str) -> Line:
        every = [s for s in self.samples if s.kind == kind]
        times = [1000 * s.seconds for s in every if not s.is_shed]
        return Line(
            self.name,
            kind,
            len(every),
            len(every) / self.spent.wall,
            percentile(times, 0.5),
            percentile(times, 0.95),
            percentile(times, 0.99),
            sum(s.is_shed for s in every),
            sum(bool(s.error) for s in every),
            sum(bool(s.leaks) for s in every),
        )

    def record(self) -> dict[str, Any]:
        """As JSON."""
        spent = self.spent
        return {
            "phase": self.name,
            "seconds": spent.wall,
            "processor": {
                "server": spent.server,
                "generator": spent.generator,
                "others": spent.others,
            },
            "largest_worker_mb": spent.largest_mb,
            "errors": dict(self.errors),
            "leaks": self.leaks[:20],
            "kinds": [
                {name: getattr(line, name) for name in Line.__slots__ if name != "phase"}
                for line in self.lines()
            ],
        }


def percentile(values: Iterable[float], part: float) -> float:
    """The value below or at which a part of the values lies (nearest rank); 0 for none."""
    ordered = sorted(values)
    return ordered[max(ceil(part * len(ordered)), 1) - 1] if ordered else 0.0


def _rank(kind: str) -> tuple[bool, str]:
    return kind != _WHOLE, kind
