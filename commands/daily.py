"""Times of the day at which something is due, remembered across restarts."""

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from warehouse.snapshots.durable import write_text

_DAY = timedelta(days=1)


class Daily:
    """Tells when the next of some daily times has come.

    A time that passed while nothing was running is made up for at the next start; of several, once.
    The very first start waits for the next time.

    Args:
        times: Of the day, in local time.
        state: A small file that remembers the last one that was dealt with.
    """

    def __init__(self, times: Sequence[time], state: Path) -> None:
        self._times = sorted(times)
        self._state = state

    def due(self, now: datetime) -> datetime | None:
        """Return the newest moment that has come and was not dealt with, or None.

        Args:
            now: Local time without zone.
        """
        latest = max(
            moment
            for day in (now.date() - _DAY, now.date())
            for at in self._times
            if (moment := datetime.combine(day, at)) <= now
        )
        last = self._last()
        # A clock that was far ahead once must not silence the schedule until then.
        if last is None or last > now + _DAY:
            self.finish(latest)
            return None
        return latest if latest > last else None

    def finish(self, moment: datetime) -> None:
        """Remember that a moment was dealt with."""
        self._state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_text(self._state, json.dumps({"last": moment.isoformat()}))

    def _last(self) -> datetime | None:
        try:
            return datetime.fromisoformat(json.loads(self._state.read_text("utf-8"))["last"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
