import zipfile
from pathlib import Path

import pytest

from data_loaders.faults import RefusedError
from data_loaders.reading.limits import check_expansion
from data_loaders.reading.sniffing import Format, sniff
from tests.data_loaders.extracts import write_html, write_text, write_xls, write_xlsx, write_zip


def test_formats_are_told_by_content_not_by_name(tmp_path: Path) -> None:
    assert sniff(write_text(tmp_path / "a.xls", "工单号\t数\n1\t2\n", "gb18030")) is Format.TEXT
    assert sniff(write_html(tmp_path / "b.xls", [["a", "b"]])) is Format.HTML
    assert sniff(write_xlsx(tmp_path / "c.csv", {"s": [["a"]]})) is Format.WORKBOOK
    assert sniff(write_xls(tmp_path / "d.txt", "s", [["a"]])) is Format.WORKBOOK
    assert sniff(write_zip(tmp_path / "e.xlsx", {"a.csv": b"a,b\n"})) is Format.ZIP


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 ...", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n\x00", "unknown_format"),
        (b"abc\x00def", "unknown_format"),
        (b"<config><a/></config>", "unsupported_markup"),
        (b"PK\x03\x04 cut short", "broken_file"),
    ],
)
def test_what_cannot_be_read_is_refused_by_rule(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match=rule):
        sniff(path)


def test_an_archive_that_unpacks_to_far_more_than_it_weighs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (80 << 20))
    with pytest.raises(RefusedError, match="expands_too_far"):
        check_expansion(path)
