"""The pages of a running application, and people in front of them."""

from collections.abc import Callable, Iterator

import pytest

from tests.http.support.asgi import Client
from tests.http.support.installation import Installation, found, served
from tests.web.support.visitor import PASSWORD, Visitor
from unknot.domain.access import Role
from unknot.operations.passwords import hash_password
from unknot.operations.people import set_password

Hire = Callable[..., Visitor]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The workspace acme with the project demo (DEMO-1, DEMO-2, …), owned by ann."""
    made = found(tmp_path_factory.mktemp("web") / "data")
    made.operate(set_password, "ann", hash_password(PASSWORD))
    return made


@pytest.fixture(scope="module")
def client(installation: Installation) -> Iterator[Client]:
    """Anybody, without a token."""
    with served(installation) as client:
        yield client.with_token(None)


@pytest.fixture(scope="module")
def ann(client: Client) -> Visitor:
    """The owner, signed in."""
    return Visitor(client).sign_in()


@pytest.fixture(scope="module")
def hire(client: Client, installation: Installation) -> Hire:
    """Lets somebody new into the workspace, and signs them in."""

    def hired(username: str, role: Role = Role.MEMBER) -> Visitor:
        installation.hire(username, role)
        installation.operate(set_password, username, hash_password(PASSWORD))
        return Visitor(client).sign_in(username)

    return hired
