"""Who belongs to a workspace, and who to one of its projects, each with a role."""

import asyncio
from collections.abc import Iterable
from typing import Final

import msgspec

from unknot.domain.access import GRANTED_ROLES, Role
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.people import Member, User, UserDraft
from unknot.domain.sentence import says
from unknot.domain.text import fold
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import people as operations
from unknot.operations.passwords import hash_password
from unknot.operations.tokens import NewToken
from unknot.store import members, usage
from unknot.web import faces
from unknot.web.faces import Face
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, query_of, refused
from unknot.web.look import words_of
from unknot.web.pages.settings.tokens import START as TOKEN
from unknot.web.pages.settings.tokens import listed, scopes
from unknot.web.settings import WorkspaceSettings, back_to, settings_of
from unknot.web.visit import require_role
from unknot.web.words import N_

MOST: Final = 100  # people on one page
ROLES: Final = {
    Role.GUEST: N_("Guest: reads and comments"),
    Role.MEMBER: N_("Member: also files, edits and relates issues"),
    Role.ADMIN: N_("Admin: also projects, labels, levels, channels and teams"),
    Role.OWNER: N_("Owner: also people and their tokens"),
}
ROLE_WORDS: Final = {
    Role.GUEST: N_("Guest"),
    Role.MEMBER: N_("Member"),
    Role.ADMIN: N_("Admin"),
    Role.OWNER: N_("Owner"),
}


class Asked(msgspec.Struct, frozen=True):
    q: str = ""  # a part of a name or address
    after: int = 0  # how many were shown


class MemberForm(msgspec.Struct, frozen=True):
    username: str = ""  # or an e-mail address
    role: str = Role.MEMBER.word


class UserForm(msgspec.Struct, frozen=True):
    username: str = ""
    name: str = ""
    surname: str = ""
    email: str = ""
    password: str = ""
    role: str = Role.MEMBER.word
    is_bot: bool = False

    @property
    def draft(self) -> UserDraft:
        return UserDraft(
            username=self.username,
            email=self.email,
            name=self.name or self.username,
            surname=self.surname,
            is_bot=self.is_bot,
        )


class RoleForm(msgspec.Struct, frozen=True):
    role: str = ""


class PasswordForm(msgspec.Struct, frozen=True):
    password: str = ""


class Person(msgspec.Struct, frozen=True):
    """Somebody with a role, as a list shows them."""

    user: User
    face: Face
    role: str


START: Final = {
    "new": filled(UserForm(), "new"),
    "bot": filled(UserForm(), "bot"),
    "add": filled(MemberForm(), "add"),
}
RESET: Final = filled(PasswordForm(), "reset")


async def show_members(request: Request) -> Answer:
    return _members(await settings_of(request, "members"))


async def add_member(request: Request) -> Answer:
    """Give a role to somebody whom this Unknot knows."""
    here = await owned(request)
    typed = await form_of(request, MemberForm)
    try:
        name = known(here, typed.username).username
        await request.services.write(
            operations.set_member, here.workspace.id, name, to_role(typed.role), by=here.place.actor
        )
    except KEEPS_FORM as refusal:
        return _members(here, refused(typed, "add", refusal))
    return back_to(here.path, "added")


async def create_member(request: Request) -> Answer:
    """Make a user who belongs to the workspace from the start. What a bot needs next is a token: its page has them."""
    here = await owned(request)
    typed = await form_of(request, UserForm)
    try:
        password_hash = None if typed.is_bot else await asyncio.to_thread(hash_password, typed.password)
        made = await request.services.write(
            operations.create_member,
            here.workspace.id,
            typed.draft,
            to_role(typed.role),
            password_hash=password_hash,
            by=here.place.actor,
        )
    except KEEPS_FORM as refusal:
        return _members(here, refused(typed, "bot" if typed.is_bot else "new", refusal))
    return back_to(f"{here.path}/{made.username}" if made.is_bot else here.path, "made")


async def show_member(request: Request) -> Answer:
    here = await owned(request)
    return await member_page(here, named(here, request.params[1]))


async def set_role(request: Request) -> Answer:
    """Give a member another role, or none: then they are no member any more."""
    here = await owned(request)
    user = named(here, request.params[1])
    typed = await form_of(request, RoleForm)
    role = to_role(typed.role, or_none=True)
    try:
        await request.services.write(operations.set_member, here.workspace.id, user.username, role, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await member_page(here, user, refused(typed, "role", refusal))
    return back_to(here.path, "saved" if role else "removed")


async def set_password(request: Request) -> Answer:
    """Give another password to a member who forgot theirs."""
    here = await owned(request)
    user = named(here, request.params[1])
    typed = await form_of(request, PasswordForm)
    try:
        made = await asyncio.to_thread(hash_password, typed.password)
        change = operations.set_member_password
        await request.services.write(change, here.workspace.id, user.username, made, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return await member_page(here, user, refused(typed, "reset", refusal))
    return back_to(here.path, "reset")


async def owned(request: Request) -> WorkspaceSettings:
    """The members of a workspace, before one of its owners: nobody else learns whose account there is."""
    here = await settings_of(request, "members")
    require_role(here.place, Role.OWNER, says("change who belongs to it"))
    return here


def _members(here: WorkspaceSettings, form: Filled = START["new"]) -> Answer:
    asked = query_of(here.request, Asked)
    found = matching(here, here.request.services.directory.members_of(here.workspace.id), asked.q)
    after = max(asked.after, 0)
    return here.page(
        "page/settings/members.html",
        form,
        forms={**START, form.id: form},
        members=[person(here, user, role) for user, role in found[after : after + MOST]],
        total=len(found),
        asked=asked,
        more_after=after + MOST if len(found) > after + MOST else None,
        roles=roles_of(here),
        may_change=here.place.role >= Role.OWNER,
    )


async def member_page(
    here: WorkspaceSettings, user: User, form: Filled | None = None, made: NewToken | None = None
) -> Answer:
    """A member, as owners see them; with one of the page's forms as it stands, and a bot's new token."""
    services = here.request.services
    role = members.role_in_workspace(services.db, user.id, here.workspace.id)
    if role is Role.NONE:
        raise NotFound(
            "member",
            says("%(user)s is not a member of %(workspace)s", user=user.username, workspace=here.workspace.title),
        )
    start = filled(RoleForm(role.word), "role")
    form = form or start
    return here.page(
        "page/settings/member.html",
        form,
        below=user.username,
        forms={"role": start, "reset": RESET, "token": TOKEN, form.id: form},
        tokens=[one for one in listed(here.request, user.id) if one.token.workspace == here.workspace.id],
        made=made,
        scopes=scopes(here.place.visit),
        today=services.now().date().isoformat(),
        member=person(here, user, role),
        roles=roles_of(here),
        count=await services.read_aside(usage.open_assigned, user.id, here.workspace.id),
        may_reset=role < Role.OWNER
        and not user.is_bot
        and not members.is_elsewhere(services.db, user.id, here.workspace.id),
    )


def matching(here: WorkspaceSettings, members: Iterable[Member], wanted: str) -> list[tuple[User, Role]]:
    """Those whose name or address holds the text, the greatest role first."""
    user, text = here.request.services.directory.user, fold(wanted)
    found = [(user(one.user), one.role) for one in members]
    fitting = [(one, role) for one, role in found if not text or _holds(one, text)]
    return sorted(fitting, key=lambda pair: (-pair[1], fold(pair[0].full_name)))


def _holds(user: User, text: str) -> bool:
    return any(text in fold(one) for one in (user.username, user.full_name, user.email))


def person(here: WorkspaceSettings, user: User, role: Role) -> Person:
    word = words_of(here.place.visit.language).catalogue.gettext(ROLE_WORDS[role]) if role else ""
    return Person(user, faces.face(here.request.services.directory, user.id), word)


def roles_of(here: WorkspaceSettings) -> list[tuple[str, str]]:
    gettext = words_of(here.place.visit.language).catalogue.gettext
    return [(role.word, gettext(word)) for role, word in ROLES.items()]


def to_role(word: str, *, or_none: bool = False) -> Role:
    if word in GRANTED_ROLES:
        return GRANTED_ROLES[word]
    if or_none and word == Role.NONE.word:
        return Role.NONE
    raise Invalid.field("role", says("must be one of %(roles)s", roles=", ".join(GRANTED_ROLES)))


def known(here: WorkspaceSettings, name: str) -> User:
    """Somebody of this instance, by name or address, or a problem of the form."""
    directory = here.request.services.directory
    found = directory.user_by_name(name.strip().removeprefix("@")) or directory.user_by_email(name.strip())
    if found is None:
        raise Invalid.field(
            "username", says('must be the name or e-mail of somebody with an account; nobody is "%(name)s"', name=name)
        )
    return found


def named(here: WorkspaceSettings, username: str) -> User:
    """The user whom an address names."""
    found = here.request.services.directory.user_by_name(username)
    if found is None:
        raise NotFound("user", says("There is nobody called %(username)s", username=username))
    return found
