"""The reference of the APIs, to read and to try out."""

from collections.abc import Mapping
from html import escape

from unknot.domain.errors import NotFound
from unknot.domain.sentence import says
from unknot.http.answer import Answer, Headers
from unknot.http.request import Request

HTML = b"text/html; charset=utf-8"
SAFE: Headers = [
    # Swagger UI draws with style attributes and inline images; nothing else may come from anywhere but here.
    (b"content-security-policy", b"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
]

PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title} · Unknot</title>
  <link rel="icon" href="/static/image/logo.svg">
  <link rel="stylesheet" href="/static/swagger-ui.css">
  <link rel="stylesheet" href="/static/reference.css">
</head>
<body id="page">
  <header class="top">
    <img src="/static/image/logo.svg" alt=""><strong>Unknot</strong>
    <nav aria-label="References">{links}</nav>
  </header>
  <main>
    <section class="start" aria-label="Start">
      <p>Make a token with <code>unknot token create</code>, then press Authorize, or start with curl:</p>
      <pre tabindex="0"><code>curl -H "Authorization: token $TOKEN" {base}/project/my</code></pre>
    </section>
    <div id="reference" data-document="/openapi/{name}.json"></div>
    <noscript>
      <p class="start">Without JavaScript, read <a href="/openapi/{name}.json">the document itself</a>.</p>
    </noscript>
  </main>
  <script src="/static/swagger-ui-bundle.js"></script>
  <script src="/static/reference.js"></script>
</body>
</html>
"""


class Reference:
    """The documents of the doors, by name, and the page around each."""

    def __init__(self, documents: Mapping[str, bytes], titles: Mapping[str, str]) -> None:
        self._documents = documents
        self._titles = titles

    async def get_first_page(self, request: Request) -> Answer:
        return self._page(next(iter(self._titles)), request)

    async def get_page(self, request: Request) -> Answer:
        return self._page(request.params[0], request)

    async def get_document(self, request: Request) -> Answer:
        name = request.params[0].removesuffix(".json")
        if name not in self._documents:
            raise NotFound(
                "document",
                says("No document %(name)s; there are %(documents)s", name=name, documents=", ".join(self._documents)),
            )
        return Answer(self._documents[name])

    def _page(self, name: str, request: Request) -> Answer:
        if name not in self._titles:
            raise NotFound(
                "page",
                says("No reference of %(name)s; there are %(titles)s", name=name, titles=", ".join(self._titles)),
            )
        links = "".join(
            f'<a href="/docs/{other}"{" aria-current=page" if other == name else ""}>{escape(title)}</a>'
            for other, title in self._titles.items()
        )
        page = PAGE.format(title=escape(self._titles[name]), links=links, name=name, base=escape(request.base_url))
        return Answer(page.encode(), content_type=HTML, headers=SAFE)
