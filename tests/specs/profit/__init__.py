"""Worked examples of the whole store's profit and its finance department."""
