"""Mentions: "@vera" in what people write calls vera."""

import re
from typing import Final

from unknot.domain.text import fold

PATTERN: Final = r"(?<![\w@/.])@[A-Za-z0-9][\w.-]*\w"
_MENTION: Final = re.compile(PATTERN)


def mentioned(text: str) -> frozenset[str]:
    """The names that a text calls, in the form in which names are compared. Not every one is somebody's."""
    return frozenset(fold(name[1:]) for name in _MENTION.findall(text)) if "@" in text else frozenset()
