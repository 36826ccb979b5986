"""Sums and products with twice the digits of a float: a number is a pair, high and low part.

Error-free transformations of Knuth (two_sum) and Dekker (two_prod), on whole arrays. They need
nothing of the machine but correctly rounded float64; `longdouble` is wider on some machines only.
"""

import math

import numpy as np

from metrics.drivers.panel import Floats

Pair = tuple[Floats, Floats]

# 2**27 + 1 parts 53 binary digits into halves whose products are exact.
_PARTING = 134217729.0


def two_sum(one: Floats, other: Floats) -> Pair:
    """The rounded sum and what rounding took from it."""
    total = one + other
    of_other = total - one
    return total, (one - (total - of_other)) + (other - of_other)


def two_prod(one: Floats, other: Floats) -> Pair:
    """The rounded product and what rounding took from it."""
    product = one * other
    high, low = _parted(one)
    other_high, other_low = _parted(other)
    lost = ((high * other_high - product) + high * other_low + low * other_high) + low * other_low
    return product, lost


def added(pair: Pair, more: Pair) -> Pair:
    """The sum of two pairs."""
    total, lost = two_sum(pair[0], more[0])
    high = total + (lost + (pair[1] + more[1]))
    return high, (total - high) + (lost + (pair[1] + more[1]))


def left_over(outcome: Pair, columns: Floats, weights: Pair) -> Pair:
    """What the outcome has beyond the weighted sum of columns.

    Args:
        outcome: shape (n,).
        columns: shape (n, k).
        weights: shape (k,).
    """
    left = outcome
    for position in range(columns.shape[1]):
        column = columns[:, position]
        product, lost = two_prod(column, -weights[0][position : position + 1])
        left = added(left, (product, lost - column * weights[1][position]))
    return left


def exact_products(columns: Floats, residuals: Pair) -> Floats:
    """Shape (k,): the sum of each column times the residuals, rounded once."""
    sums = []
    for column in columns.T:
        product, lost = two_prod(column, residuals[0])
        sums.append(math.fsum(np.concatenate([product, lost, column * residuals[1]])))
    return np.array(sums)


def _parted(number: Floats) -> Pair:
    stretched = _PARTING * number
    high = stretched - (stretched - number)
    return high, number - high
