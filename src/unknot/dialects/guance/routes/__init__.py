"""Every way into the Guance dialect: flat tables, one a noun."""

from unknot.dialects.guance.errors import refuse
from unknot.dialects.guance.routes.attachments import ATTACHMENTS
from unknot.dialects.guance.routes.channels import CHANNELS
from unknot.dialects.guance.routes.issues import ISSUES
from unknot.dialects.guance.routes.levels import LEVELS
from unknot.dialects.guance.routes.notify import NOTIFY
from unknot.dialects.guance.routes.people import KEYS, MEMBERS, TEAMS
from unknot.dialects.guance.routes.replies import REPLIES
from unknot.http.routes import Door


def door() -> Door:
    """The dialect as a whole."""
    return Door(
        name="guance",
        title="Guance / TrueWatch issues",
        groups={
            "Issues": ISSUES,
            "Replies": REPLIES,
            "Attachments": ATTACHMENTS,
            "Levels": LEVELS,
            "Channels": CHANNELS,
            "Members": MEMBERS,
            "Teams": TEAMS,
            "Notification objects": NOTIFY,
            "Keys": KEYS,
        },
        refuse=refuse,
    )
