"""Prints docs/mutation.md: what was taken away, and the test that fell.

``python -m tests.security.mutation_page > docs/mutation.md``
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.security.mutation_results import Seen, read_results
from tests.security.mutations import MUTATIONS, Mutation

_HEAD = Path(__file__).with_name("mutation_words.md")
WORDS = {
    "scope": "the scope of a read or a write",
    "function": "what a role may do",
    "masking": "masks of personal data",
    "audit": "a row of the audit, or its chain",
    "read_only": "the engine that only reads, and only what it is given",
    "key": "rights or snapshot in the key of what is remembered",
    "order": "which of two checks comes first",
    "forgery": "that a request or an answer comes from where it says",
    "session": "who is signed in, and for how long",
    "transport": "that a server elsewhere proves who it is",
}


def page(mutations: Sequence[Mutation], results: Mapping[str, Seen]) -> str:
    """Return the page; guards without a result stand at its end."""
    tried = [each for each in mutations if each.digest in results]
    counts = Counter(each.kind for each in tried)
    parts = [
        _HEAD.read_text(encoding="utf-8").rstrip(),
        "",
        f"{len(tried)} of {len(mutations)} tried, and each was missed by a test.",
        "",
    ]
    for kind, words in WORDS.items():
        if not counts[kind]:
            continue
        parts += ["", f"## {words[0].upper()}{words[1:]} ({counts[kind]})", ""]
        parts += ["| module | taken away | instead | fell | day |", "|---|---|---|---|---|"]
        parts += [_line(each, results[each.digest]) for each in tried if each.kind == kind]
    waiting = [each for each in mutations if each.digest not in results]
    if waiting:
        parts += ["", "## Not tried yet as they stand now", ""]
        parts += [f"- `{each.path}`: {_code(each.guard)}" for each in waiting]
    return "\n".join(parts).replace("\n\n\n", "\n\n") + "\n"


def _line(mutation: Mutation, seen: Seen) -> str:
    fell = [
        f"[{name}](../{path})" for path, _, name in (test.partition("::") for test in seen.fell)
    ]
    module = f"[{mutation.path}](../{mutation.path})"
    cells = (module, _code(mutation.guard), _code(mutation.instead), "<br>".join(fell), seen.day)
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    """A text as code in a cell of a table; empty for nothing."""
    lines = [line.strip() for line in text.strip().splitlines()]
    fence = "``" if "`" in text else "`"
    return "<br>".join(f"{fence}{line}{fence}".replace("|", "\\|") for line in lines if line)


if __name__ == "__main__":
    sys.stdout.write(page(MUTATIONS, read_results()))
