from pathlib import Path

import pytest

from access.database import open_database
from access.errors import AccessError
from access.migrate import HEAD, current_version
from commands.application_database import application_database
from commands.errors import UserError
from commands.settings import Settings


def settings(**given: str) -> Settings:
    return Settings.from_environ({f"FORECOURT_{name}": value for name, value in given.items()})


def test_it_is_at_its_newest_version(tmp_path: Path) -> None:
    with application_database(settings(HOME=str(tmp_path))) as engine:
        assert current_version(engine) == HEAD


@pytest.mark.parametrize(
    "url", ["mysql://host/db", "nonsense", "postgresql+psycopg://x@127.0.0.1:1/none"]
)
def test_a_database_that_cannot_be_used_is_explained(tmp_path: Path, url: str) -> None:
    with (
        pytest.raises(UserError) as refused,
        application_database(settings(HOME=str(tmp_path), DATABASE_URL=url)),
    ):
        raise AssertionError("never reached")
    assert refused.value.remedy


def test_a_file_in_the_way_of_the_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(UserError, match="cannot be used") as refused,
        application_database(settings(HOME=str(tmp_path / "file"))),
    ):
        raise AssertionError("never reached")
    assert "FORECOURT_HOME" in refused.value.remedy


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    (tmp_path / "app.db").write_text("not a database" * 100, encoding="utf-8")
    with (
        pytest.raises(UserError, match="file is not a database"),
        application_database(settings(HOME=str(tmp_path))),
    ):
        raise AssertionError("never reached")


def test_refusals_inside_keep_their_remedy_and_other_errors_their_kind(tmp_path: Path) -> None:
    home = settings(HOME=str(tmp_path))
    with pytest.raises(UserError) as refused, application_database(home):
        raise AccessError("what is wrong", "what to do")
    assert str(refused.value) == "what is wrong\n  -> what to do"
    with pytest.raises(BrokenPipeError), application_database(home):
        raise BrokenPipeError
    assert current_version(open_database(home.database_url)) == HEAD
