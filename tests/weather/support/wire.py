"""A connection of its own, on which a request is sent as far as one likes."""

import json
import socket
import struct
from typing import Any, Self

from tests.acceptance.support.caller import Caller

PATIENCE_SECONDS = 20
RESET = struct.pack("ii", 1, 0)  # SO_LINGER with no time: closing sends RST, as when a cable is cut


class Wire:
    """One request of one caller, sent piece by piece."""

    def __init__(self, caller: Caller) -> None:
        host, _, port = caller.address.removeprefix("http://").rpartition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)
        self._caller = caller

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def begin(self, method: str, path: str, *, length: int, media: str = "application/json") -> None:
        """Send the head of a request with a body of so many bytes."""
        self.send(
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: token {self._caller.token}\r\n"
            f"Content-Type: {media}\r\nContent-Length: {length}\r\n\r\n".encode()
        )

    def send(self, piece: bytes) -> None:
        self._socket.sendall(piece)

    def answer(self) -> tuple[int, Any]:
        """The status and the JSON of the answer, once it is there."""
        with self._socket.makefile("rb") as lines:
            status = int(lines.readline().split()[1])
            headers = dict(line.decode().lower().split(": ", 1) for line in iter(lines.readline, b"\r\n"))
            return status, json.loads(lines.read(int(headers["content-length"])) or b"null")

    def cut(self) -> None:
        """Go away without a word."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self._socket.close()

    def end_early(self) -> None:
        """Say that there is no more to come, and listen on."""
        self._socket.shutdown(socket.SHUT_WR)

    def drain(self) -> None:
        """Hear the other side out."""
        try:
            while self._socket.recv(65536):
                pass
        except ConnectionError:
            return
