"""A channel: its stream of issues, who follows it, and how the visitor does."""

from enum import StrEnum
from typing import Final
from urllib.parse import quote

import msgspec

from unknot.domain.channel import Channel, Subscription
from unknot.domain.errors import NotFound
from unknot.domain.query import Key, Query, Term
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.channels import set_subscription
from unknot.store import channels
from unknot.web import faces
from unknot.web.forms import form_of, query_of
from unknot.web.look import words_of
from unknot.web.pages.lists import list_page
from unknot.web.refusing import go_to
from unknot.web.stretches import Asked
from unknot.web.visit import Place, place_of
from unknot.web.words import N_

NOT_AT_ALL: Final = "none"


class Following(StrEnum):
    """How somebody follows a channel, or that they do not."""

    RESPONSIBLE = Subscription.RESPONSIBLE.value
    PARTICIPATE = Subscription.PARTICIPATE.value
    ATTENTION = Subscription.ATTENTION.value
    NOT = NOT_AT_ALL


WORDS: Final = {
    Following.RESPONSIBLE: N_("Responsible: new issues, comments and the daily summary"),
    Following.PARTICIPATE: N_("Participating: new issues"),
    Following.ATTENTION: N_("Following: the daily summary"),
    Following.NOT: N_("Not following"),
}


class FollowForm(msgspec.Struct, frozen=True):
    following: Following


async def show_channel(request: Request) -> Answer:
    place = await place_of(request)
    channel = _channel(place)
    db, directory = request.services.db, request.services.directory
    gettext = words_of(place.visit.language).catalogue.gettext
    own = channels.subscription(db, channel.id, place.visit.user.id)
    return await list_page(
        place,
        None,
        f"{place.path}/-/channels/{channel.uuid}",
        query_of(request, Asked),
        heading=gettext("All") if channel.is_default else channel.name,
        start=_start(channel),
        channel=channel,
        following=Following(own.value) if own else Following.NOT,
        ways={way: gettext(word) for way, word in WORDS.items()},
        subscribers=[
            (faces.face(directory, user), gettext(WORDS[Following(kind.value)]))
            for user, kind in channels.subscribers(db, channel.id)
        ],
    )


async def follow(request: Request) -> Answer:
    """Follow a channel otherwise than before, or no longer."""
    place = await place_of(request)
    channel, form = _channel(place), await form_of(request, FollowForm)
    kind = None if form.following is Following.NOT else Subscription(form.following.value)
    await request.services.write(set_subscription, place.workspace.id, channel.uuid, kind, by=place.actor)
    return go_to(f"{quote(place.path)}/-/channels/{channel.uuid}")


def _start(channel: Channel) -> str:
    """Its open issues; the default channel holds every issue, and so has no condition."""
    open_ones = Term(Key.IS, ("open",))
    return str(Query((open_ones,) if channel.is_default else (open_ones, Term(Key.CHANNEL, (channel.name,)))))


def _channel(place: Place) -> Channel:
    uuid = place.visit.request.params[1]
    for one in place.visit.request.services.directory.channels_of(place.workspace.id):
        if one.uuid == uuid:
            return one
    raise NotFound("channel", says("This channel is not here, or was deleted"))
