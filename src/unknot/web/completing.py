"""What may stand behind the keys of a query, as far as the visitor may know of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from unknot.domain.level import NO_LEVEL
from unknot.domain.project import Project
from unknot.domain.query import KEYS, RELATION_KEYS, TIME_KEYS, Key
from unknot.domain.query.completion import MOST_OFFERED, Candidate, Typed, best
from unknot.domain.query.guide import GUIDE
from unknot.domain.query.parts import printed_value
from unknot.domain.query.times import NAMED_TIMES
from unknot.domain.status import Status
from unknot.domain.text import fold
from unknot.web import faces, finding
from unknot.web.look import words_of
from unknot.web.visit import Place
from unknot.web.words import N_, STATUS_WORDS

ENOUGH_TO_TELL: Final = 2  # letters, before whole terms are offered for what may be a value or only a word
SPANS: Final = (">1d", ">7d", ">30d", "<7d", "<30d", "<90d")
WORD_NAMES: Final = {"me": N_("You"), "none": N_("None")}


class Offers:
    """What can be offered to one visitor in some projects."""

    def __init__(self, place: Place, projects: Iterable[Project]) -> None:
        self._place = place
        self._projects = tuple(projects)
        self._directory = place.visit.request.services.directory
        self._words = words_of(place.visit.language)

    async def of(self, typed: Typed) -> list[Candidate]:
        """What fits best to what is typed."""
        if typed.key in ISSUE_KEYS:
            return await self._issues(typed.prefix)
        if typed.key is not None:
            return best(typed.prefix, self._values(typed.key))
        return self._keys_and_terms(typed.prefix)

    def _keys_and_terms(self, prefix: str) -> list[Candidate]:
        """Keys, then whole terms: who types "pend" may mean `status:pending`."""
        said = self._words.said
        keys = best(prefix, (Candidate(f"{name}:", detail=said(GUIDE[key].finds)) for name, key in KEYS.items()))
        if len(prefix) < ENOUGH_TO_TELL:
            return keys
        terms = (
            Candidate(f"{key.value}:{printed_value(one.text)}", one.name, one.detail)
            for key in TELLING_KEYS
            for one in best(prefix, self._values(key))
        )
        return [*keys, *terms][:MOST_OFFERED]

    def _values(self, key: Key) -> Iterator[Candidate]:
        gettext = self._words.catalogue.gettext
        for word in GUIDE[key].words:
            name = STATUS_WORDS.get(Status(word.replace("-", "_"))) if key is Key.STATUS else WORD_NAMES.get(word)
            yield Candidate(word, gettext(name) if name else "")
        if key in NAMING:
            yield from NAMING[key](self)

    def people(self) -> Iterator[Candidate]:
        for one in faces.faces(
            self._directory, (it.user for it in self._directory.members_of(self._place.workspace.id))
        ):
            yield Candidate(one.username, one.name)

    def levels(self) -> Iterator[Candidate]:
        marks = faces.levels(self._directory, self._place.workspace.id)
        return (Candidate(mark.word) for mark in marks if mark.key != NO_LEVEL)

    def labels(self) -> Iterator[Candidate]:
        found = {fold(it.title): it.title for one in self._projects for it in self._directory.labels_of(one.id)}
        return map(Candidate, found.values())

    def channels(self) -> Iterator[Candidate]:
        return (Candidate(one.name) for one in self._directory.channels_of(self._place.workspace.id))

    def projects(self) -> Iterator[Candidate]:
        return (Candidate(one.alias, f"{one.key} {one.title}") for one in self._place.projects)

    def times(self) -> Iterator[Candidate]:
        return map(Candidate, (*NAMED_TIMES, *SPANS))

    async def _issues(self, prefix: str) -> list[Candidate]:
        """The one of this number, then those with these words."""
        home = self._projects[0] if len(self._projects) == 1 else None
        homes = {one.id: one for one in self._place.projects}
        found = await finding.matching(self._place, prefix.strip(), home, most=MOST_OFFERED)
        return [Candidate(homes[one.project].issue_key(one.number), one.title) for one in found]


ISSUE_KEYS: Final = frozenset({*RELATION_KEYS, Key.KEY})
TELLING_KEYS: Final = (Key.STATUS, Key.LEVEL, Key.LABEL, Key.ASSIGNEE, Key.CHANNEL, Key.PROJECT)
NAMING: Final[Mapping[Key, Callable[[Offers], Iterator[Candidate]]]] = {
    Key.LEVEL: Offers.levels,
    Key.LABEL: Offers.labels,
    Key.CHANNEL: Offers.channels,
    Key.PROJECT: Offers.projects,
    **dict.fromkeys((Key.ASSIGNEE, Key.CREATOR, Key.UPDATOR, Key.WATCHER), Offers.people),
    **dict.fromkeys(TIME_KEYS, Offers.times),
}
