"""Pieces of a page: pure functions from values to components."""
