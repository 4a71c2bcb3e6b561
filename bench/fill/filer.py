"""What happens in a project: issues are filed, commented, changed, related, and now and then deleted."""

from collections import deque
from datetime import timedelta
from random import Random

import msgspec

from bench.fill.texts import Texts
from unknot.domain.access import Actor
from unknot.domain.ids import ProjectId
from unknot.domain.issue import Issue, IssueChange, IssueDraft
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.comments import add_comment
from unknot.operations.issues import create_issue, delete_issue, edit_issue
from unknot.operations.relations import relate_issues
from unknot.store.work import Work

# How likely each is for an issue.
MISTAKEN = 0.002  # filed by mistake and deleted at once, so that numbers have gaps
COMMENTED = 0.30
EDITED = 0.15
RELATED = 0.20
MOST_COMMENTS = MOST_RELATIONS = 3
REACH = 20  # an issue is related to some of so many before it
# The newer issue is always the child, so that no circle can close.
KINDS = tuple(kind for kind in RelationKind if kind is not RelationKind.HIERARCHY_REVERSE)
STATUSES = tuple(Status)


class Crew(msgspec.Struct, frozen=True, kw_only=True):
    """Who works in a project, and with which labels. Drafts name both by UUID."""

    actors: tuple[Actor, ...]
    people: tuple[str, ...]
    labels: tuple[str, ...]


class Filer:
    """The life of one project."""

    def __init__(self, project: ProjectId, crew: Crew, texts: Texts, rng: Random) -> None:
        self._project = project
        self._crew = crew
        self._texts = texts
        self._rng = rng
        self._recent: deque[Issue] = deque(maxlen=REACH)

    def file(self, work: Work, count: int, *, since: timedelta, until: timedelta) -> None:
        """So many living issues, evenly spread between two times ago."""
        for place in range(count):
            ago = since + (until - since) * (place / count)
            self._live(work.at(work.now() - ago))

    def _live(self, work: Work) -> None:
        if self._rng.random() < MISTAKEN:
            issue = self._file_one(work)
            delete_issue(work, issue.id, by=self._crew.actors[0])
        issue = self._file_one(work)
        if self._rng.random() < COMMENTED:
            self._comment(work, issue)
        if self._rng.random() < EDITED:
            edit_issue(work, issue.id, IssueChange(status=self._rng.choice(STATUSES)), by=self._anyone())
        if self._rng.random() < RELATED:
            self._relate(work, issue)
        self._recent.append(issue)

    def _file_one(self, work: Work) -> Issue:
        draft = IssueDraft(
            title=self._texts.title(),
            description=self._texts.description(),
            status=self._rng.choice(STATUSES),
            labels=tuple(self._rng.sample(self._crew.labels, self._rng.randint(0, 3))),
            assignees=tuple(self._rng.sample(self._crew.people, self._rng.randint(0, 2))),
        )
        return create_issue(work, self._project, draft, by=self._anyone())

    def _comment(self, work: Work, issue: Issue) -> None:
        for _ in range(self._rng.randint(1, MOST_COMMENTS)):
            add_comment(work, issue.id, self._texts.comment(), by=self._anyone())

    def _relate(self, work: Work, issue: Issue) -> None:
        others = min(self._rng.randint(1, MOST_RELATIONS), len(self._recent))
        for other in self._rng.sample(self._recent, others):
            relate_issues(work, issue.id, other.uuid, self._rng.choice(KINDS), by=self._anyone())

    def _anyone(self) -> Actor:
        return self._rng.choice(self._crew.actors)
