"""PDF from HTML, printed by Chromium: a process of its own for each document, off the network."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from commands.errors import UserError

_COMMANDS = (
    # Without a window of its own it is the quickest to start.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_SECONDS = 60.0
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pdf-header-footer",
    # A document shows figures of one reader, and forbids scripts itself; nothing is fetched for it.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def find_printer() -> str | None:
    """The Chromium or Chrome of this machine; None where there is none."""
    return next((found for name in _COMMANDS if (found := shutil.which(name))), None)


def print_pdf(document: str) -> bytes:
    """Print a document.

    Args:
        document: HTML that needs nothing from elsewhere.

    Raises:
        UserError: there is no Chromium, or it did not print.
    """
    printer = find_printer()
    if printer is None:
        raise UserError(
            "PDF is printed by Chromium, and this machine has none",
            "install the packages chromium-headless-shell (or chromium) and fonts-noto-cjk",
        )
    with tempfile.TemporaryDirectory(prefix="forecourt-print-") as folder:
        source, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(document, encoding="utf-8")
        source.chmod(0o600)
        # Chromium keeps its sandbox unless it runs as root, where it has none.
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        words = [printer, *_FLAGS, *root, f"--user-data-dir={folder}/profile"]
        try:
            done = subprocess.run(
                [*words, f"--print-to-pdf={made}", source.as_uri()],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UserError(f"Chromium did not print within {_SECONDS:g} s", "try again") from None
        if not made.is_file():
            told = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise UserError(f"Chromium did not print: {''.join(told)[:200]}", "try again")
        return made.read_bytes()
