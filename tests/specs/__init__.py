"""Worked examples: every KPI in a drawn table that can be checked by hand, on every engine."""
