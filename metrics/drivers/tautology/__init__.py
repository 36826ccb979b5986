"""Whether a driver is made of its target, so that it would always "explain" it.

``money`` follows a measure down to the money columns that it sums, ``filters`` tells which of two
sums can share documents, ``footprint`` says what a KPI is made of, ``guard`` gives the verdict.
Nothing is listed by hand: all follows from formulas, facts and the decomposition trees.
"""
