"""A demo of its own, served by a process of its own."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tests.acceptance.support.commands import UNKNOT, environment
from tests.browser.support.colleague import PAGE, Colleague

STOP_SECONDS = 10  # what the command's contract allows SIGTERM to take


@dataclass
class Site:
    """The workspace harbour, over which a server runs unless a test stopped it."""

    data: Path
    process: subprocess.Popen[str] | None = None
    said: Mapping[str, str] = field(default_factory=dict)  # when it was ready
    cookies: dict[str, str] = field(default_factory=dict)  # of who has signed in, by username

    @property
    def address(self) -> str:
        return self.said["address"]

    @property
    def password(self) -> str:
        """Everybody's."""
        return self.said["password"]

    def start(self) -> None:
        """Serve where it was served before, if it was."""
        port = self.address.rpartition(":")[2] if self.said else "0"
        command = [UNKNOT, "demo", "--data", str(self.data), "--port", port, "--json"]
        with self.data.with_name("server.log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=environment(), stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
            )
        assert self.process.stdout is not None
        self.said = json.loads(self.process.stdout.readline())

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.communicate(timeout=STOP_SECONDS)
        if self.process.poll() is None:
            os.killpg(self.process.pid, 9)
            self.process.communicate()
        self.process = None

    def cookie_of(self, username: str) -> str:
        """The session of somebody, who signs in once for all tests: signing in is throttled."""
        if username not in self.cookies:
            self.cookies[username] = self.sign_in(username, self.password)
        return self.cookies[username]

    def sign_in(self, username: str, password: str) -> str:
        """The cookie of a new session."""
        form = {"username": username, "password": password}
        reply = requests.post(f"{self.address}/login", data=form, headers=PAGE, allow_redirects=False, timeout=30)
        assert reply.status_code == 303, reply.text
        return reply.cookies["unknot_session"]

    def colleague(self, username: str) -> Colleague:
        """Somebody who works elsewhere meanwhile."""
        return Colleague(self.address, self.cookie_of(username))


@contextmanager
def serving(data: Path) -> Iterator[Site]:
    """Whatever happens, no process stays behind."""
    site = Site(data)
    try:
        site.start()
        yield site
    finally:
        site.stop()
