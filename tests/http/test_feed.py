"""News reach everybody who listens, each made once for all; who is too slow, or too late, is let go."""

import asyncio
from collections.abc import Callable

import pytest

from tests.store.support.moments import NOON
from unknot.domain.events import IssueCreated, Recorded
from unknot.domain.ids import EventId
from unknot.http.feed import MOST_WAITING, NOTHING, Feed, Listener, News

ALWAYS = 60.0  # seconds that no test waits


def happened(number: int) -> Recorded:
    event = IssueCreated(number=number, title="")
    return Recorded(id=EventId(number), at=NOON, by=None, workspace=None, project=None, issue=None, event=event)


async def heard(listener: Listener, count: int, *, heartbeat: float = ALWAYS) -> list[News]:
    found: list[News] = []
    async for news in listener.news(heartbeat=heartbeat):
        found.append(news)
        if len(found) == count:
            break
    return found


def test_everybody_hears_what_is_published_after_they_came() -> None:
    feed, news = Feed(), News([happened(8)])

    with feed.listen(EventId(7)) as one, feed.listen(EventId(7)) as other:
        assert feed.position == 7
        feed.publish(news)

        assert asyncio.run(heard(one, 1)) == asyncio.run(heard(other, 1)) == [news]
    assert feed.position == 8


def test_who_comes_while_others_listen_does_not_move_the_position() -> None:
    feed = Feed()

    with feed.listen(EventId(7)), feed.listen(EventId(9)):
        assert feed.position == 7


def test_who_comes_when_nobody_listened_begins_at_the_newest() -> None:
    feed = Feed()

    with feed.listen(EventId(7)):
        pass
    with feed.listen(EventId(9)):
        assert feed.position == 9


def test_silence_is_told_as_nothing() -> None:
    with Feed().listen(EventId(0)) as listener:
        assert asyncio.run(heard(listener, 2, heartbeat=0.01)) == [NOTHING, NOTHING]


def test_what_listeners_make_of_news_is_made_once() -> None:
    news, calls = News([happened(1)]), []

    def make(language: str, *, given: str) -> str:
        calls.append(given)
        return f"in {language}"

    assert [news.made(make, "ru", given=given) for given in ("first", "second")] == ["in ru", "in ru"]
    assert news.made(make, "zh", given="third") == "in zh"
    assert calls == ["first", "third"]


@pytest.mark.parametrize(
    "ending",
    [
        lambda feed: feed.end(),
        lambda feed: [feed.publish(News([happened(number)])) for number in range(1, MOST_WAITING + 2)],
    ],
    ids=["the server ends", "too slow"],
)
def test_a_listener_is_let_go(ending: Callable[[Feed], object]) -> None:
    feed = Feed()

    with feed.listen(EventId(0)) as listener:
        ending(feed)

        assert asyncio.run(heard(listener, 1)) == []


def test_who_comes_after_the_end_is_let_go_at_once() -> None:
    feed = Feed()
    feed.end()

    with feed.listen(EventId(0)) as listener:
        assert asyncio.run(heard(listener, 1)) == []
