"""What happens, told to a page while it is open: server-sent events, one for each event of an issue."""

from collections.abc import AsyncGenerator, Iterator
from typing import Final

import msgspec

from unknot.domain.errors import Refused
from unknot.domain.events import Event, IssueDeleted, IssueEdited, IssueRestored, Recorded
from unknot.domain.ids import EventId, IssueId, ProjectId
from unknot.domain.preferences import Language
from unknot.domain.query import parse
from unknot.http.answer import Answer, EndlessAnswer
from unknot.http.feed import NOTHING, News
from unknot.http.request import Request
from unknot.store import browsing, events, inboxes, marks, trash
from unknot.store.browsing import Line
from unknot.store.directory import Directory
from unknot.store.selecting import Selection, select
from unknot.store.session import Session
from unknot.web.forms import query_of
from unknot.web.look import SAFE, rendered
from unknot.web.rows import rows
from unknot.web.visit import NUMBER, Place, place_of

EVENT_STREAM: Final = b"text/event-stream; charset=utf-8"
UNBUFFERED: Final = (b"x-accel-buffering", b"no")  # to proxies, which would keep small messages back
HEARTBEAT_SECONDS: Final = 15  # less than the half minute after which proxies give up silent connections
COME_BACK: Final = b"retry: 1000\n\n"  # milliseconds
MOST_MISSED: Final = 200  # events told to who comes back; who missed more loads the page anew
SHOWS_FILED: Final = True  # one row for all lists; those without that column hide it
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
                    yield _beat(feed.position)
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
            return b"event: reload\nid: %d\ndata: {}\n\n" % until
        return self._told(News(events.since(self._services.db, after, limit=until - after)))

    def _last_seen(self) -> EventId | None:
        """What the browser remembers of a connection that it lost, or what the page was made with."""
        header = self._request.header(b"last-event-id") or b""
        return EventId(int(header)) if NUMBER.fullmatch(header.decode("latin-1")) else self._asked.after

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
                for other in news.made(
                    _others, recorded.issue, recorded.id, event=recorded.event, db=self._services.db
                ):
                    yield recorded, other

    def _message(self, news: News, recorded: Recorded, issue: IssueId) -> bytes:
        """An event for this page, of which nearly everything is the same for every page."""
        place = self._place
        shown = news.made(_shown, issue, place.visit.language, self._readable, place=place)
        if shown is None:
            return b""
        told = news.made(_told, recorded.id, issue, shown, recorded=recorded, directory=self._services.directory)
        fits = self._selection and news.made(_fits, issue, self._selection, db=self._services.db)
        ending = b"}" if fits is None else b',"fits":%s}' % (b"true" if fits else b"false")
        return b"id: %d\ndata: %s%s\n\n" % (recorded.id, told, ending)


# What follows is made once for all pages that would make the same of it.


class Shown(msgspec.Struct, frozen=True):
    """An issue as it is now, in one language, for who may read these projects."""

    uuid: str
    key: str
    project: str
    number: int
    row: str | None


def _shown(issue: IssueId, language: Language, readable: frozenset[ProjectId], *, place: Place) -> Shown | None:
    """Nothing for an issue that may not be read, or is gone for good."""
    services = place.visit.request.services
    found = browsing.line(services.db, issue) or trash.issue_anywhere(services.db, issue)
    if found is None or found.project not in readable:
        return None
    home = next(project for project in place.projects if project.id == found.project)
    row = None
    if isinstance(found, Line):
        [shown] = rows(services.db, services.directory, [found], place.projects)
        row = str(rendered(language)(shown, services.now(), SHOWS_FILED))
    return Shown(found.uuid, home.issue_key(found.number), home.path, found.number, row)


def _told(_: EventId, issue: IssueId, shown: Shown, *, recorded: Recorded, directory: Directory) -> bytes:
    """A message without its last brace."""
    told = Told(
        kind=_kind(recorded.event) if issue == recorded.issue else MARKS_CHANGED,
        issue=shown.uuid,
        key=shown.key,
        project=shown.project,
        number=shown.number,
        by=None if recorded.by is None else directory.user(recorded.by).username,
        row=shown.row,
    )
    return msgspec.json.encode(told)[:-1]


def _kind(event: Event) -> str:
    return str(event.__struct_config__.tag)


def _fits(issue: IssueId, selection: Selection, *, db: Session) -> bool:
    line = browsing.line(db, issue)
    return line is not None and browsing.fits(db, selection, line)


def _others(issue: IssueId, _: EventId, *, event: Event, db: Session) -> list[IssueId]:
    """Other issues that look different for an event: what this one blocks, and its parents."""
    is_about_status = isinstance(event, IssueEdited) and "status" in event.changes
    return marks.beside(db, issue) if is_about_status or isinstance(event, IssueDeleted | IssueRestored) else []


def _may_change_access(news: News) -> bool:
    """People come and go, sessions end, projects open and close: none of it happens on an issue."""
    return news is NOTHING or news.made(_is_beyond_issues, news=news)


def _is_beyond_issues(*, news: News) -> bool:
    return any(recorded.issue is None for recorded in news.recorded)


def _beat(event: EventId) -> bytes:
    """Let the page know that the connection stands, and how far it has heard."""
    return b"event: beat\nid: %d\ndata: {}\n\n" % event
