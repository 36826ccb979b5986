"""Worked examples of after-sales."""
