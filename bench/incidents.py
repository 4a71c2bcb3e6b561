"""The requests of the rows that speak the API of Guance, which calls issues incidents here."""

from collections.abc import Callable, Mapping
from itertools import product
from random import Random
from typing import Any, Final

import msgspec

from bench.fill.filer import LEVELS, MONITORS
from bench.fill.texts import Texts
from bench.sample import Sample
from bench.supplies import BODIES, SEED, MakeSupply, Repeated, Supply

Filters = Mapping[str, Any]  # what a list is asked for, beside its pages
MakeFilters = Callable[[Sample], list[Filters]]

STATUSES: Final = (10, 15, 20, 25, 30)
COMMON_TEXTS: Final = ("the ", " на ", "的")  # about a third of all have each
TIMES: Final = 20  # ranges, from a day to a year
DAY: Final = 24 * 60 * 60
SHORTEST, LONGEST = 5, 25  # characters of a text that nobody has looked for


def get(sample: Sample) -> Supply:
    return Repeated([_get(sample, f"issue/{_wire('issue', issue.uuid)}/get") for issue in sample.issues])


def listed(filters: MakeFilters, *, page: int = 1, is_paged: bool = True) -> MakeSupply:
    paging = {"pageIndex": page, "pageSize": 10} if is_paged else {}
    return lambda sample: Repeated([_post(sample, "issue/list", {**one, **paging}) for one in filters(sample)])


def everything(_: Sample) -> list[Filters]:
    return [{}]


def of_status(_: Sample) -> list[Filters]:
    return [_equal("statusType", status) for status in STATUSES]


def not_of_status(_: Sample) -> list[Filters]:
    return [_equal("statusType", status, equal=False) for status in STATUSES]


def of_level(_: Sample) -> list[Filters]:
    return [_equal("level", level) for level in LEVELS]


def of_channel(sample: Sample) -> list[Filters]:
    return [{"channelUUID": _wire("chan", uuid)} for uuid in sample.channels]


def by_creator(sample: Sample) -> list[Filters]:
    return [_equal("creator", _wire("acnt", uuid)) for uuid in sample.people]


def by_updator(sample: Sample) -> list[Filters]:
    return [_equal("updator", _wire("acnt", uuid)) for uuid in sample.people]


def of_source(_: Sample) -> list[Filters]:
    return [_equal("resource", monitor) for monitor in MONITORS]


def of_time(sample: Sample) -> list[Filters]:
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    spans = [(rng.randint(sample.oldest, sample.newest), rng.choice((1, 7, 30, 365)) * DAY) for _ in range(TIMES)]
    return [{"startTime": start, "endTime": start + length} for start, length in spans]


def with_common_text(_: Sample) -> list[Filters]:
    return [{"search": text} for text in COMMON_TEXTS]


def with_title(sample: Sample) -> list[Filters]:
    return [{"search": title} for title in sample.titles]


def with_new_text(_: Sample) -> list[Filters]:
    """So many parts of what people write that each is forgotten before it comes again."""
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    texts = Texts(rng)
    return [{"search": _part(texts.comment(), rng)} for _ in range(BODIES)]


def of_mix(sample: Sample) -> list[Filters]:
    """A status, a level, a range of time and a text."""
    return [
        {**times, **text, "filters": [*_equal("statusType", status)["filters"], *_equal("level", level)["filters"]]}
        for times, text, status, level in product(
            of_time(sample)[:5], with_common_text(sample), STATUSES[:2], LEVELS[:2]
        )
    ]


def add(sample: Sample) -> Supply:
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    texts = Texts(rng)
    bodies = [
        {
            "name": texts.title(),
            "description": texts.description(),
            "level": rng.choice(LEVELS),
            "statusType": rng.choice(STATUSES),
            "channelUUIDs": [_wire("chan", rng.choice(sample.channels))],
        }
        for _ in range(BODIES)
    ]
    return Repeated([_post(sample, "issue/add", body) for body in bodies])


def reply(sample: Sample) -> Supply:
    texts = Texts(Random(SEED))  # noqa: S311 - it guards nothing
    return Repeated(
        [
            _post(sample, "issue/reply/create", {"issueUUID": _wire("issue", issue.uuid), "content": texts.comment()})
            for issue in sample.issues
        ]
    )


def _part(text: str, rng: Random) -> str:
    length = rng.randint(SHORTEST, LONGEST)
    start = rng.randint(0, max(len(text) - length, 0))
    return text[start : start + length]


def _equal(key: str, value: object, *, equal: bool = True) -> dict[str, Any]:
    return {"filters": [{"key": key, "value": value, "equal": equal}]}


def _wire(prefix: str, uuid: str) -> str:
    return f"{prefix}_{uuid.replace('-', '')}"


def _get(sample: Sample, path: str) -> bytes:
    return f"{_head(sample, 'GET', path)}\r\n".encode()


def _post(sample: Sample, path: str, body: Mapping[str, Any]) -> bytes:
    content = msgspec.json.encode(body)
    head = f"{_head(sample, 'POST', path)}Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def _head(sample: Sample, method: str, path: str) -> str:
    return f"{method} /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nDF-API-KEY: {sample.facts.token}\r\n"
