"""Series that somebody else publishes: the newest month, the same for every store."""


def published_month(number: int) -> str:
    """The month that a published value stands for, ``YYYY-MM``, from ``YYYYMM`` as a number."""
    return f"{number // 100}-{number % 100:02d}"
