"""The vocabulary in which KPIs are written.

``facts`` (rows), ``measures`` (sums over them), ``windows`` (which days), ``formula`` (terms and
ratios), ``kpi`` (the whole), ``period`` and ``words``.
"""
