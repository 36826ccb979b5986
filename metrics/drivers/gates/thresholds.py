"""From where on data can tell: the numbers that the gates hold data against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of the gates; what they do to coverage and power stands in ``docs/driver-study.md``.

    Attributes:
        stores: at least so many, since errors are only independent between stores.
        periods: at least so many with rows; a full year, so that no season is seen only once in a
            part of it.
        periods_of_one_store: what a regression for one store alone would need.
        rows_per_driver: store-months for each driver of the model, at least.
        varying: part of a driver's variance that lies within stores and months, at least.
        carrying: stores (clusters) that carry the driver's variation, at least, as an effective
            number: few that carry it all make clustered errors far too small.
        vif: variance inflation, at most.
        filled: part of the store-months between the first and last of each store, at least.
        history_per_lag: the history is at least so many times the longest lag.
        q: false discovery rate.
        level: of the lead test over all drivers.
    """

    stores: int = 8
    periods: int = 12
    periods_of_one_store: int = 36
    rows_per_driver: int = 24
    varying: float = 0.001
    carrying: float = 5.0
    vif: float = 5.0
    filled: float = 0.7
    history_per_lag: int = 3
    q: float = 0.1
    level: float = 0.05


THRESHOLDS = Thresholds()
