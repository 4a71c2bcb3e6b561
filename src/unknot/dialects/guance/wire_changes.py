"""Change records in Guance's words: a short sentence for people, field, before and after for programs."""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from unknot.dialects.guance import ids
from unknot.dialects.guance.wire_issues import STATUS_OUT
from unknot.domain.change_record import ChangeRecord, Link
from unknot.domain.issue import Standing
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.status import STATUSES
from unknot.store import issues
from unknot.store.directory import Directory
from unknot.store.session import Session

STATUS_WORDS: Final = {10: "Open", 15: "Working", 20: "Resolved", 25: "Closed", 30: "Pending"}
WHOLE_SENTENCES: Final = {
    ("issue", True): "created the issue",
    ("description", False): "changed the description",
    ("trash", False): "restored the issue",
    ("trash", True): "deleted the issue",
}


class View(msgspec.Struct, frozen=True):
    """What turns ids into names."""

    db: Session
    directory: Directory


class ChangeOut(msgspec.Struct, frozen=True):
    """What a program finds under `extend`. Null is where there was nothing."""

    after: Any
    before: Any
    field: str


class Wording(msgspec.Struct, frozen=True):
    """A field: its name on the wire, what people call it, and its values for programs and for people."""

    name: str
    noun: str
    value: Callable[[Any, View], Any]
    words: Callable[[Any, View], str]


def change_out(record: ChangeRecord, view: View) -> ChangeOut:
    wording = WORDINGS[record.field]
    before, after = (None if one is None else wording.value(one, view) for one in (record.before, record.after))
    return ChangeOut(after=after, before=before, field=wording.name)


def sentence(record: ChangeRecord, view: View) -> str:
    """What the person did, for whoever knows who that was."""
    whole = WHOLE_SENTENCES.get((record.field, record.before is None or record.after is True))
    if whole is not None:
        return whole
    wording = WORDINGS[record.field]
    if record.before is None:
        return f"added {wording.noun} {wording.words(record.after, view)}"
    if record.after is None:
        return f"removed {wording.noun} {wording.words(record.before, view)}"
    before, after = (wording.words(one, view) for one in (record.before, record.after))
    return f"changed the {wording.noun} from {before} to {after}"


def _as_it_is(value: object, _: View) -> object:
    return value


def _quoted(value: str, _: View) -> str:
    return f'"{value}"'


def _status(value: str, _: View) -> int:
    return STATUS_OUT[STATUSES[value]]


def _status_word(value: str, view: View) -> str:
    return STATUS_WORDS[_status(value, view)]


def _level(value: str, _: View) -> str:
    return ids.level_id(value)


def _level_name(value: str, view: View) -> str:
    if value == NO_LEVEL:
        return "none"
    level = SYSTEM_LEVELS.get(value) or view.directory.level(value)
    return "a deleted level" if level is None else level.name


def _people(value: list[Any], view: View) -> list[str]:
    return [ids.person_id(view.directory.user(one)) for one in value]


def _people_names(value: list[Any], view: View) -> str:
    return ", ".join(view.directory.user(one).full_name for one in value) or "nobody"


def _channels(value: list[str], _: View) -> list[str]:
    return [ids.wire_id(ids.CHANNEL, one) for one in value]


def _channel_names(value: list[str], view: View) -> str:
    found = (view.directory.channel_by_uuid(one) for one in value)
    return ", ".join("a deleted one" if one is None else one.name for one in found) or "none"


def _labels(value: list[Any], view: View) -> list[str]:
    found = (view.directory.label(one) for one in value)
    return ["a deleted one" if one is None else one.title for one in found]


def _label_names(value: list[Any], view: View) -> str:
    return ", ".join(_labels(value, view)) or "none"


def _link(value: Link, view: View) -> dict[str, str]:
    issue = issues.by_id(view.db, value.issue)
    uuid = "" if issue is None else ids.wire_id(ids.ISSUE, issue.uuid)
    return {"issueUUID": uuid, "relation": value.kind.value}


def _link_name(value: Link, view: View) -> str:
    issue = issues.by_id(view.db, value.issue)
    return "a deleted issue" if issue is None else f'"{issue.title}"'


def _standing(value: Standing, view: View) -> dict[str, Any]:
    project = view.directory.project(value.project)
    return {"projectUUID": "" if project is None else project.uuid, "number": value.number}


def _standing_key(value: Standing, view: View) -> str:
    project = view.directory.project(value.project)
    return "a deleted one" if project is None else project.issue_key(value.number)


WORDINGS: Final = {
    "issue": Wording("issue", "issue", _as_it_is, _quoted),
    "title": Wording("name", "name", _as_it_is, _quoted),
    "description": Wording("description", "description", _as_it_is, _quoted),
    "status": Wording("statusType", "status", _status, _status_word),
    "level": Wording("level", "level", _level, _level_name),
    "assignees": Wording("manager", "responsible people", _people, _people_names),
    "channels": Wording("channels", "channels", _channels, _channel_names),
    "labels": Wording("labels", "labels", _labels, _label_names),
    "relations": Wording("relations", "the relation to", _link, _link_name),
    "files": Wording("attachments", "the attachment", _as_it_is, _quoted),
    "project": Wording("project", "project", _standing, _standing_key),
    "trash": Wording("deleted", "trash", _as_it_is, lambda value, _: str(value)),
}
