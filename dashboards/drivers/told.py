"""What the page tells: an analysis with the names, units and steps that its words need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from dashboards.drivers.sentences import Basis, Effect, Named, effect_of
from metrics.drivers.one_store.result import OneStore
from metrics.drivers.relation import Relation
from metrics.drivers.result import Analysis, Coefficient, Share
from metrics.drivers.what_if.moves import Scenario

USUAL_LEVEL = 0.95
# A level that is a whole per cent may lie a hair below it.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Told:
    """An analysis, ready to be shown.

    Attributes:
        target: the profit figure.
        drivers: every declared driver, by id, in order of declaration.
        analysis: as far as it is worked out; None while nothing is, and where nothing could be.
        basis: what it rests on.
        complete: whether intervals, gates and importance are worked out.
        failed: whether the process that works them out has failed.
        busy: whether too many wait for it.
        undeclared: whether declared changes of measurement cannot be read, so that nothing is told.
        relations: points of the drivers, by id.
        store: the one store that is looked at; empty for several.
        beside: what is said of that store by itself; None for several.
        scenario: what that store may be asked; None for several.
        scale: its size as a multiple of the typical store, whose effects the analysis tells.
    """

    target: Named
    drivers: Mapping[str, Named]
    analysis: Analysis | None
    basis: Basis
    complete: bool = True
    failed: bool = False
    busy: bool = False
    undeclared: bool = False
    relations: Mapping[str, Relation] = field(default_factory=dict)
    store: str = ""
    beside: OneStore | None = None
    scenario: Scenario | None = None
    scale: float = 1.0

    @property
    def is_working(self) -> bool:
        """Whether more will come."""
        return not self.complete and not self.failed

    @property
    def level(self) -> str:
        """Confidence of the intervals of drivers that are shown, in whole per cent.

        Those picked out for standing out have wider intervals than the usual 95 %. What a fraction
        of a per cent adds is left out: they hold at least what is said.
        """
        found = None if self.analysis is None else self.analysis.diagnostics
        level = found.level_of_shown if found is not None and self.shown() else None
        return f"{floor(100 * (USUAL_LEVEL if level is None else level) + _ROUNDING)}"

    @property
    def is_wider(self) -> bool:
        """Whether intervals of drivers that are shown are wider than usual."""
        return self.level != f"{round(100 * USUAL_LEVEL)}"

    def effects(self) -> list[Effect]:
        """What goes with each driver of the fit: what is shown first, the strongest first.

        Strength is the effect of one spread of the driver inside stores; with an importance its
        order decides among those that are shown. Without a ranking they stand as declared.
        """
        order = {
            name: place
            for place, share in enumerate(self._importance())
            for name in share.name.split("+")
        }
        fitted = [c for c in self._coefficients() if c.name in self.drivers]

        def key(coefficient: Coefficient) -> tuple[bool, int, float]:
            strength = abs(coefficient.estimate) * (coefficient.spread or 0.0)
            if self.complete and not self.is_ranked:
                # As they were declared.
                strength = -float(list(self.drivers).index(coefficient.name))
            shown = self._may_be_shown(coefficient)
            return not shown, order.get(coefficient.name, len(order)), -strength

        return [
            effect_of(
                c,
                self.scale,
                has_interval=self.complete,
                is_log=self.drivers[c.name].is_log,
            )
            for c in sorted(fitted, key=key)
        ]

    def shown(self) -> list[Effect]:
        """Those whose direction may be said."""
        return [effect for effect in self.effects() if effect.shown]

    def coefficient(self, driver: str) -> Coefficient | None:
        """Of one driver; None where it is not in the model."""
        return next((c for c in self._coefficients() if c.name == driver), None)

    def name_of(self, name: str, language: str) -> str:
        """What a driver is called; a name that is not known stays as it is."""
        if name == self.target.id:
            return self.target.name.say(language)
        found = self.drivers.get(name)
        return name if found is None else found.name.say(language)

    @property
    def is_ranked(self) -> bool:
        """Whether what is shown may be put in order; hold-out decides on the order alone."""
        return self.analysis is not None and self.analysis.refused is None

    def _may_be_shown(self, coefficient: Coefficient) -> bool:
        return self.complete and coefficient.shown

    def _coefficients(self) -> Sequence[Coefficient]:
        return () if self.analysis is None else self.analysis.coefficients

    def _importance(self) -> Sequence[Share]:
        return () if self.analysis is None else self.analysis.importance
