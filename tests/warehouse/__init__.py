"""Tests of the store of data."""
