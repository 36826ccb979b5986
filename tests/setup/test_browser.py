"""What the browser tests lack on a machine, and who is asked to supply it."""

import os
import shutil

import pytest

from setup import browser, packages


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand on a machine without browser, font and package manager."""
    monkeypatch.setattr(browser, "find_browser", lambda: None)
    monkeypatch.setattr(browser, "has_chinese_font", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda command: None)


@pytest.mark.usefixtures("bare")
def test_a_bare_machine_lacks_browser_and_font() -> None:
    assert browser.missing_packages() == ["chromium-headless-shell", "fonts-noto-cjk", "fontconfig"]


@pytest.mark.usefixtures("bare")
def test_without_a_package_manager_the_message_says_what_to_install(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert browser.main() == 1
    told = capsys.readouterr().err
    assert "lack: chromium-headless-shell fonts-noto-cjk fontconfig" in told
    assert "apt-get install chromium-headless-shell fonts-noto-cjk fontconfig" in told


@pytest.mark.usefixtures("bare")
def test_root_on_debian_installs_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []

    def install(wanted: list[str]) -> bool:
        installed.extend(wanted)
        monkeypatch.setattr(browser, "find_browser", lambda: "/usr/bin/chromium")
        monkeypatch.setattr(browser, "has_chinese_font", lambda: True)
        return True

    monkeypatch.setattr(shutil, "which", lambda command: f"/usr/bin/{command}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages, "install", install)
    assert browser.main() == 0
    assert installed == ["chromium-headless-shell", "fonts-noto-cjk", "fontconfig"]


def test_nothing_is_installed_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def install(wanted: list[str]) -> bool:
        raise AssertionError(f"installs {wanted}")

    monkeypatch.setattr(browser, "find_browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(browser, "has_chinese_font", lambda: True)
    monkeypatch.setattr(packages, "install", install)
    assert browser.main() == 0


def test_the_first_known_command_on_the_path_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    present = {"google-chrome": "/opt/chrome", "chromium-browser": "/opt/chromium"}
    monkeypatch.setattr(shutil, "which", present.get)
    assert browser.find_browser() == "/opt/chromium"
