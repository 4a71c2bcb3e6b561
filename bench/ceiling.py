"""The ceiling: the same server process without Unknot in it. Whatever is asked, it answers with the same bytes.

    python -m bench.ceiling < answer

Loop, parser, connection handling and settings are those of `unknot serve`, so what is between the two is our own work.
"""

import socket
import sys

import msgspec
import uvicorn
from starlette.types import Receive, Scope, Send

from unknot.serving import settings


class FixedAnswer(msgspec.Struct, frozen=True):
    """An answer of the real server, to be given again and again."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class FixedAnswers:
    """An application that does nothing else."""

    def __init__(self, answer: FixedAnswer) -> None:
        self._start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        self._body = {"type": "http.response.body", "body": answer.body}

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(scope["type"])  # so says ASGI who has no lifespan
        await send(self._start)
        await send(self._body)


def main() -> None:
    answer = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=FixedAnswer)
    listening = socket.create_server(("127.0.0.1", 0))
    print("http://{}:{}".format(*listening.getsockname()), flush=True)
    uvicorn.Server(settings(FixedAnswers(answer))).run(sockets=[listening])


if __name__ == "__main__":
    main()
