"""What the OpenAPI document of our own paths says beside its routes."""

from unknot import __version__
from unknot.dialects.native.errors import MEDIA_TYPE, ErrorOut, status_of
from unknot.dialects.native.routes import PREFIX
from unknot.http.openapi import Description

TEXT = """
What no vendor's API has a call for, below `/api/unknot/v1`: monitors and their alerts, the trash, changes of many
issues at once, exports, statistics. A token of any dialect opens it, in that dialect's header, and chooses the
workspace. A thing is named by its UUID as any dialect writes it: with or without dashes, with or without a prefix such
as `issue_`.
""".strip()

DESCRIPTION = Description(
    text=TEXT,
    version=__version__,
    security={
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": 'The word "token", a space, and the secret of a token; or the secret alone as DF-API-KEY.',
    },
    error=ErrorOut,
    status_of=status_of,
    error_media_type=MEDIA_TYPE,
    mounts=(f"/{'/'.join(PREFIX)}",),
)
