"""What is written beside the pages for hosts and search engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support import INDEX, Result, build

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = """---
myst:
  html_meta:
    robots: noindex
---

# Left out
"""
FILES: dict[str, str | bytes] = {
    "docs/index.md": INDEX,
    "docs/a & b.md": "# Found\n",
    "docs/hidden.md": HIDDEN,
    "_templates/404.html": (
        '{% extends "layout.html" %}{% block body %}<a href="{{ pathto(root_doc) }}">x</a>'
        '<a href="{{ pathto("_static/basic.css", resource=True) }}">y</a>{% endblock %}'
    ),
}
NAMES = ("_headers", "robots.txt", "sitemap.xml", "404.html")


def hosted(folder: Path, base: str = "", builder: str = "html") -> Result:
    extensions = ["myst_parser", "quizgen", "extensions.hosting"]
    config = {"extensions": extensions, "html_baseurl": base, "copyright": "us", "version": "1"}
    result = build(folder, FILES, builder, **config)
    assert result.warnings == []
    return result


def written(result: Result) -> dict[str, tuple[bytes, int]]:
    """Give what is there, and when it was written; Sphinx writes pages of no document each time."""
    paths = [result.out / name for name in NAMES if (result.out / name).exists()]
    return {
        path.name: (path.read_bytes(), 0 if path.suffix == ".html" else path.stat().st_mtime_ns)
        for path in paths
    }


@pytest.mark.parametrize("base", ["https://example.org/notes", "https://example.org/notes/"])
def test_sitemap_lists_documents_but_those_that_ask_to_be_left_out(
    tmp_path: Path, base: str
) -> None:
    found = re.findall("<loc>(.*)</loc>", hosted(tmp_path, base).page("sitemap.xml"))

    top = "https://example.org/notes"
    assert [f"{top}/a%20%26%20b.html", f"{top}/index.html"] == found


@pytest.mark.parametrize(
    ("base", "top"),
    [("", "/"), ("https://example.org", "/"), ("https://example.org/a/b", "/a/b/")],
)
def test_links_of_the_lost_page_start_at_the_top_of_the_site(
    tmp_path: Path, base: str, top: str
) -> None:
    page = hosted(tmp_path, base).page("404.html")

    found = [one for one in re.findall(r'(?:href|src)="([^"]*)"', page) if "://" not in one]
    assert f"{top}index.html" in found
    assert f"{top}_static/basic.css" in found
    assert [one for one in found if one and not one.startswith((top, "#"))] == []
    assert f'data-content_root="{top}"' in page


def test_nothing_names_an_address_where_none_is_known(tmp_path: Path) -> None:
    result = hosted(tmp_path)

    assert {"_headers", "robots.txt", "404.html"} == written(result).keys()
    assert "Sitemap" not in result.page("robots.txt")
    assert "canonical" not in result.page("index.html")


def test_documents_alone_say_where_they_are(tmp_path: Path) -> None:
    result = hosted(tmp_path, "https://example.org/")

    said = 'rel="canonical" href="https://example.org/'
    pages = [path.name for path in sorted(result.out.glob("*.html"))]
    assert [name for name in pages if said in result.page(name)] == [
        "a & b.html",
        "hidden.html",
        "index.html",
    ]
    assert {"404.html", "search.html"} <= {*pages}


def test_files_that_stay_as_they_are_are_not_written_again(tmp_path: Path) -> None:
    first = written(hosted(tmp_path, "https://example.org"))

    assert first == written(hosted(tmp_path, "https://example.org"))


def test_list_goes_when_the_address_is_taken_away(tmp_path: Path) -> None:
    hosted(tmp_path / "kept", "https://example.org")
    after = hosted(tmp_path / "kept")

    clean = hosted(tmp_path / "clean")
    assert {name: text for name, (text, _) in written(after).items()} == {
        name: text for name, (text, _) in written(clean).items()
    }


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "text"])
def test_books_have_none_of_it(tmp_path: Path, builder: str) -> None:
    result = hosted(tmp_path, "https://example.org", builder)

    assert written(result) == {}
