"""Multipart uploads: a form with files, bounded while it comes in."""

from collections.abc import AsyncGenerator, Sequence

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from unknot.domain.errors import Invalid, TooLarge, Unavailable
from unknot.domain.sentence import says
from unknot.http.errors import MalformedBody, UnsupportedMedia
from unknot.http.request import Request

FRAMING_BYTES = 64 * 1024  # boundaries, headers and small fields around the file
MOST_PARTS = 100


async def first_file(request: Request, names: Sequence[str]) -> UploadFile:
    """The first file among the form's fields of these names. Whoever takes it closes it."""
    form = await _form(request)
    wanted = [part for name in names for part in form.getlist(name) if isinstance(part, UploadFile)]
    await _close_all(form, but=wanted[:1])
    if not wanted:
        raise Invalid.field(names[0], says("must be a file in the form, and there is none"))
    return wanted[0]


async def only_file(request: Request, names: Sequence[str]) -> UploadFile:
    """The one file of a form, in a field of one of these names. Whoever takes it closes it."""
    form = await _form(request)
    match [(name, part) for name, part in form.multi_items() if isinstance(part, UploadFile)]:
        case [(name, file)] if name in names:
            return file
        case files:
            await _close_all(form)
            raise Invalid.field(
                names[0], says("must be the only file in the form, which has %(count)s files", count=len(files))
            )


async def every_file(request: Request, name: str) -> list[UploadFile]:
    """All files of a form's field, at least one. Whoever takes them closes them."""
    form = await _form(request)
    wanted = [part for part in form.getlist(name) if isinstance(part, UploadFile) and part.filename]
    await _close_all(form, but=wanted)
    if not wanted:
        raise Invalid.field(name, says("must be a file in the form, and there is none"))
    return wanted


async def _close_all(form: FormData, but: Sequence[UploadFile] = ()) -> None:
    for _, part in form.multi_items():
        if isinstance(part, UploadFile) and part not in but:
            await part.close()


async def _form(request: Request) -> FormData:
    content_type = request.header(b"content-type") or b""
    if not content_type.lower().startswith(b"multipart/form-data"):
        raise UnsupportedMedia(
            says("The body must be a form. Send Content-Type: multipart/form-data with a file in it.")
        )
    headers = Headers(raw=request.headers)
    parser = MultiPartParser(headers, _bounded(request), max_files=MOST_PARTS, max_fields=MOST_PARTS)
    try:
        return await _parse(parser)
    except MultiPartException as error:
        raise MalformedBody(says("The form cannot be read: %(message)s", message=error.message)) from error
    except (KeyError, UnicodeError, ValueError) as error:
        raise MalformedBody(says("The form cannot be read: its boundary or a header is damaged")) from error
    except OSError as error:
        raise Unavailable(says("There is no room to take up the file. Make room on the server's disk.")) from error


async def _parse(parser: MultiPartParser) -> FormData:
    """The form; whatever goes wrong, no file of it stays open. The parser itself minds only its own errors."""
    form = FormData()
    try:
        form = await parser.parse()
    finally:
        kept = {id(part.file) for _, part in form.multi_items() if isinstance(part, UploadFile)}
        for file in parser._files_to_close_on_error:  # noqa: SLF001 - there is no other way to them
            if id(file) not in kept:
                file.close()
    return form


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    limit = request.services.limits.file_bytes
    try:
        async for chunk in request.chunks(limit + FRAMING_BYTES, "limits.file_bytes"):
            yield chunk
    except TooLarge:
        raise TooLarge(says("A file may be %(limit)s bytes at most (setting limits.file_bytes)", limit=limit)) from None
