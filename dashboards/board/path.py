"""The way down from a figure: region, store, business line, person, then its documents.

Each step narrows the figure to a member of a grouping. The address holds the steps; here they are
held against what the reader may see and what the facts behind the KPI know.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboards.charts.members import OF_A_STORE, is_hidden, name_of
from dashboards.charts.ranking import breaks_down
from dashboards.query import Step
from dashboards.visit import Visit
from metrics.directory import Store
from metrics.model.formula import measures_of
from metrics.model.kpi import Kpi
from metrics.selection import QuestionError

PLACES = ("region", "store")
LINES = ("department", "business_type", "vehicle_type", "product", "repair_type", "visit_type")
MOST_STEPS = 8


class NoSuchStepError(QuestionError):
    """A step that leads nowhere, for this reader and this KPI.

    Attributes:
        step: grouping and member.
        key: of the words that say so.
        before: the steps that lead somewhere.
    """

    def __init__(self, step: Step, key: str, before: Sequence[Step]) -> None:
        """Keep what is needed to say it and to offer the way back.

        Args:
            step: grouping and member.
            key: of the words.
            before: the steps before it.
        """
        super().__init__(f"no step {':'.join(step)} from here ({key})")
        self.step, self.key, self.before = step, key, tuple(before)


@dataclass(frozen=True, slots=True)
class Path:
    """Where somebody stands on the way down.

    Attributes:
        steps: as walked.
        members: those of them that are members of dimensions of the facts.
        narrow: the same visit, about the stores that the steps leave.
        offered: the groupings that are still ahead, in the fixed order.
    """

    steps: tuple[Step, ...]
    members: tuple[Step, ...]
    narrow: Visit
    offered: tuple[str, ...]


def read_path(visit: Visit, kpi: Kpi) -> Path:
    """The steps of the address.

    Raises:
        NoSuchStepError: a store or region that is not open to the reader, people whose codes are
            hidden from him, a grouping that the facts behind the KPI do not know or that is named
            twice.
        ScopeError: no store is open to the reader.
    """
    stores = visit.stores()
    members: list[Step] = []
    steps = visit.view.at
    for place, (name, member) in enumerate(steps):
        before = steps[:place]
        if place >= MOST_STEPS or name in {taken for taken, _ in before}:
            raise NoSuchStepError((name, member), "path.no_grouping", before)
        if name in PLACES:
            stores = tuple(store for store in stores if store.member(name) == member)
            if not stores:
                raise NoSuchStepError((name, member), "path.no_member", before)
        elif is_hidden(visit, name):
            raise NoSuchStepError((name, member), "path.hidden", before)
        elif breaks_down(kpi, name):
            members.append((name, member))
        else:
            raise NoSuchStepError((name, member), "path.no_grouping", before)
        if name in OF_A_STORE and len(stores) > 1:
            # Staff codes are those of a store: the same code is somebody else next door.
            raise NoSuchStepError((name, member), "path.store_first", before)
    codes = tuple(store.code for store in stores) if steps else visit.view.stores
    narrow = replace(visit, view=replace(visit.view, stores=codes))
    taken = {name for name, _ in steps}
    ahead = [*_places(stores), *dimensions_of(kpi)]
    offered = tuple(name for name in ahead if name not in taken and not is_hidden(visit, name))
    return Path(steps, tuple(members), narrow, offered)


def _places(stores: Sequence[Store]) -> list[str]:
    regions = {store.region for store in stores}
    return (["region"] if len(regions) > 1 else []) + (["store"] if len(stores) > 1 else [])


def dimensions_of(kpi: Kpi) -> tuple[str, ...]:
    """The dimensions that every fact behind a KPI knows: business lines, persons, the others."""
    measures = measures_of(kpi.formula)
    names = measures[0].fact.dimensions if measures else {}
    known = [name for name in names if breaks_down(kpi, name)]
    return tuple(sorted(known, key=_rank))


def _rank(name: str) -> tuple[int, int]:
    if name in LINES:
        return 0, LINES.index(name)
    return (1, 0) if name in OF_A_STORE else (2, 0)


def name_of_step(visit: Visit, step: Step) -> str:
    """What a step is called: of a place its name, of anything else what it is, too."""
    name, member = step
    said = name_of(visit, name, member)
    return said if name in PLACES else visit.say("path.step", by=visit.say(f"by.{name}"), name=said)
