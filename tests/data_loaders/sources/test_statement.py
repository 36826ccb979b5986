"""The file that states a database: what it may say, and what is said when it is wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from data_loaders.faults import RefusedError
from data_loaders.sources.database.statement import read_statement
from data_loaders.wording import Language, explain
from tests.data_loaders.sources.dms import STATED

ADDRESSES = {"DMS_ADDRESS": "mysql://dms:geheim@host/dms"}


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "dms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_source_is_read_as_stated(tmp_path: Path) -> None:
    more = '[[table]]\nname = "kc"\nschema = "erp"\nwatermark = "ver"\noverlap = 50\n'
    source = read_statement(write(tmp_path, f"{STATED}\n{more}"), ADDRESSES)
    assert (source.name, source.address) == ("dms", ADDRESSES["DMS_ADDRESS"])
    assert (source.page_rows, source.pause, source.timeout) == (50, 0.5, 5.0)
    orders, stock = source.tables or ()
    assert (orders.watermark, orders.overlap_time) == ("更新时间", timedelta(minutes=10))
    assert (stock.label, stock.overlap_count) == ("erp.kc", 50)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('name = "dms"', "", "name"),
        ("DMS_ADDRESS", "mysql://dms:geheim@host/dms", "DMS_ADDRESS"),
        ("page_rows = 50", "page_row = 50", "page_rows"),
        ("page_rows = 50", "page_rows = 1000000", "page_rows"),
        ("page_rows = 50", "page_rows = true", "page_rows"),
        ("pause_seconds = 0.5", 'pause_seconds = "long"', "pause_seconds"),
        ('overlap = "10m"', 'overlap = "ten minutes"', "wx_gd: overlap"),
        ('overlap = "10m"', 'overlaps = "10m"', "wx_gd: overlaps"),
        ('watermark = "更新时间"\n', "", "watermark"),
        ('overlap = "10m"', "full = true", "wx_gd: full"),
        ('overlap = "10m"', 'full = "yes"', "wx_gd: full"),
        ("[[table]]", "[table]", "[[table]]"),
        ("[[table]]", "[[table]", "TOML"),
        ("[[table]]", '[[table]]\nname = "wx_gd"\n[[table]]', "wx_gd"),
    ],
)
def test_what_is_wrong_is_named_and_no_password_repeated(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    assert old in STATED
    with pytest.raises(RefusedError) as caught:
        read_statement(write(tmp_path, STATED.replace(old, new)), ADDRESSES)
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        said = explain(caught.value.rule, language, caught.value.details)
        assert place in said
        assert "geheim" not in said


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read_statement(write(tmp_path, STATED), {})
    assert caught.value.rule == "source_address_missing"
    assert "DMS_ADDRESS" in explain(caught.value.rule, "zh", caught.value.details)
