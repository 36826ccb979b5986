"""What is planted in the study: networks as assumed, and networks that break an assumption."""

from dataclasses import dataclass, replace

from bench.driver_study.planted import Design

SIZES = tuple((stores, months) for stores in (8, 30, 200) for months in (24, 36))

# Store-months times partial R² / (1 - partial R²): the square of the t that a true driver has on
# average where errors have no memory.
_STRONG, _WEAK = 30.0, 10.0


def _as_strong(stores: int, months: int, strength: float) -> float:
    """The partial R² at which a driver stands out as much as anywhere else."""
    return strength / (strength + stores * months)


PARTIAL = _as_strong(30, 24, _STRONG)
"""Partial R² of a true driver in 30 stores x 24 months, at which the analysis has to be useful."""

AS_ASSUMED = tuple(
    Design(
        f"{stores} stores x {months} months",
        stores,
        months,
        partial=_as_strong(stores, months, _STRONG),
    )
    for stores, months in SIZES
)
"""Errors that last a little and differ in size between stores, drivers that go together."""

FEWEST = (
    Design("30 stores x 12 months, fewest", months=12, partial=PARTIAL),
    Design("8 stores x 12 months, 4 drivers", 8, 12, drivers=4, partial=AS_ASSUMED[0].partial),
)
"""The fewest months that the gates admit, with the effects of 24 months, which stand out less."""

_SHORT = tuple(design for design in AS_ASSUMED if design.months == 24)

WEAK = tuple(
    replace(
        design,
        name=f"{design.name}, weak",
        partial=_as_strong(design.stores, design.months, _WEAK),
    )
    for design in _SHORT
)
"""Effects so weak that most of them are missed."""

NOTHING = tuple(replace(design, name=f"{design.name}, nothing", true=0) for design in _SHORT)
"""Networks in which nothing is to be found."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A network that breaks an assumption.

    Attributes:
        design: the network.
        broken: what is broken, in words.
        touched: number of the driver, from one, that it is about; None for all.
        told: what the page then tells, in words.
    """

    design: Design
    broken: str
    touched: int | None
    told: str


def _network(name: str, **more: float) -> Design:
    return replace(Design(name, partial=PARTIAL), **more)  # type: ignore[arg-type]


_LAST = 6

VIOLATIONS = (
    Violation(
        _network("errors last", error_lasts=0.9, driver_lasts=0.9),
        "errors and drivers with a memory of 0.9 from month to month",
        None,
        "wider intervals, nothing else: errors may go together within a store in any way",
    ),
    Violation(
        _network("outliers", outliers=0.02),
        "2 % of the profits off by eight standard deviations (bookings in the wrong month)",
        None,
        "wider intervals, or that no direction can be told",
    ),
    Violation(
        _network("typing errors", typing_errors=0.01),
        "1 % of the drivers' figures off by eight standard deviations",
        None,
        "effects that are too small; there is no sign of it on the page but the points themselves",
    ),
    Violation(
        _network("months missing by chance", missing=0.2),
        "20 % of the store-months missing, whatever they were like",
        None,
        "wider intervals, nothing else",
    ),
    Violation(
        _network("bad months missing", bad_months_missing=0.2),
        "the worst 20 % of the store-months missing",
        None,
        "effects that are too small; beyond 30 % missing the whole is refused (gaps)",
    ),
    Violation(
        _network("confounded", confounded=0.6),
        "unseen demand moves profit and a driver without effect of its own",
        _LAST,
        "the driver is shown: it does go together with profit. Every sentence says that this does "
        "not prove a cause, and no gate can tell",
    ),
    Violation(
        _network("reverse, a month later", feeds_back=0.4),
        "profit moves next month's figure of a driver without effect",
        _LAST,
        "the driver is held back: next month's figure goes with this month's profit",
    ),
    Violation(
        _network("reverse, the same month", answers=0.4),
        "profit moves the same month's figure of a driver without effect",
        _LAST,
        "the driver is shown: within a month nobody can tell which came first, and every sentence "
        "says so. Only a declared lag guards against it",
    ),
    Violation(
        _network("effects differ", differs=1.0),
        "each store has an effect of its own, of mean and standard deviation the same size",
        None,
        "the network's average with an honest interval; it is not the effect in any one store",
    ),
    Violation(
        _network("noisy driver", noise=1.0),
        "the first driver is measured with noise as large as its movement",
        1,
        "an effect of about half its size",
    ),
    Violation(
        _network("few stores move", moving=3),
        "the first driver moves in three of the thirty stores",
        1,
        "the driver is refused: too few stores carry it",
    ),
    Violation(
        _network("some stores move", moving=8),
        "the first driver moves in eight of the thirty stores",
        1,
        "wider intervals: the bootstrap takes over where fewer than twenty stores carry a driver",
    ),
    Violation(
        _network("twins", twins=0.95),
        "two drivers correlate at 0.95 within stores, one has the effect",
        _LAST,
        "both are held back and offered as one group",
    ),
    Violation(
        _network("cities, clustered by store", city=0.5),
        "half of what moves errors and drivers is common to the three stores of a city",
        None,
        "intervals that are too short: clusters have to be declared by city",
    ),
    Violation(
        _network("cities, clustered by city", city=0.5, by_city=True),
        "the same, with ten cities declared as clusters (wild bootstrap)",
        None,
        "wider intervals that hold",
    ),
)
