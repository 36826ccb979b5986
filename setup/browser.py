"""Finds, or on Debian installs, what the browser tests need: Chromium and a Chinese font.

Run as `python3 -m setup.browser`; the tests ask `find_browser` for the same answer.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from setup.packages import supply

COMMANDS = (
    # Without a window of its own it needs half the time and memory.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# fontconfig makes Chromium find the font; --no-install-recommends would leave it out.
BROWSER_PACKAGES = ("chromium-headless-shell",)
FONT_PACKAGES = ("fonts-noto-cjk", "fontconfig")
ADVICE = (
    "Install Chromium (or Chrome) and a Chinese font with your package manager, for example\n"
    "  Debian, Ubuntu:  apt-get install {packages}\n"
    "  Fedora:          dnf install chromium google-noto-sans-cjk-fonts\n"
    "  macOS:           brew install --cask chromium\n"
    "and run the command again."
)


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, or None."""
    for command in COMMANDS:
        found = shutil.which(command)
        if found:
            return found
    return next((path for path in MAC_APPLICATIONS if Path(path).exists()), None)


def has_chinese_font() -> bool:
    """Tell whether pages in Chinese would show glyphs and not boxes."""
    if platform.system() == "Darwin":
        return True
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())


def missing_packages() -> list[str]:
    """Return the Debian packages that would supply what is not there."""
    browser = () if find_browser() else BROWSER_PACKAGES
    font = () if has_chinese_font() else FONT_PACKAGES
    return [*browser, *font]


def main() -> int:
    """Make the browser tests possible, or say what is missing; return the exit status."""
    return supply(missing_packages, "The browser tests", 180, ADVICE)


if __name__ == "__main__":
    sys.exit(main())
