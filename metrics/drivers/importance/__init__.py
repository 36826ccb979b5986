"""Which part of the explained variance goes to which driver: an order, never evidence of an effect.

A driver without any effect gets a positive share too, so that shares order only drivers that passed
the gates. ``lmg`` averages over all orders of entry (up to 12 drivers), ``relative_weights`` takes
over beyond, ``ties`` tells which orders the draws of stores do not settle, ``shares`` puts them
together.
"""

from metrics.drivers.importance.shares import among, shares

__all__ = ["among", "shares"]
