"""Days as authors write them: whole ones, or a month or a year alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def latest(days: Iterable[str]) -> datetime:
    """Give the start of the latest of some days, and of 1970 where there is none."""
    year, month, day, *_ = [*map(int, max(["1970", *days]).split("-")), 1, 1]
    # Not all at once: somebody may have written the 31st of February.
    return datetime(year, month, 1, tzinfo=UTC) + timedelta(days=day - 1)
