"""What other processes do to a database that they share with us."""

import os
import signal
from pathlib import Path

from tests.operations.support.town import new_issue
from unknot.domain.access import Actor
from unknot.domain.project import Project
from unknot.store.database import Database


def file_issues(path: Path, project: Project, by: Actor, count: int) -> list[int]:
    """File issues one after the other; their numbers."""
    database = Database(path)
    numbers = [database.change(new_issue, project, by=by).number for _ in range(count)]
    database.close()
    return numbers


def file_issue_and_die(path: Path, project: Project, by: Actor) -> None:
    """End without a farewell once the issue is acknowledged."""
    Database(path).change(new_issue, project, by=by)
    os.kill(os.getpid(), signal.SIGKILL)
