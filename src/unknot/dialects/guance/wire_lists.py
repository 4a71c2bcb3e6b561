"""What a list is asked for: channel, filters, times, text and pages."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.envelope import PageInfo
from unknot.dialects.guance.paging import PageIndex, PageSize
from unknot.dialects.guance.times import LATEST_SECONDS, MILLISECONDS_FROM
from unknot.dialects.guance.wire_issues import STATUS_IN, IssueOut
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.ids import ChannelId, WorkspaceId
from unknot.http.told import told
from unknot.store.directory import Directory
from unknot.store.issue_lists import Narrowing, Question

KEYS: Final = {
    "resource": "source",
    "level": "level",
    "statusType": "status",
    "creator": "creator",
    "updator": "updator",
}
EQUAL: Final = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
STATUS_WORDS: Final = {str(number): status for number, status in STATUS_IN.items()}  # numbers may come as texts


Truth = bool | Annotated[str, told(enum=list(EQUAL))]  # a boolean in the vendor's sample, a string in its table


class FilterIn(msgspec.Struct, frozen=True):
    key: Annotated[str, told(enum=list(KEYS))]
    value: str | int | list[str | int]
    equal: Truth = True


class ListIn(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a list; keys are the vendor's."""

    channelUUID: shapes.ChannelWordOrNone | UnsetType | None = UNSET  # noqa: N815
    filters: list[FilterIn] | UnsetType | None = UNSET
    startTime: shapes.Moment | UnsetType | None = UNSET  # noqa: N815
    endTime: shapes.Moment | UnsetType | None = UNSET  # noqa: N815
    search: str | UnsetType | None = UNSET
    pageIndex: PageIndex | UnsetType | None = UNSET  # noqa: N815
    pageSize: PageSize | UnsetType | None = UNSET  # noqa: N815


class IssuesPage(msgspec.Struct, frozen=True, rename="camel"):
    """A list with its page beside it."""

    data: list[IssueOut]
    page_info: PageInfo


ListOut = IssuesPage | list[IssueOut]  # with pages if they were asked for; as several of the vendor's programs want it


def question_in(body: ListIn, workspace: WorkspaceId, directory: Directory) -> Question:
    filters = body.filters or []
    return Question(
        workspace=workspace,
        channel=_channel(body.channelUUID or "", workspace, directory),
        narrowings=tuple(_narrowing(one, at, directory) for at, one in enumerate(filters)),
        created_from=_time("startTime", body.startTime or None),
        created_to=_whole_second(_time("endTime", body.endTime or None)),
        text=body.search or "",
    )


def _channel(given: str, workspace: WorkspaceId, directory: Directory) -> ChannelId | None:
    """None for the default channel, which holds every issue."""
    if not given:
        return None
    uuid = ids.uuid_in(ids.CHANNEL, given)
    channel = None if uuid is None else directory.channel_by_uuid(uuid)
    if channel is None or channel.workspace != workspace:
        raise NotFound("channel", f"No channel {given} in this workspace")
    return None if channel.is_default else channel.id


def _narrowing(given: FilterIn, at: int, directory: Directory) -> Narrowing:
    if given.key not in KEYS:
        raise Invalid.field(f"filters[{at}].key", f"must be one of {', '.join(KEYS)}")
    values = given.value if isinstance(given.value, list) else [given.value]
    read = tuple(_value(KEYS[given.key], value, f"filters[{at}].value", directory) for value in values)
    return Narrowing(KEYS[given.key], read or (None,), is_equal=_is_equal(given, at))


def _is_equal(given: FilterIn, at: int) -> bool:
    if isinstance(given.equal, bool):
        return given.equal
    if given.equal not in EQUAL:
        raise Invalid.field(f"filters[{at}].equal", "must be true or false")
    return EQUAL[given.equal]


def _value(field: str, given: str | int, where: str, directory: Directory) -> Any:  # noqa: ANN401 - depends on the field
    """A filter's value as it is stored; one that nothing can have is not there, and so finds nothing."""
    word = str(given)
    if field == "status":
        status = STATUS_WORDS.get(word)
        if status is None:
            raise Invalid.field(where, f"must be one of {', '.join(map(str, STATUS_IN))}")
        return status.value
    if field == "level":
        return ids.level_key_in(f"system_level_{word}" if isinstance(given, int) else word)
    if field in {"creator", "updator"}:
        uuid = ids.person_uuid_in(word)
        user = None if uuid is None else directory.user_by_uuid(uuid)
        return None if user is None else user.id
    return word


def _whole_second(time: datetime | None) -> datetime | None:
    """The end of a second: both ends of a range belong to it, and our times are finer than the vendor's."""
    return None if time is None else time.replace(microsecond=999_999)


def _time(field: str, given: int | UnsetType | None) -> datetime | None:
    if not isinstance(given, int):
        return None
    if not 0 <= given <= LATEST_SECONDS * 1000:
        raise Invalid.field(field, "must be a time in seconds since 1970")
    return datetime.fromtimestamp(given / 1000 if given >= MILLISECONDS_FROM else given, UTC)
