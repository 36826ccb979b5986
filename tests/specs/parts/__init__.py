"""Worked examples of the parts department."""
