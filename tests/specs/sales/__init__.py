"""Worked examples of the sales department."""
