"""Branches are stacked in one statement, or in two where the empty cells would cost too much."""

from hypothesis import given
from hypothesis import strategies as st

from metrics.compiler.details import Branch
from metrics.sums import of_like_width

SELECT: Branch = (None, [])  # type: ignore[assignment]  # widths are all that counts


def branches(*widths: int) -> list[Branch]:
    return [(SELECT[0], [f"b{place}c{n}" for n in range(w)]) for place, w in enumerate(widths)]


def wasted(group: list[Branch]) -> int:
    widths = [len(labels) for _, labels in group]
    return max(widths) * len(widths) - sum(widths)


def test_a_page_of_one_store_is_one_statement() -> None:
    assert len(of_like_width(branches(300, *[2] * 40), 1)) == 1


def test_a_wide_branch_stands_alone_for_many_stores() -> None:
    wide, rest = of_like_width(branches(2, 300, 4, *[2] * 40), 1000)
    assert [len(labels) for _, labels in wide] == [300]
    assert len(rest) == 42


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.sampled_from([1, 10**6]))
def test_every_branch_is_asked_for_once(widths: list[int], stores: int) -> None:
    given_ = branches(*widths)
    groups = of_like_width(given_, stores)
    asked = sorted(label for group in groups for _, labels in group for label in labels)
    assert asked == sorted(label for _, labels in given_ for label in labels)
    assert sum(wasted(group) for group in groups) <= wasted(given_)
