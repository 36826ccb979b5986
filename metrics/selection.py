"""The question: which stores, which period, compared with what, grouped how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.model.period import Period
from metrics.near_matches import did_you_mean, near_matches

TIME_GRAINS = ("day", "week", "month", "quarter", "year")
STORE_GRAINS = ("store", "region", "brand", "city", "size_class")
COMPARISONS = ("prior", "year", "target", "peers", "band", "pace")


class QuestionError(ValueError):
    """A question that cannot be answered as put; the message says what would do."""


class UnknownNameError(QuestionError):
    """A name that stands for nothing.

    Attributes:
        kind: what it was to name: ``KPI``, ``grouping``, ``comparison`` or ``fact``.
        given: the name.
        near: names that were perhaps meant, the closest first.
    """

    def __init__(
        self, kind: str, given: str, known: Mapping[str, Iterable[str]], remedy: str
    ) -> None:
        """Look for what may have been meant.

        Args:
            kind: what it was to name.
            given: the name.
            known: names that stand for something, with other words for the same thing.
            remedy: where the names are listed, or all of them.
        """
        near = near_matches(given, known)
        super().__init__(f"no {kind} {given!r}{did_you_mean(near)}\n  -> {remedy}")
        self.kind = kind
        self.given = given
        self.near = near


@dataclass(frozen=True, slots=True)
class Selection:
    """A question without the KPIs.

    Attributes:
        period: days asked about.
        stores: codes; empty for every store of the scope.
        by: at most one time grain, at most one store grain, at most one dimension of the facts.
        compare: any of ``prior``, ``year``, ``target``, ``peers``, ``band``; ``pace`` for where a
            month under way ends.
        members: pairs of a dimension and its member (empty text for none given); a breakdown
            counts only rows of all of them.
    """

    period: Period
    stores: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse comparisons that do not exist and groupings that contradict each other."""
        unknown = [c for c in self.compare if c not in COMPARISONS]
        if unknown:
            known: dict[str, tuple[str, ...]] = dict.fromkeys(COMPARISONS, ())
            remedy = f"compare with {', '.join(COMPARISONS)}"
            raise UnknownNameError("comparison", unknown[0], known, remedy)
        for grains in (TIME_GRAINS, STORE_GRAINS):
            given = [b for b in self.by if b in grains]
            if len(given) > 1:
                raise QuestionError(f"group by one of {given}, not by both")
        if len(self.dimensions) > 1:
            raise QuestionError(f"group by one dimension, not by {self.dimensions}")
        if self.members and not self.dimensions:
            named = ", ".join(name for name, _ in self.members)
            raise QuestionError(f"members of {named} narrow a breakdown: group by a dimension, too")

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

    @property
    def named(self) -> tuple[str, ...]:
        """Every dimension that facts must offer: of the grouping and of the members."""
        return (*self.dimensions, *(name for name, _ in self.members))
