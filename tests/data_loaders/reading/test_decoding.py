from pathlib import Path

import pytest

from data_loaders.faults import RefusedError
from data_loaders.reading.decoding import to_utf8

TEXT = "工单号,车架号\n工单一,沪A\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
def test_text_is_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(TEXT.encode(encoding))
    found = to_utf8(path, tmp_path / "out.csv")
    assert found.read_text(encoding="utf-8-sig") == TEXT


def test_utf8_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(TEXT, encoding="utf-8")
    assert to_utf8(path, tmp_path / "out.csv") == path


def test_bytes_that_fit_no_encoding_are_named_by_position(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("工单号".encode() + b"\xff\xff\n")
    with pytest.raises(RefusedError) as caught:
        to_utf8(path, tmp_path / "out.csv")
    assert caught.value.rule == "undecodable"
    assert caught.value.details["positions"].startswith("9, ")


def test_the_position_counts_from_the_start_of_a_long_file(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    # Three bytes each, so that a character lies across the border of two blocks.
    path.write_bytes("工".encode() * 500_000 + b"\xff")
    with pytest.raises(RefusedError) as caught:
        to_utf8(path, tmp_path / "out.csv")
    assert caught.value.details["positions"].startswith("1500000, ")


def test_a_marked_file_must_keep_its_word(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "工单号".encode("gbk"))
    with pytest.raises(RefusedError, match="undecodable"):
        to_utf8(path, tmp_path / "out.csv")


@pytest.mark.parametrize("name", ["gb18030", "gb2312", "gbk"])
def test_published_samples_decode_to_their_published_text(
    shared_folder: Path, tmp_path: Path, name: str
) -> None:
    folder = shared_folder / "suites" / "encodings"
    found = to_utf8(folder / f"{name}.txt", tmp_path / "out.txt")
    expected = (folder / f"{name}-utf8.txt").read_bytes().decode("utf-8")
    assert found.read_bytes().decode("utf-8") == expected
