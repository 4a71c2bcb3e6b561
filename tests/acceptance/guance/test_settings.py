"""What an operator may turn away from its default."""

from pathlib import Path

import pytest

from tests.acceptance.support.instance import running

from .support.desk import Desk
from .support.envelope import content, refused


@pytest.mark.slow
def test_the_list_of_issues_may_always_have_pages(tmp_path: Path) -> None:
    with running(tmp_path / "data", guance_always_wrap_issue_list="true") as instance:
        desk = Desk.of(instance)
        issue = desk.issue()

        found = content(desk.key.post("/issue/list", {}))

    assert found["data"] == [issue]
    assert (found["pageInfo"]["pageIndex"], found["pageInfo"]["totalCount"]) == (1, 1)


@pytest.mark.slow
def test_an_attachment_may_be_as_large_as_the_operator_likes(tmp_path: Path) -> None:
    with running(tmp_path / "data", limits_file_bytes="1000") as instance:
        desk = Desk.of(instance)

        large = desk.upload("large.bin", bytes(1001))
        fitting = desk.upload("fitting.bin", bytes(1000))

    refused(large, 413)
    assert large.json()["errorCode"] == "ft.AttachmentTooLarge"
    assert content(fitting)["fileSize"] == 1000
