"""The store of data: tables, calendar, engines, roll-ups and snapshots.

It knows nothing of KPIs, of extracts or of screens.
"""
