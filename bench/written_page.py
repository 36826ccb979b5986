"""Tables that a benchmark writes into a page of the documentation, between two marks."""

from collections.abc import Sequence
from pathlib import Path

from bench.measurement import Measurement, markdown

END = "<!-- /measured -->"


def begin_of(part: str) -> str:
    """The mark before the tables of a part of `forecourt bench --only`."""
    return f"<!-- measured: written by forecourt bench --only {part} -->"


def write_between_marks(page: Path, part: str, text: str) -> None:
    """Put a text between the marks of a page, instead of what is there.

    Args:
        page: Markdown with the marks of that part.
        part: of `forecourt bench --only`.
        text: Markdown.

    Raises:
        ValueError: the page has no such marks.
    """
    begin = begin_of(part)
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{page} has no lines {begin} and {END}")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def write_parts(page: Path, found: Sequence[Measurement], told: str) -> None:
    """Write the measurements of each part between its marks, where the page has any.

    Args:
        page: Markdown.
        found: measurements of any parts.
        told: date and machine, in words.
    """
    marked = page.read_text(encoding="utf-8")
    for part in dict.fromkeys(m.part for m in found if m.part):
        if begin_of(part) in marked:
            write_between_marks(page, part, markdown([m for m in found if m.part == part], told))
