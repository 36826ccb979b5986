"""What is wrong with the rows or columns that an analysis was given, in words that name them."""


class PanelError(ValueError):
    """Rows or columns that bear no analysis whatever the gates; the person can put them right.

    Attributes:
        message: what was expected, what came, in which column, pair or row.
        remedy: what to do now, as an instruction.
    """

    def __init__(self, message: str, remedy: str) -> None:
        """Keep both halves."""
        super().__init__(f"{message}; {remedy}")
        self.message = message
        self.remedy = remedy
