"""What the server counts about itself: requests by kind and outcome, and how long they take.

Every worker counts in a row of its own, in memory that all of them share: whichever answers for
`/metrics` adds the rows up. A row outlives its worker, so that sums never go back.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

KINDS = ("page", "callback", "export", "static", "form", "other")
OUTCOMES = ("2xx", "3xx", "4xx", "5xx")
EDGES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
EVENTS = ("sign_in_accepted", "sign_in_refused", "sign_in_slowed", "refused")
_PER_KIND = len(OUTCOMES) + len(EDGES) + 1
# Numbers in a row.
WIDTH = len(KINDS) * _PER_KIND + len(EVENTS)


class Row(Protocol):
    """Numbers that can be counted up: an array, or a part of shared memory."""

    def __getitem__(self, at: int, /) -> float:
        """The number at a place."""

    def __setitem__(self, at: int, value: float, /) -> None:
        """Write the number at a place."""


@dataclass(frozen=True, slots=True)
class Meters:
    """The rows of all workers, and which of them is that of this process."""

    rows: tuple[Row, ...]
    own: int

    @classmethod
    def of_one_process(cls) -> "Meters":
        """A row for a process that is alone."""
        return cls((array("d", bytes(8 * WIDTH)),), 0)

    def request(self, kind: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            kind: one of `KINDS`.
            status: of the response.
            seconds: how long it took.
        """
        start = KINDS.index(kind) * _PER_KIND
        outcome = min(max(status // 100, 2), 5) - 2
        row = self.rows[self.own]
        row[start + outcome] += 1
        for at, edge in enumerate(EDGES):
            if seconds <= edge:
                row[start + len(OUTCOMES) + at] += 1
        row[start + len(OUTCOMES) + len(EDGES)] += seconds

    def event(self, name: str) -> None:
        """Count one of `EVENTS`."""
        self.rows[self.own][len(KINDS) * _PER_KIND + EVENTS.index(name)] += 1

    def lines(self) -> Iterator[str]:
        """The sums over all workers in the text format of Prometheus."""
        sums = [sum(row[at] for row in self.rows) for at in range(WIDTH)]
        yield "# TYPE forecourt_requests_total counter"
        for kind, part in _by_kind(sums):
            for outcome, value in zip(OUTCOMES, part, strict=False):
                labels = f'kind="{kind}",outcome="{outcome}"'
                yield f"forecourt_requests_total{{{labels}}} {value:.0f}"
        yield "# TYPE forecourt_request_seconds histogram"
        for kind, part in _by_kind(sums):
            count = sum(part[: len(OUTCOMES)])
            for edge, value in zip(EDGES, part[len(OUTCOMES) :], strict=False):
                labels = f'kind="{kind}",le="{edge}"'
                yield f"forecourt_request_seconds_bucket{{{labels}}} {value:.0f}"
            yield f'forecourt_request_seconds_bucket{{kind="{kind}",le="+Inf"}} {count:.0f}'
            yield f'forecourt_request_seconds_sum{{kind="{kind}"}} {part[-1]:.6f}'
            yield f'forecourt_request_seconds_count{{kind="{kind}"}} {count:.0f}'
        yield "# TYPE forecourt_events_total counter"
        for name, value in zip(EVENTS, sums[len(KINDS) * _PER_KIND :], strict=True):
            yield f'forecourt_events_total{{event="{name}"}} {value:.0f}'


def _by_kind(sums: list[float]) -> Iterator[tuple[str, list[float]]]:
    for at, kind in enumerate(KINDS):
        yield kind, sums[at * _PER_KIND : (at + 1) * _PER_KIND]
