"""The times at which things happen in tests."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
BEFORE = NOON - timedelta(days=1)
LATER = NOON + timedelta(minutes=1)
