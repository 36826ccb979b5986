"""The register of what must not happen, and the page of the docs that is printed from it."""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).with_name("register.toml")
WORDS = PATH.with_name("words.md")


@dataclass(frozen=True, slots=True)
class SafetyRow:
    """One row.

    Attributes:
        what: what breaks elsewhere, or what the standard asks for.
        tests: `path::name` of the tests that show that it holds here.
        open: what is not shown, and why; empty where everything is.
    """

    what: str
    tests: tuple[str, ...]
    open: str = ""

    @property
    def result(self) -> str:
        """How far it is shown."""
        if not self.tests:
            return "not shown"
        return "in part" if self.open else "shown"


def read_register() -> dict[str, SafetyRow]:
    """Return the rows by their number: T01 to T45, A01 to A71."""
    rows = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return {
        number: SafetyRow(row["what"], tuple(row["tests"]), row.get("open", ""))
        for number, row in rows.items()
    }


def page(rows: dict[str, SafetyRow]) -> str:
    """Return docs/security.md: the words that go before, and both tables."""
    parts = [WORDS.read_text(encoding="utf-8").rstrip()]
    for letter, title in (
        ("T", "Lessons of others"),
        ("A", "OWASP ASVS 5.0, level 2 (and what level 3 asks where our data do)"),
    ):
        kind = {number: row for number, row in rows.items() if number.startswith(letter)}
        counts = [
            f"{sum(row.result == result for row in kind.values())} {result}"
            for result in ("shown", "in part", "not shown")
        ]
        parts += ["", f"## {title}", "", f"{', '.join(counts)}.", ""]
        parts += ["| | what | result | tests, and what is open |", "|---|---|---|---|"]
        parts += [_line(number, row) for number, row in kind.items()]
    return "\n".join(parts) + "\n"


def _line(number: str, row: SafetyRow) -> str:
    tests = [
        f"[{name}](../{path})" for path, _, name in (test.partition("::") for test in row.tests)
    ]
    told = [*tests, f"*Open: {row.open}.*"] if row.open else tests
    return f"| {number} | {row.what} | {row.result} | {'<br>'.join(told)} |"


if __name__ == "__main__":
    sys.stdout.write(page(read_register()))
