"""Hear of an issue, or no longer."""

from unknot.domain.access import Action, Actor
from unknot.domain.ids import IssueId
from unknot.operations import finding
from unknot.store import issues
from unknot.store.work import Work


def set_watching(work: Work, issue_id: IssueId, *, is_watching: bool, by: Actor) -> None:
    """Let the asker hear of an issue, or leave them in peace. It concerns nobody else, so there is no event."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.COMMENT)
    (issues.watch if is_watching else issues.unwatch)(work.db, found.issue.id, by.id)
