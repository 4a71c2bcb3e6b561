"""GitFlic's users, and its owners of projects: companies, which are our workspaces, and teams."""

from typing import Annotated, Final

import msgspec

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.view import View
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.ids import UserId
from unknot.domain.people import User, Workspace
from unknot.http.told import told
from unknot.store.directory import Directory

AVATAR: Final = "/static/image/avatar.svg"


class UserOut(Out, frozen=True, kw_only=True):
    id: shapes.Uuid
    username: str
    name: str
    surname: str
    full_name: str
    avatar: Annotated[str, told(format="uri")]
    cover: str | None = None


class MeOut(UserOut, frozen=True, kw_only=True):
    """The caller: the only one whose address is told."""

    email: str


class CompanyOut(Out, frozen=True, kw_only=True):
    """A workspace, which is the vendor's company."""

    id: shapes.Uuid
    alias: shapes.Alias
    title: str
    description: str = ""
    avatar: Annotated[str, told(format="uri")]
    cover: str | None = None


class TeamOut(Out, frozen=True, kw_only=True):
    """A team. Unknot's teams own no projects, so none is ever listed."""

    id: shapes.Uuid
    alias: shapes.Alias
    title: str


UserPage = paged("UserPage", "userList", UserOut)
CompanyPage = paged("CompanyPage", "companyList", CompanyOut)
TeamPage = paged("TeamPage", "teamList", TeamOut)


def known_user_out(user: UserId, view: View) -> UserOut:
    """A user by id: made once and remembered, since lists name the same few people again and again."""
    return view.directory.derive(_make_user_out, user, view.base_url)


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


def company_out(workspace: Workspace, base_url: str) -> CompanyOut:
    return CompanyOut(
        id=workspace.uuid,
        alias=workspace.alias,
        title=workspace.title,
        avatar=base_url + AVATAR,
    )


def _make_user_out(directory: Directory, user: UserId, base_url: str) -> UserOut:
    return user_out(directory.user(user), base_url)
