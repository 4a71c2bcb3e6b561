"""The pages of a running application."""

from collections.abc import Iterator

import pytest

from tests.http.support.asgi import Client
from tests.http.support.installation import found, served


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Anybody, without a token."""
    with served(found(tmp_path_factory.mktemp("web") / "data")) as client:
        yield client.with_token(None)
