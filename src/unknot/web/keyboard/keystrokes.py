"""A key, or two one after the other, as scripts, people and keyboards call it.

Scripts say `c`, `Shift+A`, `mod+k`, `Space`, and `g l` for one after the other; so keys are kept. `mod` is Ctrl, or ⌘.
"""

import re
import unicodedata
from typing import Final

from unknot.domain.sentence import Sentence, says

NAMED: Final = {  # keys without a sign of their own, by what people may call them
    **{name.lower(): name for name in ("Space", "Delete", "Insert", "Home", "End", "PageUp", "PageDown")},
    "␣": "Space",
    "del": "Delete",
    "ins": "Insert",
    "f2": "F2",
    "f4": "F4",
    "f8": "F8",
    "f9": "F9",
}
UNCHANGING: Final = {"enter", "return", "esc", "escape", "tab", "arrowup", "arrowdown", "arrowleft", "arrowright"}
TAKEN_WITH_MOD: Final = frozenset("cnqrtvwx0123456789+-=")  # windows, tabs, zoom and what is copied
RUSSIAN: Final = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")
MOD: Final = "mod+"
SHIFT: Final = "Shift+"
MOST_TOLD: Final = 40  # characters of what was written instead

_MOD: Final = re.compile(r"(?:ctrl|control|cmd|command|mod|⌘|⌃)(?:\s*\+\s*|\s+)?", re.IGNORECASE)
_SHIFT: Final = re.compile(r"(?:shift|⇧)(?:\s*\+\s*|\s+)?", re.IGNORECASE)
_STROKE: Final = re.compile(r"(?P<mod>mod\+)?(?P<shift>Shift\+)?(?P<base>.+)")
_LETTER: Final = re.compile("[a-z]")
_CAPS: Final = {MOD: "Ctrl ", SHIFT: "⇧", "Space": "␣"}


class NoKey(ValueError):
    """What is no key, or none that a command can have, and why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read(text: str) -> str:
    """The key that somebody wrote down, as scripts call it; empty if they wrote nothing."""
    spelled = _SHIFT.sub(SHIFT, _MOD.sub(MOD, unicodedata.normalize("NFKC", text.strip())))
    spelled = spelled.replace(SHIFT + MOD, MOD + SHIFT)
    strokes = [_stroke(part, text) for part in spelled.split() if part.lower() != "then"]
    match strokes:
        case []:
            return ""
        case [one]:
            return one
        case [first, second] if _LETTER.fullmatch(first) and not second.startswith(MOD):
            return f"{first} {second}"
        case _:
            raise _unreadable(text)


def printed(key: str) -> str:
    """As people write it down: "Shift+A", "Ctrl+K", "G L"."""
    return " ".join(_large(stroke).replace(MOD, "Ctrl+") for stroke in key.split(" "))


def capped(key: str) -> str:
    """As it stands on buttons: "⇧A", "Ctrl K", "G L"."""
    shown = _large(key) if " " not in key else printed(key)
    for name, cap in _CAPS.items():
        shown = shown.replace(name, cap)
    return shown


def aria(key: str) -> str:
    """As assistive technology is told; nothing for two keys, for which it has no words."""
    return "" if " " in key else key.replace(MOD, "Control+")


def is_single(key: str) -> bool:
    """Whether it is letters and signs alone, which speech and chance press too (WCAG 2.1.4)."""
    base = key.split(" ", maxsplit=1)[0].removeprefix(SHIFT)
    return not key.startswith(MOD) and (len(base) == 1 or base == "Space")


def is_in_the_way(one: str, other: str) -> bool:
    """Whether no hand could press both: they are the same, or one begins the other."""
    return one == other or other.startswith(f"{one} ") or one.startswith(f"{other} ")


def _stroke(spelled: str, text: str) -> str:
    found = _STROKE.fullmatch(spelled)
    assert found is not None  # noqa: S101 - nothing that was parted by spaces is empty
    mod, shift = found["mod"] or "", found["shift"] or ""
    base = found["base"].lower()
    base = NAMED.get(base, base.translate(RUSSIAN))
    if base in UNCHANGING:
        raise NoKey(says("must be another key: Enter, Esc, Tab and the arrows always mean the same"))
    if mod and base in TAKEN_WITH_MOD:
        raise NoKey(says("must be a key that the browser leaves to pages; %(key)s is its own", key=printed(mod + base)))
    if base not in NAMED.values() and not _is_sign(base, shift):
        raise _unreadable(text)
    return f"{mod}{shift}{base.upper() if shift and len(base) == 1 else base}"


def _is_sign(base: str, shift: str) -> bool:
    """A sign that is printed on keys; what Shift makes of one that is no letter is another sign."""
    is_printed = len(base) == 1 and base.isascii() and base.isprintable()
    return is_printed and (not shift or _LETTER.fullmatch(base) is not None)


def _unreadable(text: str) -> NoKey:
    return NoKey(
        says(
            'must be a key such as C, Shift+A, Ctrl+K, Space, or two such as G L, and is "%(text)s"',
            text=text[:MOST_TOLD],
        )
    )


def _large(stroke: str) -> str:
    head, base = stroke[:-1], stroke[-1:]
    return head + base.upper() if not head or head.endswith("+") else stroke
