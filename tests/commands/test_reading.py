"""Opening the published snapshot, or saying why not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.errors import UserError
from commands.publishing import load_paths
from commands.reading import open_reader
from commands.settings import Settings


def test_an_empty_data_directory_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings.from_environ({"FORECOURT_HOME": str(tmp_path)})
    with pytest.raises(UserError, match="nothing has been loaded"), open_reader(settings):
        pass


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("clickhousedb://me:secret@127.0.0.1:1/x", r"127\.0\.0\.1:1/x cannot"),
        ("clickhousedb://me:secret@127.0.0.1", "without a host or a database"),
        ("duckdb:////tmp/x.duckdb", "got the scheme duckdb"),
        ("clickhousedb://h/x?replicated=maybe", "replicated=on or off"),
        ("clickhousedb://h/x?cluster=a b", "cluster=NAME"),
        ("clickhousedb://h/x?ch_skip_unavailable_shards=1", "go missing in silence"),
        ("clickhousedb://h/x?ch_join_use_nulls=0", "would turn into zeros"),
    ],
)
def test_a_warehouse_that_cannot_be_read_is_named(tmp_path: Path, url: str, message: str) -> None:
    settings = Settings.from_environ(
        {"FORECOURT_HOME": str(tmp_path), "FORECOURT_WAREHOUSE_URL": url}
    )
    with pytest.raises(UserError, match=message) as caught, open_reader(settings):
        pass
    assert "secret" not in str(caught.value)
    with pytest.raises(UserError, match=message):
        load_paths(settings, [tmp_path], datetime(2026, 1, 1, tzinfo=UTC))
