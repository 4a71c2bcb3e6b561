"""An issue that was moved to another project, which the vendor cannot do, as this dialect shows it."""

from io import BytesIO
from pathlib import Path

import pytest

from tests.http.support.asgi import Client
from tests.http.support.installation import PROJECT, Installation, draft_of, found, served
from unknot.domain.access import Actor, Role, Scope
from unknot.domain.file import File, StoredBytes, blob_key
from unknot.domain.issue import Issue, IssueDraft
from unknot.domain.project import ProjectDraft
from unknot.operations.files import add_file, attach_file
from unknot.operations.issues import create_issue
from unknot.operations.moving import move_issue
from unknot.operations.people import create_user, set_project_member
from unknot.operations.projects import create_project
from unknot.operations.tokens import create_token
from unknot.store.blobs import Blobs

STORED = StoredBytes(directory="6e2c5d0e-8a4f-4e6a-9b1d-2f3a4b5c6d7e", name="trace.txt", size=5, sha256="2cf24dba")
OPS = "/project/acme/ops"


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return found(tmp_path / "data")


@pytest.fixture
def moved(installation: Installation) -> tuple[Issue, File]:
    """DEMO-1 with a file, which is OPS-1 by now."""
    home, ann = installation.founded.project, installation.founded.owner
    by = Actor(id=ann.id, workspace=home.workspace)
    ops = installation.operate(create_project, home.workspace, ProjectDraft(alias="ops", title="Ops"))
    issue = installation.operate(create_issue, home.id, IssueDraft(title="Slow", description="Slow"), by=by)
    file = installation.operate(add_file, home.id, STORED, by=by)
    Blobs(str(Path(installation.config.data) / "files")).save(
        blob_key(home.uuid, STORED.directory), BytesIO(b"hello"), at_most=5
    )
    installation.operate(attach_file, issue.id, file.uuid, by=by)
    return installation.operate(move_issue, issue.id, ops.id, by=by).issue, file


def addresses(client: Client) -> list[str]:
    """Where its file can be had: as it is told now, and as it was told before."""
    [file] = client.get(f"{OPS}/issue/1/files").json["_embedded"]["restProjectUploadFileModelList"]
    now = str(file["webFilePath"])
    here, there = (client.get(path).json["id"] for path in (PROJECT, OPS))
    return [now, now.replace(there, here)]


def test_its_old_number_is_gone_and_its_id_stays(installation: Installation, moved: tuple[Issue, File]) -> None:
    with served(installation) as client:
        assert client.get(f"{PROJECT}/issue/1").status == 404
        assert client.get(f"{OPS}/issue/1").json["id"] == moved[0].uuid


@pytest.mark.usefixtures("moved")
def test_its_files_are_had_at_both_addresses(installation: Installation) -> None:
    with served(installation) as client:
        now, before = addresses(client)
        assert now != before
        assert [client.get(one).body for one in (now, before)] == [b"hello", b"hello"]


@pytest.mark.usefixtures("moved")
def test_who_may_not_read_it_there_has_no_files(installation: Installation) -> None:
    olga = installation.operate(create_user, draft_of("olga"), password_hash=None)
    home = installation.founded.project
    installation.operate(set_project_member, home.id, "olga", Role.MEMBER)
    token = installation.operate(create_token, olga.id, home.workspace, name="t", scope=Scope.WRITE).secret

    with served(installation) as client:
        now, before = addresses(client)
        reader = client.with_token(token)
        assert reader.get(PROJECT).status == 200
        assert [reader.get(one).status for one in (now, before)] == [403, 403]
