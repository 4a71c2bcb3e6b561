"""GitFlic's files."""

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.times import local_date_time
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.file import File
from unknot.domain.project import Project


class FileOut(Out, frozen=True, kw_only=True):
    upload_file_uuid: shapes.Uuid
    file_path: str
    web_file_path: str
    file_name: str
    file_size: shapes.Size
    upload_date: shapes.Date


FilePage = paged("FilePage", "restProjectUploadFileModelList", FileOut)


def file_out(file: File, project: Project) -> FileOut:
    place = f"{project.uuid}/attachment/{file.directory}/{file.name}"
    return FileOut(
        upload_file_uuid=file.uuid,
        file_path=f"project/{project.uuid[:2]}/{place}",
        web_file_path=f"/upload/-/project/{place}",
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
