"""Which files of an inbox are complete, and where they go."""

import os
from pathlib import Path

import pytest

from data_loaders.inbox import DONE, Inbox


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    folder = tmp_path / "in"
    folder.mkdir()
    return Inbox(folder, settle=10)


def write(inbox: Inbox, name: str, text: str = "a,b\n1,2\n") -> Path:
    path = inbox.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_complete_when_it_has_not_changed_for_the_while(inbox: Inbox) -> None:
    path = write(inbox, "N001/工单.csv")
    assert inbox.ready(100) == []
    assert inbox.ready(109) == []
    with path.open("a", encoding="utf-8") as file:
        file.write("3,4\n")
    # It grew: the while begins anew.
    assert inbox.ready(110) == []
    assert inbox.ready(119) == []
    assert inbox.ready(120) == ["N001/工单.csv"]


def test_a_file_written_over_with_as_many_bytes_is_not_complete(inbox: Inbox) -> None:
    path = write(inbox, "a.csv", "1")
    inbox.ready(0)
    path.write_text("2", encoding="utf-8")
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
    assert inbox.ready(10) == []


def test_a_marker_beside_a_file_says_that_it_is_complete(inbox: Inbox) -> None:
    write(inbox, "a.csv")
    write(inbox, "a.csv.done", "")
    write(inbox, "b.csv.done", "")
    assert inbox.ready(0) == ["a.csv"]
    inbox.take(["a.csv"])
    assert inbox.taken() == ["a.csv"]
    # The marker went with it: the next file of that name has to settle by itself.
    assert not (inbox.folder / "a.csv.done").exists()
    write(inbox, "a.csv")
    assert inbox.ready(1) == []


@pytest.mark.parametrize("unfinished", ["a.csv.part", "a.csv.tmp", ".a.csv.Xy12Z"])
def test_a_file_renamed_into_place_is_complete(inbox: Inbox, unfinished: str) -> None:
    path = write(inbox, unfinished)
    assert inbox.ready(0) == []
    assert inbox.ready(100) == []
    path.rename(inbox.folder / "a.csv")
    assert inbox.ready(101) == ["a.csv"]


def test_what_was_dealt_with_links_and_litter_are_left_alone(inbox: Inbox, tmp_path: Path) -> None:
    write(inbox, "done/a.csv")
    write(inbox, "refused/b.csv")
    write(inbox, "~$c.xlsx")
    write(inbox, "Thumbs.db")
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    (inbox.folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    inbox.ready(0)
    assert inbox.ready(1000) == []


def test_a_file_that_changes_at_the_last_moment_is_not_taken(inbox: Inbox) -> None:
    path = write(inbox, "a.csv")
    inbox.ready(0)
    ready = inbox.ready(10)
    path.write_text("more and more", encoding="utf-8")
    inbox.take(ready)
    assert inbox.taken() == []
    assert path.exists()


def test_files_of_one_name_do_not_replace_one_another(inbox: Inbox) -> None:
    places = []
    for text in ("1", "2", "3"):
        write(inbox, "a.csv", text)
        inbox.ready(0)
        inbox.take(inbox.ready(10))
        places.append(inbox.put("a.csv", DONE, {".txt": f"report {text}"}, "20261126-0630"))
        assert inbox.taken() == []
    names = [place.name for place in places]
    assert names == ["a.csv", "a (20261126-0630).csv", "a (20261126-0630 2).csv"]
    assert [place.read_text("utf-8") for place in places] == ["1", "2", "3"]
    reports = [place.with_name(f"{place.name}.report.txt").read_text("utf-8") for place in places]
    assert reports == ["report 1", "report 2", "report 3"]


def test_of_two_archives_of_one_name_the_second_waits(inbox: Inbox) -> None:
    write(inbox, "N001/a.zip")
    write(inbox, "N002/a.zip")
    inbox.ready(0)
    inbox.take(inbox.ready(10))
    assert inbox.taken() == ["N001/a.zip"]


def test_only_one_watcher_works_on_a_folder(inbox: Inbox) -> None:
    other = Inbox(inbox.folder, settle=10)
    with inbox.hold() as first, other.hold() as second:
        assert (first, second) == (True, False)
    with other.hold() as later:
        assert later
