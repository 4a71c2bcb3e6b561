"""The server process: uvicorn with our settings, and a word when it is ready."""

import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import uvicorn
from uvicorn.supervisors import Multiprocess

from unknot.app import build, check_routes, open_blobs, open_database
from unknot.config import Config, variable_of
from unknot.domain.errors import Unavailable
from unknot.http.connection import Connection
from unknot.http.log import write_json_lines

GRACE_SECONDS = 7  # for what was begun when SIGTERM came; the contract is ten in all, and a busy machine ends slowly
KEEP_ALIVE_SECONDS = 75  # longer than the 60 of common proxies, so that they never meet a closed connection
BACKLOG = 2048
READY_TRIES = 300  # of a tenth of a second

Ready = Callable[[str], None]


def serve(config: Config, ready: Ready) -> None:
    """Serve until SIGTERM or SIGINT."""
    write_json_lines()
    # uvicorn finishes what was begun and then raises the signal again, for us: it was a wish, and it was granted.
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: sys.exit(0))
    listening = _listen(config.host, config.port)
    address = _address(config.host, listening)
    if config.workers == 1:
        _AnnouncedServer(settings(build(config)), lambda: ready(address)).run(sockets=[listening])
    else:
        _serve_with_workers(config, listening, address, ready)


class _AnnouncedServer(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _serve_with_workers(config: Config, listening: socket.socket, address: str, ready: Ready) -> None:
    """Processes that share one socket. They read the settings anew, from the environment that we leave them."""
    open_database(config).close()  # what cannot be is told here, once, and not by every worker again and again
    open_blobs(config)
    check_routes(config)
    for name in ("data", "host", "port", "workers"):
        os.environ[variable_of(name)] = str(config.folder if name == "data" else getattr(config, name))
    shared = settings("unknot.app:from_environment", workers=config.workers)
    threading.Thread(target=_announce, args=(address, ready), daemon=True).start()
    Multiprocess(shared, sockets=[listening]).run()


def settings(app: object, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # an application or its name
        factory=isinstance(app, str),
        workers=workers,
        loop="auto",
        http=Connection,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:  # also an address that nobody knows
        raise Unavailable(
            f"{host}:{port} cannot be listened on: {error.strerror}. "
            "Name another address or port, or end what holds it."
        ) from error
    listening.set_inheritable(True)
    return listening


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def _announce(address: str, ready: Ready) -> None:
    for _ in range(READY_TRIES):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=1):  # noqa: S310 - our own address
                ready(address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
