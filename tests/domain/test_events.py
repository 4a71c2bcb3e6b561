"""Events: facts in the past tense, each with a kind of its own."""

import pytest

from unknot.domain.events import CommentEdited, Event, FileAttached, IssueCreated, IssuesRelated, WorkspaceCreated


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (IssueCreated, "issue_created"),
        (IssuesRelated, "issues_related"),
        (CommentEdited, "comment_edited"),
        (FileAttached, "file_attached"),
        (WorkspaceCreated, "workspace_created"),
    ],
)
def test_a_kind_is_the_name_of_the_class_in_snake_case(event: type[Event], kind: str) -> None:
    assert event.__struct_config__.tag == kind


def test_no_two_events_share_a_kind() -> None:
    kinds = [event.__struct_config__.tag for event in Event.__subclasses__()]

    assert len(set(kinds)) == len(kinds) > 20


def test_every_event_can_be_read_back_from_the_log() -> None:
    grandchildren = [event for kind in Event.__subclasses__() for event in kind.__subclasses__()]

    assert grandchildren == []  # the log decodes the direct ones
