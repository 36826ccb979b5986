"""What was seen when guards were taken away, kept beside the list of them."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.security.mutations import MUTATIONS, Mutation

PATH = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one mutation brought down.

    Attributes:
        day: when it was tried, ISO.
        fell: `path::name` of the test that failed first.
    """

    day: str
    fell: tuple[str, ...]


def read_results() -> dict[str, Seen]:
    """Return what is known, by `Mutation.digest`: another text is another mutation."""
    if not PATH.is_file():
        return {}
    kept = json.loads(PATH.read_text(encoding="utf-8"))
    return {digest: Seen(each["day"], tuple(each["fell"])) for digest, each in kept.items()}


def keep(mutation: Mutation, seen: Seen) -> None:
    """Keep one result beside the others; those of mutations that are gone go with it."""
    results = {**read_results(), mutation.digest: seen}
    kept = {
        each.digest: asdict(results[each.digest]) for each in MUTATIONS if each.digest in results
    }
    text = json.dumps(kept, indent=1, ensure_ascii=False)
    PATH.write_text(text + "\n", encoding="utf-8")
