"""What a command says when the person at the keyboard can put it right.

The entry point prints a `UserError` without a traceback and ends with `EXIT_STATUS`.
Anything else that escapes a command is a fault of ours and keeps its traceback.
"""

EXIT_STATUS = 2


class UserError(Exception):
    """A mistake or a missing piece outside the program, with what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep both halves.

        Args:
            message: What was expected, what came, and where.
            remedy: What to do now, as an instruction.
        """
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Two lines for the terminal, without the program's name."""
        return f"{self.message}\n  -> {self.remedy}"
