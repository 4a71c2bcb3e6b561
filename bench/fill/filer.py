"""What happens in a project: issues are filed, commented, changed, related, and now and then deleted."""

from collections import deque
from random import Random

import msgspec

from bench.fill.texts import Texts
from unknot.domain.access import Actor
from unknot.domain.ids import ProjectId
from unknot.domain.issue import NOWHERE, Issue, IssueChange, IssueDraft, Source, SourceType
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.operations.comments import add_comment
from unknot.operations.issues import create_issue, delete_issue, edit_issue
from unknot.operations.relations import relate_issues
from unknot.store.work import Work

# How likely each is for an issue.
MISTAKEN = 0.002  # filed by mistake and deleted at once, so that numbers have gaps
EDITED = 0.15
RELATED = 0.20
RAISED = 0.40  # by a monitor, with a level
CHANNELLED = 0.30
MOST_RELATIONS = 3
MOST_COMMENTS = 10  # none just as likely, and so five on average
MONITORS = tuple(f"Monitor {number}" for number in range(1, 201))
LEVELS = tuple(SYSTEM_LEVELS)
REACH = 20  # an issue is related to some of so many before it
# The newer issue is always the child, so that no circle can close.
KINDS = tuple(kind for kind in RelationKind if kind is not RelationKind.HIERARCHY_REVERSE)
STATUSES = tuple(Status)


class Crew(msgspec.Struct, frozen=True, kw_only=True):
    """Who works in a project, with which labels and channels. Drafts name all of them by UUID."""

    actors: tuple[Actor, ...]
    people: tuple[str, ...]
    labels: tuple[str, ...]
    channels: tuple[str, ...]


class Filer:
    """The life of one project."""

    def __init__(self, project: ProjectId, crew: Crew, texts: Texts, rng: Random) -> None:
        self._project = project
        self._crew = crew
        self._texts = texts
        self._rng = rng
        self._recent: deque[Issue] = deque(maxlen=REACH)

    def file(self, work: Work) -> None:
        """A living issue, and what becomes of it."""
        if self._rng.random() < MISTAKEN:
            issue = self._file_one(work)
            delete_issue(work, issue.id, by=self._crew.actors[0])
        issue = self._file_one(work)
        self._comment(work, issue)
        if self._rng.random() < EDITED:
            edit_issue(work, issue.id, IssueChange(status=self._rng.choice(STATUSES)), by=self._anyone())
        if self._rng.random() < RELATED:
            self._relate(work, issue)
        self._recent.append(issue)

    def _file_one(self, work: Work) -> Issue:
        is_raised = self._rng.random() < RAISED
        draft = IssueDraft(
            title=self._texts.title(),
            description=self._texts.description(),
            status=self._rng.choice(STATUSES),
            labels=tuple(self._rng.sample(self._crew.labels, self._rng.randint(0, 3))),
            assignees=tuple(self._rng.sample(self._crew.people, self._rng.randint(0, 2))),
            level=self._rng.choice(LEVELS) if is_raised else NO_LEVEL,
            source=Source(SourceType.CHECKER, "", self._rng.choice(MONITORS)) if is_raised else NOWHERE,
            channels=(self._rng.choice(self._crew.channels),) if self._rng.random() < CHANNELLED else (),
        )
        return create_issue(work, self._project, draft, by=self._anyone())

    def _comment(self, work: Work, issue: Issue) -> None:
        for _ in range(self._rng.randint(0, MOST_COMMENTS)):
            add_comment(work, issue.id, self._texts.comment(), by=self._anyone())

    def _relate(self, work: Work, issue: Issue) -> None:
        others = min(self._rng.randint(1, MOST_RELATIONS), len(self._recent))
        for other in self._rng.sample(self._recent, others):
            relate_issues(work, issue.id, other.uuid, self._rng.choice(KINDS), by=self._anyone())

    def _anyone(self) -> Actor:
        return self._rng.choice(self._crew.actors)
