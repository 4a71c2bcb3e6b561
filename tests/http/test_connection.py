"""What is written at once is sent at once, and what is written later is not kept waiting."""

import asyncio

import pytest

from unknot.http.connection import MOST_HELD_BYTES, Corked


class Wire(asyncio.Transport):
    """Where bytes go, and in which pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.reads, self._is_closed = True, False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self._is_closed
        self.sent.append(bytes(data))

    def close(self) -> None:
        self._is_closed = True

    def is_closing(self) -> bool:
        return self._is_closed

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True

    def get_extra_info(self, name: str, default: object = None) -> object:
        return {"peername": ("192.0.2.1", 7)}.get(name, default)


@pytest.fixture
def wire() -> Wire:
    return Wire()


def test_head_and_body_go_out_together(wire: Wire) -> None:
    async def answer_twice() -> None:
        corked = Corked(wire, asyncio.get_running_loop())
        for body in (b"one", b"two"):
            corked.write(b"head ")
            corked.write(body)
            await asyncio.sleep(0)

    asyncio.run(answer_twice())
    assert wire.sent == [b"head one", b"head two"]


def test_a_long_answer_is_not_held(wire: Wire) -> None:
    async def answer() -> None:
        corked = Corked(wire, asyncio.get_running_loop())
        for _ in range(3):
            corked.write(b"x" * (MOST_HELD_BYTES - 1))
            corked.write(b"y")
            assert sum(map(len, wire.sent)) % MOST_HELD_BYTES == 0
        assert len(wire.sent) == 3
        await asyncio.sleep(0)

    asyncio.run(answer())
    assert len(wire.sent) == 3


def test_what_is_held_is_sent_before_the_end(wire: Wire) -> None:
    async def answer() -> None:
        corked = Corked(wire, asyncio.get_running_loop())
        corked.write(b"farewell")
        corked.close()
        assert corked.is_closing()
        await asyncio.sleep(0)

    asyncio.run(answer())
    assert wire.sent == [b"farewell"]


def test_all_else_is_the_transports_own(wire: Wire) -> None:
    async def ask() -> None:
        corked = Corked(wire, asyncio.get_running_loop())
        assert corked.get_extra_info("peername") == ("192.0.2.1", 7)
        assert corked.get_extra_info("sslcontext") is None
        corked.pause_reading()
        assert not wire.reads
        corked.resume_reading()
        assert wire.reads

    asyncio.run(ask())
