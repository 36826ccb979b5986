"""Changes of products and of means are parted without anything left over."""

from math import isclose, prod

from hypothesis import given
from hypothesis import strategies as st

from metrics.bridge.mix import mix_and_rate
from metrics.bridge.weights import Method, log_mean, method_for, weights

positive = st.floats(1e-3, 1e6)
signed = st.one_of(st.floats(-1e4, 1e4), st.just(0.0))


def pairs(values: st.SearchStrategy[float]) -> st.SearchStrategy[list[tuple[float, float]]]:
    return st.lists(st.tuples(values, values), min_size=1, max_size=6)


def parted(factors: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Sum of the parts, the change itself, and the size against which rounding is seen."""
    before, after = ([pair[side] for pair in factors] for side in (0, 1))
    parts = [
        weight * (b - a) for weight, a, b in zip(weights(before, after), before, after, strict=True)
    ]
    size = max(abs(prod(before)), abs(prod(after)), *(abs(part) for part in parts), 1e-300)
    return sum(parts), prod(after) - prod(before), size


@given(pairs(positive))
def test_parts_of_a_product_add_up_where_all_factors_are_above_zero(
    factors: list[tuple[float, float]],
) -> None:
    total, change, size = parted(factors)
    assert abs(total - change) <= 1e-9 * size


@given(pairs(signed))
def test_parts_of_a_product_add_up_through_zero_and_changes_of_sign(
    factors: list[tuple[float, float]],
) -> None:
    before, after = ([pair[side] for pair in factors] for side in (0, 1))
    total, change, _ = parted(factors)
    size = prod(max(abs(a), abs(b)) for a, b in zip(before, after, strict=True))
    assert abs(total - change) <= 1e-9 * max(size, 1e-300)


@given(pairs(positive))
def test_going_back_gives_the_same_parts_with_the_other_sign(
    factors: list[tuple[float, float]],
) -> None:
    before, after = ([pair[side] for pair in factors] for side in (0, 1))
    there, back = weights(before, after), weights(after, before)
    assert all(isclose(one, other, rel_tol=1e-9) for one, other in zip(there, back, strict=True))


@given(pairs(signed), st.randoms(use_true_random=False))
def test_the_order_of_the_factors_does_not_matter(
    factors: list[tuple[float, float]], random: object
) -> None:
    turned = list(reversed(factors))
    parts = [weights([a for a, _ in each], [b for _, b in each]) for each in (factors, turned)]
    assert all(
        isclose(one, other, rel_tol=1e-9, abs_tol=1e-9 * max(1.0, abs(one)))
        for one, other in zip(parts[0], reversed(parts[1]), strict=True)
    )


def test_a_worked_product() -> None:
    # 100 orders x 2 hours, then 110 orders x 1.8 hours: 200 -> 198 hours.
    orders, hours = weights([100, 2], [110, 1.8])
    assert isclose(orders * 10, 198.9983 * 0.0953102, rel_tol=1e-5)
    assert isclose(hours * -0.2, 198.9983 * -0.1053605, rel_tol=1e-5)
    assert method_for([100, 2], [110, 1.8]) is Method.LMDI


def test_a_factor_that_changes_its_sign_is_parted_by_shapley() -> None:
    # 10 cars lose 500 each, then 12 cars earn 300 each: -5,000 -> 3,600.
    cars, gross = weights([10, -500], [12, 300])
    assert method_for([10, -500], [12, 300]) is Method.SHAPLEY
    assert isclose(cars, -100)
    assert isclose(gross, 11)
    assert isclose(cars * 2 + gross * 800, 8600)


@given(positive, positive)
def test_the_logarithmic_mean_lies_between(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert low * (1 - 1e-12) <= log_mean(one, other) <= high * (1 + 1e-12)
    assert isclose(log_mean(one, other), log_mean(other, one), rel_tol=1e-12)


amounts = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.tuples(st.floats(-1e5, 1e5), st.integers(0, 50).map(float)),
    min_size=1,
)


@given(amounts, amounts)
def test_mix_and_rate_add_up_to_the_change_of_the_mean(
    before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]
) -> None:
    parts = mix_and_rate(before, after)
    cases = [sum(below for _, below in side.values()) for side in (before, after)]
    if parts is None:
        assert not all(cases)
        return
    means = [
        sum(above for above, _ in side.values()) / whole
        for side, whole in zip((before, after), cases, strict=True)
    ]
    total = sum(part.mix + part.rate for part in parts)
    assert isclose(total, means[1] - means[0], rel_tol=1e-9, abs_tol=1e-5)


def test_a_worked_mix() -> None:
    # Of 10 cars 5 are dear (2,000 each) and 5 cheap (1,000): 1,500. Then 8 are cheap, at 1,000, and
    # 2 dear, at 2,500: 1,300.
    parts = mix_and_rate(
        {"dear": (10_000, 5), "cheap": (5_000, 5)}, {"dear": (5_000, 2), "cheap": (8_000, 8)}
    )
    assert parts is not None
    found = {part.name: (round(part.mix, 6), round(part.rate, 6)) for part in parts}
    # Middle mean 1,400: dear -0.3 x (2,250 - 1,400) and 0.35 x 500, cheap 0.3 x (1,000 - 1,400).
    assert found == {"dear": (-255.0, 175.0), "cheap": (-120.0, 0.0)}


def test_a_member_that_is_new_is_all_mix_and_an_amount_without_cases_all_rate() -> None:
    parts = mix_and_rate({"old": (100, 10)}, {"old": (100, 10), "new": (90, 5), "fee": (30, 0)})
    assert parts is not None
    found = {part.name: part for part in parts}
    assert found["new"].rate == 0
    assert found["fee"].mix == 0
    assert isclose(found["fee"].rate, 2)
