"""GitFlic's files."""

from typing import Annotated
from urllib.parse import quote

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.times import local_date_time
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.file import File
from unknot.domain.project import Project
from unknot.http.told import told

PLAIN = "!$&'()*+,;=:@"  # what may stand in a part of a path as it is (RFC 3986), beside letters and digits


class FileOut(Out, frozen=True, kw_only=True):
    upload_file_uuid: shapes.Uuid
    file_path: str
    web_file_path: Annotated[str, told(format="uri-reference")]  # goes behind an address as it is
    file_name: str
    file_size: shapes.Size
    upload_date: shapes.Date


FilePage = paged("FilePage", "restProjectUploadFileModelList", FileOut)


def file_out(file: File, project: Project) -> FileOut:
    folder = f"{project.uuid}/attachment/{file.directory}"
    return FileOut(
        upload_file_uuid=file.uuid,
        file_path=f"project/{project.uuid[:2]}/{folder}/{file.name}",
        web_file_path=f"/upload/-/project/{folder}/{quote(file.name, safe=PLAIN)}",
        file_name=file.name,
        file_size=size_text(file.size),
        upload_date=local_date_time(file.uploaded_at),
    )


def size_text(size: int) -> str:
    """ "150KB": powers of 1024, rounded down."""
    for unit in ("B", "KB", "MB"):
        if size < 1024:  # noqa: PLR2004 - the next unit
            return f"{size}{unit}"
        size //= 1024
    return f"{size}GB"
