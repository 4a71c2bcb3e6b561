"""Every way into our own paths: one flat table."""

from unknot.dialects.native.endpoints import bulk, exports, finding, issues, monitors, statistics, views
from unknot.dialects.native.errors import refuse
from unknot.dialects.native.wire_bulk import BulkIn, BulkOut, ProgressOut, UndoneOut
from unknot.dialects.native.wire_finding import FoundOut
from unknot.dialects.native.wire_issues import BatchIn, BatchOut, IssueOut
from unknot.dialects.native.wire_monitors import AlertIn, AlertOut, MonitorChangeIn, MonitorIn, MonitorOut
from unknot.dialects.native.wire_statistics import USUAL_DAYS, StatisticsOut
from unknot.dialects.native.wire_views import ViewChangeIn, ViewIn, ViewOut
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.http.routes import Door, Query, Route
from unknot.transfer.asking import FORMATS, MalformedQuery

PREFIX = ("api", "unknot", "v1")
SEEN = (Forbidden, NotFound)

ISSUES = (
    Route(
        "DELETE",
        "/issue/{issue}",
        issues.delete_issue,
        "Move an issue to the trash",
        answers=IssueOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/issue/{issue}/restore",
        issues.restore_issue,
        "Bring an issue back from the trash",
        answers=IssueOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/issue/batch",
        issues.change_issues,
        "Change many issues at once, each by itself",
        body=BatchIn,
        answers=BatchOut,
    ),
)
BULK = (
    Route(
        "POST",
        "/issues/bulk",
        bulk.change_many,
        "Change up to 10,000 issues at once, listed or found by a query; or tell what would come of it",
        body=BulkIn,
        answers=BulkOut,
        refuses=(Conflict, NotFound),
    ),
    Route("GET", "/issues/bulk/{bulk}", bulk.get_progress, "How far it has come", answers=ProgressOut, refuses=SEEN),
    Route(
        "POST",
        "/issues/bulk/{bulk}/undo",
        bulk.undo,
        "Take all of it back, within a minute of its end",
        answers=UndoneOut,
        refuses=(*SEEN, Conflict),
    ),
)
FINDING = (
    Route(
        "GET",
        "/issues",
        finding.find_issues,
        "Find issues by a query: a page of them, and how many there are",
        query=(
            Query("q", str, "Which issues and in what order, in the words of the search box; all of them if left out"),
            Query("project", str, "Its alias or UUID; every project that may be read if left out"),
            Query("limit", int, f"Issues on a page, {finding.MOST} at most; {finding.USUAL} if left out"),
            Query("after", str, 'The "next" of the page before'),
        ),
        answers=FoundOut,
        refuses=(*SEEN, Invalid, MalformedQuery),
    ),
)
EXPORTS = (
    Route(
        "GET",
        "/issues/export",
        exports.export_issues,
        "Every issue of a query, as a file that is sent while it is made",
        query=(
            Query("q", str, "Which issues, in the words of the search box; all of them if left out"),
            Query("format", str, f"{', '.join(FORMATS)}; {exports.USUAL_FORMAT} if left out"),
            Query("project", str, "Its alias or UUID; every project that may be read if left out"),
            Query("limit", int, "At most so many issues"),
        ),
        downloads=True,
        refuses=(*SEEN, Invalid, MalformedQuery),
    ),
)
MONITORS = (
    Route(
        "GET",
        "/monitor",
        monitors.list_monitors,
        "List monitors, oldest first",
        answers=list[MonitorOut],
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/monitor",
        monitors.create_monitor,
        "Make a monitor",
        body=MonitorIn,
        answers=MonitorOut,
        refuses=(Forbidden, Conflict),
    ),
    Route("GET", "/monitor/{monitor}", monitors.get_monitor, "Get a monitor", answers=MonitorOut, refuses=SEEN),
    Route(
        "PATCH",
        "/monitor/{monitor}",
        monitors.edit_monitor,
        "Change a monitor: what is left out stays",
        body=MonitorChangeIn,
        answers=MonitorOut,
        refuses=SEEN,
    ),
    Route("DELETE", "/monitor/{monitor}", monitors.delete_monitor, "Delete a monitor; its issues stay", refuses=SEEN),
    Route(
        "POST",
        "/monitor/{monitor}/alert",
        monitors.take_alert,
        "Tell what a monitor saw: files an issue, adds to it, or recovers it",
        body=AlertIn,
        answers=AlertOut,
        refuses=(*SEEN, Conflict),
    ),
)
STATISTICS = (
    Route(
        "GET",
        "/statistics",
        statistics.get_statistics,
        "Count issues by status, level and channel, and what was filed and completed by day",
        query=(
            Query("from", str, f"The first day, such as 2026-02-01; {USUAL_DAYS - 1} days before the last if left out"),
            Query("to", str, "The last day; today, in UTC, if left out"),
        ),
        answers=StatisticsOut,
        refuses=(Forbidden, Invalid),
    ),
)

VIEWS = (
    Route(
        "GET", "/views", views.list_views, "List the views that one may open, from left to right", answers=list[ViewOut]
    ),
    Route(
        "POST",
        "/views",
        views.create_view,
        "Keep a view, of a project or of the whole workspace",
        body=ViewIn,
        answers=ViewOut,
        refuses=(*SEEN, Conflict),
    ),
    Route(
        "PATCH",
        "/views/{view}",
        views.change_view,
        "Change, share or move a view: what is left out stays",
        body=ViewChangeIn,
        answers=ViewOut,
        refuses=SEEN,
    ),
    Route("DELETE", "/views/{view}", views.delete_view, "Delete a view; its issues stay", refuses=SEEN),
)


def door() -> Door:
    """Our own paths as a whole."""
    return Door(
        name="native",
        title="Unknot",
        groups={
            "Issues": ISSUES,
            "Many issues": BULK,
            "Finding": FINDING,
            "Exports": EXPORTS,
            "Monitors": MONITORS,
            "Statistics": STATISTICS,
            "Views": VIEWS,
        },
        refuse=refuse,
    )
