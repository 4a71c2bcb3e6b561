"""Who the visitor is, how they want to see things, and their password."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final, Literal

import msgspec
from msgspec.structs import asdict, replace

from unknot.domain.errors import Invalid
from unknot.domain.people import UserChange
from unknot.domain.preferences import Contrast, Density, Language, Theme
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.errors import TooManyRequests
from unknot.http.request import Request
from unknot.operations import people, sign_in
from unknot.operations.passwords import hash_password
from unknot.web.forms import KEEPS_FORM, Filled, form_of, refused
from unknot.web.look import SAFE, words_of
from unknot.web.pages.login import LANGUAGES, TRIES_IN_MINUTE
from unknot.web.refusing import wants_json
from unknot.web.settings import back_to, in_own_settings
from unknot.web.visit import NO_WORKSPACE, Visit, visit_of
from unknot.web.words import N_

PROFILE: Final = "/settings/profile"
PASSWORD: Final = "/settings/password"  # noqa: S105 - an address
THEMES: Final = {Theme.SYSTEM: N_("As the system has it"), Theme.LIGHT: N_("Light"), Theme.DARK: N_("Dark")}
CONTRASTS: Final = {
    Contrast.SYSTEM: N_("As the system has it"),
    Contrast.USUAL: N_("Usual"),
    Contrast.MORE: N_("Stronger"),
}
DENSITIES: Final = {Density.COMPACT: N_("Compact: 32 px a row"), Density.COMFORTABLE: N_("Comfortable: 40 px a row")}
ORDERS: Final = {True: N_("Newest last"), False: N_("Newest first")}


class Person(msgspec.Struct, frozen=True):
    name: str = ""
    surname: str = ""
    email: str = ""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What is given of it changes; the rest stays."""

    language: Literal["", "en", "ru", "zh"] | None = None  # empty: what the browser asks for
    theme: Theme | None = None
    contrast: Contrast | None = None
    density: Density | None = None
    newest_last: bool | None = None


class NewPassword(msgspec.Struct, frozen=True):
    current_password: str = ""
    password: str = ""


async def show_profile(request: Request) -> Answer:
    return _profile(await visit_of(request))


async def save_profile(request: Request) -> Answer:
    visit = await visit_of(request)
    typed = await form_of(request, Person)
    by = visit.actor_in(NO_WORKSPACE)
    try:
        await request.services.write(people.edit_user, visit.user.id, UserChange(**asdict(typed)), by=by)
    except KEEPS_FORM as refusal:
        return _profile(visit, refused(typed, "person", refusal))
    return back_to(PROFILE, "saved")


async def save_look(request: Request) -> Answer:
    """Change what is given of the visitor's preferences; a script is told them all."""
    visit = await visit_of(request)
    look = await form_of(request, Look)
    given = {name: value for name, value in asdict(look).items() if value is not None}
    if "language" in given:
        given["language"] = Language(look.language) if look.language else None
    chosen = await request.services.write(sign_in.prefer, visit.user.id, replace(visit.preferences, **given))
    if wants_json(request):
        return Answer(msgspec.json.encode(asdict(chosen)), headers=SAFE)
    return back_to(PROFILE, "saved")


async def show_password(request: Request) -> Answer:
    return _password(await visit_of(request), Filled(id="password"))


async def save_password(request: Request) -> Answer:
    visit = await visit_of(request)
    typed = await form_of(request, NewPassword)
    try:
        await _require_current(visit, typed.current_password)
        made = await asyncio.to_thread(hash_password, typed.password)
    except (*KEEPS_FORM, TooManyRequests) as refusal:
        return _password(visit, refused(typed, "password", refusal))
    await request.services.write(sign_in.change_password, visit.session, made)
    return back_to(PASSWORD, "password")


async def _require_current(visit: Visit, password: str) -> None:
    """Whoever finds a browser left open must not be able to take the account, nor to guess at leisure."""
    services = visit.request.services
    services.throttle.count_in_minute(f"password {visit.user.id}", per_minute=TRIES_IN_MINUTE)
    stored = sign_in.stored_password(services.db, visit.user)
    if not await asyncio.to_thread(sign_in.is_right, password, stored):
        raise Invalid.field("current_password", says("is not your password"))


def _profile(visit: Visit, person: Filled | None = None) -> Answer:
    person = person or Filled(id="person", values=asdict(visit.user))
    language = visit.preferences.language
    look = Filled(id="look", values={**asdict(visit.preferences), "language": language.value if language else ""})
    return in_own_settings(
        "page/settings/profile.html",
        visit,
        here=PROFILE,
        status=person.status,
        person=person,
        look=look,
        **_choices(visit),
    )


def _choices(visit: Visit) -> Mapping[str, Any]:
    gettext = words_of(visit.language).catalogue.gettext

    def options(words: Mapping[Any, str]) -> list[tuple[Any, str]]:
        return [(value, gettext(word)) for value, word in words.items()]

    return {
        "languages": [("", gettext("As the browser asks for")), *LANGUAGES.items()],
        "themes": options(THEMES),
        "contrasts": options(CONTRASTS),
        "densities": options(DENSITIES),
        "orders": options(ORDERS),
    }


def _password(visit: Visit, form: Filled) -> Answer:
    return in_own_settings("page/settings/password.html", visit, here=PASSWORD, status=form.status, form=form)
