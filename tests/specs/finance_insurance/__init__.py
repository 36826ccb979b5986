"""Worked examples of finance and insurance."""
