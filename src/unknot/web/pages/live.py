"""What happens, told to a page while it is open: server-sent events, one for each event of an issue."""

from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Final

import msgspec

from unknot.domain.errors import Refused
from unknot.domain.events import Event, IssueDeleted, IssueEdited, IssueRestored, Recorded
from unknot.domain.ids import EventId, IssueId, ProjectId
from unknot.domain.query import parse
from unknot.http.answer import Answer, EndlessAnswer
from unknot.http.feed import NOTHING, News
from unknot.http.request import Request
from unknot.store import browsing, events, inboxes, marks, trash
from unknot.store.selecting import Selection, select
from unknot.web.forms import query_of
from unknot.web.look import SAFE, environment
from unknot.web.rows import rows
from unknot.web.visit import Place, place_of

EVENT_STREAM: Final = b"text/event-stream; charset=utf-8"
UNBUFFERED: Final = (b"x-accel-buffering", b"no")  # to proxies, which would keep small messages back
HEARTBEAT_SECONDS: Final = 15  # less than the half minute after which proxies give up silent connections
COME_BACK: Final = b"retry: 1000\n\n"  # milliseconds
MOST_MISSED: Final = 200  # events told to who comes back; who missed more loads the page anew
MARKS_CHANGED: Final = "marks_changed"  # nothing happened on the issue itself, but it looks different


class Asked(msgspec.Struct, frozen=True):
    after: EventId | None = None  # the last event that the page knows of
    q: str | None = None  # what the page lists
    project: str | None = None  # where; without it, in the whole workspace


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a page hears of it."""

    kind: str
    issue: str
    key: str
    project: str  # path
    number: int
    by: str | None  # username
    row: str | None  # as lists show it; None where it is gone


async def follow(request: Request) -> Answer:
    """Everything that happens from an event on, as far as the visitor may read it."""
    place = await place_of(request)
    return EndlessAnswer(
        Follower(place, query_of(request, Asked)).messages(),
        receive=request.receive,
        content_type=EVENT_STREAM,
        headers=[*SAFE, UNBUFFERED],
    )


class Follower:
    """One open page: who looks at it, and what it lists."""

    def __init__(self, place: Place, asked: Asked) -> None:
        self._asked = asked
        self._request = place.visit.request
        self._services = self._request.services
        self._enter(place)

    async def messages(self) -> AsyncGenerator[bytes, None]:
        feed = self._services.feed
        with feed.listen(events.newest(self._services.db)) as listener:
            yield COME_BACK + self._missed(feed.position)
            async for news in listener.news(heartbeat=HEARTBEAT_SECONDS):
                if _may_change_access(news) and not await self._may_stay():
                    return
                if news is NOTHING:
                    yield _position(feed.position)
                elif message := self._told(news):
                    yield message

    def _enter(self, place: Place) -> None:
        self._place = place
        self._readable = frozenset(project.id for project in place.projects)
        self._selection = self._selected(place)

    def _selected(self, place: Place) -> Selection | None:
        if self._asked.q is None:
            return None
        projects = [one for one in place.projects if self._asked.project in {None, one.alias}]
        query, now = parse(self._asked.q), self._services.now()
        return select(
            self._services.directory, query, place.workspace.id, projects, reader=place.actor, now=now
        ).selection

    async def _may_stay(self) -> bool:
        """Look again who this is and what they may read; False where they are signed out, or not let in any more."""
        self._services.directory.refresh()
        try:
            self._enter(await place_of(self._request))
        except Refused:
            return False
        return True

    def _missed(self, until: EventId) -> bytes:
        after = self._last_seen()
        if after is None or after == until:
            return b""
        if not 0 < until - after <= MOST_MISSED:
            return b"event: reload\ndata: {}\n" + _position(until)
        return self._told(News(events.since(self._services.db, after, limit=until - after)))

    def _last_seen(self) -> EventId | None:
        """What the browser remembers of a connection that it lost, or what the page was made with."""
        header = self._request.header(b"last-event-id") or b""
        return EventId(int(header)) if header.isdigit() else self._asked.after

    def _told(self, news: News) -> bytes:
        told = [self._message(news, one, issue) for one, issue in self._concerning(news)]
        if self._place.visit.user.id in news.inboxes:
            new = inboxes.count_new(self._services.db, self._place.actor, self._readable)
            told.append(b'event: inbox\ndata: {"new":%d}\n\n' % new)
        return b"".join(told)

    def _concerning(self, news: News) -> Iterator[tuple[Recorded, IssueId]]:
        """The events that the visitor may hear of, each with the issues that look different for it."""
        workspace = self._place.workspace.id
        for recorded in news.recorded:
            if recorded.issue is not None and recorded.workspace == workspace and recorded.project in self._readable:
                yield recorded, recorded.issue
                for other in news.made(_others, recorded.id, recorded=recorded, db=self._services.db):
                    yield recorded, other

    def _message(self, news: News, recorded: Recorded, issue: IssueId) -> bytes:
        """An event for this page, of which nearly everything is the same for every page."""
        place = self._place
        told = news.made(_told, recorded.id, issue, place.visit.language, self._readable, recorded=recorded, place=place)
        if told is None:
            return b""
        fits = self._selection and news.made(_fits, issue, self._selection, db=self._services.db)
        ending = b"}" if fits is None else b',"fits":%s}' % (b"true" if fits else b"false")
        return b"id: %d\ndata: %s%s\n\n" % (recorded.id, told, ending)
