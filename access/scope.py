"""What a reader may see: stores x departments x masking.

A leaf: it imports nothing of ours, so every room may import it. How a person's role and
grants become a scope is in `access.roles`; how masking changes a value is not here.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

DEPARTMENTS = (
    "sales",
    "after_sales",
    "parts",
    "finance_insurance",
    "marketing",
    "customer_service",
    "profit",
    "network",
    "people",
)


class Masking(StrEnum):
    """How much of a personal value is shown."""

    NONE = "none"
    PARTIAL = "partial"
    HIDDEN = "hidden"


class ScopeError(Exception):
    """Something outside the reader's scope was asked for."""


@dataclass(frozen=True, slots=True)
class Scope:
    """An argument of every read of business data, without a default.

    Attributes:
        subject: User name, or `operator`.
        stores: Store codes; None is every store, empty is none at all.
        departments: Members of `DEPARTMENTS`; None is every one, empty is none at all.
        masking: What happens to personal values.
    """

    subject: str
    stores: frozenset[str] | None
    departments: frozenset[str] | None
    masking: Masking

    def __post_init__(self) -> None:
        """Refuse contents that could be read as more than they say.

        A plain string is a collection of its letters and `"none"` is not `Masking.NONE`:
        both would pass silently through a duck-typed check.

        Raises:
            TypeError: If a field is not of its declared type.
        """
        for name, value in (("stores", self.stores), ("departments", self.departments)):
            if value is not None and not isinstance(value, frozenset):
                raise TypeError(
                    f"Scope.{name}: expected a frozenset or None, got {type(value).__name__}"
                )
        if not isinstance(self.masking, Masking):
            raise TypeError(f"Scope.masking: expected a Masking, got {self.masking!r}")

    def allows_store(self, code: str) -> bool:
        """Tell whether the store with this code may be seen."""
        return self.stores is None or code in self.stores

    def allows_department(self, d: str) -> bool:
        """Tell whether figures of this department may be seen."""
        return self.departments is None or d in self.departments

    def limit(self, stores: Collection[str]) -> tuple[str, ...]:
        """Return those of `stores` that may be seen, sorted, each once.

        Raises:
            TypeError: If `stores` is one string instead of a collection of codes.
        """
        if isinstance(stores, str):
            raise TypeError(f"Scope.limit: expected a collection of store codes, got {stores!r}")
        return tuple(sorted({code for code in stores if self.allows_store(code)}))

    @property
    def key(self) -> str:
        """The whole content as stable text, for cache keys: equal keys, equal scopes."""
        return json.dumps(
            {
                "departments": None if self.departments is None else sorted(self.departments),
                "masking": self.masking.value,
                "stores": None if self.stores is None else sorted(self.stores),
                "subject": self.subject,
            },
            ensure_ascii=True,
            separators=(",", ":"),
            sort_keys=True,
        )


OPERATOR = Scope(subject="operator", stores=None, departments=None, masking=Masking.NONE)
NOBODY = Scope(
    subject="nobody", stores=frozenset(), departments=frozenset(), masking=Masking.HIDDEN
)
