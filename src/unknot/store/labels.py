"""Labels of a project. A deleted one keeps its row, so that the history can still name it."""

from datetime import datetime

from unknot.domain.access import Access
from unknot.domain.ids import LabelId, ProjectId
from unknot.domain.label import Label
from unknot.domain.text import fold
from unknot.store.page import Page, Slice
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros

COLUMNS = "id, uuid, project_id, title, description, color, is_text_light"
BY_ID = statement(f"SELECT {COLUMNS} FROM labels WHERE id = :label AND trashed_at IS NULL")
BY_UUID = statement(f"SELECT {COLUMNS} FROM labels WHERE uuid = :uuid AND trashed_at IS NULL")
BY_TITLE = statement(
    f"SELECT {COLUMNS} FROM labels WHERE project_id = :project AND title_key = :key AND trashed_at IS NULL"
)
OF_PROJECT = statement(
    f"""
    SELECT {COLUMNS} FROM labels WHERE project_id = :project AND trashed_at IS NULL
    ORDER BY title_key LIMIT :limit OFFSET :skip
    """
)
ALL_OF = statement(
    f"SELECT {COLUMNS} FROM labels WHERE project_id = :project AND trashed_at IS NULL ORDER BY title_key"
)
COUNT = statement("SELECT COUNT(*) FROM labels WHERE project_id = :project AND trashed_at IS NULL")
ADD = statement(
    """
    INSERT INTO labels (uuid, project_id, title, title_key, description, color, is_text_light, created_at)
    VALUES (:uuid, :project, :title, :key, :description, :color, :is_text_light, :created_at) RETURNING id
    """
)
SAVE = statement(
    """
    UPDATE labels SET title = :title, title_key = :key, description = :description, color = :color,
                      is_text_light = :is_text_light
    WHERE id = :label
    """
)
TRASH = statement("UPDATE labels SET trashed_at = :at WHERE id = :label")


def to_label(row: Row) -> Label:
    return Label(
        id=row[0],
        uuid=row[1],
        project=row[2],
        title=row[3],
        description=row[4],
        color=row[5],
        is_text_light=bool(row[6]),
    )


def by_id(db: Session, label: LabelId) -> Label | None:
    row = db.row(BY_ID, label=label)
    return None if row is None else to_label(row)


def by_uuid(db: Session, uuid: str) -> Label | None:
    row = db.row(BY_UUID, uuid=uuid)
    return None if row is None else to_label(row)


def by_title(db: Session, project: ProjectId, title: str) -> Label | None:
    row = db.row(BY_TITLE, project=project, key=fold(title))
    return None if row is None else to_label(row)


def of_project(db: Session, page: Page, *, access: Access) -> Slice[Label]:
    """A project's labels by title."""
    rows = db.rows(OF_PROJECT, project=access.project.id, limit=page.size, skip=page.skip)
    return Slice([to_label(row) for row in rows], db.value(COUNT, project=access.project.id))


def all_of(db: Session, project: ProjectId) -> list[Label]:
    """A project's labels by title. Whoever asks for a reader must still open the project."""
    return [to_label(row) for row in db.rows(ALL_OF, project=project)]


def add(db: Session, label: Label, *, at: datetime) -> LabelId:
    """Store a new label; the id that it got."""
    return LabelId(db.value(ADD, uuid=label.uuid, project=label.project, created_at=to_micros(at), **_columns(label)))


def save(db: Session, label: Label) -> None:
    db.run(SAVE, label=label.id, **_columns(label))


def trash(db: Session, label: LabelId, *, at: datetime) -> None:
    """Take a label away from every issue at once: who reads one leaves out what the directory no longer knows."""
    db.run(TRASH, label=label, at=to_micros(at))


def _columns(label: Label) -> dict[str, object]:
    return {
        "title": label.title,
        "key": fold(label.title),
        "description": label.description,
        "color": label.color,
        "is_text_light": label.is_text_light,
    }
