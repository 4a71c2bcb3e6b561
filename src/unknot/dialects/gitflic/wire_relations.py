"""GitFlic's relations: the other issue, and how it stands to this one."""

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.relation import Neighbour


class RelationOut(Out, frozen=True, kw_only=True):
    target_issue_uuid: shapes.Uuid
    target_issue_name: str
    target_project_alias: shapes.Alias
    target_owner_alias: shapes.Alias
    target_issue_local_id: shapes.Number
    issue_relation_type: shapes.RelationWord


RelationPage = paged("RelationPage", "restIssueRelationModelList", RelationOut)


def relation_out(neighbour: Neighbour) -> RelationOut:
    return RelationOut(
        target_issue_uuid=neighbour.uuid,
        target_issue_name=neighbour.title,
        target_project_alias=neighbour.project,
        target_owner_alias=neighbour.owner,
        target_issue_local_id=neighbour.number,
        issue_relation_type=neighbour.kind.value.upper(),
    )
