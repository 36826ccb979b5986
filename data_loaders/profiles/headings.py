"""The form in which headings are compared."""

import re
from dataclasses import dataclass
from functools import lru_cache

from data_loaders.values.cleaning import half_width

_BRACKETED = re.compile(r"[(\[【<](?P<inside>[^()\[\]【】<>]*)[)\]】>]")
_DROPPED = re.compile(r"[\s::*_]+")
_FACTORS = {"万元": 10_000, "万": 10_000, "千元": 1_000}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart.

    Attributes:
        full: Normal form with its brackets.
        bare: Normal form without them.
        factor: What amounts below it are multiplied by, from a unit in brackets.
        includes_vat: Whether it says that VAT is included.
        excludes_vat: Whether it says that VAT is not included.
    """

    full: str
    bare: str
    factor: int
    includes_vat: bool
    excludes_vat: bool


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return the normal form of a heading: half-width, lower case, no blanks or colons."""
    return _DROPPED.sub("", half_width(text)).lower()


@lru_cache(maxsize=8192)
def take_apart(text: str) -> Heading:
    """Return the parts of a heading that mapping needs."""
    full = normal(text)
    insides = _BRACKETED.findall(full)
    factor = next((_FACTORS[inside] for inside in insides if inside in _FACTORS), 1)
    vat = full.replace("不含税", "").replace("未含税", "").replace("未税", "")
    return Heading(full, _BRACKETED.sub("", full), factor, "含税" in vat, vat != full)
