"""Actions as a visit pack wants them: what was agreed with its stores."""

from collections.abc import Collection, Sequence

from access import Scope
from access.notebook import Action, Notebook, Status
from access.notebook.actions import MONEY
from dashboards.format import show_difference
from dashboards.visit_pack.agreed import Agreement
from metrics.catalogue import BESIDE, CATALOGUE
from metrics.model.kpi import Unit


class ActionsAgreed:
    """The actions of the notebook.

    Args:
        notebook: where they are kept.
        language: of the expected effect.
    """

    def __init__(self, notebook: Notebook, language: str) -> None:
        self._notebook = notebook
        self._language = language
        self._units = {kpi.id: kpi.unit for kpi in (*CATALOGUE, *BESIDE)}

    def agreed(self, scope: Scope, stores: Collection[str]) -> Sequence[Agreement]:
        """Those with these stores that the scope may see, the newest first."""
        found = self._notebook.actions(scope, stores)
        return [self._agreement(action) for action in found]

    def _agreement(self, action: Action) -> Agreement:
        said, about = action.said, action.about
        closed = action.closed_on
        return Agreement(
            about.store,
            said.measure,
            said.owner,
            action.opened_on,
            said.due,
            closed if action.status is Status.DONE else None,
            about.kpi,
            action.result,
            closed if action.status is Status.CANCELLED else None,
            self._expected(action),
        )

    def _expected(self, action: Action) -> str:
        amount, unit = action.said.expected, self._units.get(action.about.kpi)
        if action.said.expected_unit == MONEY:
            unit = Unit.CNY
        if amount is None or unit is None:
            return ""
        return show_difference(amount, unit, self._language)
