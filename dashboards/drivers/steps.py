"""Natural steps: by how much of a driver an effect is told, and amounts no finer than they are."""

from math import floor, log10

from dashboards.format import unit_word
from metrics.model.kpi import Unit
from metrics.money import HOME

_NICE = (1.0, 2.0, 5.0, 10.0)
# Units whose English word has a plural.
_ONE = (Unit.DAYS, Unit.MONTHS)


def natural_step(spread: float | None) -> float:
    """A round step of a driver near its spread inside stores: 1, 2 or 5 times a power of ten.

    Args:
        spread: pooled standard deviation within stores, in the driver's unit; one unit is the step
            where it is not known.
    """
    if spread is None or spread <= 0:
        return 1.0
    power = 10.0 ** floor(log10(spread))
    return float(min((nice * power for nice in _NICE), key=lambda step: abs(log10(step / spread))))


def rounded(value: float, digits: int = 2) -> float:
    """A value to its first digits: the others of an estimate mean nothing."""
    if value == 0:
        return 0.0
    return float(round(value, digits - 1 - floor(log10(abs(value)))))


def step_text(
    step: float, unit: Unit, language: str, *, is_log: bool = False, currency: str = HOME
) -> str:
    """A step with its unit, without decimals that are not needed: ``5 points``, ``0.2 h/order``.

    Args:
        step: in the driver's unit; a share of the value where the driver is a logarithm.
        unit: of the driver.
        language: ``zh`` or ``en``.
        is_log: whether the driver is the logarithm of a volume.
        currency: of money.
    """
    if is_log:
        return share_text(step)
    if unit is Unit.PERCENT:
        size = _plain(step * 100)
        points = "point" if size == "1" else "points"
        return f"{size} 个百分点" if language == "zh" else f"{size} {points}"
    word = unit_word(unit, language, currency)
    if unit in _ONE and step == 1 and language == "en":
        word = word.removesuffix("s")
    if not word or word.startswith("/"):
        return f"{_plain(step)}{word}"
    return f"{_plain(step)} {word}"


def share_text(share: float) -> str:
    """A share in per cent, with as many decimals as it needs."""
    return f"{_plain(share * 100)}%"


def _plain(value: float) -> str:
    return f"{rounded(value, 3):,.10f}".rstrip("0").rstrip(".")
