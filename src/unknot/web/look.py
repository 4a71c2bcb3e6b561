"""Templates and words: how a page becomes HTML, in the reader's language."""

import gettext
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Protocol

import jinja2
from markupsafe import Markup

from unknot.domain.preferences import Language
from unknot.http.answer import Answer, Headers
from unknot.web import assets
from unknot.web.marks import Marks
from unknot.web.words import Words

HERE: Final = Path(__file__).parent
MOST_REMEMBERED: Final = 8_192  # of about two kilobytes
LONGEST_REMEMBERED: Final = 8_192  # characters of HTML; what is longer is rare, and would fill the memory
HTML: Final = b"text/html; charset=utf-8"
POLICY: Final = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "style-src-attr 'unsafe-inline'; "  # colours of labels and people; no style of ours comes from what people typed
    "img-src 'self' data: https:; "  # pictures in descriptions may lie elsewhere
    "connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "manifest-src 'self'"
)
SAFE: Final[Headers] = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-store"),
    (b"vary", b"cookie, accept-language, accept-encoding"),
]


def render(template: str, language: Language, **values: Any) -> str:
    return environment(language).get_template(template).render(values)


def page(template: str, language: Language, *, status: int = 200, headers: Headers = (), **values: Any) -> Answer:  # type: ignore[assignment]
    """A page, with the headers that keep it safe."""
    body = render(template, language, **values).encode()
    return Answer(body, status=status, content_type=HTML, headers=[*SAFE, *headers])


@cache
def environment(language: Language) -> jinja2.Environment:
    """One for each language, so that templates are compiled with its words."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    words = words_of(language)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        words.catalogue.gettext, words.counted, newstyle=True, pgettext=words.catalogue.pgettext
    )
    made.globals |= {"asset": assets.address, "words": words, "marks": marks_of(language), "language": language.value}
    made.globals |= {
        "rendered": Remembered(made, words, "part/row.html", "row"),
        "rendered_card": Remembered(made, words, "part/card.html", "card"),
        "rendered_entry": Remembered(made, words, "part/history.html", "entry"),
    }
    made.filters |= filters(words)
    return made


@cache
def marks_of(language: Language) -> Marks:
    return Marks(words_of(language))


def rendered(language: Language) -> "Remembered":
    """Rows as lists in this language show them."""
    found = environment(language).globals["rendered"]
    assert isinstance(found, Remembered)  # noqa: S101 - made above
    return found


class Dated(Protocol):
    """A thing that a page shows with how long ago it was. Equal things look alike."""

    @property
    def shown_at(self) -> datetime: ...


class Remembered:
    """Things as HTML. What is shown depends on the thing and on how long ago it was, so it is made once for both."""

    def __init__(self, environment: jinja2.Environment, words: Words, template: str, macro: str) -> None:
        self._environment = environment
        self._words = words
        self._place = template, macro
        self._made: dict[tuple[object, ...], Markup] = {}

    def __call__(self, thing: Dated, now: datetime, *around: object) -> Markup:
        key = (thing, self._words.ago(thing.shown_at, now), *around)
        found = self._made.get(key)
        if found is None:
            found = self._macro(thing, now, *around)
            if len(found) <= LONGEST_REMEMBERED:
                self._keep(key, found)
        return found

    def _keep(self, key: tuple[object, ...], found: Markup) -> None:
        if len(self._made) >= MOST_REMEMBERED:
            self._made.clear()
        self._made[key] = found

    @cached_property
    def _macro(self) -> Callable[..., Markup]:
        template, name = self._place
        macro: Callable[..., Markup] = getattr(self._environment.get_template(template).module, name)
        return macro


@cache
def words_of(language: Language) -> Words:
    catalogue = gettext.translation("unknot", HERE / "locale", [language.value], fallback=True)
    return Words(language, catalogue)


def filters(words: Words) -> Mapping[str, Any]:
    return {
        "ago": words.ago,
        "day": words.day,
        "moment": words.moment,
        "number": words.number,
        "bytes": words.size,
        "said": words.said,
    }
