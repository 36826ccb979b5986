"""The question: which stores, which period, compared with what, grouped how."""

from dataclasses import dataclass

from metrics.model.period import Period

TIME_GRAINS = ("day", "week", "month", "quarter", "year")
STORE_GRAINS = ("store", "region", "brand", "city", "size_class")
COMPARISONS = ("prior", "year", "target", "peers", "band")


class QuestionError(ValueError):
    """A question that cannot be answered as put; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A question without the KPIs.

    Attributes:
        period: days asked about.
        stores: codes; empty for every store of the scope.
        by: at most one time grain, at most one store grain, at most one dimension of the facts.
        compare: any of ``prior``, ``year``, ``target``, ``peers``, ``band``.
    """

    period: Period
    stores: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse comparisons that do not exist and groupings that contradict each other."""
        unknown = [c for c in self.compare if c not in COMPARISONS]
        if unknown:
            raise QuestionError(f"expected a comparison of {COMPARISONS}, got {unknown[0]!r}")
        for grains in (TIME_GRAINS, STORE_GRAINS):
            given = [b for b in self.by if b in grains]
            if len(given) > 1:
                raise QuestionError(f"group by one of {given}, not by both")
        if len(self.dimensions) > 1:
            raise QuestionError(f"group by one dimension, not by {self.dimensions}")

    @property
    def time_grain(self) -> str | None:
        """The time grouping, if any."""
        return next((b for b in self.by if b in TIME_GRAINS), None)

    @property
    def store_grain(self) -> str | None:
        """The store grouping, if any."""
        return next((b for b in self.by if b in STORE_GRAINS), None)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Groupings that facts must offer (consultant, model...)."""
        return tuple(b for b in self.by if b not in TIME_GRAINS and b not in STORE_GRAINS)
