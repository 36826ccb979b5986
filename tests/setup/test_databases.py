"""Which database servers the tests lack on a machine, and who is asked to supply them."""

import os
import shutil
from pathlib import Path

import pytest

from setup import databases, packages


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand on a machine without servers and package manager."""
    monkeypatch.setattr(databases, "POSTGRESQL", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda command, path=None: None)


@pytest.mark.usefixtures("bare")
def test_without_a_package_manager_the_message_says_what_to_install(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert databases.main() == 1
    told = capsys.readouterr().err
    assert "lack: postgresql mariadb-server" in told
    assert "apt-get install postgresql mariadb-server" in told


@pytest.mark.usefixtures("bare")
def test_root_on_debian_installs_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed: list[str] = []

    def install(wanted: list[str]) -> bool:
        installed.extend(wanted)
        (tmp_path / "15" / "bin").mkdir(parents=True)
        (tmp_path / "15" / "bin" / "initdb").touch()
        monkeypatch.setattr(shutil, "which", lambda command, path=None: f"/usr/sbin/{command}")
        return True

    monkeypatch.setattr(
        shutil, "which", lambda command, path=None: command if command == "apt-get" else None
    )
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages, "install", install)
    assert databases.main() == 0
    assert installed == ["postgresql", "mariadb-server"]


def test_nothing_is_installed_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def install(wanted: list[str]) -> bool:
        raise AssertionError(f"installs {wanted}")

    monkeypatch.setattr(databases, "missing_packages", list)
    monkeypatch.setattr(packages, "install", install)
    assert databases.main() == 0
