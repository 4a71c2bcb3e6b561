"""How fast can a generator be? A socket that answers every request with fixed bytes, and reads none of them.

python -m bench.load.echo < answer
"""

import asyncio
import sys
from typing import cast

import uvloop


class Echo(asyncio.Protocol):
    """Takes whatever comes in one piece for one request, which on loopback it is."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)  # uvloop's own class, with the same methods

    def data_received(self, _: bytes) -> None:
        self._transport.write(self._answer)


async def serve(answer: bytes) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Echo(answer), "127.0.0.1", 0)
    print("http://{}:{}".format(*server.sockets[0].getsockname()), flush=True)
    await server.serve_forever()


def main() -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
