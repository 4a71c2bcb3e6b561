"""Our own clients, against a server that answers just what each test wants."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress

import pytest

from bench.load.client import BadAnswer, drive
from bench.load.plan import Load, Outcome

HEAD = b"HTTP/1.1 200 OK\r\nDate: today\r\nContent-Length: 5\r\n\r\n"
REQUESTS = [b"GET /%d HTTP/1.1\r\n\r\n" % number for number in range(50)]


@asynccontextmanager
async def server(pieces: Sequence[bytes], asked: list[bytes]) -> AsyncIterator[tuple[str, int]]:
    """Answers in the given pieces, each sent by itself, and remembers what it was asked. Without any, it hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                asked.append(await reader.readuntil(b"\r\n\r\n"))
                if not pieces:
                    return
                for piece in pieces:
                    writer.write(piece)
                    await asyncio.sleep(0.001)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()


def driven(pieces: Sequence[bytes], asked: list[bytes], *, seconds: float, repeats: bool) -> Outcome:
    async def run() -> Outcome:
        async with server(pieces, asked) as (host, port):
            load = Load(host=host, port=port, clients=3, seconds=seconds, requests=REQUESTS, repeats=repeats)
            return await drive(load)

    return asyncio.run(run())


def test_clients_ask_until_the_time_is_over() -> None:
    asked: list[bytes] = []

    outcome = driven([HEAD + b"hello"], asked, seconds=0.3, repeats=True)

    assert outcome.answers == len(asked) > len(REQUESTS)
    assert 0.3 <= outcome.seconds < 3
    assert 0 < outcome.p50_ms <= outcome.p99_ms
    assert outcome.rate == outcome.answers / outcome.seconds


def test_requests_that_succeed_only_once_are_sent_once() -> None:
    asked: list[bytes] = []

    outcome = driven([HEAD + b"hello"], asked, seconds=60, repeats=False)

    assert sorted(asked) == sorted(REQUESTS)
    assert outcome.answers == len(REQUESTS)
    assert outcome.seconds < 60


@pytest.mark.parametrize("pieces", [[HEAD[:20], HEAD[20:] + b"he", b"llo"], [HEAD, b"hello"]])
def test_an_answer_in_pieces_is_one_answer(pieces: list[bytes]) -> None:
    asked: list[bytes] = []

    outcome = driven(pieces, asked, seconds=60, repeats=False)

    assert outcome.answers == len(asked) == len(REQUESTS)


@pytest.mark.parametrize(
    ("pieces", "complaint"),
    [
        ([b"HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\nno"], "Not 200: HTTP/1.1 409 Conflict"),
        ([], "closed a connection"),
    ],
)
def test_what_was_not_to_be_measured_ends_the_load(pieces: list[bytes], complaint: str) -> None:
    with pytest.raises(BadAnswer, match=complaint):
        driven(pieces, [], seconds=60, repeats=True)
