"""The README says what is there."""

from pathlib import Path

from commands.settings import setting_rows

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_table() -> None:
    for row in setting_rows():
        assert f"| `{row.variable}` |" in README, row.variable
        assert row.zh in README
        assert row.en in README


def test_the_two_commands_are_shown() -> None:
    assert "make run " in README
    assert "make test " in README


def test_every_room_is_on_the_map() -> None:
    root = Path(__file__).parents[2]
    rooms = [p.parent.name for p in root.glob("*/__init__.py")]
    assert [room for room in rooms if f"`{room}/`" not in README and room != "setup"] == []


def test_pictures_are_there() -> None:
    root = Path(__file__).parents[2]
    shown = [part.split(")")[0] for part in README.split("](")[1:] if part.startswith("docs/")]
    assert [name for name in shown if not (root / name).exists()] == []
