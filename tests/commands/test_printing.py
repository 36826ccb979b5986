"""PDF by Chromium: what is printed, and what is said where nothing prints."""

import re

import pytest

from commands import printing
from commands.errors import UserError
from commands.printing import print_pdf

_PAGE = re.compile(rb"/Type\s*/Page[^s]")


@pytest.mark.browser
def test_a_document_is_printed_sheet_by_sheet() -> None:
    made = print_pdf('<meta charset="utf-8"><p>净利润</p><p style="break-before: page">二</p>')
    assert made.startswith(b"%PDF-")
    assert len(_PAGE.findall(made)) == 2


def test_a_machine_without_chromium_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "find_printer", lambda: None)
    with pytest.raises(UserError, match="this machine has none"):
        print_pdf("<p>x</p>")


def test_a_printer_that_makes_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "find_printer", lambda: "false")
    with pytest.raises(UserError, match="did not print"):
        print_pdf("<p>x</p>")
