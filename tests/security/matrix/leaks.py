"""What an answer tells that is not its reader's: other stores, persons as they are, sums."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.security.matrix.oracle import Rights
from tests.security.matrix.reply import Reply
from tests.security.matrix.stores import BASE, CODES, MARK, STORES

# Rows of a month or of all months, once or as income; what else a digit says was divided.
_DIGITS = frozenset({1, 2, 3, 6, 9, 18, 27})
_CODE = re.compile("ZK0[1-6]")
_PERSONS = {
    "name": re.compile(r"CANARY-ZK0\d"),
    "phone": re.compile(r"1390[1-6]\d{6}"),
    "vin": re.compile(r"LVSZK0\dAKEBC\d{5}"),
    "plate": re.compile(r"京AZK0\d{3}"),
    "staff": re.compile(r"ZK0\d-STAFF-\d"),
    "customer_id": re.compile(r"ZK0\d-CUSTOMER-\d"),
    "free_text": re.compile(r"ZK0\d-FREE-\d"),
}
_ENTRY = re.compile(r"ZK0\d-(?:NOTE|MEASURE)-(\w+)")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a channel opens beside figures.

    Attributes:
        codes: of stores that it may name.
        amounts: whether it may tell sums of the stores that are open.
        persons: what it may tell of persons as it is, whole values.
    """

    codes: frozenset[str] = frozenset()
    amounts: bool = True
    persons: frozenset[str] = frozenset()


FIGURES = Opened()
NAMES_OF_ALL = Opened(CODES, amounts=False)


def leaks(reply: Reply, rights: Rights, opened: Opened = FIGURES) -> list[str]:
    """Everything in an answer that is not open to its reader, in words."""
    named = rights.codes | opened.codes
    persons = _persons(reply, rights, opened.persons)
    found = [*_places(reply, named), *persons, *_entries(reply, rights)]
    stores = rights.codes if opened.amounts else frozenset()
    found += [f"sum {n:.0f} of {sorted(of)}" for n, of in sums(reply) if not of <= stores]
    return [f"{reply.label}: {each}" for each in found]


def codes_in(text: str) -> frozenset[str]:
    """Codes of stores that stand in a text."""
    return frozenset(_CODE.findall(text))


def sums(reply: Reply) -> Iterator[tuple[float, frozenset[str]]]:
    """The numbers that are amounts of the canary, and the stores that went into them."""
    for number in set(reply.numbers):
        stores = stores_in(number)
        if stores:
            yield number, stores


def stores_in(number: float) -> frozenset[str]:
    """Codes of the stores that went into a sum; none where it is no such sum."""
    rest, remainder = divmod(round(abs(number)), MARK)
    if remainder or not rest or abs(number) != round(abs(number)):
        return frozenset()
    digits = {}
    for store in STORES:
        rest, digits[store.code] = divmod(rest, BASE)
    if rest or not set(digits.values()) - {0} <= _DIGITS:
        return frozenset()
    return frozenset(code for code, digit in digits.items() if digit)


def _places(reply: Reply, named: frozenset[str]) -> Iterator[str]:
    text = reply.text
    yield from (f"code {code}" for code in codes_in(text) - named - reply.asked)
    mine = [store for store in STORES if store.code in named]
    words = {word for store in STORES for word in (store.name, store.city, store.brand)}
    words |= {store.region for store in STORES}
    words -= {word for s in mine for word in (s.name, s.city, s.brand, s.region)}
    yield from (f"place {word}" for word in words if word in text)


def _persons(reply: Reply, rights: Rights, opened: frozenset[str]) -> Iterator[str]:
    for class_, pattern in _PERSONS.items():
        if class_ not in rights.as_they_are:
            found = sorted(set(pattern.findall(reply.text)) - opened)
            if found:
                yield f"{class_} {found[0]}"


def _entries(reply: Reply, rights: Rights) -> Iterator[str]:
    for department in set(_ENTRY.findall(reply.text)):
        if rights.departments is not None and department not in rights.departments:
            yield f"entry of {department}"
