"""Which columns of a table play which part in an analysis, and whether they can."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.drivers.input_errors import PanelError
from metrics.near_matches import did_you_mean, near_matches


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns by the part that they play.

    Attributes:
        target: the outcome.
        drivers: one at least.
        controls: what always stays in the model.
        entity: of the stores; None where every row stands for itself.
        time: of the months; None where rows have no time.
        cluster: within which errors may go together; None for the entities, where there are some.
        places: in which stores lie, the widest first.
    """

    target: str
    drivers: tuple[str, ...]
    controls: tuple[str, ...] = ()
    entity: str | None = None
    time: str | None = None
    cluster: str | None = None
    places: tuple[str, ...] = ()

    @property
    def numeric(self) -> tuple[str, ...]:
        """Columns that must hold numbers."""
        return (self.target, *self.drivers, *self.controls)

    @property
    def labels(self) -> tuple[str, ...]:
        """Columns that name things, each once."""
        given = (self.entity, self.time, self.cluster, *self.places)
        return tuple(dict.fromkeys(name for name in given if name is not None))

    def check(self, present: Sequence[str]) -> None:
        """See that the parts do not collide and that the columns are there, each once.

        Args:
            present: columns of the table, in order, with those that stand there twice.

        Raises:
            PanelError: it names the column or the pair.
        """
        for part, name in self._collisions():
            raise PanelError(
                f"column {name!r} is named twice, as {part}", "give every column one part"
            )
        for name in (*self.numeric, *self.labels):
            count = list(present).count(name)
            if count == 0:
                near = did_you_mean(near_matches(name, dict.fromkeys(present, ())))
                raise PanelError(
                    f"there is no column {name!r}{near}",
                    f"name one of the columns: {_listed(present)}",
                )
            if count > 1:
                raise PanelError(
                    f"{count} columns are called {name!r}", "give every column its own name"
                )

    def _collisions(self) -> Iterator[tuple[str, str]]:
        parts = [("target", self.target)]
        parts += [("driver", name) for name in self.drivers]
        parts += [("control", name) for name in self.controls]
        parts += [("entity", self.entity)] if self.entity is not None else []
        parts += [("time", self.time)] if self.time is not None else []
        seen: dict[str, str] = {}
        for part, name in parts:
            if name in seen:
                yield f"{seen[name]} and as {part}", name
            seen[name] = part


_SHOWN = 20


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
