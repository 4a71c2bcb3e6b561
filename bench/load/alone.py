"""How fast a generator is when nothing holds it up. Unless that is clearly faster than a server, it measures itself."""

import sys
from pathlib import Path

from bench.load.generators import Generator
from bench.load.plan import Load
from bench.processes import serving

REQUEST = b"GET /project/acme/shop/issue/12345 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: token none\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n\r\n" + b"x" * 2000  # an issue
CLIENTS = 8
SECONDS = 1


def speed_of(generator: Generator, folder: Path) -> float:
    """Requests a second, against a socket that answers without reading."""
    with serving([sys.executable, "-m", "bench.load.echo"], folder / "echo.log", given=ANSWER) as echo:
        load = Load(host=echo.host, port=echo.port, clients=CLIENTS, seconds=SECONDS, requests=[REQUEST], repeats=True)
        return generator(load).rate
