"""Who comes on Monday: a manager of each store, department managers, owners, regional staff."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from access import Grants, Limits, NewUser, Origin, Role, add_user, open_session
from bench.monday.marks import MarkedStore
from bench.monday.oracle import Oracle, Rights
from commands.application_database import application_database
from commands.settings import Settings

PASSWORD = "Montag früh um neun 早上"
# Every so many stores: a manager of one department.
_DEPARTMENT_OF = 2
_PAGE_OF = {"sales": "/sales", "after_sales": "/after-sales", "parts": "/parts"}
_OPEN_TO_ALL = ("/", "/", "/", "/", "/sales", "/after-sales", "/parts", "/profit")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in.

    Attributes:
        name: user name.
        rights: what is his, for the oracle.
        pages: those that he opens; each as often as it stands here.
        secret: of his session.
        others_store: code of a store that is not his.
    """

    name: str
    rights: Rights
    pages: tuple[str, ...]
    secret: str
    others_store: str


def add_people(
    settings: Settings, stores: Sequence[MarkedStore], oracle: Oracle, seed: int
) -> tuple[Person, ...]:
    """Add everybody to an application database and sign them in.

    Args:
        settings: of the database.
        stores: of the network.
        oracle: for what is whose.
        seed: for the order, in which scopes of all kinds are mixed.
    """
    by = Origin("operator", datetime.now(UTC))
    made = []
    with application_database(settings) as database:
        for new, own, pages in _everybody(stores):
            user = add_user(database, new, PASSWORD, by)
            secret = open_session(database, user, by, Limits())
            rights = oracle.rights(own)
            other = next((s.code for s in stores if s.code not in rights.codes), "")
            made.append(Person(new.name, rights, pages, secret, other))
    random.Random(seed).shuffle(made)
    return tuple(made)


def _everybody(
    stores: Sequence[MarkedStore],
) -> Iterator[tuple[NewUser, Sequence[MarkedStore], tuple[str, ...]]]:
    for number, store in enumerate(stores):
        grants = Grants(stores=frozenset({store.code}))
        yield NewUser(f"gm-{store.code.lower()}", Role.GM, grants), (store,), _OPEN_TO_ALL
        if number % _DEPARTMENT_OF == 0:
            department = tuple(_PAGE_OF)[number // _DEPARTMENT_OF % len(_PAGE_OF)]
            grants = Grants(grants.stores, frozenset(), frozenset({department}))
            name = f"{department.replace('_', '-')}-{store.code.lower()}"
            yield NewUser(name, Role.DEPARTMENT, grants), (store,), ("/", _PAGE_OF[department])
    for group, members in groupby(stores, lambda store: store.group):
        own = tuple(members)
        grants = Grants(stores=frozenset(store.code for store in own))
        yield NewUser(f"owner-{group}", Role.GM, grants), own, _OPEN_TO_ALL
    for at, (region, members) in enumerate(groupby(stores, lambda store: store.region)):
        grants = Grants(regions=frozenset({region}))
        yield NewUser(f"region-{at}", Role.REGION, grants), tuple(members), ("/", "/", "/compare")
