"""Every page: one flat table.

Pages of a workspace stand below `/{owner}/-/`, since no project can be called "-"; those of a project below its path.
"""

from collections.abc import Mapping
from typing import Final

from unknot.domain.errors import NotFound
from unknot.http.answer import TEXT, Answer
from unknot.http.request import Request
from unknot.http.routes import Door, Refuse, Route
from unknot.web.assets import get_asset, get_versioned_asset
from unknot.web.pages import (
    board,
    bulk,
    changes,
    channel,
    completing,
    exporting,
    files,
    filing,
    first_run,
    graph,
    inbox,
    issues,
    lists,
    live,
    login,
    looking_up,
    menu,
    moving,
    overview,
    peek,
    relations,
    start,
    talking,
    views,
    writing,
)
from unknot.web.pages.settings import (
    bots,
    channels,
    keys,
    labels,
    levels,
    limits,
    members,
    profile,
    project_members,
    projects,
    sessions,
    teams,
    templates,
    tokens,
    trash,
)
from unknot.web.reference import Reference
from unknot.web.refusing import refusing

ISSUE: Final = "/{owner}/{project}/{number}"
OF_WORKSPACE: Final = "/{owner}/-/settings"
OF_PROJECT: Final = "/{owner}/{project}/settings"


async def say_alive(_: Request) -> Answer:
    """The process runs."""
    return Answer(b"ok\n", content_type=TEXT)


async def say_ready(request: Request) -> Answer:
    """The process runs and reaches its database."""
    request.services.database.ping()
    return Answer(b"ready\n", content_type=TEXT)


def door(documents: Mapping[str, bytes], titles: Mapping[str, str], to_programs: Refuse) -> Door:
    """`to_programs` words what is refused to a program that came to an address of pages."""
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
                Route("GET", "/first-run", first_run.show_first_run, "Begin on a new instance"),
                Route("POST", "/first-run", first_run.begin, "Make the first workspace and its owner"),
            ),
            "Lists": (
                Route("GET", "/{owner}", lists.show_all_issues, "Every issue of a workspace", refuses=found),
                Route("GET", "/{owner}/-/my", lists.show_my_issues, "What the visitor is to do", refuses=found),
                Route("GET", "/{owner}/-/incidents", lists.show_incidents, "What is urgent", refuses=found),
                Route("GET", "/{owner}/{project}", lists.show_project_issues, "A project's issues", refuses=found),
                Route(
                    "GET", "/{owner}/{project}/board", board.show_board, "A project's issues as cards", refuses=found
                ),
            ),
            "Views": (
                Route("POST", "/{owner}/-/views", views.save_view, "Keep what is shown as a view", refuses=found),
                Route("POST", "/{owner}/-/views/{view}", views.change_view, "Change a view", refuses=found),
                Route("POST", "/{owner}/-/views/{view}/delete", views.delete_view, "Delete a view", refuses=found),
                Route("GET", "/{owner}/-/view-counts", views.count_views, "How many issues tabs have", refuses=found),
            ),
            "Channels": (
                Route("GET", "/{owner}/-/channels/{channel}", channel.show_channel, "A channel", refuses=found),
                Route("POST", "/{owner}/-/channels/{channel}/follow", channel.follow, "Follow it", refuses=found),
            ),
            "Exports": (
                *(
                    Route("GET", f"{path}/-/export.{ending}", exporting.export, f"Issues as {ending}", refuses=found)
                    for path in ("/{owner}", "/{owner}/{project}")
                    for ending in exporting.ENDINGS
                ),
                Route("GET", "/{owner}/-/subscribe", exporting.show_subscribing, "Follow a query", refuses=found),
                Route("POST", "/{owner}/-/subscribe", exporting.subscribe, "Make its addresses", refuses=found),
            ),
            "Overviews": (
                Route("GET", "/{owner}/-/overview", overview.show_workspace_overview, "Figures", refuses=found),
                Route("GET", "/{owner}/{project}/overview", overview.show_project_overview, "Figures", refuses=found),
            ),
            "Issues": (
                Route("GET", ISSUE, issues.show_issue, "An issue", refuses=found),
                Route("GET", f"{ISSUE}/peek", peek.peek, "An issue at a glance", refuses=found),
                Route("GET", f"{ISSUE}/graph", graph.show_graph, "What it is related to", refuses=found),
                Route("GET", "/{owner}/-/new", writing.show_new, "Write a new issue", refuses=found),
                Route("GET", "/{owner}/{project}/new", writing.show_new_in_project, "Write a new issue", refuses=found),
                Route("GET", f"{ISSUE}/edit", writing.show_edit, "Edit everything", refuses=found),
            ),
            "Changes": (
                Route("POST", "/{owner}/-/issues", filing.file_issue, "File an issue", refuses=found),
                Route("POST", "/{owner}/-/change", changes.change_issues, "Change some issues", refuses=found),
                Route("GET", "/{owner}/-/bulk", bulk.choose_all, "Change all that fit a query", refuses=found),
                Route("POST", "/{owner}/-/bulk", bulk.choose_listed, "Change those that are listed", refuses=found),
                Route("POST", "/{owner}/-/bulk/look", bulk.look, "What would come of it", refuses=found),
                Route("GET", "/{owner}/-/bulk/{bulk}", bulk.get_progress, "How far it has come", refuses=found),
                Route("POST", "/{owner}/-/bulk/{bulk}", bulk.carry_out, "Change them", refuses=found),
                Route("POST", "/{owner}/-/bulk/{bulk}/undo", bulk.take_back, "Undo it", refuses=found),
                Route("POST", "/{owner}/-/undo", changes.take_back, "Take back the last change", refuses=found),
                Route("POST", "/{owner}/{project}/preview", talking.preview, "Show how Markdown looks", refuses=found),
                Route("POST", f"{ISSUE}/edit", filing.edit, "Save an issue", refuses=found),
                Route("POST", f"{ISSUE}/move", moving.move, "Move it to another project", refuses=found),
                Route("POST", f"{ISSUE}/comments", talking.comment, "Comment", refuses=found),
                Route("POST", f"{ISSUE}/comments/{{comment}}", talking.change_comment, "Correct one", refuses=found),
                Route("POST", f"{ISSUE}/comments/{{comment}}/delete", talking.remove_comment, "Delete", refuses=found),
                Route("POST", f"{ISSUE}/relations", relations.relate, "Relate two issues", refuses=found),
                Route("POST", f"{ISSUE}/relations/{{other}}/delete", relations.unrelate, "No longer", refuses=found),
                Route("POST", f"{ISSUE}/files", files.upload, "Attach files", uploads="file", refuses=found),
                Route("POST", f"{ISSUE}/files/{{file}}/delete", files.remove_file, "Remove a file", refuses=found),
            ),
            "Inbox": (
                Route("GET", "/{owner}/-/inbox", inbox.show_inbox, "What concerns the visitor", refuses=found),
                Route("POST", "/{owner}/-/inbox", inbox.sort, "Put it away, or bring it back", refuses=found),
            ),
            "Live": (Route("GET", "/{owner}/-/live", live.follow, "What happens, as it happens", refuses=found),),
            "Short ways": (
                Route("GET", "/{owner}/-/find", looking_up.find_issues, "Issues for what was typed", refuses=found),
                Route("GET", "/{owner}/-/help/query", completing.explain, "How to search", refuses=found),
                Route("GET", "/{owner}/-/complete", completing.complete, "The rest of a query", refuses=found),
                Route("GET", "/{owner}/-/go/{key}", looking_up.go_to_key, "An issue by its key", refuses=found),
                Route("GET", "/{owner}/-/people", looking_up.find_people, "People by what was typed", refuses=found),
                Route("GET", "/{owner}/-/people/{user}", looking_up.go_to_person, "Somebody's issues", refuses=found),
                Route("GET", "/{owner}/-/files/{file}", looking_up.download_file, "A file", downloads=True),
                Route("GET", "/{owner}/-/files/{file}/view", looking_up.view_picture, "A picture", downloads=True),
            ),
            "Own settings": (
                Route("GET", "/settings/profile", profile.show_profile, "Who the visitor is"),
                Route("POST", "/settings/profile", profile.save_profile, "Change name and address"),
                Route("POST", "/settings/look", profile.save_look, "Change how things look"),
                Route("GET", "/settings/keys", keys.show_keys, "What the visitor's keys do"),
                Route("POST", "/settings/keys", keys.save_keys, "Choose other keys"),
                Route("POST", "/settings/keys/default", keys.restore_keys, "Take the usual ones"),
                Route("GET", "/settings/password", profile.show_password, "The visitor's password"),
                Route("POST", "/settings/password", profile.save_password, "Change it"),
                Route("GET", "/settings/sessions", sessions.show_sessions, "Where the visitor is signed in"),
                Route("POST", "/settings/sessions/end-others", sessions.end_other_sessions, "Sign out elsewhere"),
                Route("POST", "/settings/sessions/{session}/end", sessions.end_session, "Sign out", refuses=found),
                Route("GET", "/settings/tokens", tokens.show_tokens, "The visitor's tokens"),
                Route("POST", "/settings/tokens", tokens.create_token, "Create a token"),
                Route("POST", "/settings/tokens/{token}/revoke", tokens.revoke_token, "Revoke one", refuses=found),
            ),
            "Settings of a workspace": (
                Route("GET", "/{owner}/-/menu", menu.show_menu, "All pages, for small screens", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/members", members.show_members, "Who belongs to it", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/members", members.add_member, "Add somebody", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/members/new", members.create_member, "Make a user", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/members/{{user}}", members.show_member, "A member", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/members/{{user}}", members.set_role, "Give a role", refuses=found),
                Route(
                    "POST", f"{OF_WORKSPACE}/members/{{user}}/password", members.set_password, "Reset", refuses=found
                ),
                Route("POST", f"{OF_WORKSPACE}/members/{{user}}/tokens", bots.create_token, "A bot's", refuses=found),
                Route(
                    "POST",
                    f"{OF_WORKSPACE}/members/{{user}}/tokens/{{token}}/revoke",
                    bots.revoke_token,
                    "Revoke it",
                    refuses=found,
                ),
                Route("GET", f"{OF_WORKSPACE}/teams", teams.show_teams, "Its teams", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/teams", teams.create_team, "Add a team", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/teams/{{team}}", teams.show_team, "A team", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/teams/{{team}}", teams.save_team, "Change it", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/teams/{{team}}/delete", teams.delete_team, "Delete it", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/projects", projects.show_projects, "Its projects", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/projects", projects.create_project, "Create one", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/levels", levels.show_levels, "Its levels", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/levels", levels.create_level, "Add a level", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/levels/system", levels.set_system_levels, "On or off", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/levels/{{level}}", levels.show_level, "A level", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/levels/{{level}}", levels.save_level, "Change it", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/levels/{{level}}/delete", levels.delete_level, "Delete", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/channels", channels.show_channels, "Its channels", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/channels", channels.create_channel, "Add one", refuses=found),
                Route("GET", f"{OF_WORKSPACE}/channels/{{channel}}", channels.show_channel, "One", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/channels/{{channel}}", channels.save_channel, "Change", refuses=found),
                Route(
                    "POST", f"{OF_WORKSPACE}/channels/{{channel}}/delete", channels.delete_channel, "Go", refuses=found
                ),
                Route("GET", f"{OF_WORKSPACE}/trash", trash.show_trash, "What was deleted", refuses=found),
                Route("POST", f"{OF_WORKSPACE}/trash/restore", trash.restore, "Bring it back", refuses=found),
            ),
            "Settings of a project": (
                Route("GET", f"{OF_PROJECT}/general", projects.show_general, "What it is called", refuses=found),
                Route("POST", f"{OF_PROJECT}/general", projects.save_general, "Change that", refuses=found),
                Route("POST", f"{OF_PROJECT}/general/default", projects.make_default, "The default", refuses=found),
                Route("POST", f"{OF_PROJECT}/general/delete", projects.delete_project, "To the trash", refuses=found),
                Route("GET", f"{OF_PROJECT}/board", limits.show_limits, "The limits of its board", refuses=found),
                Route("POST", f"{OF_PROJECT}/board", limits.save_limits, "Change them", refuses=found),
                Route("GET", f"{OF_PROJECT}/labels", labels.show_labels, "Its labels", refuses=found),
                Route("POST", f"{OF_PROJECT}/labels", labels.create_label, "Add a label", refuses=found),
                Route("GET", f"{OF_PROJECT}/labels/{{label}}", labels.show_label, "A label", refuses=found),
                Route("POST", f"{OF_PROJECT}/labels/{{label}}", labels.save_label, "Change it", refuses=found),
                Route("POST", f"{OF_PROJECT}/labels/{{label}}/delete", labels.delete_label, "Delete it", refuses=found),
                Route("GET", f"{OF_PROJECT}/templates", templates.show_templates, "Its templates", refuses=found),
                Route("POST", f"{OF_PROJECT}/templates", templates.create_template, "Add one", refuses=found),
                Route("GET", f"{OF_PROJECT}/templates/{{template}}", templates.show_template, "One", refuses=found),
                Route("POST", f"{OF_PROJECT}/templates/{{template}}", templates.save_template, "Change", refuses=found),
                Route(
                    "POST",
                    f"{OF_PROJECT}/templates/{{template}}/delete",
                    templates.delete_template,
                    "Go",
                    refuses=found,
                ),
                Route(
                    "GET",
                    f"{OF_PROJECT}/members",
                    project_members.show_project_members,
                    "Its own people",
                    refuses=found,
                ),
                Route(
                    "POST", f"{OF_PROJECT}/members", project_members.add_project_member, "Give a role", refuses=found
                ),
                Route(
                    "GET", f"{OF_PROJECT}/members/{{user}}", project_members.show_project_member, "One", refuses=found
                ),
                Route(
                    "POST", f"{OF_PROJECT}/members/{{user}}", project_members.set_project_role, "Change", refuses=found
                ),
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
        refuse=refusing(to_programs),
    )
