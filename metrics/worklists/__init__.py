"""Documents that wait for somebody: lists with a count, an amount and the most pressing rows.

`model` says what a list is, `reading` answers all lists of a page in one statement, and there is
one module of lists for each department.
"""
