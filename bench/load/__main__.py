"""One load of our own clients: `python -m bench.load`, the load on standard input, the outcome on standard output."""

import asyncio
import gc
import sys

import msgspec
import uvloop

from bench.load.client import BadAnswer, drive
from bench.load.plan import Load


def main() -> None:
    load = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Load)
    gc.disable()  # nothing here makes circles, and a pause would count as the server's
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            outcome = runner.run(drive(load))
        except (BadAnswer, OSError, TimeoutError) as error:
            sys.exit(f"{type(error).__name__}: {error}")
    sys.stdout.buffer.write(msgspec.json.encode(outcome))


if __name__ == "__main__":
    main()
