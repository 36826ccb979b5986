"""Whose figures an answer tells: by the codes and names in its words, and by its amounts.

It shares nothing with the application. Answers are asked for in English, in which amounts are
written out to the last unit; in Chinese they would be rounded to 万 and 亿.
"""

import html
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.monday.marks import NETWORK, MarkedStore, mark_of

FOREIGN_AT_LEAST = 3
"""One number in ten thousand is a multiple of the network's prime by chance, so that a single one
proves nothing; of three in one answer it happens once in a thousand million."""

_CODE = re.compile(r"\bS\d{2,4}\b")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}\d*示范店")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
# The least amount has nine digits. Cells of a workbook may carry a point and nothing behind it.
_AMOUNT = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3}){2,}|\d{9,17})(?:\.0+)?(?![\w.])")
_LEAST = 10**8
# Median and best quarter of the peers are told to everybody, and the distance from them.
_OF_PEERS = re.compile(
    r'"children":"[^"]*","className":"is-number[^"]*",'
    r'"data-(?:label|head)":"(?:Median of peers|Best quarter|Gap to (?:the )?median)"'
)
# Where a cell is, and what it is worked out from: S25 is a place there and no store.
_PLACES = re.compile(r' (?:r|ref|sqref|spans|dimension)="[^"]*"|<f>[^<]*</f>')


@dataclass(frozen=True, slots=True)
class Rights:
    """What is somebody's own.

    Attributes:
        codes: of his stores.
        names: of his stores.
        mark: what every sum over any of his stores is a multiple of.
    """

    codes: frozenset[str]
    names: frozenset[str]
    mark: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer tells.

    Attributes:
        own: how many different amounts are sums over stores of the reader.
        foreign: amounts that are sums into which another store went.
        places: codes and names of other stores.
    """

    own: int
    foreign: frozenset[int]
    places: frozenset[str]

    @property
    def leaks(self) -> tuple[str, ...]:
        """In words; empty where everything is the reader's."""
        told = [f"store {place}" for place in sorted(self.places)]
        if len(self.foreign) >= FOREIGN_AT_LEAST:
            told.append(f"amounts of others: {sorted(self.foreign)[:FOREIGN_AT_LEAST]}")
        return tuple(told)


class Oracle:
    """Listens to answers of a network.

    Args:
        stores: every store.
        names: by code.
    """

    def __init__(self, stores: Sequence[MarkedStore], names: Mapping[str, str]) -> None:
        self._codes = frozenset(store.code for store in stores)
        self._names = frozenset(names[store.code] for store in stores)
        self._of = dict(names)

    def rights(self, stores: Sequence[MarkedStore]) -> Rights:
        """What is open to whoever looks after these stores."""
        codes = frozenset(store.code for store in stores)
        return Rights(codes, frozenset(self._of[code] for code in codes), mark_of(stores))

    def hear(self, body: bytes, rights: Rights) -> Heard:
        """Take an answer apart.

        Args:
            body: text, JSON or a workbook.
            rights: of whom it was sent to.
        """
        text = _OF_PEERS.sub("", _text(body))
        amounts = {int(each.replace(",", "")) for each in _AMOUNT.findall(text)}
        marked = {n for n in amounts if n >= _LEAST and n % NETWORK == 0}
        foreign = frozenset(n for n in marked if n % rights.mark)
        places = (self._codes & set(_CODE.findall(text))) - rights.codes
        places |= (self._names & set(_NAME.findall(text))) - rights.names
        return Heard(len(marked) - len(foreign), foreign, frozenset(places))


def _text(body: bytes) -> str:
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = [n for n in packed.namelist() if n.endswith(".xml")]
            sheets = (_PLACES.sub("", packed.read(name).decode("utf-8")) for name in parts)
            return "\n".join(map(html.unescape, sheets))
    text = body.decode("utf-8", "replace")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text
