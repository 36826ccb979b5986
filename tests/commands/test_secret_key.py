from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from commands.errors import UserError
from commands.secret_key import FILE_NAME, read_secret_key
from commands.settings import Settings


def settings(home: Path, **more: str) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(home), **more})


def test_the_key_is_made_once_and_kept_privately(tmp_path: Path) -> None:
    home = tmp_path / "home"
    numbers = count(100)
    keys = {read_secret_key(settings(home), lambda: f"{next(numbers)}" * 12) for _ in range(3)}
    assert keys == {"100" * 12}
    assert (home / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.iterdir()] == [FILE_NAME]


def test_workers_that_start_at_once_agree(tmp_path: Path) -> None:
    numbers = count(100)

    def read(_: int) -> str:
        return read_secret_key(settings(tmp_path), lambda: f"{next(numbers)}" * 12)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(read, range(16)))) == 1


def test_a_given_key_is_used_and_nothing_written(tmp_path: Path) -> None:
    given = settings(tmp_path, FORECOURT_SECRET_KEY="g" * 32)
    assert read_secret_key(given, str) == "g" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["x", "k" * 31])
def test_a_short_key_is_refused_wherever_it_is_from(tmp_path: Path, key: str) -> None:
    with pytest.raises(UserError, match="at least 32 characters") as refused:
        read_secret_key(settings(tmp_path, FORECOURT_SECRET_KEY=key), str)
    assert refused.value.message.startswith("FORECOURT_SECRET_KEY: ")
    path = tmp_path / FILE_NAME
    path.write_text(key, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(UserError, match="at least 32 characters") as refused:
        read_secret_key(settings(tmp_path), str)
    assert str(path) in refused.value.message


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("k" * 40, encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(UserError, match="lets other accounts") as refused:
        read_secret_key(settings(tmp_path), str)
    assert "chmod 600" in refused.value.remedy


def test_a_folder_that_cannot_be_used_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot be kept in") as refused:
        read_secret_key(settings(tmp_path / "file"), lambda: "k" * 40)
    assert "FORECOURT_HOME" in refused.value.remedy
