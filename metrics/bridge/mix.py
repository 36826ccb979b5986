"""Volume, mix and rate: the change of a mean, parted into who counted and what each brought.

The mean of a group is the sum of shares times rates. Its change is parted as T. L. Bennet did for
prices and quantities (Journal of the Royal Statistical Society 83 (1920) 455-462): each change is
valued at the mean of before and after of the other side. That is symmetric and leaves nothing
over. A share that grows brings what its rate lies above the mean of all: shares add up to one, so
that the level taken off changes no sum and makes each member's part say something.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Amounts = Mapping[str, tuple[float, float]]
"""Numerator and denominator of each member."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member's part in the change of a mean, in the unit of the mean.

    Attributes:
        name: of the member.
        mix: from its share.
        rate: from its own mean.
        before: numerator and denominator.
        after: the same.
    """

    name: str
    mix: float
    rate: float
    before: tuple[float, float]
    after: tuple[float, float]


def mix_and_rate(before: Amounts, after: Amounts) -> tuple[Member, ...] | None:
    """Each member's part; all of them add up to the change of the mean.

    A member that stands on one side only counts with the rate of that side, so that it is all mix.
    An amount without cases has no share and is all rate.

    Returns:
        None where one side has no cases in all.
    """
    cases = [sum(below for _, below in side.values()) for side in (before, after)]
    if not all(cases):
        return None
    amounts = [sum(above for above, _ in side.values()) for side in (before, after)]
    middle = (amounts[0] / cases[0] + amounts[1] / cases[1]) / 2
    found = []
    for name in sorted({*before, *after}):
        sides = before.get(name, (0.0, 0.0)), after.get(name, (0.0, 0.0))
        shares = [below / whole for (_, below), whole in zip(sides, cases, strict=True)]
        rates = [above / below if below else None for above, below in sides]
        loose = [
            0.0 if below else above / whole
            for (above, below), whole in zip(sides, cases, strict=True)
        ]
        first = rates[0] if rates[0] is not None else rates[1]
        last = rates[1] if rates[1] is not None else rates[0]
        mix, rate = 0.0, loose[1] - loose[0]
        if first is not None and last is not None:
            mix = ((first + last) / 2 - middle) * (shares[1] - shares[0])
            rate += (shares[0] + shares[1]) / 2 * (last - first)
        found.append(Member(name, mix, rate, *sides))
    return tuple(found)
