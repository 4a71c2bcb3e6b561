"""Answers: what goes over the wire, and that a question by HEAD gets the headers alone."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest
from starlette.types import Message

from tests.http.support.asgi import GONE, Reply
from unknot.http.answer import TEXT, Answer, EndlessAnswer, StreamedAnswer


def sent(answer: Answer, *, with_body: bool = True) -> list[Message]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    asyncio.run(answer.send(send, b"r-1", with_body=with_body))
    return messages


def reply_of(answer: Answer, *, with_body: bool = True) -> Reply:
    return Reply.of(sent(answer, with_body=with_body))


class Tap:
    """Chunks that remember whether anybody took them."""

    def __init__(self, *chunks: bytes) -> None:
        self._chunks = chunks
        self.taken: list[bytes] = []

    async def run(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            self.taken.append(chunk)
            yield chunk


def test_an_answer_tells_its_length_type_and_request() -> None:
    reply = reply_of(Answer(b'{"a":1}'))

    assert (reply.status, reply.body) == (200, b'{"a":1}')
    assert reply.header("content-length") == "7"
    assert reply.header("content-type") == "application/json"
    assert reply.header("x-request-id") == "r-1"


def test_an_answer_has_the_status_type_and_headers_that_it_is_given() -> None:
    reply = reply_of(Answer(b"no", status=404, content_type=TEXT, headers=[(b"retry-after", b"5")]))

    assert (reply.status, reply.header("content-type")) == (404, "text/plain; charset=utf-8")
    assert reply.header("retry-after") == "5"


def test_an_answer_with_nothing_to_say_has_no_type() -> None:
    reply = reply_of(Answer(content_type=None))

    assert (reply.body, reply.header("content-length"), reply.header("content-type")) == (b"", "0", None)


@pytest.mark.parametrize(
    "answer",
    [Answer(b'{"a":1}'), StreamedAnswer(Tap(b"a", b"bc").run(), size=3, content_type=TEXT, headers=[(b"etag", b"x")])],
    ids=["whole", "streamed"],
)
def test_asked_by_head_an_answer_is_the_same_without_its_body(answer: Answer) -> None:
    head = reply_of(answer, with_body=False)
    full = reply_of(answer)

    assert head.headers == full.headers
    assert (head.body, len(full.body)) == (b"", int(full.header("content-length") or ""))


def test_a_stream_goes_out_while_it_is_read() -> None:
    tap = Tap(b"one ", b"two ", b"three")

    start, *bodies = sent(StreamedAnswer(tap.run(), size=13, content_type=TEXT, headers=[]))

    assert (b"content-length", b"13") in start["headers"]
    assert [message["body"] for message in bodies] == [b"one ", b"two ", b"three", b""]
    assert [message.get("more_body", False) for message in bodies] == [True, True, True, False]


def test_asked_by_head_a_stream_is_not_even_read() -> None:
    tap = Tap(b"one ", b"two")

    reply_of(StreamedAnswer(tap.run(), size=7, content_type=TEXT, headers=[]), with_body=False)

    assert tap.taken == []


class Talk:
    """What somebody says without end, and whether they were told to stop."""

    def __init__(self) -> None:
        self.is_over = False

    async def run(self) -> AsyncGenerator[bytes, None]:
        try:
            while True:
                yield b"on and on"
                await asyncio.sleep(0)
        finally:
            self.is_over = True


def test_an_endless_answer_goes_on_until_the_client_leaves() -> None:
    talk, messages = Talk(), list[Message]()

    async def tell() -> None:
        has_heard_enough = asyncio.Event()

        async def leave() -> Message:
            await has_heard_enough.wait()
            return GONE

        async def send(message: Message) -> None:
            messages.append(message)
            if len(messages) == 4:
                has_heard_enough.set()

        answer = EndlessAnswer(talk.run(), receive=leave, content_type=TEXT, headers=[])
        await answer.send(send, b"r-1", with_body=True)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(tell())
    assert messages[1] == {"type": "http.response.body", "body": b"on and on", "more_body": True}
    assert talk.is_over


def test_an_endless_answer_ends_when_there_is_no_more_to_say() -> None:
    async def stay() -> Message:
        await asyncio.Event().wait()
        return GONE

    async def say_once() -> AsyncGenerator[bytes, None]:
        yield b"once"

    reply = reply_of(EndlessAnswer(say_once(), receive=stay, content_type=TEXT, headers=[]))

    assert reply.body == b"once"
    assert reply.header("content-length") is None
