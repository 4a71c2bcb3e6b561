"""GitFlic's objects, and how ours become them. All functions are pure: the `View` holds what they need beside.

The fields stand in the vendor's order, and every key is always there. What comes in is in wire_in.py.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from unknot.dialects.gitflic.settings import IssueTimeFormat
from unknot.dialects.gitflic.times import local_date_time, phrase
from unknot.domain.comment import Comment
from unknot.domain.file import File
from unknot.domain.ids import LabelId, UserId
from unknot.domain.issue import Issue
from unknot.domain.label import Label
from unknot.domain.people import User, Workspace
from unknot.domain.project import Project
from unknot.domain.relation import Neighbour
from unknot.domain.status import Status
from unknot.store.directory import Directory
from unknot.store.page import Page, Slice

AVATAR: Final = "/static/image/avatar.svg"


class View(msgspec.Struct, frozen=True):
    """Who looks, from where, and when: what our objects need to become the vendor's."""

    directory: Directory
    base_url: str
    now: datetime
    time_format: IssueTimeFormat


class Out(msgspec.Struct, rename="camel", frozen=True, kw_only=True):
    """An object of the vendor's: our names here, theirs on the wire."""


class StatusOut(Out, frozen=True, kw_only=True):
    """A status. The four that the vendor knows, and PENDING, which is ours."""

    id: str
    title: str
    hash: None = None
    alias: None = None
    owner_alias: None = None
    color: str
    hex_color: str
    icon: None = None
    is_deleted: bool = False


STATUS_OUT: Final = {  # names and colours are those of Bootstrap 4, as in the vendor's examples
    Status.OPEN: StatusOut(id="OPEN", title="New", color="info", hex_color="17A2B8"),
    Status.IN_PROGRESS: StatusOut(id="IN_PROGRESS", title="In progress", color="warning", hex_color="FFC107"),
    Status.COMPLETED: StatusOut(id="COMPLETED", title="Completed", color="success", hex_color="28A745"),
    Status.CLOSED: StatusOut(id="CLOSED", title="Closed", color="danger", hex_color="DC3545"),
    Status.PENDING: StatusOut(id="PENDING", title="Pending", color="secondary", hex_color="6C757D"),
}


class UserOut(Out, frozen=True, kw_only=True):
    id: str
    username: str
    name: str
    surname: str
    full_name: str
    avatar: str
    cover: str | None = None


class MeOut(UserOut, frozen=True, kw_only=True):
    """The caller: the only one whose address is told."""

    email: str


class LabelOut(Out, frozen=True, kw_only=True):
    id: str
    hex_color: str
    title: str
    description: str
    is_text_light: bool


class IssueOut(Out, frozen=True, kw_only=True):
    id: str
    local_id: int
    description: str
    title: str
    status: StatusOut
    assigned_users: list[UserOut]
    labels: list[LabelOut]
    project_alias: str
    user_alias: str  # the project's owner, not a person
    updated_at: str
    created_at: str
    updated_by: UserOut


class RelationOut(Out, frozen=True, kw_only=True):
    target_issue_uuid: str
    target_issue_name: str
    target_project_alias: str
    target_owner_alias: str
    target_issue_local_id: int
    issue_relation_type: str


class FileOut(Out, frozen=True, kw_only=True):
    upload_file_uuid: str
    file_path: str
    web_file_path: str
    file_name: str
    file_size: str
    upload_date: str


class CommentOut(Out, frozen=True, kw_only=True):
    id: str
    message: str
    author: UserOut
    created_at: str
    create_time_difference: str


class OwnerOut(Out, frozen=True, kw_only=True):
    alias: str
    type: str = "COMPANY"


class ProjectOut(Out, frozen=True, kw_only=True):
    """A project. Unknot keeps no code, so whatever speaks of repositories is null, false or empty."""

    id: str
    title: str
    description: str
    alias: str
    owner_alias: str
    default_branch: None = None
    work_branch: None = None
    site_url: None = None
    owner: OwnerOut
    language: str
    for_education: bool = False
    forked_from_id: None = None
    mirror_url: None = None
    mirror_type: None = None
    allowed_memory: None = None
    fork_url: None = None
    http_transport_url: None = None
    ssh_transport_url: None = None
    topics: list[str] = []
    mirror: bool = False
    private: bool


class CompanyOut(Out, frozen=True, kw_only=True):
    """A workspace, which is the vendor's company."""

    id: str
    alias: str
    title: str
    description: str = ""
    avatar: str
    cover: str | None = None


class TeamOut(Out, frozen=True, kw_only=True):
    """A team. Unknot's teams own no projects, so none is ever listed."""

    id: str
    alias: str
    title: str


class PageOut(Out, frozen=True, kw_only=True):
    size: int
    total_elements: int
    total_pages: int
    number: int


def _paged(name: str, key: str, item: Any) -> Any:
    """The type of a list: its items under a key of their own, which is left out when there are none."""
    embedded = msgspec.defstruct(f"{name}Items", [(key, list[item])], frozen=True)
    fields: Any = [
        ("embedded", embedded | UnsetType, msgspec.field(name="_embedded", default=UNSET)),
        ("page", PageOut),
    ]
    return msgspec.defstruct(name, fields, frozen=True, kw_only=True, namespace={"items": embedded})


IssuePage = _paged("IssuePage", "issueModelList", IssueOut)
RelationPage = _paged("RelationPage", "restIssueRelationModelList", RelationOut)
FilePage = _paged("FilePage", "restProjectUploadFileModelList", FileOut)
CommentPage = _paged("CommentPage", "issueDiscussionList", CommentOut)
LabelPage = _paged("LabelPage", "labelModelList", LabelOut)
ProjectPage = _paged("ProjectPage", "projectList", ProjectOut)
StatusPage = _paged("StatusPage", "statusModelList", StatusOut)
UserPage = _paged("UserPage", "userList", UserOut)
CompanyPage = _paged("CompanyPage", "companyList", CompanyOut)
TeamPage = _paged("TeamPage", "teamList", TeamOut)

Item = TypeVar("Item")


def page_out(kind: Any, found: Slice[Item], page: Page, item_out: Callable[[Item], Out]) -> msgspec.Struct:
    """One page of a list, in the type that `_paged` made for it."""
    items = [item_out(item) for item in found.items]
    sizes = PageOut(
        size=page.size,
        total_elements=found.total,
        total_pages=-(-found.total // page.size),
        number=page.number,
    )
    answer: msgspec.Struct = kind(embedded=kind.items(items) if items else UNSET, page=sizes)
    return answer


def issue_out(issue: Issue, project: Project, view: View) -> IssueOut:
    return IssueOut(
        id=issue.uuid,
        local_id=issue.number,
        description=issue.description,
        title=issue.title,
        status=STATUS_OUT[issue.status],
        assigned_users=[known_user_out(one, view) for one in issue.assignees],
        labels=[label for one in issue.labels if (label := known_label_out(one, view)) is not None],
        project_alias=project.alias,
        user_alias=project.owner,
        updated_at=_issue_time(issue.updated_at, view),
        created_at=_issue_time(issue.created_at, view),
        updated_by=known_user_out(issue.updated_by, view),
    )


def known_user_out(user: UserId, view: View) -> UserOut:
    """A user by id: made once and remembered, since lists name the same few people again and again."""
    return view.directory.derive(_make_user_out, user, view.base_url)


def known_label_out(label: LabelId, view: View) -> LabelOut | None:
    """A label by id, or None for one that was deleted."""
    return view.directory.derive(_make_label_out, label)


def user_out(user: User, base_url: str) -> UserOut:
    return UserOut(
        id=user.uuid,
        username=user.username,
        name=user.name,
        surname=user.surname,
        full_name=user.full_name,
        avatar=base_url + AVATAR,
    )


def me_out(user: User, base_url: str) -> MeOut:
    return MeOut(**msgspec.structs.asdict(user_out(user, base_url)), email=user.email)


def label_out(label: Label) -> LabelOut:
    return LabelOut(
        id=label.uuid,
        hex_color=label.color,
        title=label.title,
        description=label.description,
        is_text_light=label.is_text_light,
    )


def relation_out(neighbour: Neighbour) -> RelationOut:
    return RelationOut(
        target_issue_uuid=neighbour.uuid,
        target_issue_name=neighbour.title,
        target_project_alias=neighbour.project,
        target_owner_alias=neighbour.owner,
        target_issue_local_id=neighbour.number,
        issue_relation_type=neighbour.kind.value.upper(),
    )


def file_out(file: File, project: Project) -> FileOut:
    place = f"{project.uuid}/attachment/{file.directory}/{file.name}"
    return FileOut(
        upload_file_uuid=file.uuid,
        file_path=f"project/{project.uuid[:2]}/{place}",
        web_file_path=f"/upload/-/project/{place}",
        file_name=file.name,
        file_size=size_text(file.size),
        upload_date=local_date_time(file.uploaded_at),
    )


def size_text(size: int) -> str:
    """ "150KB": powers of 1024, rounded down."""
    for unit in ("B", "KB", "MB"):
        if size < 1024:  # noqa: PLR2004 - the next unit
            return f"{size}{unit}"
        size //= 1024
    return f"{size}GB"


def comment_out(comment: Comment, view: View) -> CommentOut:
    return CommentOut(
        id=comment.uuid,
        message=comment.text,
        author=known_user_out(comment.author, view),
        created_at=local_date_time(comment.created_at),
        create_time_difference=phrase(view.now - comment.created_at),
    )


def project_out(project: Project) -> ProjectOut:
    return ProjectOut(
        id=project.uuid,
        title=project.title,
        description=project.description,
        alias=project.alias,
        owner_alias=project.owner,
        owner=OwnerOut(alias=project.owner),
        language=project.language,
        private=project.is_private,
    )


def company_out(workspace: Workspace, base_url: str) -> CompanyOut:
    return CompanyOut(
        id=workspace.uuid,
        alias=workspace.alias,
        title=workspace.title,
        avatar=base_url + AVATAR,
    )


def _make_user_out(directory: Directory, user: UserId, base_url: str) -> UserOut:
    return user_out(directory.user(user), base_url)


def _make_label_out(directory: Directory, label: LabelId) -> LabelOut | None:
    found = directory.label(label)
    return None if found is None else label_out(found)


def _issue_time(time: datetime, view: View) -> str:
    if view.time_format is IssueTimeFormat.ISO:
        return local_date_time(time)
    return phrase(view.now - time)
