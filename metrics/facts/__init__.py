"""The facts: rows of the warehouse, widened by what other tables say of them.

One module for each subject. A fact never divides and never sums; measures do the sums, KPIs the
division. Columns that several facts need are made in ``columns``.
"""
