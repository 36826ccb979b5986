"""Opening the published snapshot, or saying why not."""

from pathlib import Path

import pytest

from commands.errors import UserError
from commands.reading import open_reader
from commands.settings import Settings


def test_an_empty_data_directory_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings.from_environ({"FORECOURT_HOME": str(tmp_path)})
    with pytest.raises(UserError, match="nothing has been loaded"), open_reader(settings):
        pass


def test_an_engine_that_is_not_served_yet_is_refused(tmp_path: Path) -> None:
    settings = Settings.from_environ(
        {"FORECOURT_HOME": str(tmp_path), "FORECOURT_WAREHOUSE_URL": "clickhousedb://localhost/x"}
    )
    with pytest.raises(UserError, match="embedded engine"), open_reader(settings):
        pass
