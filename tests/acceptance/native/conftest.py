"""The same workspace as the vendor's tests have, since the same keys open both."""

import pytest

from tests.acceptance.guance.support.desk import Desk
from tests.acceptance.support.instance import Instance
from tests.acceptance.support.people import People


@pytest.fixture(scope="session")
def desk(instance: Instance) -> Desk:
    """What ann sees, who founded `acme` and may do everything in it."""
    return Desk.of(instance)


@pytest.fixture(scope="session")
def outsider(desk: Desk, people: People) -> Desk:
    """The owner of another workspace, who sees nothing of `acme`."""
    return desk.held_by(people.outsider.token)
