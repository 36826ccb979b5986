"""Masks by privacy class and scope."""

import pytest

from access.scope import Masking
from metrics.masking import HIDDEN, mask, mask_refused
from warehouse.schema import Personal


@pytest.mark.parametrize(
    ("value", "class_", "partial", "hidden"),
    [
        ("LFZAA11A0R1234567", Personal.VIN, "LFZ***…***4567", "LFZ…"),
        ("客户000123", Personal.NAME, "客**", HIDDEN),
        ("19900001234", Personal.PHONE, "199****1234", HIDDEN),
        ("1234", Personal.PHONE, "****", HIDDEN),
        ("粤A12345", Personal.PLATE, "粤A·***45", HIDDEN),
        ("C1", Personal.STAFF, "C1", HIDDEN),
        ("free", Personal.NONE, "free", "free"),
        ("free", None, "free", "free"),
    ],
)
def test_masks(value: str, class_: Personal | None, partial: str, hidden: str) -> None:
    assert mask(value, class_, Masking.NONE) == value
    assert mask(value, class_, Masking.PARTIAL) == partial
    assert mask(value, class_, Masking.HIDDEN) == hidden


def test_nothing_stays_nothing() -> None:
    assert mask(None, Personal.VIN, Masking.HIDDEN) is None


@pytest.mark.parametrize(
    ("text", "privacy", "partial", "hidden"),
    [
        ("LFZAA11A0R123", "vin", "LFZ***…***R123", "LFZ…"),
        ("粤A1234", "plate", "粤A·***34", HIDDEN),
        ("A04", "staff", "A04", HIDDEN),
        ("贰佰", "none", "贰佰", "贰佰"),
        ("贰佰", "", "贰佰", "贰佰"),
        ("贰佰 13812345678", "none", "贰佰 138****", HIDDEN),
        ("W1, LFZAA11A0R1234567", "", "W1, LFZ***…***4567", HIDDEN),
        ("w1 lfzaa11a0r1234567", "", "w1 lfz***…***4567", HIDDEN),
        ("车主粤A12345来店", "", "车主粤A·***45来店", HIDDEN),
        ("粤B·D12345", "none", "粤B·***45", HIDDEN),
        ("京a 1234学", "", "京a·***4学", HIDDEN),
        ("沪Ａ１２３４５", "", "沪Ａ·***４５", HIDDEN),
        ("新款A1，云岭店B2", "", "新款A1，云岭店B2", "新款A1，云岭店B2"),
    ],
)
def test_what_was_refused_is_masked_under_any_heading(
    text: str, privacy: str, partial: str, hidden: str
) -> None:
    assert mask_refused(text, privacy, Masking.NONE) == text
    assert mask_refused(text, privacy, Masking.PARTIAL) == partial
    assert mask_refused(text, privacy, Masking.HIDDEN) == hidden
