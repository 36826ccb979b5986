"""One declared pair of a target and a driver, and one that is not tested."""

from dataclasses import dataclass
from enum import StrEnum

from metrics.model.words import Words


class Sign(StrEnum):
    """How the target is expected to move when the driver rises, all else the same."""

    UP = "up"
    DOWN = "down"
    EITHER = "either"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lag:
    """Months from the driver to the target; a mean over several where the two differ.

    Attributes:
        first: months back of the newest value that counts; 0 is the month itself.
        last: months back of the oldest.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse a lag that looks ahead or runs backwards."""
        if not 0 <= self.first <= self.last:
            raise ValueError(f"a lag runs from 0 or more months back, got {self.first}-{self.last}")

    @property
    def width(self) -> int:
        """How many months are averaged."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A pair that is tested.

    Attributes:
        target: id of a KPI with an ``Outcome``.
        driver: id of a KPI.
        sign: expected.
        lag: the only one that is ever fitted. Months; where the driver closes by quarter, quarters
            of a quarterly panel.
        mechanism: why they should go together.
        caution: what else could make them go together, or keep them from it.
        evidence: who has found it elsewhere; empty where nobody was found.
        controls: ids of KPIs or of figures beside them that stay in whenever this driver is tested.
        log: whether the natural logarithm of the driver is taken (volumes, amounts).
        on_the_way: whether other drivers of the target work through this one. Beside it they would
            seem to do nothing, so that it is tested by itself and only when it is named.
    """

    target: str
    driver: str
    sign: Sign
    lag: Lag
    mechanism: Words
    caution: Words
    evidence: str = ""
    controls: tuple[str, ...] = ()
    log: bool = False
    on_the_way: bool = False

    def is_contradicted_by(self, estimate: float) -> bool:
        """Whether an effect goes the other way than the trade expects: look for what else moved."""
        expected = {Sign.UP: 1.0, Sign.DOWN: -1.0}.get(self.sign, 0.0)
        return expected * estimate < 0


class Why(StrEnum):
    """Why a pair of the trade's list is not tested."""

    MADE_OF_IT = "made_of_it"
    NOT_MEASURED = "not_measured"
    STANDS_IN = "stands_in"
    OTHER_MODEL = "other_model"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A pair that is not tested.

    Attributes:
        target: id of a KPI; empty where there is none.
        driver: id of a KPI, or the name that the trade's list gives it.
        why: the kind of reason.
        reason: in words, with what to look at instead.
        instead: ids of the drivers that are tested in its place.
    """

    target: str
    driver: str
    why: Why
    reason: Words
    instead: tuple[str, ...] = ()
