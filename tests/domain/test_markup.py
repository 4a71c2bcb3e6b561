"""What people wrote becomes HTML that cannot do anything."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.issue import Format
from unknot.domain.markup import to_html

# Ways in which others were broken: elements, attributes, addresses, encodings, mutations, and Markdown's own.
ATTACKS = r'''
<script>alert(1)</script>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<scr<script>ipt>alert(1)</scr</script>ipt>
<img src=x onerror=alert(1)>
<img src=x:x onerror="alert(1)">
<img src="javascript:alert(1)">
<img src=`x` onerror=alert(1)>
<img """><script>alert(1)</script>">
<svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><a xlink:href="javascript:alert(1)"><text x=20 y=20>x</text></a></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
<math href="javascript:alert(1)">x</math>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<form action=javascript:alert(1)><input type=submit></form>
<form><button formaction=javascript:alert(1)>x</button></form>
<input autofocus onfocus=alert(1)>
<input type=image src=x onerror=alert(1)>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)>
<video><source onerror="alert(1)">
<audio src=x onerror=alert(1)>
<body onload=alert(1)>
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<object data="javascript:alert(1)"></object>
<embed src="javascript:alert(1)">
<link rel=stylesheet href=//evil.example/x.css>
<meta http-equiv=refresh content="0;url=javascript:alert(1)">
<base href="javascript:/a/">
<style>@import '//evil.example/x.css';</style>
<p style="background:url(javascript:alert(1))">x</p>
<div style="position:fixed;inset:0">x</div>
<a href="javascript:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href="&#106;avascript:alert(1)">x</a>
<a href="JaVaScRiPt:alert(1)">x</a>
<a href="data:text/html,<script>alert(1)</script>">x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href="//evil.example" target=_blank>x</a>
<a href="x" onclick=alert(1)>x</a>
<a id=cookie name=cookie href=x>x</a>
<details ontoggle=alert(1) open>x</details>
<marquee onstart=alert(1)>x</marquee>
<template><script>alert(1)</script></template>
<xmp><script>alert(1)</script></xmp>
<!--><script>alert(1)</script>-->
<![CDATA[<script>alert(1)</script>]]>
<p title='x' onmouseover='alert(1)'>@ann</p>
<a href="@ann"onmouseover=alert(1)>#12</a>
<code>@ann</code onclick=alert(1)>
[x](javascript:alert(1))
[x](JAVASCRIPT:alert(1))
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](<javascript:alert(1)>)
![x](javascript:alert(1))
![x" onerror="alert(1)](x)
[x]: javascript:alert(1)
<javascript:alert(1)>
`<script>alert(1)</script>`
```html
@ann"><script>alert(1)</script>
#12"><img src=x onerror=alert(1)>
'''.strip().splitlines()
# Markdown without HTML, and without a reference.
SIGNS = """
a b 重点 é * ** ~~ ` ``` - 1. > [x] [a](b) ![a](b) www.a.example | |a|b| |-|:-:| --- ===
! & &amp; &lt; &quot; &nbsp; &#0; &#13; ' " \\ :
"""
BLANKS = "\n", "\n\n", "\n# ", "\n- ", "\n> ", " ", "    ", "\t", "\r", "\xa0", "\x0b", "\x0c", "\0", "\u2028", "\ufffe"
ADDRESSES = ("href", "src")
SAFE_ADDRESS = re.compile(r"(?!//)(?![a-z][a-z0-9+.-]*:)|https?:|mailto:", re.IGNORECASE)


class Inspector(HTMLParser):
    """Everything in a text that a browser could act on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "link", "meta", "base"}:
            self.faults.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "id", "name", "target", "srcdoc", "formaction", "action"}:
                self.faults.append(f"{tag} {name}")
            if (
                name in ADDRESSES
                and not SAFE_ADDRESS.match((value or "").strip())
                and not (value or "").startswith("//")
            ):
                self.faults.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_comes_through(attack: str, format_: Format) -> None:
    assert Inspector(to_html(attack, format_, "acme/demo")).faults == []


@given(st.text(st.sampled_from("<>\"'=/ aonscript:javl&#;x@12-#![]()`\n"), max_size=60), st.sampled_from(Format))
def test_no_mixture_of_signs_acts(text: str, format_: Format) -> None:
    assert Inspector(to_html(text, format_, "acme/demo")).faults == []


@given(st.lists(st.sampled_from([*SIGNS.split(), *BLANKS]), max_size=40).map("".join))
def test_what_markdown_becomes_is_what_the_cleaner_would_write(text: str) -> None:
    html = to_html(text, Format.MARKDOWN, "acme/demo")

    assert to_html(html, Format.HTML, "acme/demo") == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and `code`", "<strong>bold</strong> and <code>code</code>"),
        ("- [x] *all* done", '<input aria-label="all done" type="checkbox" checked="" disabled=""> <em>all</em> done'),
        ("one\ntwo", "one<br>"),
        ("~~no~~", "<del>no</del>"),
        ("см. **жирный**текст", "<strong>жирный</strong>"),
        ("这是**重点**。", "<strong>重点</strong>"),
        ("#12", '<a class="ref" href="/acme/demo/12">#12</a>'),
        ("(OPS-431)", '<a class="ref" href="/acme/-/go/OPS-431">OPS-431</a>'),
        ("@ann, look", '<a class="mention" href="/acme/-/people/ann">@ann</a>, look'),
    ],
)
def test_markdown_is_shown(text: str, html: str) -> None:
    assert html in to_html(text, Format.MARKDOWN, "acme/demo")


@pytest.mark.parametrize(
    "text", ["`#12 @ann`", "    @ann", "ann@example.org", "a#12", "x-OPS-431", "#0", "https://x.example/#12"]
)
def test_what_is_no_reference_stays(text: str) -> None:
    assert 'class="' not in to_html(text, Format.MARKDOWN, "acme/demo").replace('class="language-', "")


def test_html_of_programs_is_kept_as_far_as_it_is_safe() -> None:
    html = to_html("<p>CPU <b>98 %</b><br><table><tr><td align='right'>1</td></tr></table></p>", Format.HTML, "a/b")

    assert "<b>98 %</b><br>" in html
    assert '<td align="right">1</td>' in html
