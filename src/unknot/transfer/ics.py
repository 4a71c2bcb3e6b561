"""iCalendar (RFC 5545): an issue is a to-do; one with a level that is over is an event, from its filing to its end.

So what is to be done stands among somebody's tasks, and a calendar shows when things went wrong, and for how long.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from unknot import __version__
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.status import Status
from unknot.transfer.format import About, Format, iso_seconds
from unknot.transfer.record import Exported

MOST_OCTETS: Final = 75  # of a line
PRIORITIES: Final = dict(zip(SYSTEM_LEVELS, (1, 3, 5, 7), strict=True))  # 1 is the most urgent, 9 the least
NO_PRIORITY: Final = 0
STATUSES: Final = {
    Status.OPEN: "NEEDS-ACTION",
    Status.PENDING: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.COMPLETED: "COMPLETED",
    Status.CLOSED: "COMPLETED",
}
_INSIDE: Final = range(0b1000_0000, 0b1100_0000)  # the octets of a character behind its first
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPED: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def _head(about: About) -> bytes:
    return _lines(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//Unknot//Unknot {__version__}//EN",
            f"NAME:{_text(about.title)}",
            f"X-WR-CALNAME:{_text(about.title)}",
            "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
            *_TIME_ZONE,
        )
    )


# All times are UTC and need none; but a calendar must have one component at least, and a query may find nothing.
_TIME_ZONE: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def _component(issue: Exported) -> bytes:
    is_event = issue.completed_at is not None and issue.level_key != NO_LEVEL
    kind = "VEVENT" if is_event else "VTODO"
    return _lines((f"BEGIN:{kind}", *_shared(issue), *(_event if is_event else _todo)(issue), f"END:{kind}"))


def _shared(issue: Exported) -> Iterator[str]:
    yield f"UID:{issue.uuid}"
    yield f"DTSTAMP:{_time(issue.updated_at)}"
    yield f"CREATED:{_time(issue.created_at)}"
    yield f"LAST-MODIFIED:{_time(issue.updated_at)}"
    yield f"DTSTART:{_time(issue.created_at)}"
    yield f"SUMMARY:{_text(f'{issue.key} {issue.title}')}"
    yield f"URL:{issue.address}"
    yield f"PRIORITY:{PRIORITIES.get(issue.level_key, NO_PRIORITY)}"
    if issue.labels:
        yield f"CATEGORIES:{','.join(map(_text, issue.labels))}"


def _event(issue: Exported) -> Iterator[str]:
    if issue.completed_at is not None and _time(issue.completed_at) > _time(issue.created_at):
        yield f"DTEND:{_time(issue.completed_at)}"  # which must come later, by a second at least
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"  # nobody is busy for it


def _todo(issue: Exported) -> Iterator[str]:
    yield f"STATUS:{STATUSES[issue.status]}"
    if issue.completed_at is not None:
        yield f"COMPLETED:{_time(issue.completed_at)}"


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, each but the first begun with a space; no character is cut."""
    encoded = line.encode()
    pieces = []
    while len(encoded) > MOST_OCTETS:
        cut = MOST_OCTETS
        while encoded[cut] in _INSIDE:
            cut -= 1
        pieces.append(encoded[:cut])
        encoded = b" " + encoded[cut:]
    return b"\r\n".join([*pieces, encoded, b""])


def _text(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPED)


def _time(moment: datetime) -> str:
    return iso_seconds(moment).replace("-", "").replace(":", "")


ICS: Final = Format(
    name="ics",
    media_type="text/calendar; charset=utf-8",
    with_descriptions=False,
    head=_head,
    item=_component,
    tail=b"END:VCALENDAR\r\n",
)
