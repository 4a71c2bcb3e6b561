"""A workspace with one person of each role in it, founded the day before."""

import pytest

from tests.operations.support.town import new_issue, new_label, new_member, new_project, new_workspace
from tests.store.support.moments import BEFORE
from unknot.domain.access import Actor, Role
from unknot.domain.issue import Issue
from unknot.domain.label import Label
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.store.work import Work


@pytest.fixture
def acme(work: Work) -> Workspace:
    return new_workspace(work.at(BEFORE))


@pytest.fixture
def alice(work: Work, acme: Workspace) -> Actor:
    """An owner."""
    return new_member(work.at(BEFORE), acme, "alice", Role.OWNER)


@pytest.fixture
def adam(work: Work, acme: Workspace) -> Actor:
    """An admin."""
    return new_member(work.at(BEFORE), acme, "adam", Role.ADMIN)


@pytest.fixture
def mary(work: Work, acme: Workspace) -> Actor:
    """A member."""
    return new_member(work.at(BEFORE), acme, "mary", Role.MEMBER)


@pytest.fixture
def gus(work: Work, acme: Workspace) -> Actor:
    """A guest."""
    return new_member(work.at(BEFORE), acme, "gus", Role.GUEST)


@pytest.fixture
def mallory(work: Work, acme: Workspace) -> Actor:
    """Nobody's member."""
    return new_member(work.at(BEFORE), acme, "mallory", Role.NONE)


@pytest.fixture
def project(work: Work, acme: Workspace) -> Project:
    """A private project: acme/web, whose issues are called WEB-1, WEB-2."""
    return new_project(work.at(BEFORE), acme)


@pytest.fixture
def public_project(work: Work, acme: Workspace) -> Project:
    return new_project(work.at(BEFORE), acme, "open", is_private=False)


@pytest.fixture
def other_project(work: Work, acme: Workspace) -> Project:
    return new_project(work.at(BEFORE), acme, "ops")


@pytest.fixture
def issue(work: Work, project: Project, mary: Actor) -> Issue:
    """WEB-1, filed by mary."""
    return new_issue(work.at(BEFORE), project, by=mary)


@pytest.fixture
def bug(work: Work, project: Project) -> Label:
    return new_label(work.at(BEFORE), project)
