"""Which stores there are, and which of them a text names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from data_loaders.values.cleaning import half_width

_WORD = re.compile(r"[0-9A-Za-z]+(?:[-_][0-9A-Za-z]+)*")
_PART = re.compile(r"[0-9A-Za-z]+")


@dataclass(slots=True)
class StoreRegister:
    """The stores known so far: those of the served snapshot and those this load has brought.

    Attributes:
        codes: Code by normal form of the code.
        names: Code by store name; None where two stores share the name.
    """

    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str | None] = field(default_factory=dict)

    def add(self, stores: Iterable[tuple[str, str | None]]) -> int:
        """Take in (code, name) pairs and return how many codes were new."""
        before = len(self.codes)
        for code, name in stores:
            self.codes[normal_code(code)] = code
            plain = half_width(name or "")
            if plain:
                self.names[plain] = code if self.names.get(plain, code) == code else None
        return len(self.codes) - before

    def find(self, text: str) -> str | None:
        """Return the store that a cell names by its code or its name, or None."""
        plain = half_width(text).removeprefix("'")
        return self.codes.get(normal_code(plain)) or self.names.get(plain)

    def find_within(self, text: str) -> str | None:
        """Return the one store whose code or name stands in a title or a path, or None.

        A path is read from its end: the nearest folder says more than the outermost.
        """
        for piece in reversed(half_width(text).replace("\\", "/").split("/")):
            words = [*_WORD.findall(piece), *_PART.findall(piece)]
            codes = {self.codes[word] for word in map(str.upper, words) if word in self.codes}
            if not codes:
                codes = {code for name, code in self.names.items() if code and name in piece}
            if len(codes) == 1:
                return codes.pop()
        return None


def normal_code(text: str) -> str:
    """Return the form in which codes are compared: capitals; a number without leading zeros."""
    code = half_width(text).removesuffix(".0").upper()
    return code.lstrip("0") or "0" if code.isdecimal() else code
