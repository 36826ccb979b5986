"""The time at which the tests of people take place, and what they type."""

from datetime import UTC, datetime

from access.audit import Origin

NOW = datetime(2026, 11, 23, 0, 55, 1, 250_000, tzinfo=UTC)
ADDRESS = "192.0.2.7"
PASSWORD = "frühstück mit 茶"
BY_OPERATOR = Origin("operator", NOW)
