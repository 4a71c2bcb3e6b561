"""The words in which people say which issues they mean: `is:open level:P0,P1 -label:wontfix (checkout or 超时)`.

A term is `key:value`; several values, parted by commas, are alternatives. What has no key is text to look for. What
stands side by side must all hold; "or" parts alternatives, and binds weaker; "-" and "not" turn round what follows;
brackets hold together. Any text is a legal query: what cannot be understood becomes a problem with its place, and the
rest still applies.
"""

from unknot.domain.query.keys import (
    ANY_RELATION,
    KEYS,
    RELATION_KEYS,
    SETTINGS,
    TIME_KEYS,
    Has,
    Key,
)
from unknot.domain.query.numbers import ends_of, range_of
from unknot.domain.query.parsing import MOST_CHARACTERS, MOST_NESTED, MOST_PARTS, parse
from unknot.domain.query.parts import Group, Part, Query, Term, Word
from unknot.domain.query.problems import Problem, Wrong
from unknot.domain.query.sorting import NEWEST_CHANGE_FIRST, Sort, SortField, sort_in, sort_of
from unknot.domain.query.times import span_of

__all__ = [
    "ANY_RELATION",
    "KEYS",
    "MOST_CHARACTERS",
    "MOST_NESTED",
    "MOST_PARTS",
    "NEWEST_CHANGE_FIRST",
    "RELATION_KEYS",
    "SETTINGS",
    "TIME_KEYS",
    "Group",
    "Has",
    "Key",
    "Part",
    "Problem",
    "Query",
    "Sort",
    "SortField",
    "Term",
    "Word",
    "Wrong",
    "ends_of",
    "parse",
    "range_of",
    "sort_in",
    "sort_of",
    "span_of",
]
