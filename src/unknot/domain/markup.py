"""What people wrote, as safe HTML: Markdown or HTML in, a few known elements out.

Descriptions and comments are stored as they were written and cleaned when they are shown, with one list of what is
allowed. What was rendered once is remembered, so a page of two hundred comments costs nothing the second time.
"""

import re
from functools import lru_cache
from html import unescape
from typing import Final

import comrak
import nh3

from unknot.domain import mention
from unknot.domain.issue import Format

REMEMBERED: Final = 8_192  # texts; most are short
LONGEST_REMEMBERED: Final = 4_096  # characters; what is longer is rare, and would fill the memory
_TAGS: Final = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "kbd", "samp", "var"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "caption"),
    *(
        "a",
        "img",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "s",
        "del",
        "ins",
        "mark",
        "sub",
        "sup",
        "small",
        "abbr",
        "span",
        "div",
    ),
    *("details", "summary", "input", "figure", "figcaption"),
}
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "code": {"class"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "details": {"open"},
    "abbr": {"title"},
}


def _kept(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("input", "type"):
        return value if value == "checkbox" else None
    return value


_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style", "iframe", "object", "form", "template", "noscript", "title"},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener nofollow ugc",
    attribute_filter=_kept,
)
_BARE: Final = nh3.Cleaner(tags=set())
_BOX: Final = re.compile(
    r'<input (?P<rest>[^>]*\btype="checkbox"[^>]*>)(?P<words>.*?)(?=</li>|</p>|<[uo]l|<br|<input|\Z)', re.DOTALL
)
# Tags, and what must stay as it was written.
_KEPT: Final = re.compile(r"(<(?:a\b.*?</a>|code\b.*?</code>|pre\b.*?</pre>|[^>]*>))", re.DOTALL)
# Looking first at how each begins makes it ten times as fast.
_REFERENCE: Final = re.compile(
    rf"(?=[@#A-Z])(?:(?P<user>{mention.PATTERN})|(?P<key>(?<![\w/-])[A-Z][A-Z0-9]{{0,9}}-[1-9][0-9]{{0,8}}(?![\w-]))"
    r"|(?P<number>(?<![\w&/#])#[1-9][0-9]{0,8}(?!\w)))"
)


def to_html(text: str, format_: Format, home: str) -> str:
    """Safe HTML. References such as #12 lead into the project whose path is `home`, keys such as OPS-7 to a search."""
    return (_remembered if len(text) <= LONGEST_REMEMBERED else to_html_once)(text, format_, home)


def to_html_once(text: str, format_: Format, home: str) -> str:
    """The same without a memory, for texts that are many and will not be asked for again."""
    html = _CLEANER.clean(text) if format_ is Format.HTML else _from_markdown(text)
    return _with_references(_with_named_boxes(html), home)


_remembered: Final = lru_cache(REMEMBERED)(to_html_once)


def to_words(text: str, format_: Format, *, at_most: int) -> str:
    """The beginning of a text in one line, as plain words."""
    plain = unescape(_BARE.clean(text)) if format_ is Format.HTML else text
    line = " ".join(plain.split())
    return line if len(line) <= at_most else f"{line[:at_most].rstrip()}…"


def _from_markdown(text: str) -> str:
    """Safe HTML. The cleaner takes as long as the renderer; where it would change nothing it is left out."""
    html = comrak.render_markdown(text, extension_options=_EXTENSIONS, render_options=_RENDERING)
    if "<" in text:
        return _CLEANER.clean(html)
    # Every tag is the renderer's own. Without attributes, there is nothing but plain elements around words.
    plain = html.replace("<br />", "<br>")
    if '"' in plain or "/>" in plain or "\r" in plain or "\xa0" in plain or "\0" in plain:
        return _CLEANER.clean(html)
    return plain.replace("&quot;", '"')  # as the cleaner writes it


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.autolink = options.strikethrough = options.table = options.tasklist = True
    options.cjk_friendly_emphasis = True
    return options


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = True  # raw HTML goes through: what comes out is cleaned
    options.hardbreaks = True  # people press Enter and mean it
    return options


_EXTENSIONS: Final = _extensions()
_RENDERING: Final = _rendering()


def _with_named_boxes(html: str) -> str:
    """Boxes of task lists, each named by the words behind it: a screen reader would else say only that there is one."""

    def name(found: re.Match[str]) -> str:
        words = " ".join(_BARE.clean(found["words"]).replace('"', "&quot;").split())
        return f'<input aria-label="{words or "-"}" {found["rest"]}{found["words"]}'

    return _BOX.sub(name, html)


def _with_references(html: str, home: str) -> str:
    """Links for people and issues, made only of characters that the pattern lets through."""
    if not _may_refer(html):
        return html
    owner = home.partition("/")[0]

    def link(found: re.Match[str]) -> str:
        if found["user"]:
            return f'<a class="mention" href="/{owner}/-/people/{found["user"][1:]}">{found["user"]}</a>'
        if found["key"]:
            return f'<a class="ref" href="/{owner}/-/go/{found["key"]}">{found["key"]}</a>'
        return f'<a class="ref" href="/{home}/{found["number"][1:]}">{found["number"]}</a>'

    parts = _KEPT.split(html)
    parts[::2] = [_REFERENCE.sub(link, words) if _may_refer(words) else words for words in parts[::2]]
    return "".join(parts)


def _may_refer(html: str) -> bool:
    """Whether it has one of the signs that are in every reference."""
    return "-" in html or "#" in html or "@" in html
