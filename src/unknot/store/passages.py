"""What else says what somebody looks for: comments and files of some issues, as a page of results shows them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Final

import msgspec

from unknot.domain.ids import IssueId, UserId
from unknot.domain.text import composed, fold
from unknot.domain.tokenizer import spans
from unknot.store.conditions import Condition, is_said
from unknot.store.search.excerpts import WRITTEN, Pieces, Wanted, excerpt, pieces
from unknot.store.search.saying import Said
from unknot.store.session import Row, Session
from unknot.store.several import bound, in_portions, placeholders
from unknot.store.statement import Statement
from unknot.store.times import to_time

MOST: Final = 8  # of each
READ: Final = 100  # of each, the newest
PAIR: Final = 2  # characters of a Chinese word; of a row of them, as in saying.py, most will do
SEED: Final = 3  # characters from which on a stem may end otherwise than its words


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A comment that says it, and the line in which it does."""

    issue: IssueId
    uuid: str
    author: UserId
    at: datetime
    line: Pieces


class NamedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file whose name says it."""

    issue: IssueId
    uuid: str
    name: Pieces
    size: int


class Passages(msgspec.Struct, frozen=True):
    """The newest first; as many as the limit, and there may be more."""

    remarks: Sequence[Remark] = ()
    files: Sequence[NamedFile] = ()


def of_issues(db: Session, issues: Sequence[IssueId], condition: Condition, wanted: Mapping[Said, Wanted]) -> Passages:
    """The comments and the files of some issues that meet by themselves what a condition asks of texts."""
    told = {said: one for said, one in wanted.items() if not said.in_title}
    if not told or not issues:
        return Passages()
    every = Wanted.of_all(told.values())

    def fits(text: str) -> bool:
        return is_said(condition, lambda said: said in told and _says(text, said, told[said]))

    return Passages(
        list(islice(_remarks(db, issues, fits, every), MOST)), list(islice(_files(db, issues, fits, every), MOST))
    )


def _remarks(db: Session, issues: Sequence[IssueId], fits: Callable[[str], bool], every: Wanted) -> Iterator[Remark]:
    for _, uuid, issue, author, at, text in _newest(db, _comments, issues):
        if fits(text[:WRITTEN]) and (line := excerpt([text], every)):
            yield Remark(issue=issue, uuid=uuid, author=author, at=to_time(at), line=line)


def _files(db: Session, issues: Sequence[IssueId], fits: Callable[[str], bool], every: Wanted) -> Iterator[NamedFile]:
    for _, uuid, issue, name, size in _newest(db, _names, issues):
        if fits(name):
            yield NamedFile(issue=issue, uuid=uuid, name=pieces(composed(name), every), size=size)


def _newest(db: Session, reading: Callable[[int], Statement], issues: Sequence[IssueId]) -> Iterable[Row]:
    found = [row for part in in_portions(issues) for row in db.rows(reading(len(part)), **bound("issue", part))]
    return sorted(found, reverse=True)[:READ]


def _says(text: str, said: Said, wanted: Wanted) -> bool:
    """Whether a text says it. Few texts are read word by word: those that have the beginnings of the terms."""
    folded = fold(text)
    if said.is_quoted:
        return fold(said.text) in folded
    if not any(seed in folded for seed in map(_seed, (*wanted.terms, *wanted.starts))):
        return False
    found = {term for _, _, terms in spans(composed(text)) if wanted.among(terms) for term in terms}
    pairs = {term for term in wanted.terms if len(term) == PAIR and not term.isascii()}
    return len(pairs & found) * 2 > len(pairs) if pairs else bool(found)


def _seed(term: str) -> str:
    """What a term begins with in every form of its word: "querie" and "query" both have the stem "queri"."""
    return term[:-1] if len(term) > SEED else term


@cache
def _comments(length: int) -> Statement:
    return Statement(
        f"""
        SELECT id, uuid, issue_id, author_id, created_at, text FROM comments
        WHERE issue_id IN ({placeholders("issue", length)}) ORDER BY id DESC LIMIT {READ}
        """
    )


@cache
def _names(length: int) -> Statement:
    return Statement(
        f"""
        SELECT id, uuid, issue_id, name, size FROM files
        WHERE issue_id IN ({placeholders("issue", length)}) AND trashed_at IS NULL ORDER BY id DESC LIMIT {READ}
        """
    )
