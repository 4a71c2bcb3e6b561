"""Exports on their way out: what every door does alike."""

from collections.abc import AsyncGenerator
from urllib.parse import quote

from unknot.http.answer import EndlessAnswer
from unknot.http.request import Request
from unknot.http.services import Services
from unknot.transfer.asking import Export
from unknot.transfer.exporting import Writing


async def export_answer(request: Request, export: Export) -> EndlessAnswer:
    """The whole export as a file to save. Who leaves before its end ends the work too."""
    services = request.services
    writing = Writing(export, now=services.now())
    head = await services.read_aside(writing.begin)  # what cannot be begun is refused, while there is no answer yet
    name = f"{export.place.replace('/', '-')}-{services.now():%Y-%m-%d}.{export.format.name}"
    return EndlessAnswer(
        _chunks(services, writing, head),
        receive=request.receive,
        content_type=export.format.media_type.encode(),
        headers=[
            (b"content-disposition", f"attachment; filename*=UTF-8''{quote(name, safe='')}".encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"content-security-policy", b"default-src 'none'; sandbox"),
            (b"cache-control", b"private, no-store"),
        ],
    )


async def _chunks(services: Services, writing: Writing, head: bytes) -> AsyncGenerator[bytes, None]:
    yield head
    while not writing.is_over:
        async with services.exporting:
            part = await services.read_aside(writing.go_on)
        yield part
    yield writing.end()
