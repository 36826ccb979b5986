"""Who comes when and does what: all of it settled before the first request is sent."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.monday.people import Person

OPEN, FILTER, DRILL, SCROLL, EXPORT, LOGIN = "open", "filter", "drill", "scroll", "export", "login"
# Parts of the visits that go on, as SAFETY's profile has them.
_GO_ON = ((SCROLL, 0.30), (FILTER, 0.60), (DRILL, 0.25), (EXPORT, 0.05))
_THINKS = (3.0, 12.0)
_COLD = 0.2


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person does.

    Attributes:
        kind: what.
        due: seconds after the beginning of the phase.
    """

    kind: str
    due: float


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one page.

    Attributes:
        person: who.
        page: its path.
        acts: in order; the first is due when he comes.
        is_cold: whether his browser fetches style sheets and scripts, too.
        number: of the visit, for choices that differ from one to the next.
    """

    person: Person
    page: str
    acts: tuple[Act, ...]
    is_cold: bool
    number: int


def timetable(
    people: Sequence[Person], per_second: float, seconds: float, seed: int, first: int = 0
) -> tuple[Visit, ...]:
    """Visits that begin at random moments, as many in the mean as asked for.

    Args:
        people: who comes; everybody once before anybody comes again.
        per_second: visits.
        seconds: in which they begin; what they do after it may come later.
        seed: of chance.
        first: so many visits have been before, so that others come now.
    """
    chance = random.Random(seed)
    visits: list[Visit] = []
    at = chance.expovariate(per_second)
    while at < seconds:
        number = first + len(visits)
        person = people[number % len(people)]
        acts, due = [Act(OPEN, at)], at
        for kind, part in _GO_ON:
            if chance.random() < part:
                due += chance.uniform(*_THINKS)
                acts.append(Act(kind, due))
        page = chance.choice(person.pages)
        visits.append(Visit(person, page, tuple(acts), chance.random() < _COLD, number))
        at += chance.expovariate(per_second)
    return tuple(visits)


def all_at(people: Sequence[Person], kind: str, count: int, every: float) -> tuple[Visit, ...]:
    """Visits that do one thing only, one after the other at equal distances.

    Args:
        people: who comes, in turn.
        kind: what each does.
        count: how many visits.
        every: seconds between them.
    """
    coming = [people[n % len(people)] for n in range(count)]
    return tuple(
        Visit(person, person.pages[-1], (Act(kind, n * every),), False, n)
        for n, person in enumerate(coming)
    )
