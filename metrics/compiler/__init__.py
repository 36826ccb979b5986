"""From measures and windows to statements; nothing here runs one.

``slots`` (a measure over ranges of days), ``details`` (from facts), ``daily`` (from the roll-up of
each store and day), ``spreads`` (counted values behind percentiles), ``coverage`` (which months
hold data).
"""
