"""The demo is played through the operations, so that everything about it is as in any other workspace."""

from collections.abc import Iterator

import msgspec
import pytest

from unknot.__main__ import open_instance
from unknot.demo.play import fill
from unknot.demo.story import Filed, story
from unknot.domain.channel import DEFAULT_NAME, Subscription
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import Format, Issue, SourceType
from unknot.domain.level import SYSTEM_LEVELS
from unknot.store import channels, files, issue_lists, issues, teams
from unknot.store.database import Database
from unknot.store.issue_lists import Narrowing, Question
from unknot.store.page import Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    instance = open_instance({"data": str(tmp_path_factory.mktemp("demo") / "data")})
    fill(instance.database, instance.blobs, story(), password="correct horse")
    yield instance.database
    instance.close()


def test_every_issue_is_there_and_programs_file_in_operations(demo: Database) -> None:
    told = [step for step in story().steps if isinstance(step, Filed)]
    home = demo.directory.workspace(workspace_of(demo)).default_project

    assert issue_lists.matching(demo.db, Question(workspace=workspace_of(demo)), Page(0, 1)).total == len(told)
    assert home is not None
    assert demo.directory.project(home).alias == "operations"  # type: ignore[union-attr]


def test_the_incident_of_today_is_all_that_an_incident_can_be(demo: Database) -> None:
    incident = burning(demo)
    members = {demo.directory.user(one).username for one in issues.watchers(demo.db, incident.id)}
    extend = msgspec.json.decode(incident.extend)

    assert incident.format is Format.HTML
    assert (incident.source.type, incident.sub_identity) == (SourceType.CHECKER, "service=checkout,region=eu-central")
    assert [one.name for one in channels.of_issue(demo.db, incident.id)] == ["checkout", "payments"]
    assert {"vera", "ilya", "noor"} <= members
    assert [one["exists"] for one in extend["channels"]] == [True]
    assert {one["name"] for one in extend["linkList"]} == {"Dashboard", "Runbook"}
    assert len(files.own_of_issue(demo.db, incident.id)) == 2


def test_people_follow_channels_in_every_way(demo: Database) -> None:
    vera = demo.directory.user_by_name("vera")
    assert vera is not None
    by_name = {one.id: one.name for one in channels.of_workspace(demo.db, workspace_of(demo))}
    followed = channels.subscriptions(demo.db, workspace_of(demo), vera.id)

    assert followed.keys() < by_name.keys()
    assert {by_name[one] for one, kind in followed.items() if kind is Subscription.RESPONSIBLE} == {
        DEFAULT_NAME,
        "checkout",
    }
    assert len(teams.of_workspace(demo.db, workspace_of(demo))) == 3


def workspace_of(demo: Database) -> WorkspaceId:
    workspace = demo.directory.workspace_by_alias("harbour")
    assert workspace is not None
    return workspace.id


def burning(demo: Database) -> Issue:
    """The newest issue of the highest level."""
    highest = Narrowing("level", (next(iter(SYSTEM_LEVELS)),))
    question = Question(workspace=workspace_of(demo), narrowings=(highest,))
    return issue_lists.matching(demo.db, question, Page(0, 1)).items[0]
