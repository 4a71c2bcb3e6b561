"""Found a workspace: itself, its owner, its default project and the owner's first token, all or nothing."""

import msgspec

from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.errors import Conflict
from unknot.domain.people import User, UserDraft, Workspace
from unknot.domain.project import Project, ProjectDraft
from unknot.domain.sentence import says
from unknot.operations.people import create_default_project, create_user, create_workspace, set_member
from unknot.operations.tokens import NewToken, create_token
from unknot.store import users
from unknot.store.work import Work

NAME_OF_FIRST = "first token"


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """What it takes. An owner who is a user already stays as they are, password and all."""

    alias: str
    title: str
    project: ProjectDraft
    owner: UserDraft
    password_hash: str | None


class Home(msgspec.Struct, frozen=True, kw_only=True):
    workspace: Workspace
    project: Project
    owner: User


class Founded(Home, frozen=True, kw_only=True):
    token: NewToken


def found_instance(work: Work, founding: Founding) -> Home:
    """The very first workspace, for whoever opens an instance that has no user yet; refused ever after."""
    if users.is_anybody_there(work.db):
        raise Conflict(says("This Unknot has its first user by now. Sign in, or ask an owner to add you."))
    return _found(work, founding, by=OPERATOR)


def found_workspace(work: Work, founding: Founding, *, by: Actor) -> Founded:
    home = _found(work, founding, by=by)
    token = create_token(work, home.owner.id, home.workspace.id, name=NAME_OF_FIRST, by=by)
    return Founded(workspace=home.workspace, project=home.project, owner=home.owner, token=token)


def _found(work: Work, founding: Founding, *, by: Actor) -> Home:
    workspace = create_workspace(work, founding.alias, founding.title, by=by)
    owner = work.directory.user_by_name(founding.owner.username)
    if owner is None:
        owner = create_user(work, founding.owner, password_hash=founding.password_hash, by=by)
    set_member(work, workspace.id, owner.username, Role.OWNER, by=by)
    project = create_default_project(work, workspace.id, founding.project, by=by)
    workspace = work.directory.workspace(workspace.id)  # which knows its default project by now
    return Home(workspace=workspace, project=project, owner=owner)
