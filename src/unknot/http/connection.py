"""A connection as uvicorn keeps it, with what of an answer is ready sent at once, and its streams ended at the end."""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HELD_BYTES: Final = 1 << 16  # whoever writes a file would otherwise write all of it before any is sent


class Connection(HttpToolsProtocol):
    """uvicorn writes the head of an answer and its body apart; the system is asked once for both."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(Corked(transport, self.loop))

    def shutdown(self) -> None:
        """Stop, and have open streams ended, since uvicorn waits for every answer."""
        self.app.end_streams()
        super().shutdown()


class Corked(asyncio.Transport):
    """A transport that gathers what is written until the loop comes round: a quarter more answers in a second.

    Only what a protocol without upgrades asks of a transport.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._held_bytes = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self._held:
            self._loop.call_soon(self._send)
        self._held.append(bytes(data))
        self._held_bytes += len(data)
        if self._held_bytes >= MOST_HELD_BYTES:
            self._send()

    def close(self) -> None:
        self._send()
        self._transport.close()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: object = None) -> object:
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def _send(self) -> None:
        held, self._held, self._held_bytes = self._held, [], 0
        if held:
            self._transport.write(b"".join(held))
