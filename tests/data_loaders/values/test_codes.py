import pytest

from data_loaders.faults import CellError
from data_loaders.values.codes import read_code, read_vin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'06J115403Q", "06J115403Q"),
        ('="00123"', "00123"),
        ("００１２", "0012"),
        ("1E5", "1E5"),
        ("=1+1", "=1+1"),
        ("+A1", "+A1"),
        ("@cmd", "@cmd"),
        ("粤A***12", "粤A***12"),
    ],
)
def test_codes_keep_their_characters(text: str, expected: str) -> None:
    assert read_code(text) == expected


@pytest.mark.parametrize("text", ["—", "/", "无", "NULL"])
def test_markers_for_no_code_give_none(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize("text", ["4.41701E+17", "4E+05"])
def test_scientific_notation_has_lost_digits(text: str) -> None:
    with pytest.raises(CellError, match="scientific_code"):
        read_code(text)


def test_a_formula_error_is_no_code() -> None:
    with pytest.raises(CellError, match="spreadsheet_error"):
        read_code("#REF!")


def test_vins_are_capitals_and_their_slips_are_mended() -> None:
    assert read_vin(" lsvaa49jO32o4737i\t".strip()) == "LSVAA49J032047371"


@pytest.mark.parametrize(
    ("text", "rule"), [("32047371", "vin_length"), ("LSVAA49J1320-7371", "vin_characters")]
)
def test_what_is_no_vin_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(CellError, match=rule):
        read_vin(text)
