"""What happened on an issue, as its page tells it: comments as they were said, changes in one line each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Access, Action
from unknot.domain.change_record import ChangeRecord, Link
from unknot.domain.comment import Comment
from unknot.domain.file import File
from unknot.domain.ids import CommentId, UserId
from unknot.domain.issue import Format, Standing
from unknot.domain.label import Label
from unknot.domain.markup import to_html
from unknot.domain.relation import RelationKind
from unknot.domain.status import STATUSES
from unknot.store import issues
from unknot.store.directory import Directory
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.addresses import address_of_issue
from unknot.web.faces import Face

Show = Callable[[Any], Any]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A comment."""

    uuid: str
    face: Face
    html: str
    text: str
    at: datetime
    is_edited: bool
    files: tuple[File, ...]
    may_edit: bool
    may_delete: bool
    is_said: bool = True

    @property
    def shown_at(self) -> datetime:
        return self.at


class Far(msgspec.Struct, frozen=True):
    """The issue at the other end of a relation."""

    key: str
    href: str
    title: str


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One field that changed: which, by whom, and what it was and is, in the forms that pages can show."""

    face: Face | None  # None: the server itself
    at: datetime
    field: str
    number: int
    before: Any = None
    after: Any = None
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()
    far: Far | None = None
    kind: RelationKind | None = None
    is_said: bool = False

    @property
    def shown_at(self) -> datetime:
        return self.at


class Telling:
    """Turns the entries of one issue's timeline into what its page shows."""

    def __init__(self, db: Session, directory: Directory, access: Access, attached: Iterable[File]) -> None:
        """`attached` are the files of the issue: those that came with a comment are shown beside it."""
        self._db = db
        self._directory = directory
        self._access = access
        self._files: dict[CommentId | None, list[File]] = {}
        for file in attached:
            self._files.setdefault(file.comment, []).append(file)

    def tell(self, entries: Iterable[Comment | ChangeRecord]) -> Iterator[Said | Changed]:
        """The entries in their order; without relations to what the reader may not read."""
        for entry in entries:
            if isinstance(entry, Comment):
                yield self._said(entry)
            elif (changed := self._changed(entry)) is not None:
                yield changed

    def _said(self, comment: Comment) -> Said:
        return Said(
            uuid=comment.uuid,
            face=faces.face(self._directory, comment.author),
            html=to_html(comment.text, format_of(comment.text), self._access.project.path),
            text=comment.text,
            at=comment.created_at,
            is_edited=comment.edited_at is not None,
            files=tuple(self._files.get(comment.id, ())),
            may_edit=self._access.allows(Action.EDIT_COMMENT, author=comment.author),
            may_delete=self._access.allows(Action.DELETE_COMMENT, author=comment.author),
        )

    def _changed(self, record: ChangeRecord) -> Changed | None:
        changed = Changed(
            face=None if record.by is None else faces.face(self._directory, record.by),
            at=record.at,
            field=record.field,
            number=record.number,
        )
        before, after = record.before, record.after
        ways: Mapping[str, Show] = {"assignees": self._face, "labels": self._label, "channels": self._channel}
        show = ways.get(record.field)
        if show is not None:
            return _sets(changed, before, after, show)
        match record.field:
            case "relations":
                return self._related(changed, before, after)
            case "status":
                before, after = STATUSES[before], STATUSES[after]
            case "level":
                before, after = faces.level(self._directory, before), faces.level(self._directory, after)
            case "project":
                before, after = self._key(before), self._key(after)
            case "description":
                before, after = None, None  # both may be long: the line says only that it changed
        return replace(changed, before=before, after=after)

    def _face(self, user: int) -> Face:
        return faces.face(self._directory, UserId(user))

    def _label(self, label: int) -> Label | None:
        return self._directory.label(label)  # type: ignore[arg-type]  # an event holds it as a plain number

    def _key(self, standing: Standing) -> str | None:
        project = self._directory.project(standing.project)
        return None if project is None else project.issue_key(standing.number)

    def _channel(self, uuid: str) -> str | None:
        channel = self._directory.channel_by_uuid(uuid)
        return None if channel is None else channel.name

    def _related(self, changed: Changed, before: Link | None, after: Link | None) -> Changed | None:
        link = after or before
        other = None if link is None else issues.by_id(self._db, link.issue)
        project = None if other is None else self._directory.project(other.project)
        if link is None or other is None or project is None:
            return None
        if project.is_private and not self._directory.role(self._access.actor, project):
            return None
        far = Far(project.issue_key(other.number), address_of_issue(project, other.number), other.title)
        return replace(changed, far=far, kind=link.kind, before=before, after=after)


def format_of(text: str) -> Format:
    """How a comment is written: programs send HTML, people write Markdown."""
    return Format.HTML if text.lstrip()[:1] == "<" and text.rstrip()[-1:] == ">" else Format.MARKDOWN


def _sets(changed: Changed, before: Sequence[Any], after: Sequence[Any], show: Show) -> Changed:
    """What came and what went, as far as it is still known."""
    added = tuple(shown for one in after if one not in before and (shown := show(one)) is not None)
    removed = tuple(shown for one in before if one not in after and (shown := show(one)) is not None)
    return replace(changed, added=added, removed=removed)
