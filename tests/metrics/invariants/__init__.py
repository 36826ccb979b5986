"""Tests of what must hold between figures."""
