"""What a change did, in a few words: "OPS-12: Completed", "3 issues: label bug added"."""

from collections.abc import Sequence

from unknot.domain.issue import Issue
from unknot.domain.level import NO_LEVEL
from unknot.domain.status import Status
from unknot.domain.text import fold
from unknot.operations.touching import Touch
from unknot.web import faces
from unknot.web.look import words_of
from unknot.web.visit import Place


def said_of(place: Place, touch: Touch, issues: Sequence[Issue]) -> str:
    """The issues as they are now, and what of them changed."""
    gettext = words_of(place.visit.language).catalogue.gettext
    return gettext("%(issues)s: %(change)s") % {
        "issues": _named(place, issues),
        "change": _change(place, touch, issues),
    }


def _named(place: Place, issues: Sequence[Issue]) -> str:
    directory = place.visit.request.services.directory
    if len(issues) == 1 and (home := directory.project(issues[0].project)) is not None:
        return home.issue_key(issues[0].number)
    ngettext = words_of(place.visit.language).catalogue.ngettext
    return ngettext("%(num)s issue", "%(num)s issues", len(issues)) % {"num": len(issues)}


def _change(place: Place, touch: Touch, issues: Sequence[Issue]) -> str:
    """The one field that a page changes at a time."""
    words = words_of(place.visit.language)
    gettext = words.catalogue.gettext
    match touch:
        case Touch(trash=True):
            said = gettext("deleted")
        case Touch(status=Status() as status):
            said = words.status(status)
        case Touch(level=str() as level):
            said = _of_level(place, level)
        case Touch(assignee=str() as assignee):
            said = _of_assignee(place, assignee, issues)
        case Touch(label=str() as label):
            said = _of_label(place, label, issues)
        case Touch(is_watching=bool() as is_watching):
            said = gettext("you watch it") if is_watching else gettext("you no longer watch it")
        case _:
            said = gettext("changed")
    return said


def _of_level(place: Place, key: str) -> str:
    gettext = words_of(place.visit.language).catalogue.gettext
    if key == NO_LEVEL:
        return gettext("No level")
    return gettext("level %(level)s") % {"level": faces.level(place.visit.request.services.directory, key).word}


def _of_assignee(place: Place, uuid: str, issues: Sequence[Issue]) -> str:
    gettext = words_of(place.visit.language).catalogue.gettext
    user = place.visit.request.services.directory.user_by_uuid(uuid)
    if user is None:
        return gettext("nobody assigned")
    is_held = all(user.id in one.assignees for one in issues)
    return (gettext("%(name)s assigned") if is_held else gettext("%(name)s unassigned")) % {"name": user.full_name}


def _of_label(place: Place, title: str, issues: Sequence[Issue]) -> str:
    gettext = words_of(place.visit.language).catalogue.gettext
    is_held = all(fold(title) in _titles(place, issue) for issue in issues)
    return (gettext("label %(label)s added") if is_held else gettext("label %(label)s removed")) % {"label": title}


def _titles(place: Place, issue: Issue) -> set[str]:
    label = place.visit.request.services.directory.label
    return {fold(found.title) for one in issue.labels if (found := label(one)) is not None}
