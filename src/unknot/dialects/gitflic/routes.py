"""Every way into the GitFlic dialect: one flat table."""

import re
from itertools import chain

from unknot.dialects.gitflic import (
    shapes,
    wire_comments,
    wire_files,
    wire_in,
    wire_issues,
    wire_labels,
    wire_people,
    wire_projects,
    wire_relations,
    wire_statuses,
)
from unknot.dialects.gitflic.endpoints import comments, files, issues, labels, projects, relations, statuses, users
from unknot.dialects.gitflic.errors import refuse
from unknot.dialects.gitflic.paging import PAGING
from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unrelatable
from unknot.http.routes import Door, Query, Route

PROJECT = "/project/{ownerAlias}/{projectAlias}"
ISSUE = f"{PROJECT}/issue/{{localId}}"
TALK = f"{PROJECT}/issue-discussion/{{localId}}"
COMMENT = f"{TALK}/{{commentUuid}}"
LABELS = f"{PROJECT}/-/labels"
LABEL = f"{LABELS}/{{labelUuid}}"
FILES = "/upload/-/project/{projectUuid}/attachment/{directory}/{fileName}"

UPLOAD_PATH = re.compile(r"[\w.~-]+(/[\w.~-]+)*", re.ASCII)  # words that stand in a path as they are

SEEN = (Forbidden, NotFound)  # of whatever lies in a project
TITLE = Query("q", str, "A part of the title; case makes no difference")
TARGET = Query("targetIssueUuid", shapes.Uuid, "The UUID of the other issue", required=True)
FILE = Query("uploadFileUuid", shapes.Uuid, "The UUID of the file", required=True)

ISSUES = (
    Route("GET", ISSUE, issues.get_issue, "Get an issue", answers=wire_issues.IssueOut, refuses=SEEN),
    Route(
        "GET",
        f"{PROJECT}/issue",
        issues.list_issues,
        "List issues, newest first",
        query=PAGING,
        answers=wire_issues.IssuePage,
        refuses=SEEN,
    ),
    Route(
        "POST",
        f"{PROJECT}/issue",
        issues.create_issue,
        "Create an issue",
        body=wire_in.IssueIn,
        requires=("title", "description"),
        answers=wire_issues.IssueOut,
        refuses=SEEN,
    ),
    Route(
        "PUT",
        f"{ISSUE}/edit",
        issues.edit_issue,
        "Edit an issue: what is left out stays",
        body=wire_in.IssueIn,
        answers=wire_issues.IssueOut,
        refuses=SEEN,
    ),
    Route("DELETE", f"{ISSUE}/delete", issues.delete_issue, "Delete an issue", refuses=SEEN),
)

RELATIONS = (
    Route(
        "GET",
        f"{ISSUE}/issue-relations",
        relations.list_relations,
        "List an issue's relations",
        query=PAGING,
        answers=wire_relations.RelationPage,
        refuses=SEEN,
    ),
    Route(
        "POST",
        f"{ISSUE}/create-issue-relation",
        relations.create_relation,
        "Relate an issue to another",
        body=wire_in.RelationIn,
        requires=("targetIssueUuid", "relationType"),
        answers=wire_relations.RelationOut,
        refuses=(*SEEN, Unrelatable, Conflict),
    ),
    Route(
        "DELETE",
        f"{ISSUE}/delete-issue-relation",
        relations.delete_relation,
        "Remove a relation, from either end",
        query=(TARGET,),
        refuses=SEEN,
    ),
)

ATTACHMENTS = (
    Route(
        "GET",
        f"{ISSUE}/files",
        files.list_files,
        "List the files attached to an issue",
        query=PAGING,
        answers=wire_files.FilePage,
        refuses=SEEN,
    ),
    Route(
        "POST",
        f"{ISSUE}/link-file",
        files.attach_file,
        "Attach an uploaded file",
        query=(FILE,),
        answers=wire_files.FileOut,
        refuses=(*SEEN, Conflict),
    ),
    Route(
        "DELETE",
        f"{ISSUE}/delete-file-relation",
        files.detach_file,
        "Detach a file and delete it",
        query=(FILE,),
        refuses=SEEN,
    ),
    Route("GET", FILES, files.download_file, "Download a file", downloads=True, refuses=SEEN),
)

COMMENTS = (
    Route(
        "GET",
        TALK,
        comments.list_comments,
        "List comments, oldest first",
        query=PAGING,
        answers=wire_comments.CommentPage,
        refuses=SEEN,
    ),
    Route(
        "POST",
        f"{TALK}/create",
        comments.create_comment,
        "Comment",
        body=wire_in.NoteIn,
        requires=("note",),
        answers=wire_comments.CommentOut,
        refuses=SEEN,
    ),
    Route(
        "PUT",
        f"{COMMENT}/edit",
        comments.edit_comment,
        "Edit one's own comment",
        body=wire_in.NoteIn,
        requires=("note",),
        answers=wire_comments.CommentOut,
        refuses=SEEN,
    ),
    Route("DELETE", f"{COMMENT}/delete", comments.delete_comment, "Delete a comment", refuses=SEEN),
)

LABEL_ROUTES = (
    Route(
        "GET",
        LABELS,
        labels.list_labels,
        "List labels by title (our extension)",
        query=PAGING,
        answers=wire_labels.LabelPage,
        refuses=SEEN,
    ),
    Route(
        "POST",
        LABELS,
        labels.create_label,
        "Create a label (our extension)",
        body=wire_in.LabelIn,
        requires=("title", "hexColor"),
        answers=wire_labels.LabelOut,
        refuses=SEEN,
    ),
    Route(
        "PUT",
        LABEL,
        labels.edit_label,
        "Edit a label: what is left out stays (our extension)",
        body=wire_in.LabelIn,
        answers=wire_labels.LabelOut,
        refuses=SEEN,
    ),
    Route("DELETE", LABEL, labels.delete_label, "Delete a label (our extension)", refuses=SEEN),
)

STATUSES = (
    Route(
        "GET",
        f"{PROJECT}/-/statuses",
        statuses.list_statuses,
        "List the statuses an issue can have (our extension)",
        query=PAGING,
        answers=wire_statuses.StatusPage,
        refuses=SEEN,
    ),
)

PROJECTS = (
    Route(
        "GET",
        "/project",
        projects.list_public_projects,
        "List public projects",
        query=(*PAGING, TITLE),
        answers=wire_projects.ProjectPage,
    ),
    Route(
        "GET",
        "/project/my",
        projects.list_own_projects,
        "List projects of one's own workspaces",
        query=(*PAGING, TITLE),
        answers=wire_projects.ProjectPage,
    ),
    Route(
        "GET",
        "/project/shared",
        projects.list_shared_projects,
        "List projects of others that one is a member of",
        query=(*PAGING, TITLE),
        answers=wire_projects.ProjectPage,
    ),
    Route("GET", PROJECT, projects.get_project, "Get a project", answers=wire_projects.ProjectOut, refuses=SEEN),
    Route(
        "POST",
        "/project",
        projects.create_project,
        "Create a project",
        body=wire_in.ProjectIn,
        requires=("title",),
        answers=wire_projects.ProjectOut,
        refuses=SEEN,
    ),
    Route(
        "DELETE",
        "/project/{projectUuid}/delete",
        projects.delete_project,
        "Delete a project",
        refuses=(*SEEN, Conflict),
    ),
)

USERS = (
    Route("GET", "/user/me", users.get_me, "Get the caller", answers=wire_people.MeOut),
    Route("GET", "/user", users.list_users, "List users", query=PAGING, answers=wire_people.UserPage),
    Route(
        "GET",
        "/user/{username}",
        users.get_user,
        "Get a user by username or UUID",
        answers=wire_people.UserOut,
        refuses=(NotFound,),
    ),
)

OWNERS = (
    Route(
        "GET",
        "/company",
        users.list_companies,
        "List one's workspaces",
        query=PAGING,
        answers=wire_people.CompanyPage,
    ),
    Route(
        "GET",
        "/company/my",
        users.list_companies,
        "List one's workspaces",
        name="list_own_companies",
        query=PAGING,
        answers=wire_people.CompanyPage,
    ),
    Route(
        "GET",
        "/company/{alias}",
        users.get_company,
        "Get a workspace",
        answers=wire_people.CompanyOut,
        refuses=(NotFound,),
    ),
    *(
        Route(
            "GET",
            path,
            users.list_teams,
            "List teams: always none",
            name=name,
            query=PAGING,
            answers=wire_people.TeamPage,
        )
        for path, name in (
            ("/team", "list_teams"),
            ("/team/my", "list_own_teams"),
            ("/team/shared", "list_shared_teams"),
        )
    ),
    Route("GET", "/team/{alias}", users.get_team, "Get a team: there is none", refuses=(NotFound,)),
)


def door(settings: GitflicSettings) -> Door:
    """The dialect as a whole, as these settings want it."""
    groups = {
        "Issues": ISSUES,
        "Relations": RELATIONS,
        "Files": ATTACHMENTS,
        "Comments": COMMENTS,
        "Labels": LABEL_ROUTES,
        "Statuses": STATUSES,
        "Projects": PROJECTS,
        "Users": USERS,
        "Owners": OWNERS,
    }
    taken = {(route.method, route.place): route for route in chain.from_iterable(groups.values())}
    uploads = [_upload(path, taken) for path in settings.upload_paths]
    return Door(
        name="gitflic",
        title="GitFlic project issues",
        groups=groups | {"Files": (*uploads, *ATTACHMENTS)},
        refuse=refuse,
    )


def _upload(path: str, taken: dict[tuple[str, tuple[str, ...]], Route]) -> Route:
    """A way to upload files, or Invalid where the operator named a path that leads elsewhere."""
    below = path.strip("/")
    route = Route(
        "POST",
        f"{PROJECT}/{below}",
        files.upload_file,
        "Upload a file to a project",
        name="upload_to_" + "_".join(re.findall("[a-z0-9]+", below.lower())),
        uploads="file",
        answers=wire_files.FileOut,
        refuses=SEEN,
    )
    if not UPLOAD_PATH.fullmatch(below):
        raise Invalid.field("gitflic.upload_paths", f'must hold paths such as "file" or "release/files", not "{path}"')
    there = taken.setdefault(("POST", route.place), route)
    if there is not route:
        raise Invalid.field("gitflic.upload_paths", f'must not hold "{path}", which is the way to: {there.summary}')
    return route
