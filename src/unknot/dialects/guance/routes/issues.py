"""Issues: added, changed, read and listed."""

from unknot.dialects.guance.endpoints import issues
from unknot.dialects.guance.routes.shared import SEEN
from unknot.dialects.guance.wire_detail import IssueDetail
from unknot.dialects.guance.wire_issues import IssueChangeIn, IssueIn, IssueOut
from unknot.dialects.guance.wire_lists import ListIn, ListOut
from unknot.domain.errors import Conflict, Forbidden
from unknot.http.routes import Route

ISSUES = (
    Route(
        "POST",
        "/issue/add",
        issues.add_issue,
        "Create an issue",
        body=IssueIn,
        requires=("name", "level", "description"),
        answers=IssueOut,
        refuses=(Forbidden, Conflict),
    ),
    Route(
        "POST",
        "/issue/{issue_uuid}/modify",
        issues.modify_issue,
        "Change an issue: what is left out stays",
        body=IssueChangeIn,
        answers=IssueOut,
        refuses=(*SEEN, Conflict),
    ),
    Route(
        "GET",
        "/issue/{issue_uuid}/get",
        issues.get_issue,
        "Get an issue with everything around it",
        answers=IssueDetail,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/issue/list",
        issues.list_issues,
        "List and search issues, newest first",
        body=ListIn,
        answers=ListOut,
        refuses=SEEN,
    ),
)
