"""What a host and search engines read beside the pages.

``_headers`` and ``404.html`` for the host, ``robots.txt`` and ``sitemap.xml`` for search engines.
All that needs to know where the site is takes it from ``html_baseurl``; without it there is no
sitemap, and the page for lost addresses supposes that the site is at the top of its host.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: What each answer carries. Tests serve the site with these.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
        " object-src 'none'"
    ),
    # Kept, but asked for again, which costs little: so a page never meets the script of another
    # version. Names of files stay as they are from one version to the next.
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LOST = "404"
NOINDEX = '<meta name="robots" content="noindex">'
_ADDRESS = re.compile(r'\b(href|src)="(?![a-z]+:|/)')


def is_site(app: Sphinx) -> bool:
    """Whether pages are written that somebody will host: books have no use for all this."""
    return app.builder.name == "html"


def top(app: Sphinx) -> str:
    """The path of the site on its host, with a slash at both ends."""
    path = urlsplit(app.config.html_baseurl).path.strip("/")
    return f"/{path}/" if path else "/"


def collect_lost_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the page that a host shows for an address that leads nowhere."""
    if is_site(app):
        yield LOST, {"metatags": f"{NOINDEX}\n"}, "404.html"


def fit_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let only documents say where they are, and lead from everywhere to the right place.

    What a page says of itself to search engines is told to those who share its address as well.
    """
    for node in doctree.findall(nodes.meta) if doctree else ():
        if node.get("name") == "description":
            context["description"] = node["content"]
    if pagename not in app.env.found_docs:
        context["pageurl"] = None
    if pagename == LOST and is_site(app):
        context["content_root"] = top(app)
        context["pathto"] = _from_top(app, context["pathto"])
        for tag in ("css_tag", "js_tag"):
            context[tag] = _with_addresses_from_top(app, context[tag])


def _from_top(app: Sphinx, pathto: Callable[..., str]) -> Callable[..., str]:
    return lambda *args, **options: top(app) + pathto(*args, **options)


def _with_addresses_from_top(app: Sphinx, tag: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda file: _ADDRESS.sub(lambda found: found[0] + top(app), tag(file))


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what is not a page; a file that is as it was keeps its time."""
    if exception or not is_site(app):
        return
    files = {"_headers": headers(), "robots.txt": robots(app), "sitemap.xml": sitemap(app)}
    for name, text in files.items():
        path = app.outdir / name
        if not text:
            path.unlink(missing_ok=True)
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def headers() -> str:
    """Give the headers in the form that Netlify, Cloudflare Pages and others read."""
    return "\n".join(["/*", *(f"  {name}: {value}" for name, value in HEADERS.items()), ""])


def robots(app: Sphinx) -> str:
    allowed = "User-agent: *\nDisallow:\n"
    base = app.config.html_baseurl
    return f"{allowed}\nSitemap: {posixpath.join(base, 'sitemap.xml')}\n" if base else allowed


def sitemap(app: Sphinx) -> str:
    """List every page that search engines may show; nothing without an address of the site."""
    base = app.config.html_baseurl
    if not base:
        return ""
    pages = [name for name in sorted(app.env.found_docs) if not is_hidden(app, name)]
    addresses = [posixpath.join(base, app.builder.get_target_uri(name)) for name in pages]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(f"<url><loc>{escape(address)}</loc></url>" for address in addresses),
            "</urlset>\n",
        ]
    )


def is_hidden(app: Sphinx, docname: str) -> bool:
    """Whether a page asks search engines to leave it out; most pages were not written just now."""
    page = app.builder.get_output_path(docname)  # type: ignore[attr-defined]
    head = page.read_text(encoding="utf-8").partition("</head>")[0]
    return bool(re.search(r'<meta(?=[^>]*\bname="robots")[^>]*\bnoindex', head))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what stands above."""
    app.connect("html-collect-pages", collect_lost_page)
    app.connect("html-page-context", fit_page)
    # Before others, who may look at all files that are there.
    app.connect("build-finished", write_files, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
