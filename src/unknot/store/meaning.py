"""What each key of a query means: a term becomes a condition."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from unknot.domain.ids import IssueId
from unknot.domain.issue import SourceType
from unknot.domain.level import NO_LEVEL
from unknot.domain.query import RELATION_KEYS, TIME_KEYS, Has, Key, Term, Wrong, range_of
from unknot.domain.text import fold
from unknot.store import issues, relations
from unknot.store.conditions import Among, Condition, During, Every, Having, Not, Saying, Some
from unknot.store.naming import NOBODY, Names, Unknown, one_named
from unknot.store.search import traits
from unknot.store.search.saying import Said

MOST_NUMBERS: Final = 10_000  # of a range
SOURCE_TYPES: Final = {kind.value for kind in SourceType if kind is not SourceType.NONE}
_HANGING: Final = {
    Has.FILE: traits.FILE,
    Has.COMMENT: traits.COMMENT,
    Has.RELATION: traits.RELATION,
    Has.DESCRIPTION: traits.DESCRIPTION,
}


class Meaning:
    """What terms mean, to one reader."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, term: Term) -> Condition:
        return _READERS[term.key](self, term)

    def status(self, term: Term) -> Condition:
        return _having(traits.STATUS, (status.value for status in self._names.statuses(term)))

    def level(self, term: Term) -> Condition:
        return _having(traits.LEVEL, self._names.levels(term))

    def label(self, term: Term) -> Condition:
        named = [label for title in term.values if title != NOBODY for label in self._names.labels(title)]
        condition: Condition = _having(traits.LABEL, named)
        return Some((condition, Not(self._any_label()))) if NOBODY in term.values else condition

    def assignee(self, term: Term) -> Condition:
        return _having(
            traits.ASSIGNEE, (traits.NOBODY if one == NOBODY else self._names.user(one) for one in term.values)
        )

    def person(self, term: Term) -> Condition:
        return _having(term.key.value, map(self._names.user, term.values))

    def channel(self, term: Term) -> Condition:
        channels = self._names.directory.channels_of(self._names.workspace)
        named = {fold(one.name): one for one in reversed(channels)} | {one.uuid: one for one in channels}
        wanted = [one_named(named, one, names=(it.name for it in channels)) for one in term.values]
        if any(one.is_default for one in wanted):  # it holds every issue
            return Every()
        return _having(traits.CHANNEL, (one.id for one in wanted))

    def project(self, term: Term) -> Condition:
        named = {fold(name): one.id for one in self._names.projects for name in (one.alias, one.key)}
        return _having(traits.PROJECT, (one_named(named, one, Wrong.UNKNOWN_PROJECT) for one in term.values))

    def source(self, term: Term) -> Condition:
        """A monitor or a dashboard by its name, or all of a kind."""
        kinds = [one for one in term.values if one in SOURCE_TYPES]
        return Some((_having(traits.SOURCE, term.values), _having(traits.SOURCE_TYPE, kinds)))

    def title(self, term: Term) -> Condition:
        return Some(tuple(Saying(Said(text, in_title=True)) for text in term.values))

    def has(self, term: Term) -> Condition:
        return Some(tuple(self._having_one(one_named(_THINGS, one)) for one in term.values))

    def number(self, term: Term) -> Condition:
        db, homes = self._names.directory.db, [project.id for project in self._names.projects]
        found: list[IssueId] = []
        for value in term.values:
            try:
                first, end = range_of(value)
            except ValueError as error:
                raise Unknown(Wrong.NO_NUMBER, value, *error.args) from error
            ids = issues.numbered(db, homes, first or 0, end, limit=MOST_NUMBERS + 1)
            if len(ids) > MOST_NUMBERS:
                raise Unknown(Wrong.NO_NUMBER, value, f"1..{MOST_NUMBERS}")
            found += ids
        return Among(tuple(found))

    def key(self, term: Term) -> Condition:
        return Among(tuple(map(self._names.issue, term.values)))

    def related(self, term: Term) -> Condition:
        kinds, db = RELATION_KEYS[term.key], self._names.directory.db
        return Among(
            tuple(other for one in term.values for other in relations.others(db, self._names.issue(one), kinds))
        )

    def time(self, term: Term) -> Condition:
        return Some(tuple(During(term.key.value, *self._names.span(value)) for value in term.values))

    def _any_label(self) -> Having:
        """An issue keeps the ids of labels that are deleted, so the living ones are named."""
        return _having(
            traits.LABEL,
            (one.id for project in self._names.projects for one in self._names.directory.labels_of(project.id)),
        )

    def _having_one(self, thing: Has) -> Condition:
        match thing:
            case Has.LABEL:
                return self._any_label()
            case Has.ASSIGNEE:
                return Not(_having(traits.ASSIGNEE, [traits.NOBODY]))
            case Has.LEVEL:
                return Not(_having(traits.LEVEL, [NO_LEVEL]))
            case Has.CHANNEL:
                own = (one.id for one in self._names.directory.channels_of(self._names.workspace) if not one.is_default)
                return _having(traits.CHANNEL, own)
            case _:
                return _having(traits.HAS, [_HANGING[thing]])


def _having(field: str, values: Iterable[object]) -> Having:
    return Having(tuple((field, str(value)) for value in values))


_THINGS: Final = {thing.value: thing for thing in Has}
_READERS: Final[Mapping[Key, Callable[[Meaning, Term], Condition]]] = {
    Key.IS: Meaning.status,
    Key.STATUS: Meaning.status,
    Key.LEVEL: Meaning.level,
    Key.LABEL: Meaning.label,
    Key.ASSIGNEE: Meaning.assignee,
    Key.CREATOR: Meaning.person,
    Key.UPDATOR: Meaning.person,
    Key.WATCHER: Meaning.person,
    Key.CHANNEL: Meaning.channel,
    Key.PROJECT: Meaning.project,
    Key.KEY: Meaning.key,
    Key.NUMBER: Meaning.number,
    Key.TITLE: Meaning.title,
    Key.HAS: Meaning.has,
    Key.SOURCE: Meaning.source,
    **dict.fromkeys(TIME_KEYS, Meaning.time),
    **dict.fromkeys(RELATION_KEYS, Meaning.related),
}
