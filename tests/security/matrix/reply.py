"""An answer of the application, taken apart into its texts and numbers."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from werkzeug.test import TestResponse

# The number of an incident, and when a workbook was written: of a request only.
_OF_REQUEST = re.compile(r"\b[0-9a-f]{8}\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NUMBER = re.compile(r"(?<![\w.\-])\d[\d,]*(?:\.\d+)?(?![\w])")
_VALUE_OF_CELL = re.compile(r"<v>([^<]*)</v>")


@dataclass(frozen=True)
class Reply:
    """What came back.

    Attributes:
        label: what was asked.
        status: of HTTP.
        data: the body.
        headers: as text.
        asked: codes that the request itself named: an answer may repeat them.
    """

    label: str
    status: int
    data: bytes
    headers: str = ""
    asked: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        """All of its words: keys and texts of JSON, markup, parts of a workbook."""
        if self.data[:2] == b"PK":
            return "\n".join(_members(self.data))
        text = self.data.decode("utf-8", "replace")
        if text[:1] == "{":
            text = "\n".join(str(each) for each in _leaves(json.loads(text)))
        return html.unescape(f"{self.headers}\n{text}")

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """All of its numbers, those in words among them."""
        cells = _VALUE_OF_CELL.findall(self.text) if self.data[:2] == b"PK" else []
        found = [*cells, *(each.replace(",", "") for each in _NUMBER.findall(self.text))]
        return tuple(number for each in found if (number := _number(each)) is not None)

    @cached_property
    def told(self) -> str:
        """What it tells, without what is of this request only."""
        return f"{self.status}\n{_OF_REQUEST.sub('-', self.text)}"


def reply_of(label: str, answer: TestResponse, asked: frozenset[str] = frozenset()) -> Reply:
    """Take an answer of the test client."""
    named = ("Content-Disposition", "Location")
    headers = "\n".join(answer.headers[name] for name in named if name in answer.headers)
    reply = Reply(label, answer.status_code, answer.get_data(), headers, asked)
    answer.close()
    return reply


def _members(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in sorted(packed.namelist()):
            yield name
            if name.endswith((".xml", ".rels")):
                yield html.unescape(packed.read(name).decode("utf-8"))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    else:
        yield value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
