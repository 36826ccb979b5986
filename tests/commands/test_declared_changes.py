"""Declared changes of measurement on their way to the screen."""

from pathlib import Path

import pytest

from commands.settings import Settings
from commands.web import services_of
from dashboards.services import UnreadableChangesError


def test_what_cannot_be_read_is_told_with_its_line_and_without_the_path(tmp_path: Path) -> None:
    services = services_of(Settings.from_environ({"FORECOURT_HOME": str(tmp_path)}))
    services.database.dispose()
    assert services.changes() == ()
    file = tmp_path / "measurement-changes.csv"
    file.write_text("kpi,since\nnps,June\n", encoding="utf-8")
    with pytest.raises(UnreadableChangesError) as told:
        services.changes()
    assert str(told.value) == (
        "measurement-changes.csv, line 2: expected a month such as 2026-03, got 'June': "
        "write YYYY-MM"
    )
    file.write_text("kpi,since\nnps,2026-03\n", encoding="utf-8")
    assert [change.kpi for change in services.changes()] == ["nps"]
