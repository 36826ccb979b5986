"""What people's data can refuse, for the rooms that show it to a person."""


class AccessError(Exception):
    """A request about people that cannot be met, with what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep both halves.

        Args:
            message: What was expected and what came; never a password or a token.
            remedy: What to do now, as an instruction.
        """
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Two lines for the terminal, as `commands.errors.UserError` has them."""
        return f"{self.message}\n  -> {self.remedy}"
