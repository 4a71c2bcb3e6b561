"""What the OpenAPI document of this dialect says beside its routes."""

from unknot import __version__
from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.errors import ErrorOut, kind_of
from unknot.http.openapi import Description

TEXT = """
The project issues of GitFlic's REST API, spoken by Unknot. Every path is served at the root and under `/rest-api`;
a trailing slash and unknown parameters make no difference. Lists are counted from page 0; an empty page has no
`_embedded`. Every refusal has the same shape, and none is a 401.
""".strip()

DESCRIPTION = Description(
    text=TEXT,
    version=__version__,
    security={
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": 'The word "token", a space, and the secret of a token.',
    },
    error=ErrorOut,
    status_of=lambda refusal: kind_of(refusal).status,
    media_types=("application/json", "application/hal+json"),
    mounts=("/", "/rest-api"),
    params={
        "ownerAlias": shapes.Alias,
        "projectAlias": shapes.Alias,
        "localId": shapes.Number,
        "projectUuid": shapes.Uuid,
        "labelUuid": shapes.Uuid,
        "commentUuid": shapes.Uuid,
        "directory": shapes.Uuid,
    },
)
