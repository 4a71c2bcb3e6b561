"""What is new, handed to whoever listens in this process: streams that stay open while somebody looks at a page."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

from unknot.domain.events import Recorded
from unknot.domain.ids import EventId, UserId

Made = TypeVar("Made")

MOST_WAITING: Final = 64  # news; a listener who is that far behind is let go, and begins anew where it stopped


class News:
    """Events in their order, and whose inboxes have changed. What listeners make of them is made once for all."""

    __slots__ = ("_made", "inboxes", "recorded")

    def __init__(self, recorded: Sequence[Recorded] = (), inboxes: frozenset[UserId] = frozenset()) -> None:
        self.recorded = recorded
        self.inboxes = inboxes
        self._made: dict[Hashable, Any] = {}

    def made(self, make: Callable[..., Made], *key: Hashable, **given: Any) -> Made:  # noqa: ANN401 - for `make` to know
        """`make(*key, **given)`, remembered by its key. What is given besides must not matter to the outcome."""
        place = (make, *key)
        if place not in self._made:
            self._made[place] = make(*key, **given)
        made: Made = self._made[place]
        return made


NOTHING: Final = News()


class Listener:
    """Somebody who waits for news."""

    def __init__(self) -> None:
        self._waiting: deque[News] = deque()
        self._something = asyncio.Event()
        self._is_over = False

    async def news(self, *, heartbeat: float) -> AsyncIterator[News]:
        """What is new, as it comes, until the listener is let go; nothing after each while without any."""
        while not self._is_over:
            if not self._waiting:
                await self._wait(heartbeat)
            if not self._is_over:
                yield self._waiting.popleft() if self._waiting else NOTHING

    def tell(self, news: News) -> None:
        if len(self._waiting) >= MOST_WAITING:
            self.let_go()
        else:
            self._waiting.append(news)
            self._something.set()

    def let_go(self) -> None:
        self._is_over = True
        self._something.set()

    async def _wait(self, seconds: float) -> None:
        self._something.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._something.wait()


class Feed:
    """One for each process. Whoever publishes reads the log from `position` on."""

    def __init__(self) -> None:
        self.position = EventId(0)  # the last event that listeners were told of
        self._listeners: set[Listener] = set()
        self._somebody = asyncio.Event()
        self._is_over = False

    @contextmanager
    def listen(self, newest: EventId) -> Iterator[Listener]:
        """Wait for what comes after `position`, which is the newest event where nobody else listens."""
        listener = Listener()
        if self._is_over:
            listener.let_go()
        if not self._listeners:
            self.position = newest
        self._listeners.add(listener)
        self._somebody.set()
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            if not self._listeners:
                self._somebody.clear()

    async def until_somebody_listens(self) -> None:
        await self._somebody.wait()

    def publish(self, news: News) -> None:
        if news.recorded:
            self.position = news.recorded[-1].id
        for listener in self._listeners:
            listener.tell(news)

    def end(self) -> None:
        """Let everybody go, and whoever comes later: the server ends."""
        self._is_over = True
        for listener in self._listeners:
            listener.let_go()
