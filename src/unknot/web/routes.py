"""Every page: one flat table.

Pages of a workspace stand below `/{owner}/-/`, since no project can be called "-"; those of a project below its path.
"""

from collections.abc import Mapping
from typing import Final

from unknot.domain.errors import NotFound
from unknot.http.answer import TEXT, Answer
from unknot.http.request import Request
from unknot.http.routes import Door, Route
from unknot.web.assets import get_asset, get_versioned_asset
from unknot.web.pages import changes, issues, lists, login, looking_up, start, writing
from unknot.web.reference import Reference
from unknot.web.refusing import refuse


ISSUE: Final = "/{owner}/{project}/{number}"


async def say_alive(_: Request) -> Answer:
    """The process runs."""
    return Answer(b"ok\n", content_type=TEXT)


async def say_ready(request: Request) -> Answer:
    """The process runs and reaches its database."""
    request.services.database.ping()
    return Answer(b"ready\n", content_type=TEXT)


def door(documents: Mapping[str, bytes], titles: Mapping[str, str]) -> Door:
    reference = Reference(documents, titles)
    found = (NotFound,)
    return Door(
        name="web",
        title="Pages",
        groups={
            "Sign in": (
                Route("GET", "/", start.show_start, "The first page"),
                Route("GET", "/login", login.show_login, "Sign in"),
                Route("POST", "/login", login.log_in, "Sign in"),
                Route("POST", "/logout", login.log_out, "Sign out"),
            ),
            "Lists": (
                Route("GET", "/{owner}", lists.show_all_issues, "Every issue of a workspace", refuses=found),
                Route("GET", "/{owner}/-/my", lists.show_my_issues, "What the visitor is to do", refuses=found),
                Route("GET", "/{owner}/-/incidents", lists.show_incidents, "What is urgent", refuses=found),
                Route("GET", "/{owner}/{project}", lists.show_project_issues, "A project's issues", refuses=found),
            ),
            "Issues": (
                Route("GET", ISSUE, issues.show_issue, "An issue", refuses=found),
                Route("GET", "/{owner}/-/new", writing.show_new, "Write a new issue", refuses=found),
                Route("GET", "/{owner}/{project}/new", writing.show_new_in_project, "Write a new issue", refuses=found),
                Route("GET", f"{ISSUE}/edit", writing.show_edit, "Edit everything", refuses=found),
            ),
            "Changes": (
                Route("POST", "/{owner}/-/issues", changes.file_issue, "File an issue", refuses=found),
                Route("POST", "/{owner}/-/change", changes.change_issues, "Change some issues", refuses=found),
                Route("POST", "/{owner}/{project}/preview", changes.preview, "Show how Markdown looks", refuses=found),
                Route("POST", f"{ISSUE}/edit", changes.edit, "Save an issue", refuses=found),
                Route("POST", f"{ISSUE}/comments", changes.comment, "Comment", refuses=found),
                Route("POST", f"{ISSUE}/comments/{{comment}}", changes.change_comment, "Correct one", refuses=found),
                Route("POST", f"{ISSUE}/comments/{{comment}}/delete", changes.remove_comment, "Delete", refuses=found),
                Route("POST", f"{ISSUE}/relations", changes.relate, "Relate two issues", refuses=found),
                Route("POST", f"{ISSUE}/relations/{{other}}/delete", changes.unrelate, "No longer", refuses=found),
                Route("POST", f"{ISSUE}/files", changes.upload, "Attach files", uploads="file", refuses=found),
                Route("POST", f"{ISSUE}/files/{{file}}/delete", changes.remove_file, "Remove a file", refuses=found),
            ),
            "Short ways": (
                Route("GET", "/{owner}/-/find", looking_up.find_issues, "Issues for what was typed", refuses=found),
                Route("GET", "/{owner}/-/go/{key}", looking_up.go_to_key, "An issue by its key", refuses=found),
                Route("GET", "/{owner}/-/people/{user}", looking_up.go_to_person, "Somebody's issues", refuses=found),
                Route("GET", "/{owner}/-/files/{file}", looking_up.download_file, "A file", downloads=True),
                Route("GET", "/{owner}/-/files/{file}/view", looking_up.view_picture, "A picture", downloads=True),
            ),
            "Health": (
                Route("GET", "/healthz", say_alive, "Is the process alive?"),
                Route("GET", "/readyz", say_ready, "Can it answer?"),
            ),
            "Reference": (
                Route("GET", "/docs", reference.get_first_page, "The reference of the first dialect"),
                Route("GET", "/docs/{dialect}", reference.get_page, "The reference of a dialect", refuses=found),
                Route("GET", "/openapi/{document}", reference.get_document, "An OpenAPI document", refuses=found),
            ),
            "Assets": (
                Route("GET", "/static/{name}", get_asset, "A file that pages need", refuses=found),
                Route("GET", "/static/{folder}/{name}", get_asset, "A file that pages need", refuses=found),
                Route(
                    "GET", "/static/v/{version}/{name}", get_versioned_asset, "A file that never changes", refuses=found
                ),
                Route("GET", "/static/v/{version}/{folder}/{name}", get_versioned_asset, "The same", refuses=found),
            ),
        },
        refuse=refuse,
    )
