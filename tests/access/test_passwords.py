import itertools
from time import process_time

import pytest
from argon2 import PasswordHasher

from access.errors import AccessError
from access.guessable import _lines
from access.passwords import (
    LONGEST,
    SHORTEST,
    check_password,
    hash_password,
    is_outdated,
    matches,
    one_time_secret,
)

LONG = "一" * 30 + "x" * 94  # no pattern: two different runs


@pytest.mark.parametrize(
    "password",
    [
        "ten chars.",
        " leads and trails ",
        "🚗🚕🚙🚌🚎🏎🚓🚑🚒🚐",
        "春眠不觉晓处处闻啼鸟",
        LONG,
        "83920174655",
        "correct horse battery staple",
        "pale otter" + "x" * (LONGEST - 10),
    ],
)
def test_any_characters_and_great_lengths_are_allowed(password: str) -> None:
    check_password(password, "anna")


@pytest.mark.parametrize(
    "password", ["", "123456789", "x" * (LONGEST + 1), "anna.meister", "ANNA.Meister123"]
)
def test_what_is_short_endless_or_the_name_is_refused(password: str) -> None:
    with pytest.raises(AccessError) as refused:
        check_password(password, "anna.meister")
    if password:
        assert password not in refused.value.message + refused.value.remedy


@pytest.mark.parametrize(
    "password",
    ["1q2w3e4r5t", "Password123", "qwertyuiop", "PASSWORD2026!", "!!iloveyou!!", "5201314woaini",
     "ｐａｓｓｗｏｒｄ123"],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(AccessError, match="tried first"):
        check_password(password, "anna")


@pytest.mark.parametrize(
    "password",
    ["xxxxxxxxxx", "密码密码密码密码密码", "abcabcabcabca", "9876543210", "klmnopqrstuv"],
)
def test_repetitions_and_runs_are_refused(password: str) -> None:
    with pytest.raises(AccessError):
        check_password(password, "anna")


@pytest.mark.parametrize(
    "password",
    ["4s店2026-2026", "Toyota20261126", "一汽丰田-2026-11", "SH0012026!!", "Forecourt#2026",
     "anna.s.2026.11"],
)  # fmt: skip
def test_names_brands_and_words_of_the_trade_are_refused(password: str) -> None:
    with pytest.raises(AccessError, match="hardly more"):
        check_password(password, "anna.s", ("SH001",))


def test_the_lists_hold_what_fits_the_rules() -> None:
    listed = [line for line in _lines("common-passwords.txt") if len(line) >= SHORTEST]
    assert len(listed) > 2000
    for password in listed[:200]:
        with pytest.raises(AccessError):
            check_password(password.upper(), "anna")


def test_the_hash_is_argon2id_with_its_parameters_and_salted() -> None:
    one, other = hash_password(LONG), hash_password(LONG)
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
    assert len(one) <= 255
    assert not is_outdated(one)


def test_nothing_is_cut_or_trimmed() -> None:
    hashed = hash_password(LONG)
    assert matches(hashed, LONG)
    for changed in (LONG[:-1], LONG + " ", LONG[:72] + "y" + LONG[73:], LONG.upper()):
        assert not matches(hashed, changed)


def test_no_hash_no_match_and_none_for_what_is_no_hash() -> None:
    assert not matches(None, "correct horse")
    assert not matches("", "correct horse")
    assert not matches("$argon2id$broken", "correct horse")
    assert not matches(hash_password("x" * LONGEST), "x" * (LONGEST + 1))


def test_half_a_surrogate_pair_is_only_a_wrong_password() -> None:
    assert not matches(hash_password("correct horse"), "\ud83d" * 12)


def test_weaker_parameters_are_noticed() -> None:
    assert is_outdated(
        PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash("correct horse")
    )


def test_an_unknown_name_costs_as_much_as_a_wrong_password() -> None:
    hashed = hash_password("correct horse")

    def work(password_hash: str | None) -> float:
        times = []
        for _ in range(7):
            begun = process_time()
            assert not matches(password_hash, "wrong horses")
            times.append(process_time() - begun)
        return min(times)

    assert 0.5 < work(None) / work(hashed) < 2


def test_a_one_time_secret_has_96_bits_and_fits_the_rules() -> None:
    letters = itertools.cycle(range(28))
    secret = one_time_secret(lambda alphabet: alphabet[next(letters) % len(alphabet)])
    assert secret == "23456-789BC-DFGHJ-KMNPQ"
    made = {one_time_secret() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        check_password(each, "anna")
