"""The same small workspace that tests of operations use."""

from tests.operations.conftest import *  # noqa: F403 - its fixtures
