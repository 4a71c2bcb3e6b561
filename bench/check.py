"""What must be true of a database that operations have filled: totals equal items, and nothing lacks its event."""

from typing import Final

from unknot.store.session import Session
from unknot.store.statement import Statement

# Each finds what contradicts it, and so must find nothing.
RULES: Final = {
    "a project counts the living issues that it has, by status": Statement(
        """
        SELECT project_id, status, SUM(counted) FROM (
            SELECT project_id, status, count AS counted FROM issue_counts
            UNION ALL
            SELECT project_id, status, -COUNT(*) FROM issues WHERE trashed_at IS NULL GROUP BY project_id, status
        ) AS both_ways GROUP BY project_id, status HAVING SUM(counted) <> 0
        """
    ),
    "a project's last number is the greatest, and every one up to it was given": Statement(
        """
        SELECT project_id, last_number FROM project_numbers AS last
        WHERE (SELECT COUNT(*) FROM issues WHERE issues.project_id = last.project_id) <> last_number
           OR (SELECT MAX(number) FROM issues WHERE issues.project_id = last.project_id) <> last_number
        """
    ),
    "a number without a living issue is remembered as a gap": Statement(
        """
        SELECT project_id, level, SUM(missing) FROM (
            SELECT project_id, level, missing FROM number_gaps
            UNION ALL
            SELECT project_id, levels.level, -1 FROM issues
            JOIN (SELECT DISTINCT level FROM number_gaps) AS levels ON TRUE WHERE trashed_at IS NOT NULL
        ) AS both_ways GROUP BY project_id, level HAVING SUM(missing) <> 0
        """
    ),
    "a comment stands in the timeline of its issue": Statement(
        """
        SELECT COUNT(*) FROM comments c LEFT JOIN issue_timeline t
        ON t.issue_id = c.issue_id AND t.at = c.created_at AND t.is_comment AND t.entry_id = c.id AND t.place = 0
        WHERE t.entry_id IS NULL HAVING COUNT(*) > 0
        """
    ),
    "an issue, a comment and a relation have the events of their making": Statement(
        """
        SELECT kind, made FROM (
            SELECT 'issue_created' AS kind, COUNT(*) AS made FROM issues
            UNION ALL
            SELECT 'commented', COUNT(*) FROM comments
            UNION ALL
            SELECT 'issues_related', 2 * COUNT(*) FROM relations
        ) AS makings WHERE made <> (SELECT COUNT(*) FROM events WHERE events.kind = makings.kind)
        """
    ),
}


class WronglyFilled(Exception):
    """The filled database is not what a server would have made of it."""


def check(db: Session) -> None:
    for rule, contradictions in RULES.items():
        found = db.rows(contradictions)
        if found:
            raise WronglyFilled(f"Not true: {rule}. Found {found[:3]}")
