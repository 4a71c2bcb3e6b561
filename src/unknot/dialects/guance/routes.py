"""Every way into the Guance dialect: one flat table."""

from unknot.dialects.guance import wire_notify, wire_people
from unknot.dialects.guance.endpoints import (
    attachments,
    channels,
    issues,
    keys,
    levels,
    members,
    notify,
    replies,
    teams,
)
from unknot.dialects.guance.errors import refuse
from unknot.dialects.guance.paging import PAGING
from unknot.dialects.guance.wire_attachments import DeleteAttachmentIn, UploadedOut
from unknot.dialects.guance.wire_channels import ChannelChangeIn, ChannelIn, ChannelOut, SubscribeIn
from unknot.dialects.guance.wire_detail import IssueDetail
from unknot.dialects.guance.wire_issues import IssueIn, IssueOut
from unknot.dialects.guance.wire_levels import LevelChangeIn, LevelConfig, LevelIn, LevelOut, LevelsIn
from unknot.dialects.guance.wire_lists import ListIn, ListOut
from unknot.dialects.guance.wire_replies import EntryOut, ReplyIn, ReplyOut
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge
from unknot.http.routes import Door, Query, Route

SEEN = (Forbidden, NotFound)

ISSUES = (
    Route(
        "POST",
        "/issue/add",
        issues.add_issue,
        "Create an issue",
        body=IssueIn,
        answers=IssueOut,
        refuses=(Forbidden, Conflict),
    ),
    Route(
        "POST",
        "/issue/{issue_uuid}/modify",
        issues.modify_issue,
        "Change an issue: what is left out stays",
        body=IssueIn,
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

LEVELS = (
    Route(
        "GET",
        "/issue-level/list",
        levels.list_levels,
        "List the system levels, and then those of the workspace",
        answers=list[LevelOut],
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/issue-level/add",
        levels.add_level,
        "Make a level",
        body=LevelIn,
        answers=LevelOut,
        refuses=(Forbidden, Conflict),
    ),
    Route(
        "POST",
        "/issue-level/{issue_level_uuid}/modify",
        levels.modify_level,
        "Change a level of the workspace: what is left out stays",
        body=LevelChangeIn,
        answers=LevelOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/issue-level/delete",
        levels.delete_levels,
        "Delete levels of the workspace, and take them from their issues",
        body=LevelsIn,
        answers=bool,
        refuses=(Forbidden,),
    ),
    Route(
        "GET",
        "/issue-level/config/get",
        levels.get_level_config,
        "Tell whether the system levels are disabled",
        answers=LevelConfig,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/issue-level/config/set",
        levels.set_level_config,
        "Disable the system levels, and take them from their issues; or enable them",
        body=LevelConfig,
        answers=LevelConfig,
        refuses=(Forbidden, Conflict),
    ),
)

CHANNELS = (
    Route(
        "GET",
        "/channel/quick_list",
        channels.list_channels,
        "List every channel, and how the caller follows it",
        answers=list[ChannelOut],
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/channel/add",
        channels.add_channel,
        "Make a channel",
        body=ChannelIn,
        answers=ChannelOut,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/channel/{channel_uuid}/modify",
        channels.modify_channel,
        "Change a channel: what is left out stays",
        body=ChannelChangeIn,
        answers=ChannelOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/channel/{channel_uuid}/delete",
        channels.delete_channel,
        "Delete a channel; its issues stay in the default one",
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/channel/{channel_uuid}/subscribe",
        channels.subscribe,
        "Follow a channel, or no longer",
        body=SubscribeIn,
        answers=bool,
        refuses=SEEN,
    ),
)

SEARCH = Query("search", str, "A part of the name; case makes no difference")
GROUP = Query("groupUUID", str, "The id of the team", required=True)
NOTIFY_OBJECT = Query("notifyObjectUUID", str, "The id of the notification object", required=True)

MEMBERS = (
    Route(
        "GET",
        "/workspace/members/list",
        members.list_members,
        "List the people of the workspace",
        query=(Query("search", str, "A part of the name or address; case makes no difference"), *PAGING),
        answers=wire_people.MemberPage,
        refuses=(Forbidden, Invalid),
    ),
)

TEAMS = (
    Route(
        "GET",
        "/workspace/member_group/list",
        teams.list_teams,
        "List teams, oldest first",
        query=(SEARCH,),
        answers=list[wire_people.TeamRow],
        refuses=(Forbidden,),
    ),
    Route(
        "GET",
        "/workspace/member_group/get",
        teams.get_team,
        "List a team's members",
        query=(GROUP,),
        answers=wire_people.TeamMembersOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/workspace/member_group/add",
        teams.add_team,
        "Make a team",
        body=wire_people.TeamIn,
        answers=wire_people.TeamOut,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/workspace/member_group/{group_uuid}/modify",
        teams.modify_team,
        "Give a team another name and other members",
        body=wire_people.TeamIn,
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/workspace/member_group/{group_uuid}/delete",
        teams.delete_team,
        "Delete a team",
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "GET",
        "/workspace/member_group/{group_uuid}/delete",
        teams.delete_team,
        "Delete a team, as one of the vendor's clients does it",
        answers=bool,
        refuses=SEEN,
    ),
)

NOTIFY = (
    Route(
        "POST",
        "/notify_object/create",
        notify.create_notify_object,
        "Make a notification object",
        body=wire_notify.NotifyIn,
        answers=wire_notify.NotifyOut,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/notify_object/modify",
        notify.modify_notify_object,
        "Change a notification object: what is left out stays",
        body=wire_notify.NotifyChangeIn,
        answers=wire_notify.NotifyOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/notify_object/delete",
        notify.delete_notify_object,
        "Delete a notification object",
        body=wire_notify.NotifyNamed,
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "GET",
        "/notify_object/get",
        notify.get_notify_object,
        "Get a notification object; its secrets only as an admin",
        query=(NOTIFY_OBJECT,),
        answers=wire_notify.NotifyOut,
        refuses=SEEN,
    ),
    Route(
        "GET",
        "/notify_object/list",
        notify.list_notify_objects,
        "List notification objects, oldest first",
        query=(SEARCH, *PAGING),
        answers=wire_notify.NotifyPage,
        refuses=(Forbidden, Invalid),
    ),
)

KEYS = (
    Route(
        "GET",
        "/workspace/accesskey/list",
        keys.list_keys,
        "List the workspace's keys, without their secrets",
        answers=list[wire_people.KeyOut],
        refuses=(Forbidden,),
    ),
    Route(
        "GET",
        "/workspace/get",
        keys.get_workspace,
        "Get the workspace that the key belongs to",
        answers=wire_people.WorkspaceOut,
        refuses=(Forbidden,),
    ),
    Route("GET", "/validate", keys.validate_key, "Learn whether a key is good", answers=bool, refuses=(Forbidden,)),
)


REPLIES = (
    Route(
        "POST",
        "/issue/reply/create",
        replies.create_reply,
        "Reply to an issue",
        body=ReplyIn,
        answers=ReplyOut,
        refuses=(*SEEN, Conflict),
    ),
    Route(
        "POST",
        "/issue/reply/{reply_uuid}/modify",
        replies.modify_reply,
        "Correct a reply of one's own: what is left out stays",
        body=ReplyIn,
        answers=ReplyOut,
        refuses=(*SEEN, Conflict),
    ),
    *(
        Route(method, "/issue/reply/{reply_uuid}/delete", replies.delete_reply, summary, answers=bool, refuses=SEEN)
        for method, summary in (("DELETE", "Delete a reply"), ("POST", "Delete a reply, for clients that only POST"))
    ),
    Route(
        "GET",
        "/issue/reply/{issue_uuid}/list",
        replies.list_replies,
        "List an issue's replies and what changed on it, newest first",
        query=(*PAGING, Query("ordering", str, "-createAt for the newest first, createAt for the oldest first")),
        answers=list[EntryOut],
        refuses=SEEN,
    ),
)

ATTACHMENTS = (
    Route(
        "POST",
        "/attachment/upload",
        attachments.upload_attachment,
        "Upload a file, to attach it later",
        uploads="file",
        answers=UploadedOut,
        refuses=(Forbidden, TooLarge),
    ),
    Route(
        "GET",
        "/attachment/{attachment_uuid}/download",
        attachments.download_attachment,
        "Download a file",
        downloads=True,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/attachment/delete",
        attachments.delete_attachment,
        "Delete a file",
        body=DeleteAttachmentIn,
        answers=bool,
        refuses=SEEN,
    ),
)


def door() -> Door:
    """The dialect as a whole."""
    return Door(
        name="guance",
        title="Guance / TrueWatch issues",
        groups={
            "Issues": ISSUES,
            "Replies": REPLIES,
            "Attachments": ATTACHMENTS,
            "Levels": LEVELS,
            "Channels": CHANNELS,
            "Members": MEMBERS,
            "Teams": TEAMS,
            "Notification objects": NOTIFY,
            "Keys": KEYS,
        },
        refuse=refuse,
    )
