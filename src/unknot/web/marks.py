"""Small marks that every list repeats, as HTML: an icon, a person, a level, a status, a label, a time.

A page has hundreds of them and few different ones, so each is made once for a language and then remembered.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Final

from markupsafe import Markup, escape

from unknot.domain.label import Label
from unknot.domain.status import Status
from unknot.web import assets
from unknot.web.faces import Face, LevelMark
from unknot.web.words import Words

REMEMBERED: Final = 4_096  # marks of a kind
SHOWN_PEOPLE: Final = 3  # in a row


class Marks:
    """The marks in one language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._ = words.catalogue.gettext
        remember = lru_cache(REMEMBERED)
        self.icon = remember(self._icon)
        self.avatar = remember(self._avatar)
        self.level = remember(self._level)
        self.status = remember(self._status)
        self.label = remember(self._label)

    @cached_property
    def nobody(self) -> Markup:
        name = escape(self._words.catalogue.pgettext("assignee", "Nobody"))
        return Markup('<span class="av nobody" title="{0}" role="img" aria-label="{0}"></span>').format(name)

    def people(self, faces: Sequence[Face]) -> Markup:
        shown = Markup().join(self.avatar(one) for one in faces[:SHOWN_PEOPLE]) if faces else self.nobody
        return Markup('<span class="avs">') + shown + Markup("</span>")

    def when(self, moment: datetime, now: datetime, kind: str = "") -> Markup:
        """A time, told as how long ago; the exact one in UTC for who points at it, until a script says it in theirs."""
        kind = f' class="{kind}"' if kind else ""
        exact, ago = self._words.moment(moment), self._words.ago(moment, now)
        return Markup(f'<time datetime="{moment.isoformat()}" title="{escape(exact)} UTC"{kind}>{escape(ago)}</time>')  # noqa: S704

    def day(self, moment: datetime) -> Markup:
        """The day of a filing. Unlike how long ago it was, it stays true, so that a row can be remembered."""
        exact, day = self._words.moment(moment), self._words.brief_day(moment)
        made = Markup('<time datetime="{}" title="{} UTC" class="made">{}</time>')
        return made.format(moment.isoformat(), exact, day)

    def _icon(self, name: str, width: int | None = None, height: int | None = None) -> Markup:
        size = 'class="i"' if width is None else f'width="{width}" height="{height}"'
        use = f'<use href="{assets.address("icons.svg")}#{name}"/>'
        return Markup(f'<svg {size} aria-hidden="true">{use}</svg>')  # noqa: S704 - names and sizes are ours

    def _avatar(self, face: Face, *, large: bool = False, hidden: bool = False) -> Markup:
        classes = f"av{' lg' if large else ''}{' bot' if face.is_bot else ''}"
        told = Markup('title="{0}" role="img" aria-label="{0}"').format(face.name)
        named = Markup('aria-hidden="true"') if hidden else told
        return Markup('<span class="{}" style="--h:{}" {}>{}</span>').format(classes, face.hue, named, face.initials)

    def _level(self, mark: LevelMark, *, word: bool = True) -> Markup:
        """The shape and, unless it stands beside its name already, the word."""
        name = mark.word if mark.shape != "none" else self._("No level")
        color = Markup(' style="--c:{}"').format(mark.color) if mark.shape == "own" else ""
        hidden = Markup("") if word and mark.shape != "none" else Markup(' class="vh"')
        return Markup('<span class="lvl" data-l="{}"{} title="{}">{}<span{}>{}</span></span>').format(
            mark.shape, color, name, self.icon(f"l-{mark.shape}"), hidden, name
        )

    def _status(self, status: Status, *, word: bool = False) -> Markup:
        kind, name = status.value.replace("_", "-"), self._words.status(status)
        hidden = Markup("") if word else Markup(' class="vh"')
        return Markup('<span class="st" data-s="{}" title="{}">{}<span{}>{}</span></span>').format(
            kind, name, self.icon(f"s-{kind}"), hidden, name
        )

    def _label(self, label: Label) -> Markup:
        return Markup('<span class="label" style="--c:#{}">{}</span>').format(label.color, label.title)
