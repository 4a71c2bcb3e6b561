"""One server for all tests of a worker; a new project for each test, so that they may run in any order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .support.caller import Caller
from .support.instance import Instance, running
from .support.people import People
from .support.project import Project


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """The instance that most tests share. It must end in time, and say that all was well."""
    with running(tmp_path_factory.mktemp("shared") / "data") as instance:
        yield instance
        assert instance.server.stop() == 0


@pytest.fixture
def own_instance(tmp_path: Path) -> Iterator[Instance]:
    """An instance for one test alone, which may do to it what it likes."""
    with running(tmp_path / "data") as instance:
        yield instance


@pytest.fixture(scope="session")
def strict_instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance with both settings of the dialect turned away from their defaults."""
    settings = {"gitflic_issue_time_format": "iso", "gitflic_strict_edit": "true"}
    with running(tmp_path_factory.mktemp("strict") / "data", **settings) as instance:
        yield instance


@pytest.fixture(scope="session")
def ann(instance: Instance) -> Caller:
    """The founder, who may do everything in `acme`."""
    return instance.ann


@pytest.fixture(scope="session")
def people(instance: Instance) -> People:
    return People(instance)


@pytest.fixture
def project(ann: Caller) -> Project:
    """A new private project of ann's."""
    return Project.made_by(ann)


@pytest.fixture
def public_project(ann: Caller) -> Project:
    """A new project of ann's that every user of the instance can read."""
    return Project.made_by(ann, isPrivate=False)


@pytest.fixture(scope="session")
def team_project(instance: Instance, ann: Caller, people: People) -> Project:
    """A private project with a guest, a member and an administrator in it."""
    project = Project.made_by(ann)
    for person, role in (people.guest, "guest"), (people.member, "member"), (people.admin, "admin"):
        username = person.user["username"]
        instance.command("project", "member", f"acme/{project.alias}", "--username", username, "--role", role)
    return project
