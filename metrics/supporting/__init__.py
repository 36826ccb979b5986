"""Figures that explain KPIs and are none themselves: parts of a stock, steps of a book, sums.

They are asked for like KPIs (`figure`), from the same roll-ups and under the same scope, but they
are not in the catalogue. `registry` lists them.
"""
