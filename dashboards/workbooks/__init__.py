"""Workbooks of what is on screen: typed values, both sides of each figure, live formulas.

The figures are those of the page itself: the page is answered once more, with a reader that keeps
every answer that it gives.
"""
