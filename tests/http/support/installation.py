"""A data folder with a workspace, its project and its owner: what `unknot init` makes, in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.http.support.asgi import Client, running
from unknot.app import build, open_database
from unknot.config import Config
from unknot.domain.access import OPERATOR, Role, Scope
from unknot.domain.people import User, UserDraft
from unknot.domain.project import ProjectDraft
from unknot.operations.founding import Founded, Founding, found_workspace
from unknot.operations.people import create_user, set_member
from unknot.operations.tokens import create_token
from unknot.store.database import Database

PROJECT = "/project/acme/demo"


@dataclass(frozen=True)
class Installation:
    """The folder, and who and what was there first."""

    config: Config
    founded: Founded

    @property
    def token(self) -> str:
        """Of ann, who owns the workspace `acme`."""
        return self.founded.token.secret

    def operate(self, operation: Any, *args: Any, **options: Any) -> Any:
        """Carry out an operation as the command line does: beside the server, on the same files."""
        with _open(self.config) as database:
            return database.change(operation, *args, **{"by": OPERATOR, **options})

    def hire(self, username: str, role: Role = Role.MEMBER, scope: Scope = Scope.WRITE) -> str:
        """Let somebody new into the workspace; their token."""
        user: User = self.operate(create_user, draft_of(username), password_hash=None)
        workspace = self.founded.workspace.id
        self.operate(set_member, workspace, username, role)
        secret: str = self.operate(create_token, user.id, workspace, name="test", scope=scope).secret
        return secret


def draft_of(username: str) -> UserDraft:
    return UserDraft(username=username, email=f"{username}@example.org", name=username.title(), surname="Lee")


FOUNDING = Founding(
    alias="acme",
    title="Acme",
    project=ProjectDraft(alias="demo", title="Demo"),
    owner=draft_of("ann"),
    password_hash=None,
)


def found(folder: Path, **settings: Any) -> Installation:
    """Make a data folder."""
    config = Config(data=str(folder), **settings)
    with _open(config) as database:
        return Installation(config, database.change(found_workspace, FOUNDING, by=OPERATOR))


@contextmanager
def served(installation: Installation) -> Iterator[Client]:
    """The owner, in front of a running server over the folder."""
    with running(build(installation.config)) as client:
        yield client.with_token(installation.token)


@contextmanager
def _open(config: Config) -> Iterator[Database]:
    database = open_database(config)
    try:
        yield database
    finally:
        database.close()
