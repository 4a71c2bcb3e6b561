"""How many issues of a status a project should have at most: its board warns beyond."""

import msgspec

from unknot.domain.access import Action
from unknot.domain.project import MAX_LIMIT, Project, ProjectChange, WipLimits
from unknot.domain.status import STATUSES
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.projects import edit_project
from unknot.store import issues
from unknot.web.forms import KEEPS_FORM, Filled, form_of, refused
from unknot.web.settings import ProjectSettings, back_to, project_settings_of


class LimitsForm(msgspec.Struct, frozen=True):
    """By status, as it was typed; empty: no limit."""

    open: str = ""
    in_progress: str = ""
    pending: str = ""
    completed: str = ""
    closed: str = ""


async def show_limits(request: Request) -> Answer:
    here = await project_settings_of(request, "board")
    return _page(here, _filled(here.project))


async def save_limits(request: Request) -> Answer:
    here = await project_settings_of(request, "board")
    typed = await form_of(request, LimitsForm)
    change = ProjectChange(wip_limits=_limits(typed))
    try:
        await request.services.write(edit_project, here.project.id, change, by=here.place.actor)
    except KEEPS_FORM as refusal:
        return _page(here, refused(typed, "limits", refusal))
    return back_to(here.path, "saved")


def _limits(typed: LimitsForm) -> WipLimits:
    """What is no number is none that a limit may be, and so is refused beside its field."""
    given = {name: text.strip() for name, text in msgspec.structs.asdict(typed).items()}
    return tuple((STATUSES[name], _number(text)) for name, text in given.items() if text)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MAX_LIMIT)) else 0


def _page(here: ProjectSettings, form: Filled) -> Answer:
    return here.page(
        "page/settings/board.html",
        form,
        statuses=[STATUSES[name] for name in LimitsForm.__struct_fields__],
        most=MAX_LIMIT,
        counts=issues.counts(here.place.visit.request.services.db, access=here.access),
        may_change=here.access.allows(Action.MANAGE_PROJECT),
    )


def _filled(project: Project) -> Filled:
    return Filled(id="limits", values={status.value: str(most) for status, most in project.wip_limits})
