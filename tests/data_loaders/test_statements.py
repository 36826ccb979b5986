"""What is read from each sample is what was read from it when a person last looked."""

from pathlib import Path

import pytest

from tests.data_loaders.samples import SAMPLES
from tests.data_loaders.statements import kept, state


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_as_stated(tmp_path: Path, name: str) -> None:
    assert state(name, tmp_path) == kept()[name]


def test_every_statement_has_its_sample() -> None:
    assert list(kept()) == list(SAMPLES)
