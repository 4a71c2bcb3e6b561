"""A workspace of two projects with some issues, and who may read what."""

import pytest

from tests.operations.support.town import new_issue, new_label, new_member, new_project, new_workspace, uuid_of
from tests.store.support.moments import BEFORE
from unknot.domain.access import Actor, Role
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.operations.people import set_project_member
from unknot.store.work import Work


@pytest.fixture
def acme(work: Work) -> Workspace:
    return new_workspace(work.at(BEFORE))


@pytest.fixture
def alice(work: Work, acme: Workspace) -> Actor:
    """An owner, who may read everything."""
    return new_member(work.at(BEFORE), acme, "alice", Role.OWNER)


@pytest.fixture
def gus(work: Work, acme: Workspace, web: Project) -> Actor:
    """Somebody with a role in the project web only."""
    gus = new_member(work.at(BEFORE), acme, "gus", Role.NONE)
    set_project_member(work, web.id, "gus", Role.GUEST, by=new_member(work, acme, "olga", Role.OWNER))
    return gus


@pytest.fixture
def web(work: Work, acme: Workspace, alice: Actor) -> Project:
    """With WEB-1 to WEB-5, of which the first has all that an issue can have."""
    web = new_project(work.at(BEFORE), acme)
    bug = new_label(work.at(BEFORE), web, "bug, or not")
    people = (uuid_of(work, alice),)
    new_issue(work.at(BEFORE), web, by=alice, level="system_level_0", labels=(bug.uuid,), assignees=people)
    for number in range(2, 6):
        new_issue(work.at(BEFORE), web, by=alice, title=f"Issue {number}")
    return web


@pytest.fixture
def ops(work: Work, acme: Workspace, alice: Actor) -> Project:
    """With OPS-1, which is secret."""
    ops = new_project(work.at(BEFORE), acme, "ops")
    new_issue(work.at(BEFORE), ops, by=alice, title="Secret")
    return ops
