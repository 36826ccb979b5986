"""Stores and people beside one another: what a gap is worth, and whether it says anything.

``noise`` says how far a figure moves by chance, ``funnel`` whether a gap is larger than that,
``shrinkage`` what small numbers are worth, ``gap_money`` what a gap comes to in CNY. ``places``
puts them together for one KPI and one group, ``standings`` for stores among their peers,
``persons`` for the people of a store. Formulas of KPIs are not here.
"""
