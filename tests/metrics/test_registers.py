"""When a register without an entry says that nothing happened."""

import numpy as np
import pytest

from metrics.index import KEPT_MONTHS, months_kept


def kept(rows: str, extract: int = -1) -> str:
    """``rows`` has an x for each month with an entry; the answer one for each month kept."""
    marks = np.concatenate([[0], np.cumsum([mark == "x" for mark in rows])])
    running = months_kept(marks, extract)
    return "".join("x" if step else "." for step in np.diff(running))


@pytest.mark.parametrize(
    ("rows", "extract", "answer"),
    [
        # Nobody ever wrote.
        ("....", 3, "...."),
        # Not before the first entry; between two of them always.
        (".x..x", -1, ".xxxx"),
        # After the last one as far as extracts go.
        (".x...", -1, ".x..."),
        (".x...", 3, ".xxx."),
        (".x...", 9, ".xxxx"),
        (".x...", 0, ".x..."),
    ],
)
def test_a_register_is_kept_from_its_first_entry(rows: str, extract: int, answer: str) -> None:
    assert kept(rows, extract) == answer


def test_after_a_year_without_an_entry_it_is_given_up() -> None:
    quiet = "." * (KEPT_MONTHS + 2)
    assert kept(f"x{quiet}x") == "x" + "x" * KEPT_MONTHS + "..x"
    assert kept(f"x{quiet}", 99) == "x" + "x" * KEPT_MONTHS + ".."
