"""Instances that the weather passes over, and such as it may spoil."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.support.instance import Instance
from tests.acceptance.support.project import Project
from tests.weather.support.instance import running


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A server that has to bear one test after another."""
    with running(tmp_path_factory.mktemp("weather") / "data") as instance:
        yield instance
        assert instance.server.stop() == 0


@pytest.fixture
def project(instance: Instance) -> Project:
    return Project.made_by(instance.ann)


@pytest.fixture
def own_instance(tmp_path: Path) -> Iterator[Instance]:
    """A server for one test alone, which may kill it."""
    with running(tmp_path / "data") as instance:
        yield instance
