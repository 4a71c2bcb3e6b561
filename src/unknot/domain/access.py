"""Who may do what: one table, walked by one test.

Rights belong to a person, not to a token: a token can only narrow them. Whoever may read a project holds an `Access` to
it, and queries about a project ask for that `Access`, so that a forgotten check has nowhere to hide.
"""

from enum import Enum, IntEnum, StrEnum

import msgspec

from unknot.domain.errors import Forbidden
from unknot.domain.ids import UserId, WorkspaceId
from unknot.domain.project import Project
from unknot.domain.sentence import Sentence, says


class Role(IntEnum):
    """Growing: each may do all that the one before may."""

    NONE = 0
    GUEST = 1
    MEMBER = 2
    ADMIN = 3
    OWNER = 4

    @property
    def word(self) -> str:
        return self.name.lower()

    @property
    def said(self) -> Sentence:
        """The word as it stands in a sentence, which may be translated."""
        return _SAID[self]


_SAID = {
    Role.NONE: says("none"),
    Role.GUEST: says("guest"),
    Role.MEMBER: says("member"),
    Role.ADMIN: says("admin"),
    Role.OWNER: says("owner"),
}
GRANTED_ROLES = {role.word: role for role in Role if role is not Role.NONE}


class Scope(StrEnum):
    """What a token lets its owner do at most."""

    READ = "read"
    WRITE = "write"
    FEED = "feed"  # reads feeds and calendars, and is asked for nowhere else: its secret stands in an address


class Action(Enum):
    """Something a person can want in a project. The value completes the sentence "you may not …"."""

    READ = says("read it")
    COMMENT = says("comment on its issues")
    EDIT_COMMENT = says("edit this comment")
    DELETE_COMMENT = says("delete this comment")
    CREATE_ISSUE = says("create issues in it")
    EDIT_ISSUE = says("edit this issue")
    RELATE_ISSUE = says("relate this issue")
    ATTACH_FILE = says("attach files to this issue")
    DETACH_FILE = says("remove files from this issue")
    DELETE_ISSUE = says("delete this issue")
    UPLOAD_FILE = says("upload files to it")
    DELETE_FILE = says("delete this file")
    MANAGE_LABELS = says("manage its labels")
    MANAGE_PROJECT = says("change its settings")
    SAVE_VIEW = says("save views of it")
    SHARE_VIEW = says("share views of it")
    CHANGE_VIEW = says("change this view")


class Rule(msgspec.Struct, frozen=True):
    """Who may act."""

    least: Role | None  # None: no role is enough
    public: bool = False  # whether anybody may, in a public project
    own: bool = False  # whether authors may, with what is theirs


RULES = {
    Action.READ: Rule(Role.GUEST, public=True),
    Action.COMMENT: Rule(Role.GUEST, public=True),
    Action.EDIT_COMMENT: Rule(None, own=True),
    Action.DELETE_COMMENT: Rule(Role.ADMIN, own=True),
    Action.CREATE_ISSUE: Rule(Role.MEMBER, public=True),
    Action.EDIT_ISSUE: Rule(Role.MEMBER, own=True),
    Action.RELATE_ISSUE: Rule(Role.MEMBER, own=True),
    Action.ATTACH_FILE: Rule(Role.MEMBER, own=True),
    Action.DETACH_FILE: Rule(Role.MEMBER, own=True),
    Action.DELETE_ISSUE: Rule(Role.ADMIN, own=True),
    Action.UPLOAD_FILE: Rule(Role.MEMBER),
    Action.DELETE_FILE: Rule(Role.ADMIN, own=True),
    Action.MANAGE_LABELS: Rule(Role.ADMIN),
    Action.MANAGE_PROJECT: Rule(Role.ADMIN),
    Action.SAVE_VIEW: Rule(Role.GUEST, public=True),
    Action.SHARE_VIEW: Rule(Role.MEMBER),
    Action.CHANGE_VIEW: Rule(Role.ADMIN, own=True),
}


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: a user, the workspace their token belongs to, and what the token allows at most."""

    id: UserId
    workspace: WorkspaceId
    scope: Scope = Scope.WRITE

    @property
    def may_write(self) -> bool:
        return self.scope is Scope.WRITE

    @property
    def maker(self) -> UserId | None:
        """Who is to be named as having done a thing: nobody, where the operator did."""
        return None if self == OPERATOR else self.id


OPERATOR = Actor(id=UserId(0), workspace=WorkspaceId(0))  # whoever sits at the server's command line: may do everything


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """The proof that an actor may read a project, and the answer to what else they may do in it."""

    actor: Actor
    project: Project
    role: Role

    def allows(self, action: Action, *, author: UserId | None = None) -> bool:
        return _is_allowed(action, self.actor, self.role, author, is_public=not self.project.is_private)

    def require(self, action: Action, *, author: UserId | None = None) -> None:
        if not self.allows(action, author=author):
            raise Forbidden(_sentence(action, self.actor, self.role, self.project.path))


class WorkspaceAccess(msgspec.Struct, frozen=True, kw_only=True):
    """The same for what belongs to a whole workspace, which is never public."""

    actor: Actor
    alias: str  # of the workspace
    role: Role

    def allows(self, action: Action, *, author: UserId | None = None) -> bool:
        is_in = self.role >= Role.GUEST
        return is_in and _is_allowed(action, self.actor, self.role, author, is_public=False)

    def require(self, action: Action, *, author: UserId | None = None) -> None:
        if not self.allows(action, author=author):
            raise Forbidden(_sentence(action, self.actor, self.role, self.alias))


def _is_allowed(action: Action, actor: Actor, role: Role, author: UserId | None, *, is_public: bool) -> bool:
    if action is not Action.READ and not actor.may_write:
        return False
    rule = RULES[action]
    return (
        (rule.least is not None and role >= rule.least)
        or (rule.public and is_public)
        or (rule.own and author == actor.id)
    )


def _sentence(action: Action, actor: Actor, role: Role, where: str) -> str:
    if actor.scope is Scope.READ:
        return says(
            "In %(project)s you may not %(action)s: this token only reads. Use one with scope write.",
            project=where,
            action=action.value,
        )
    return says(
        "In %(project)s you may not %(action)s: you have %(held)s there. Ask its owner for more.",
        project=where,
        action=action.value,
        held=says("no role") if role is Role.NONE else says("the role %(role)s", role=role.said),
    )


def grant(actor: Actor, project: Project, role: Role) -> Access:
    """Let the actor in, or refuse: the only way to an `Access`."""
    access = Access(actor=actor, project=project, role=role)
    if role < Role.GUEST and project.is_private:
        raise Forbidden(
            says(
                "%(project)s is private, and you are not one of its members. Ask its owner for access.",
                project=project.path,
            )
        )
    return access
