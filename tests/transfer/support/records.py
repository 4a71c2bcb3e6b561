"""Issues as they leave the house, ordinary ones and nasty ones."""

from datetime import UTC, datetime
from typing import Any, Final

from hypothesis import strategies as st

from tests.store.support.moments import NOON
from unknot.domain.issue import Format as TextFormat
from unknot.domain.level import SYSTEM_LEVELS
from unknot.domain.status import Status
from unknot.transfer.format import About, Format
from unknot.transfer.record import Exported, Person

UUID: Final = "01890000-0000-7000-8000-000000000001"
ABOUT: Final = About(
    title="Web <shop>",
    place="acme/web",
    query='is:open "a & b"',
    base="https://issues.example.org",
    uuid="01890000-0000-5000-8000-00000000000f",
    exported_at=NOON,
    changed_at=NOON,
)

texts = st.text(max_size=200)
names = st.text(min_size=1, max_size=30)
times = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
people = st.builds(Person, username=names, name=names)
lists = st.lists(names, max_size=4).map(tuple)
issues = st.builds(
    Exported,
    uuid=st.uuids().map(str),
    key=st.just("WEB-1"),
    project=st.just("acme/web"),
    number=st.integers(1, 10**9),
    address=st.just("https://issues.example.org/acme/web/1"),
    title=texts,
    description=texts,
    format=st.sampled_from(TextFormat),
    status=st.sampled_from(Status),
    level=texts,
    level_key=st.sampled_from(["", *SYSTEM_LEVELS, UUID]),
    labels=lists,
    assignees=st.lists(people, max_size=3).map(tuple),
    channels=lists,
    created_by=people,
    created_at=times,
    updated_at=times,
    acknowledged_at=st.none() | times,
    completed_at=st.none() | times,
    reopened_at=st.none() | times,
)


def issue(**values: Any) -> Exported:
    """WEB-1, filed by Ann at noon."""
    usual: dict[str, Any] = {
        "uuid": UUID,
        "key": "WEB-1",
        "project": "acme/web",
        "number": 1,
        "address": "https://issues.example.org/acme/web/1",
        "title": "Slow start",
        "description": "Takes a minute",
        "format": TextFormat.MARKDOWN,
        "status": Status.OPEN,
        "level": "",
        "level_key": "",
        "labels": (),
        "assignees": (),
        "channels": (),
        "created_by": Person("ann", "Ann Lee"),
        "created_at": NOON,
        "updated_at": NOON,
        "acknowledged_at": None,
        "completed_at": None,
        "reopened_at": None,
    }
    return Exported(**usual | values)


def whole(kind: Format, *every: Exported) -> bytes:
    """A document with these issues in it."""
    return kind.head(ABOUT) + kind.between.join(map(kind.item, every)) + kind.tail
