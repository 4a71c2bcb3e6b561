"""Templates of a project. A deleted one keeps its row, so that the history can still name it."""

from datetime import datetime

from unknot.domain.access import Access
from unknot.domain.ids import TemplateId
from unknot.domain.template import Template
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = "id, uuid, project_id, name, title, description, created_at"
ALIVE = f"SELECT {COLUMNS} FROM templates WHERE project_id = :project AND trashed_at IS NULL"
BY_UUID = statement(f"{ALIVE} AND uuid = :uuid")
OF_PROJECT = statement(f"{ALIVE} ORDER BY id")
ADD = statement(
    """
    INSERT INTO templates (uuid, project_id, name, title, description, created_at)
    VALUES (:uuid, :project, :name, :title, :description, :created_at) RETURNING id
    """
)
SAVE = statement("UPDATE templates SET name = :name, title = :title, description = :description WHERE id = :template")
TRASH = statement("UPDATE templates SET trashed_at = :at WHERE id = :template")


def to_template(row: Row) -> Template:
    return Template(
        id=row[0],
        uuid=row[1],
        project=row[2],
        name=row[3],
        title=row[4],
        description=row[5],
        created_at=to_time(row[6]),
    )


def by_uuid(db: Session, uuid: str, *, access: Access) -> Template | None:
    row = db.row(BY_UUID, project=access.project.id, uuid=uuid)
    return None if row is None else to_template(row)


def of_project(db: Session, *, access: Access) -> list[Template]:
    """A project's templates, oldest first."""
    return [to_template(row) for row in db.rows(OF_PROJECT, project=access.project.id)]


def add(db: Session, template: Template) -> TemplateId:
    """Store a new template; the id that it got."""
    return TemplateId(
        db.value(
            ADD,
            uuid=template.uuid,
            project=template.project,
            created_at=to_micros(template.created_at),
            **_columns(template),
        )
    )


def save(db: Session, template: Template) -> None:
    db.run(SAVE, template=template.id, **_columns(template))


def trash(db: Session, template: TemplateId, *, at: datetime) -> None:
    db.run(TRASH, template=template, at=to_micros(at))


def _columns(template: Template) -> dict[str, object]:
    return {"name": template.name, "title": template.title, "description": template.description}
