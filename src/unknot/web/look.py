"""Templates and words: how a page becomes HTML, in the reader's language."""

import gettext
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from unknot.domain.preferences import Language
from unknot.http.answer import Answer, Headers
from unknot.web import assets
from unknot.web.marks import Marks
from unknot.web.rows import Row
from unknot.web.words import Words

HERE: Final = Path(__file__).parent
REMEMBERED_ROWS: Final = 8_192  # of about two kilobytes
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
    made.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]  # by the extension
    made.globals |= {"asset": assets.address, "words": words, "marks": Marks(words), "language": language.value}
    made.globals |= {"rendered": Rows(made, words, "row"), "rendered_card": Rows(made, words, "card")}
    made.filters |= filters(words)
    return made


def rendered(language: Language) -> "Rows":
    """Rows as lists in this language show them."""
    found = environment(language).globals["rendered"]
    assert isinstance(found, Rows)  # noqa: S101 - made above
    return found


class Rows:
    """Rows as HTML, or cards. What is shown depends on the row and on how long ago it changed; made once for both."""

    def __init__(self, environment: jinja2.Environment, words: Words, macro: str) -> None:
        self._environment = environment
        self._words = words
        self._name = macro  # and of the template that has it
        self._remembered: dict[tuple[Row, str], Markup] = {}

    def __call__(self, row: Row, now: datetime) -> Markup:
        key = (row, self._words.ago(row.updated_at, now))
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) >= REMEMBERED_ROWS:
                self._remembered.clear()
            found = self._remembered[key] = self._macro(row, now)
        return found

    @cached_property
    def _macro(self) -> Callable[[Row, datetime], Markup]:
        module = self._environment.get_template(f"part/{self._name}.html").module
        macro: Callable[[Row, datetime], Markup] = getattr(module, self._name)
        return macro


@cache
def words_of(language: Language) -> Words:
    catalogue = gettext.translation("unknot", HERE / "locale", [language.value], fallback=True)
    return Words(language, catalogue)


def filters(words: Words) -> Mapping[str, Any]:
    return {"ago": words.ago, "day": words.day, "moment": words.moment, "number": words.number, "bytes": words.size}
