"""Channels, and how the caller follows them."""

from unknot.dialects.guance.endpoints import channels
from unknot.dialects.guance.routes.shared import SEEN
from unknot.dialects.guance.wire_channels import ChannelChangeIn, ChannelIn, ChannelOut, SubscribeIn
from unknot.domain.errors import Forbidden
from unknot.http.routes import Route

CHANNELS = (
    Route(
        "GET",
        "/channel/quick_list",
        channels.list_channels,
        "List every channel, and how the caller follows it",
        answers=list[ChannelOut],
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/channel/add",
        channels.add_channel,
        "Make a channel",
        body=ChannelIn,
        answers=ChannelOut,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/channel/{channel_uuid}/modify",
        channels.modify_channel,
        "Change a channel: what is left out stays",
        body=ChannelChangeIn,
        answers=ChannelOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/channel/{channel_uuid}/delete",
        channels.delete_channel,
        "Delete a channel; its issues stay in the default one",
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/channel/{channel_uuid}/subscribe",
        channels.subscribe,
        "Follow a channel, or no longer",
        body=SubscribeIn,
        answers=bool,
        refuses=SEEN,
    ),
)
