"""The visitor's keys: what each does, and whether letters alone do anything."""

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from unknot.domain.errors import Invalid
from unknot.domain.preferences import Preferences
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import sign_in
from unknot.web.forms import Filled, fields_of, form_of
from unknot.web.keyboard.commands import COMMANDS, GROUPS, PAGE_WORDS
from unknot.web.keyboard.keymap import CHANGEABLE, keymap_of
from unknot.web.keyboard.keystrokes import printed
from unknot.web.settings import back_to, in_own_settings
from unknot.web.visit import Visit, visit_of

KEYS: Final = "/settings/keys"
SINGLE_KEYS: Final = "single_keys"


class Usual(msgspec.Struct, frozen=True):
    """The command that gets its usual key back; empty: all of them."""

    command: str = ""


async def show_keys(request: Request) -> Answer:
    visit = await visit_of(request)
    return _page(visit, _filled(visit.preferences))


async def save_keys(request: Request) -> Answer:
    """Choose the keys that are given; the others stay."""
    visit, typed = await visit_of(request), await fields_of(request)
    single_keys = typed.get(SINGLE_KEYS, str(visit.preferences.single_keys)).lower() == "true"
    wanted = replace(visit.preferences, single_keys=single_keys)
    return await _prefer(visit, wanted, typed)


async def restore_keys(request: Request) -> Answer:
    visit, usual = await visit_of(request), await form_of(request, Usual)
    if usual.command not in COMMANDS:
        return await _prefer(visit, replace(visit.preferences, keys={}), {})
    return await _prefer(visit, visit.preferences, {usual.command: COMMANDS[usual.command].key})


async def _prefer(visit: Visit, wanted: Preferences, typed: Mapping[str, str]) -> Answer:
    try:
        keys = keymap_of(wanted).settled(typed)
    except Invalid as refusal:
        shown = _filled(wanted)
        problems = {one.field: one.sentence for one in refusal.problems}
        return _page(
            visit, replace(shown, values={**shown.values, **typed, SINGLE_KEYS: wanted.single_keys}, problems=problems)
        )
    await visit.request.services.write(sign_in.prefer, visit.user.id, replace(wanted, keys=keys))
    return back_to(KEYS, "saved")


def _filled(preferences: Preferences) -> Filled:
    chosen = keymap_of(preferences).chosen
    keys = {name: printed(key) for name, key in chosen.items()}
    return Filled(id="keys", values={**keys, SINGLE_KEYS: preferences.single_keys})


def _page(visit: Visit, form: Filled) -> Answer:
    return in_own_settings(
        "page/settings/keys.html",
        visit,
        here=KEYS,
        status=form.status,
        form=form,
        groups=GROUPS,
        page_words=PAGE_WORDS,
        usual={one.name: printed(one.key) for one in CHANGEABLE},
        is_changed=bool(visit.preferences.keys),
    )
