"""Our own paths in a running application, and who calls them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.dialects.native.support.caller import Caller
from tests.http.support.installation import FOUNDING, Installation, draft_of, found, served
from unknot.config import DATABASE_NAME
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
def hired(owner: Caller, installation: Installation) -> Callable[..., Caller]:
    """Lets somebody new into the workspace."""
    return lambda *who: owner.with_token(installation.hire(*who))


@pytest.fixture
def rival(owner: Caller, installation: Installation) -> Caller:
    """The owner of another workspace, on the same server."""
    founding = replace(FOUNDING, alias="rival", title="Rival", owner=draft_of("bob"))
    return owner.with_token(installation.operate(found_workspace, founding).token.secret)
