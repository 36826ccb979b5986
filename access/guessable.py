"""Which passwords are tried first by whoever guesses: the common ones, names, words of the trade.

No rule asks for capitals, digits or signs: such rules make people write `Password1!`. What is
looked at is only whether a password is on a list, or hardly more than a word that anybody knows.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
# What a stranger knows about a dealership: its trade, this program, the brands.
TRADE = (
    "forecourt",
    "dealership",
    "dealer",
    "4s店",
    "4s",
    "经销商",
    "汽车",
    "密码",
    "mima",
    "qiche",
    "jingxiaoshang",
    "admin",
    "manager",
    "toyota",
    "honda",
    "nissan",
    "mazda",
    "volkswagen",
    "audi",
    "bmw",
    "mercedes",
    "benz",
    "porsche",
    "volvo",
    "ford",
    "buick",
    "cadillac",
    "chevrolet",
    "hyundai",
    "lexus",
    "tesla",
    "geely",
    "chery",
    "changan",
    "haval",
    "hongqi",
    "丰田",
    "本田",
    "日产",
    "大众",
    "奥迪",
    "宝马",
    "奔驰",
    "别克",
    "吉利",
    "奇瑞",
    "长安",
    "红旗",
    "比亚迪",
    "byd",
    "fengtian",
    "bentian",
    "dazhong",
    "aodi",
    "baoma",
    "benchi",
)
# Of what is left beside such words, this many letters make a password of its own.
_OWN_LETTERS = 4
_SHORTEST_PATTERN = 5
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def is_common(password: str) -> bool:
    """Tell whether a password is on the list, or a word of the other list with digits around it."""
    plain = _plain(password)
    return plain in _lines("common-passwords.txt") or _core(plain) in _lines("common-words.txt")


def is_pattern(password: str) -> bool:
    """Tell whether it repeats a few characters or runs along the alphabet or the keyboard."""
    plain = _plain(password)
    period = next(
        n for n in range(1, len(plain) + 1) if plain == (plain[:n] * len(plain))[: len(plain)]
    )
    if period < _SHORTEST_PATTERN:
        return True
    return any(plain in run or plain in run[::-1] for run in _RUNS)


def is_made_of(password: str, words: Iterable[str]) -> bool:
    """Tell whether hardly anything is left of a password without some words, digits and signs.

    Args:
        password: as typed.
        words: names that go with the person: his own, that of his stores.
    """
    plain = _plain(password)
    rest = plain
    known = {_plain(word) for word in words} | set(TRADE)
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, " ") if len(word) > 1 else rest
    return rest != plain and len(re.sub(r"[\W\d_]", "", rest)) < _OWN_LETTERS


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _core(plain: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)


@lru_cache
def _lines(name: str) -> frozenset[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))
