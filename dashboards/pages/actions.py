"""Actions: what has been agreed on, what is due, and what the figures have done since."""

from dashboards.notebook.listing import actions_list
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit


def answer(visit: Visit, report: LoadReport) -> Answer:
    """The list."""
    return Answer(body=actions_list(visit))


PAGE = Page("/actions", "actions", answer, filters=(), group="overview")
