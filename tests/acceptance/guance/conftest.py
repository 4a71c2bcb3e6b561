"""The workspace `acme` with a key of its founder's, and new workspaces for tests that must be alone in theirs."""

from collections.abc import Callable

import pytest

from tests.acceptance.support.answers import ok
from tests.acceptance.support.caller import Caller
from tests.acceptance.support.commands import JSON
from tests.acceptance.support.instance import Instance, founder
from tests.acceptance.support.people import People
from tests.acceptance.support.project import Project

from .support.desk import NUMBERS, Desk
from .support.key import Key


@pytest.fixture(scope="session")
def desk(instance: Instance) -> Desk:
    """What ann sees, who founded `acme` and may do everything in it."""
    return Desk.of(instance)


@pytest.fixture(scope="session")
def found(instance: Instance) -> Callable[[], Desk]:
    """Makes one more workspace, whose owner's desk it returns."""

    def found() -> Desk:
        n = next(NUMBERS)
        made = instance.command("workspace", "create", *founder(f"tenant-{n}", f"tina-{n}"))
        return Desk(Key(instance.server.address, made["token"]), made)

    return found


@pytest.fixture
def own_desk(found: Callable[[], Desk]) -> Desk:
    """A workspace for one test alone."""
    return found()


@pytest.fixture(scope="session")
def outsider(desk: Desk, people: People) -> Desk:
    """The owner of another workspace, who sees nothing of `acme`."""
    return desk.held_by(people.outsider.token)


@pytest.fixture(scope="session")
def member(desk: Desk, people: People) -> Desk:
    return desk.held_by(people.member.token)


@pytest.fixture(scope="session")
def gitflic(ann: Caller) -> Project:
    """The default project, into which Guance's issues go, as ann sees it through the other dialect."""
    return Project(ann, ok(ann.get("/project/acme/demo")))


@pytest.fixture
def issue(desk: Desk) -> JSON:
    return desk.issue()
