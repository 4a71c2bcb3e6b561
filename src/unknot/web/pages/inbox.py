"""The inbox: what concerns the visitor and why, newest first, until they put it away."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

import msgspec

from unknot.domain.change_record import TELLINGS, change_record
from unknot.domain.events import Commented, CommentEdited, IssueEdited, Recorded
from unknot.domain.ids import EventId
from unknot.domain.inbox import Part, Reason, State
from unknot.domain.markup import to_words
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.inbox import clear_inbox, sort_inbox
from unknot.store import comments, events, inboxes
from unknot.store.inboxes import Entry
from unknot.store.times import to_micros
from unknot.web import faces
from unknot.web.addresses import address_of_issue
from unknot.web.faces import Face, LevelMark
from unknot.web.forms import YES, form_of, query_of
from unknot.web.history import Changed, Telling, format_of
from unknot.web.look import SAFE, words_of
from unknot.web.refusing import go_to, wants_json
from unknot.web.shell import count_new, in_shell
from unknot.web.visit import Place, place_of
from unknot.web.words import N_, NP_, from_micros

MOST_NEW: Final = 200
ON_A_PAGE: Final = 50
WORDS_SHOWN: Final = 200  # characters of a comment
REASON_WORDS: Final = {  # in short, and in a sentence
    Reason.MENTIONED: (N_("Mentions you"), N_("Somebody named you here")),
    Reason.ASSIGNED: (N_("Assigned to you"), N_("You are responsible for this issue")),
    Reason.RESPONSIBLE: (N_("Your channel"), N_("You are responsible for a channel that this incident is in")),
    Reason.FILED: (N_("You filed it"), N_("You filed this issue")),
    Reason.WATCHING: (N_("You watch it"), N_("You watch this issue")),
}
PART_WORDS: Final = {
    Part.ALL: NP_("inbox", "All"),
    Part.OWN: NP_("inbox", "For you"),
    Part.CHANNELS: NP_("inbox", "Your channels"),
}
PUT_AWAY: Final = NP_("inbox", "Put away")
# Of an edit, the first of these that it changed is what is told.
TOLD_FIRST: Final = ("status", "level", "assignees", "description", "channels")


class Asked(msgspec.Struct, frozen=True):
    show: str = ""  # "done": what was put away
    part: Part = Part.ALL
    before: int | None = None  # microseconds


class SortForm(msgspec.Struct, frozen=True):
    """Issues by UUID: those to make new again, those that were seen, those to put away; or everything at once."""

    new: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    all: str = ""
    part: Part = Part.ALL  # of which everything
    until: EventId = EventId(0)  # the last event that the visitor could know of


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    address: str
    new: int
    is_current: bool


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as the page shows it."""

    uuid: str
    key: str
    href: str
    title: str
    level: LevelMark
    why: str
    reason: str  # the same in a sentence
    is_mention: bool
    who: Face | None
    words: str | None  # what was said
    changed: Changed | None  # or what changed
    at: datetime
    is_new: bool


async def show_inbox(request: Request) -> Answer:
    """What is new, and below it what was seen and not yet put away; or, on request, what was put away."""
    place, asked = await place_of(request), query_of(request, Asked)
    is_done = asked.show == State.DONE.value
    old = _letters(place, State.DONE if is_done else State.SEEN, asked, ON_A_PAGE + 1)
    return in_shell(
        "page/inbox.html",
        place,
        here=f"{place.path}/-/inbox",
        is_done=is_done,
        part=asked.part,
        tabs=_tabs(place, asked),
        new=[] if is_done or asked.before else _letters(place, State.NEW, asked, MOST_NEW),
        old=old[:ON_A_PAGE],
        older=to_micros(old[ON_A_PAGE - 1].at) if len(old) > ON_A_PAGE else None,
        last_event=events.newest(request.services.db),
    )


async def sort(request: Request) -> Answer:
    """Put issues away, or bring them back."""
    place, form = await place_of(request), await form_of(request, SortForm)
    write = request.services.write
    for state, uuids in ((State.NEW, form.new), (State.SEEN, form.seen), (State.DONE, form.done)):
        if uuids:
            await write(sort_inbox, uuids, state, by=place.actor)
    if form.all == YES:
        await write(clear_inbox, form.part, until=form.until, by=place.actor)
    if wants_json(request):
        said = _said(place, len(form.done))
        return Answer(msgspec.json.encode({"said": said, "new": count_new(place)}), headers=SAFE)
    return go_to(f"{place.path}/-/inbox")


def _said(place: Place, done: int) -> str:
    words = words_of(place.visit.language).catalogue
    return words.ngettext("%(n)s put away", "%(n)s put away", done) % {"n": done} if done else words.gettext("Saved")


def _tabs(place: Place, asked: Asked) -> list[Tab]:
    named = words_of(place.visit.language).catalogue.pgettext
    is_done = asked.show == State.DONE.value
    parts = [
        Tab(
            name=named("inbox", PART_WORDS[part]),
            address=f"{place.path}/-/inbox?{urlencode({'part': part.value})}",
            new=count_new(place, part),
            is_current=part is asked.part and not is_done,
        )
        for part in Part
    ]
    put_away = f"{place.path}/-/inbox?{urlencode({'show': State.DONE.value})}"
    return [*parts, Tab(name=named("inbox", PUT_AWAY), address=put_away, new=0, is_current=is_done)]


def _letters(place: Place, state: State, asked: Asked, limit: int) -> list[Letter]:
    services = place.visit.request.services
    until = datetime.max.replace(tzinfo=UTC) if asked.before is None else from_micros(asked.before)
    page = inboxes.page(services.db, place.actor, state, part=asked.part, before=until, limit=limit)
    return [_letter(place, one) for one in page]


def _letter(place: Place, entry: Entry) -> Letter:
    services = place.visit.request.services
    directory, line, last = services.directory, entry.line, entry.last
    home = next(project for project in place.projects if project.id == line.project)
    why, reason = (words_of(place.visit.language).catalogue.gettext(one) for one in REASON_WORDS[entry.reason])
    return Letter(
        uuid=line.uuid,
        key=home.issue_key(line.number),
        href=address_of_issue(home, line.number),
        title=line.title,
        level=faces.level(directory, line.level),
        why=why,
        reason=reason,
        is_mention=entry.reason is Reason.MENTIONED,
        who=None if last.by is None else faces.face(directory, last.by),
        words=_said_in(place, last),
        changed=_changed(place, entry),
        at=entry.at,
        is_new=entry.is_new,
    )


def _said_in(place: Place, last: Recorded) -> str | None:
    """The beginning of a comment, where one was written or corrected."""
    if not isinstance(last.event, Commented | CommentEdited):
        return None
    comment = comments.by_id(place.visit.request.services.db, last.event.comment)
    return None if comment is None else to_words(comment.text, format_of(comment.text), at_most=WORDS_SHOWN)


def _changed(place: Place, entry: Entry) -> Changed | None:
    """What an event changed, as the issue's own history tells it."""
    services = place.visit.request.services
    home = services.directory.project(entry.line.project)
    telling = _first_telling(entry.last)
    if home is None or telling is None:
        return None
    told = Telling(services.db, services.directory, services.directory.access(place.actor, home), [])
    [changed] = told.tell([change_record(entry.last, telling)])
    return changed if isinstance(changed, Changed) else None


def _first_telling(last: Recorded) -> int | None:
    """The place in TELLINGS of what is most worth telling."""
    changes = last.event.changes if isinstance(last.event, IssueEdited) else {}
    places = [
        at
        for at, telling in enumerate(TELLINGS)
        if telling.event is type(last.event) and (not changes or telling.field in changes)
    ]
    order = {field: at for at, field in enumerate(TOLD_FIRST)}
    return min(places, key=lambda at: order.get(TELLINGS[at].field, len(order)), default=None)
