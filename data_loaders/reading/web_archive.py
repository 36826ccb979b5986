"""MHTML: a page and its parts in one file, as spreadsheets save themselves "as web page"."""

import email
from collections.abc import Iterator
from email.message import Message
from email.policy import default
from pathlib import Path

from data_loaders.faults import RefusedError
from data_loaders.reading.decoding import to_utf8
from data_loaders.reading.html_table import HtmlSheet, open_html


def open_web_archive(path: Path, staging: Path) -> list[HtmlSheet]:
    """Return the tables of all pages of an archive, in their order.

    Args:
        path: The file.
        staging: Where a page is put while it is decoded; the name of files begins with it.

    Raises:
        RefusedError: `empty_file` where no page has a table, `undecodable`.
    """
    with path.open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=default)
    found: list[HtmlSheet] = []
    for number, page in enumerate(_pages(message)):
        raw = staging.with_name(f"{staging.name}.{number}.raw")
        text = raw.with_suffix(".txt")
        raw.write_bytes(page)
        try:
            found.extend(open_html(to_utf8(raw, text)))
        except RefusedError as error:
            # A frame or a list of tabs has no table of its own.
            if error.rule != "empty_file":
                raise
        finally:
            raw.unlink()
            text.unlink(missing_ok=True)
    if not found:
        raise RefusedError("empty_file")
    if len(found) > 1:
        for number, sheet in enumerate(found, start=1):
            sheet.name = f"table {number}"
    return found


def _pages(message: Message) -> Iterator[bytes]:
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield content
