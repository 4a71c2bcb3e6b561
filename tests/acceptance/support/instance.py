"""An Unknot of its own: a data folder with its first workspace, a server over it, and the founder's token."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.support.shell import Shell

from .caller import Caller
from .commands import JSON, unknot_refusal
from .server import Server, serve

PASSWORD = "correct horse battery staple"


@dataclass
class Instance:
    """A data folder, the server over it, and what `init` said when it made the folder."""

    data: Path
    server: Server
    founded: JSON

    @property
    def ann(self) -> Caller:
        """Who founded it, and owns its workspace `acme`."""
        return self.caller(self.founded["token"])

    def caller(self, token: str | None) -> Caller:
        return Caller(self.server.address, token)

    def command(self, *words: str) -> JSON:
        """What the command line says. It runs in this process: to start one costs more than most commands."""
        return Shell(self.data).json(*words)

    def refusal(self, *words: str) -> str:
        """What the command line says to a command that it must refuse."""
        return unknot_refusal(self.data, *words)

    def restart(self, *options: str) -> None:
        """Serve the same folder once more, after the last server has ended."""
        self.server = serve(self.data, *options)


@contextmanager
def running(data: Path, *options: str, **settings: str) -> Iterator[Instance]:
    """Make the data folder and serve it; whatever happens, leave no process behind."""
    founded = Shell(data).json("init", *founder("acme", "ann"))
    instance = Instance(data, serve(data, *options, **settings), founded)
    try:
        yield instance
    finally:
        instance.server.kill()


def founder(workspace: str, username: str) -> list[str]:
    """The options by which a workspace gets its first project and its owner."""
    return ["--workspace", workspace, "--project", "demo", *account(username)]


def account(username: str) -> list[str]:
    return ["--username", username, "--email", f"{username}@example.org", "--password", PASSWORD]
