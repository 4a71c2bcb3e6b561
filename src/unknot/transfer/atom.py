"""Atom 1.0 (RFC 4287): an entry for each issue. Whatever people typed, it is well-formed XML and safe HTML."""

from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from unknot import __version__
from unknot.domain.markup import to_html_once
from unknot.domain.status import Status
from unknot.transfer.format import About, Format, iso
from unknot.transfer.record import Exported

REMEMBERED: Final = 4_096  # sets of labels; each takes half a KB
_CONTROL: Final = bytes({*range(0x20)} - {*b"\t\n\r"})


def _head(about: About) -> bytes:
    title = f"{about.title}: {about.query}" if about.query else about.title
    page = f"{about.base}/{about.place}?{urlencode({'q': about.query})}"
    return b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="%b/">
<id>urn:uuid:%b</id>
<title>%b</title>
<updated>%b</updated>
<link rel="alternate" type="text/html" href="%b"/>
<generator version="%b">Unknot</generator>
""" % (
        _attribute(about.base),
        about.uuid.encode(),
        _text(title),
        iso(about.changed_at).encode(),
        _attribute(page),
        __version__.encode(),
    )


def _entry(issue: Exported) -> bytes:
    html = to_html_once(issue.description, issue.format, issue.project)
    return b"""<entry>
<id>urn:uuid:%b</id>
<title>%b</title>
<updated>%b</updated>
<published>%b</published>
<author><name>%b</name></author>
<link rel="alternate" type="text/html" href="%b"/>
%b<content type="html">%b</content>
</entry>
""" % (
        issue.uuid.encode(),
        _text(f"{issue.key} {issue.title}"),
        iso(issue.updated_at).encode(),
        iso(issue.created_at).encode(),
        _text_again(issue.created_by.name),
        _attribute(issue.address),
        _categories(issue.status, issue.level, issue.labels),
        _text(html),
    )


@lru_cache(REMEMBERED)
def _categories(status: Status, level: str, labels: tuple[str, ...]) -> bytes:
    """The labels; status and level in schemes of their own, so that no label can pass for one."""
    own = {b"status": status.value, b"level": level}
    schemes = [
        b'<category scheme="urn:unknot:%b" term="%b"/>\n' % (scheme, _attribute(word))
        for scheme, word in own.items()
        if word
    ]
    return b"".join([*schemes, *(b'<category term="%b"/>\n' % _attribute(label) for label in labels)])


def _text(text: str) -> bytes:
    """For an element, where a CR as such would be read as a line's end. What is no character of XML is left out."""
    characters = text.replace("\ufffe", "").replace("\uffff", "").encode("utf-8", "ignore").translate(None, _CONTROL)
    escaped = characters.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return escaped.replace(b"\r", b"&#13;")


_text_again: Final = lru_cache(_text)  # many issues have the same author


def _attribute(text: str) -> bytes:
    """For an attribute in quotes, where a line's end or a tab as such would be read as a space."""
    return _text(text).replace(b'"', b"&quot;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


ATOM: Final = Format(
    name="atom",
    media_type="application/atom+xml; charset=utf-8",
    head=_head,
    item=_entry,
    tail=b"</feed>\n",
)
