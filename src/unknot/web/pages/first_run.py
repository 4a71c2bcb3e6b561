"""The very first page of an instance: whoever opens it makes its first workspace, and owns it."""

import asyncio
from typing import Final

import msgspec

from unknot.domain.people import UserDraft
from unknot.domain.preferences import Language
from unknot.domain.project import ProjectDraft
from unknot.domain.text import slug
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.founding import Founding, Home, found_instance
from unknot.operations.passwords import hash_password
from unknot.store import users
from unknot.web.forms import KEEPS_FORM, Filled, filled, form_of, query_of, refused
from unknot.web.look import page
from unknot.web.pages.login import LANGUAGES, signed_in
from unknot.web.refusing import go_to
from unknot.web.visit import language_of, require_same_site


class Asked(msgspec.Struct, frozen=True):
    language: Language | None = None


class FirstForm(msgspec.Struct, frozen=True):
    title: str = ""  # of the workspace; its alias is made of it
    workspace: str = ""  # its alias, where none can be made
    project: str = ""  # its title
    name: str = ""
    surname: str = ""
    username: str = ""
    email: str = ""
    password: str = ""


FALLBACK: Final = "main"  # the alias of a project whose name cannot be spelt in Latin letters
START: Final = filled(FirstForm(), "first")


async def show_first_run(request: Request) -> Answer:
    """The page; or, as soon as anybody is there, the way in that all others take."""
    return go_to("/") if users.is_anybody_there(request.services.db) else _page(request, START)


async def begin(request: Request) -> Answer:
    """Make workspace, project and owner, sign the owner in, and show them where to file the first issue."""
    require_same_site(request)
    typed = await form_of(request, FirstForm)
    if users.is_anybody_there(request.services.db):
        return go_to("/")
    try:
        home = await _found(request, typed)
    except KEEPS_FORM as refusal:
        return _page(request, refused(typed, "first", refusal))
    return await signed_in(request, home.owner, f"/{home.project.path}")


async def _found(request: Request, typed: FirstForm) -> Home:
    password_hash = await asyncio.to_thread(hash_password, typed.password)
    founding = Founding(
        alias=typed.workspace.strip() or slug(typed.title),
        title=typed.title,
        project=_project(typed),
        owner=UserDraft(
            username=typed.username, email=typed.email, name=typed.name or typed.username, surname=typed.surname
        ),
        password_hash=password_hash,
    )
    return await request.services.write(found_instance, founding)


def _project(typed: FirstForm) -> ProjectDraft:
    """The default project, called as the workspace is where it has no name of its own."""
    title = typed.project.strip() or typed.title.strip() or FALLBACK
    return ProjectDraft(alias=slug(title) or FALLBACK, title=title)


def _page(request: Request, form: Filled) -> Answer:
    language = query_of(request, Asked).language or language_of(request)
    return page("page/first_run.html", language, status=form.status, preferences=None, form=form, languages=LANGUAGES)
