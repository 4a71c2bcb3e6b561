"""What people wrote, without the signs of how it is to look."""

import re
from html import unescape
from typing import Final

# Elements that editors write. `List<String>` has none, and stays what it is.
_ELEMENTS: Final = (
    "a abbr article b blockquote body br caption code col colgroup dd del details div dl dt em figcaption figure font "
    "footer h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label li main mark ol p pre s samp section small "
    "span strike strong style sub summary sup table tbody td tfoot th thead tr u ul video"
).replace(" ", "|")
_TAG: Final = re.compile(rf"</?(?:{_ELEMENTS})\b[^<>]{{0,1000}}>|<!--.{{0,1000}}?-->", re.DOTALL | re.IGNORECASE)
# What begins a line or a cell in Markdown, and what stands around words.
_MARKS: Final = re.compile(
    r"(?:^|(?<=\s))(?:#{1,6}|[-*+](?: \[[ xX]\])?|\|(?:[-: ]+\|)*|>|```\w*|\[[ xX]\])(?=\s|$)|\*\*|`"
)


def without_tags(text: str) -> str:
    """A text without the tags of HTML, and with its characters as they are read. Of Markdown it changes nothing."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    return unescape(text) if "&" in text else text


def as_read(text: str) -> str:
    """A text in one line, as near to what a reader sees of it as can be had without rendering it."""
    return " ".join(_MARKS.sub(" ", without_tags(text)).split())
