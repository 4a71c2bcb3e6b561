"""Atom 1.0 (RFC 4287): an entry for each issue. Whatever people typed, it is well-formed XML and safe HTML."""

import re
from html import escape
from typing import Final
from urllib.parse import urlencode

from unknot import __version__
from unknot.domain.markup import to_html_once
from unknot.transfer.format import About, Format, iso
from unknot.transfer.record import Exported

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _head(about: About) -> bytes:
    title = f"{about.title}: {about.query}" if about.query else about.title
    page = f"{about.base}/{about.place}?{urlencode({'q': about.query})}"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{_attribute(about.base)}/">
<id>urn:uuid:{about.uuid}</id>
<title>{_text(title)}</title>
<updated>{iso(about.changed_at)}</updated>
<link rel="alternate" type="text/html" href="{_attribute(page)}"/>
<generator version="{__version__}">Unknot</generator>
""".encode()


def _entry(issue: Exported) -> bytes:
    html = to_html_once(issue.description, issue.format, issue.project)
    return f"""<entry>
<id>urn:uuid:{issue.uuid}</id>
<title>{_text(f"{issue.key} {issue.title}")}</title>
<updated>{iso(issue.updated_at)}</updated>
<published>{iso(issue.created_at)}</published>
<author><name>{_text(issue.created_by.name)}</name></author>
<link rel="alternate" type="text/html" href="{_attribute(issue.address)}"/>
{_categories(issue)}<content type="html">{_text(html)}</content>
</entry>
""".encode()


def _categories(issue: Exported) -> str:
    """Its labels; status and level in schemes of their own, so that no label can pass for one."""
    own = {"status": issue.status.value, "level": issue.level}
    schemes = [
        f'<category scheme="urn:unknot:{scheme}" term="{_attribute(word)}"/>\n' for scheme, word in own.items() if word
    ]
    return "".join([*schemes, *(f'<category term="{_attribute(label)}"/>\n' for label in issue.labels)])


def _text(text: str) -> str:
    """For an element, where a CR as such would be read as a line's end."""
    return escape(_NO_XML.sub("", text)).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    """For an attribute, where a line's end or a tab as such would be read as a space."""
    return _text(text).replace("\n", "&#10;").replace("\t", "&#9;")


ATOM: Final = Format(
    name="atom",
    media_type="application/atom+xml; charset=utf-8",
    head=_head,
    item=_entry,
    tail=b"</feed>\n",
)
