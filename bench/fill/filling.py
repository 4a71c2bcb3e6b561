"""Fill a database: one large project and ten small ones, with all that three years leave in them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from random import Random

import msgspec

from bench.fill.filer import Crew, Filer
from bench.fill.texts import Texts
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.channel import ChannelDraft
from unknot.domain.file import StoredBytes, blob_key
from unknot.domain.label import LabelDraft
from unknot.domain.people import User, UserDraft
from unknot.domain.project import Project, ProjectDraft
from unknot.operations.channels import create_channel
from unknot.operations.files import add_file, attach_file
from unknot.operations.founding import Founded, Founding, found_workspace
from unknot.operations.labels import create_label
from unknot.operations.people import create_user, set_member
from unknot.operations.projects import create_project
from unknot.store import issues
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.page import Page
from unknot.store.work import Work

SEED = 20261121  # the same database every time
OWNER, PROJECT = "acme", "shop"
PEOPLE = 20
LABELS = (
    LabelDraft(title="bug", color="D73A4A"),
    LabelDraft(title="feature", color="0E8A16"),
    LabelDraft(title="incident", color="B60205", description="Somebody was woken up"),
    LabelDraft(title="security", color="5319E7"),
    LabelDraft(title="performance", color="FBCA04"),
    LabelDraft(title="regression", color="E99695", description="It worked before"),
)
SMALL_PROJECTS = 10
SMALL_SHARE = 100  # a small project has a hundredth of the large one's issues
SPAN = timedelta(days=3 * 365)
CHANNELS = ("On call", "Payments", "Platform")
BATCH = 5_000  # turns in one transaction
WITH_FILES = 50  # issues; every file more is copied with the folder
MOST_FILES = 3
FILE_BYTES = 10_000


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """What a client must know of a filled database to use it."""

    token: str
    owner: str
    project: str
    issues: int


def fill(database: Database, blobs: Blobs, count: int) -> Filled:
    """Found a workspace whose people have filed so many issues in its default project."""
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    founded = database.change(_found)
    people = (founded.owner, *database.change(_hire, founded))
    channels = database.change(_open_channels, founded)
    texts = Texts(rng)
    large, *small = (
        Filer(project.id, database.change(_equip, project, people, channels), texts, rng)
        for project in _projects(database, founded)
    )
    for start in range(0, count, BATCH):
        database.change(_file_issues, large, small, range(start, min(start + BATCH, count)), count)
    database.change(_attach_files, blobs, founded.project, founded.token.token.actor, rng)
    return Filled(token=founded.token.secret, owner=OWNER, project=PROJECT, issues=count)


def _found(work: Work) -> Founded:
    founding = Founding(
        alias=OWNER,
        title="Acme",
        project=ProjectDraft(alias=PROJECT, title="The shop"),
        owner=UserDraft(username="ann", email="ann@example.org", name="Ann", surname="Acme"),
        password_hash=None,
    )
    return found_workspace(work.at(work.now() - SPAN), founding, by=OPERATOR)


def _hire(work: Work, founded: Founded) -> list[User]:
    """Everybody but the owner, as members of the workspace."""
    past = work.at(founded.workspace.created_at)
    names = [f"person{number}" for number in range(2, PEOPLE + 1)]
    drafts = [UserDraft(username=name, email=f"{name}@example.org", name=name.title()) for name in names]
    users = [create_user(past, draft, password_hash=None, by=OPERATOR) for draft in drafts]
    return [set_member(past, founded.workspace.id, user.username, Role.MEMBER, by=OPERATOR) for user in users]


def _projects(database: Database, founded: Founded) -> Iterator[Project]:
    """The large project, and the small ones."""
    yield founded.project
    for number in range(1, SMALL_PROJECTS + 1):
        draft = ProjectDraft(alias=f"side-{number}", title=f"Side project {number}")
        yield database.change(create_project, founded.workspace.id, draft, by=OPERATOR)


def _open_channels(work: Work, founded: Founded) -> tuple[str, ...]:
    past = work.at(founded.workspace.created_at)
    drafts = [ChannelDraft(name=name) for name in CHANNELS]
    return tuple(create_channel(past, founded.workspace.id, draft, by=OPERATOR).uuid for draft in drafts)


def _equip(work: Work, project: Project, people: tuple[User, ...], channels: tuple[str, ...]) -> Crew:
    """Give a project its labels, and people to work in it."""
    labels = [create_label(work, project.id, draft, by=OPERATOR) for draft in LABELS]
    return Crew(
        actors=tuple(Actor(id=user.id, workspace=project.workspace) for user in people),
        people=tuple(user.uuid for user in people),
        labels=tuple(label.uuid for label in labels),
        channels=channels,
    )


def _file_issues(work: Work, large: Filer, small: Sequence[Filer], turns: range, of: int) -> None:
    """Some turns of all: each files an issue in the large project, and now and then one in each of the small ones."""
    for turn in turns:
        then = work.at(work.now() - SPAN * (1 - turn / of))
        large.file(then)
        if turn % SMALL_SHARE == 0:
            for filer in small:
                filer.file(then)


def _attach_files(work: Work, blobs: Blobs, project: Project, by: Actor, rng: Random) -> None:
    """Small files, on the newest issues."""
    access = work.directory.access(by, project)
    for issue in issues.newest(work.db, Page(0, WITH_FILES), access=access).items:
        for number in range(rng.randint(1, MOST_FILES)):
            stored = _store(blobs, project, work.new_uuid(), f"trace-{number}.log")
            file = add_file(work, project.id, stored, by=by)
            attach_file(work, issue.id, file.uuid, by=by)


def _store(blobs: Blobs, project: Project, directory: str, name: str) -> StoredBytes:
    stored = blobs.save(blob_key(project.uuid, directory), BytesIO(f"{name}\n".encode() * 100), at_most=FILE_BYTES)
    return StoredBytes(directory=directory, name=name, size=stored.size, sha256=stored.sha256)
