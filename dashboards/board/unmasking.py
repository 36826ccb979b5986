"""One record of the documents behind a figure, looked up again for whoever may un-mask it."""

from collections.abc import Collection

from access import ScopeError
from dashboards.board.documents import AT_MOST, wanted_of
from dashboards.board.narrowed import tile_of
from dashboards.board.path import read_path
from dashboards.visit import Visit
from metrics.catalogue import kpi as kpi_of
from metrics.selection import QuestionError
from metrics.unmasking import Record, find_record


class RecordError(Exception):
    """The record is not among what is open to the reader.

    Attributes:
        reason: ``scope`` where what was named is not open to him, else ``record``.
    """

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def record_of(visit: Visit, mark: str, whole: Collection[str] = ()) -> Record:
    """The record of a mark, among the documents of the step that the address names.

    Args:
        visit: who looks at what.
        mark: of the record.
        whole: classes of personal data whose values are told as they are.

    Raises:
        RecordError: it is not there, or not open to the reader, or he may un-mask nothing.
    """
    if visit.mark is None:
        raise RecordError("record")
    try:
        kpi = kpi_of(visit.view.drilled)
        path = read_path(visit, kpi)
        here = path.narrow
        selection = here.select(tile_of(path, kpi).period)
        question = (kpi, selection, wanted_of(path, AT_MOST, visit.mark))
        found = find_record(here.reader, here.scope, question, mark, whole)
    except ScopeError:
        raise RecordError("scope") from None
    except QuestionError:
        raise RecordError("record") from None
    if found is None:
        raise RecordError("record")
    return found
