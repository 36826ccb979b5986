"""Loads of tests to which what is made of the rows does not matter.

Roll-ups take nine tenths of a small load. Whether they are right is the matter of `tests/metrics`
and of `test_carrying`; whether a load builds and compares them, of the first test of `test_load`.
"""

import pytest

from commands import publishing
from warehouse.coverage import build_coverage
from warehouse.snapshots import Build


def without_roll_ups(patch: pytest.MonkeyPatch) -> None:
    """Have loads of this process publish rows and their coverage, and nothing more."""
    patch.setattr(publishing, "prepare", _coverage_only)
    patch.setattr(publishing, "carry", _coverage_only)
    patch.setattr(publishing, "disagreements", lambda database, settings: [])


def _coverage_only(build: Build) -> None:
    build_coverage(build.connection)
