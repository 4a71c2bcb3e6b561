"""What is written in issues, as terms: what the index of words still has to learn, and to forget."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.plain_text import without_tags
from unknot.domain.tokenizer import terms
from unknot.store.search.notes import Was
from unknot.store.search.traits import COMMENT, DESCRIPTION, FILE, TITLE
from unknot.store.session import Session
from unknot.store.statement import statement

OWN = statement("SELECT title, description FROM issues WHERE id = :id")
# Most issues that are learned are new, and nothing hangs on them yet.
WHOLE = statement(
    """
    SELECT title, description,
           EXISTS (SELECT 1 FROM comments WHERE issue_id = :id),
           EXISTS (SELECT 1 FROM files WHERE issue_id = :id AND trashed_at IS NULL)
    FROM issues WHERE id = :id
    """
)
SAID = statement("SELECT text FROM comments WHERE id = :id")
NAMED = statement("SELECT name FROM files WHERE id = :id AND issue_id IS NOT NULL AND trashed_at IS NULL")
ALL_SAID = statement("SELECT text FROM comments WHERE issue_id = :id")
ALL_NAMED = statement("SELECT name FROM files WHERE issue_id = :id AND trashed_at IS NULL")

NO_TERMS: Final[frozenset[str]] = frozenset()


class Change(msgspec.Struct, frozen=True):
    """The terms that an issue has got, and those that it has no more; of its title apart."""

    come: frozenset[str] = NO_TERMS
    go: frozenset[str] = NO_TERMS
    title_come: frozenset[str] = NO_TERMS
    title_go: frozenset[str] = NO_TERMS

    def of(self, *, in_title: bool) -> tuple[frozenset[str], frozenset[str]]:
        return (self.title_come, self.title_go) if in_title else (self.come, self.go)


def change(db: Session, issue: IssueId, was: Was | None) -> Change | None:
    """What has to be learned of an issue that is as it is, and was so; nothing where no text of it has changed."""
    if was is None:
        return whole(db, issue)
    pieces = [name for name in was if name.partition(":")[0] in _READERS]
    if not pieces:
        return None
    old = _terms(_plain(name, text) for name in pieces for text in was[name])
    new = _terms(_plain(name, text) for name in pieces for text in now(db, issue, name))
    go = old - new
    if go:
        go -= whole(db, issue).come
    old_title = _terms(was.get(TITLE, ()))
    title = _terms(now(db, issue, TITLE)) if TITLE in was else NO_TERMS
    return Change(new - old, go, title - old_title, old_title - title)


def whole(db: Session, issue: IssueId) -> Change:
    """Everything that is written in an issue, as if it were new."""
    title, description, is_said, is_named = db.row(WHOLE, id=issue) or ("", "", False, False)
    said = [text for (text,) in db.rows(ALL_SAID, id=issue)] if is_said else []
    names = [name for (name,) in db.rows(ALL_NAMED, id=issue)] if is_named else []
    return Change(come=_terms([title, *map(without_tags, (description, *said)), *names]), title_come=_terms([title]))


def now(db: Session, issue: IssueId, name: str) -> Iterator[str]:
    """What a piece of an issue says now; nothing where it is gone."""
    kind, _, own = name.partition(":")
    found = _READERS[kind](db, int(own) if own else issue)
    if found is not None:
        yield found


def _title(db: Session, issue: int) -> str | None:
    row = db.row(OWN, id=issue)
    return None if row is None else row[0]


def _description(db: Session, issue: int) -> str | None:
    row = db.row(OWN, id=issue)
    return None if row is None else row[1]


def _comment(db: Session, comment: int) -> str | None:
    found: str | None = db.value(SAID, id=comment)
    return found


def _file(db: Session, file: int) -> str | None:
    found: str | None = db.value(NAMED, id=file)
    return found


def _terms(texts: Iterable[str]) -> frozenset[str]:
    return terms("\n".join(texts))


def _plain(name: str, text: str) -> str:
    """A piece of an issue as it is read: titles and names are so as they are written."""
    return without_tags(text) if name.partition(":")[0] in (DESCRIPTION, COMMENT) else text


_READERS: Final[dict[str, Callable[[Session, int], str | None]]] = {
    TITLE: _title,
    DESCRIPTION: _description,
    COMMENT: _comment,
    FILE: _file,
}
