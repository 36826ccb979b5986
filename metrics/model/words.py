"""A text in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in Chinese and in English; both are complete."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a half translation."""
        if not self.zh.strip() or not self.en.strip():
            raise ValueError(f"words need Chinese and English, got {self.zh!r} and {self.en!r}")

    def say(self, language: str) -> str:
        """Return the text in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en
