"""What a term of the glossary is."""

from dataclasses import dataclass

from metrics.model.words import Words


@dataclass(frozen=True, slots=True)
class Term:
    """A term and what it means.

    Attributes:
        code: unique; the anchor of its entry.
        name: the term.
        meaning: in one or two sentences.
        short: what people write for it; empty where nobody does.
    """

    code: str
    name: Words
    meaning: Words
    short: str = ""


def term(code: str, name: tuple[str, str], meaning: tuple[str, str], short: str = "") -> Term:
    """A term from pairs of Chinese and English."""
    return Term(code, Words(*name), Words(*meaning), short)
