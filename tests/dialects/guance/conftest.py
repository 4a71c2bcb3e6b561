"""The dialect in a running application, and who calls it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.dialects.guance.support.caller import Caller
from tests.http.support.installation import FOUNDING, Installation, draft_of, found, served
from unknot.config import DATABASE_NAME
from unknot.domain.access import Role, Scope
from unknot.operations.founding import found_workspace


@pytest.fixture
def installation(tmp_path: Path, empty_database: Path) -> Installation:
    """Over a copy of the empty database, since making one takes longer than most tests."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(empty_database, folder / DATABASE_NAME)
    return found(folder)


@pytest.fixture
def owner(installation: Installation) -> Iterator[Caller]:
    """ann, who owns the workspace `acme`."""
    with served(installation) as client:
        yield Caller(client, installation.token)


@pytest.fixture
def mary(owner: Caller, installation: Installation) -> Caller:
    """A member."""
    return owner.with_key(installation.hire("mary"))


@pytest.fixture
def gus(owner: Caller, installation: Installation) -> Caller:
    """A guest."""
    return owner.with_key(installation.hire("gus", Role.GUEST))


@pytest.fixture
def reader(owner: Caller, installation: Installation) -> Caller:
    """An admin whose key only reads."""
    return owner.with_key(installation.hire("rita", Role.ADMIN, Scope.READ))


@pytest.fixture
def stranger(owner: Caller, installation: Installation) -> Caller:
    """The owner of another workspace, on the same server."""
    founded = installation.operate(
        found_workspace, replace(FOUNDING, alias="rival", title="Rival", owner=draft_of("bob"))
    )
    return owner.with_key(founded.token.secret)
