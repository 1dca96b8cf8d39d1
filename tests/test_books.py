"""The EPUB and the one page to print: whole, in order, the same bytes, and of notes alone."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from scripts.book_tools import epubcheck
from tests.real_site import build_site
from tests.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import Built

JAPANESE = """---
title: 尺八
type: instrument
family: woodwind
does: 竹の縦笛で、尺八と呼ばれる
sources: https://example.org/尺八
items:
  - id: length
    stem: 尺八の長さはどれですか。
    key: 一尺八寸
    distractors:
      - 二尺: それは「二尺管」です。
      - 一尺六寸: それは「六寸管」です。
    rationale: 名前がその長さを言います。
---

竹でできた縦笛です。長さが一尺八寸あるので、**尺八**と呼ばれます。「」や、句読点も正しく組まれます。
"""


def complaints(path: Path) -> list[str]:
    """Give what EPUBCheck has to say of a book."""
    command = [*epubcheck(), str(path), "--json", "-", "--quiet"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert told["checker"]["nError"] == done.returncode == 0, done.stdout
    return [f"{one['ID']} {one['severity']} {one['message']}" for one in told["messages"]]


def epub_of(built: Built) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packed(built)))


def packed(built: Built) -> bytes:
    (name,) = (path for path in built.files if path.endswith(".epub"))
    return built.files[name]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site("test-orchestra", tmp_path)


@pytest.fixture
def japanese(site: Site) -> Site:
    site.write("docs/instruments/shakuhachi.md", JAPANESE)
    return site


# EPUBCheck


def test_epubcheck_finds_nothing_in_the_book_of_the_real_site(tmp_path: Path) -> None:
    (book,) = build_site(tmp_path, "epub").glob("*.epub")

    assert complaints(book) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_epubcheck_finds_nothing_in_a_book_with_japanese(japanese: Site, language: str) -> None:
    built = japanese.build("epub", language=language)

    (book,) = built.out.glob("*.epub")
    assert built.warnings == ""
    assert "尺八の長さはどれですか。" in built.read("instruments/shakuhachi.xhtml")
    assert complaints(book) == []


def test_epubcheck_finds_what_is_broken(site: Site) -> None:
    """Else the tests above would say nothing."""
    built = site.build("epub")
    broken = built.out / "broken.epub"
    with epub_of(built) as whole, zipfile.ZipFile(broken, "w") as copy:
        for name in whole.namelist():
            text = whole.read(name)
            copy.writestr(name, text.replace(b"</p>", b"", 1) if "oboe" in name else text)

    with pytest.raises(AssertionError, match="RSC-"):
        complaints(broken)


# What is in a book


def test_answers_are_the_last_section_of_a_chapter(site: Site) -> None:
    built = site.build("epub")

    chapters = {name: built.read(f"{name}.xhtml") for name, asked in built.shown.items() if asked}
    assert len(chapters) > 10
    for name, chapter in chapters.items():
        body, answers = chapter.split('<section class="quiz-answers"')
        wanted = list(range(1, len(built.shown[name]) + 1))
        assert "<h2>" not in answers.partition("</h2>")[2]
        assert wanted == [int(number) for number in re.findall(r"Question (\d+)\.", body)]
        assert wanted == [int(number) for number in re.findall(r"Answer (\d+):", answers)]
        assert "Answer " not in body


def test_one_book_counts_its_questions_and_answers_them_at_its_end(site: Site) -> None:
    built = site.build("book")

    body, answers = built.read("index.html").split('<section class="quiz-answers"')
    total = sum(map(len, built.shown.values()))
    wanted = list(range(1, total + 1))
    assert wanted == [int(number) for number in re.findall(r"Question (\d+)\.", body)]
    assert wanted == [int(number) for number in re.findall(r"Answer (\d+):", answers)]
    asked = re.findall(r'id="([^"]+)"></span><a [^>]*href="#answer--([^"]+)"', body)
    assert len(asked) == total
    assert [item for item, _ in asked] == [item for _, item in asked]
    assert [item for item, _ in asked] == re.findall(r'id="answer--([^"]+)"', answers)


@pytest.mark.parametrize(("builder", "start"), [("epub", "index.xhtml"), ("book", "index.html")])
def test_what_is_not_for_books_is_left_out(site: Site, builder: str, start: str) -> None:
    site.write("docs/search-tips.md", "# Tips for the screen\n\nClick.\n")
    site.write("docs/index.md", site.read("docs/index.md") + "\nMore [tips](search-tips.md).\n")
    listed = "\n```{toctree}\n:hidden:\n\nsearch-tips\n```\n"
    bare = site.read("docs/index.md")
    site.write("docs/index.md", bare + listed)
    before = site.build(builder, epub_tocscope="includehidden")
    site.write("docs/index.md", f"{bare}\n````{{only}} not book{listed}````\n")

    after = site.build(builder, epub_tocscope="includehidden")

    assert [before.warnings, after.warnings] == ["", ""]
    for built, is_there in ((before, True), (after, False)):
        text = built.read(start)
        assert ("search-tips" in text) == is_there
        assert "tips</span>" in text
        if builder == "epub":
            names = epub_of(built).namelist()
            assert ("search-tips.xhtml" in names) == is_there
            assert ("search-tips" in built.read("nav.xhtml")) == is_there
        else:
            assert ("Tips for the screen" in text) == is_there


def test_real_books_hold_notes_and_nothing_for_authors_or_screens(tmp_path: Path) -> None:
    (book,) = build_site(tmp_path, "epub").glob("*.epub")

    with zipfile.ZipFile(book) as packed:
        names = packed.namelist()
        page = packed.read("about.xhtml").decode()
    others = {name for name in names if "/" not in name and name.endswith(".xhtml")}
    folders = {name.split("/")[0] for name in names if "/" in name}
    styles = {name for name in names if name.startswith("_static/")}
    assert others == {
        "about.xhtml", "cheat-sheet.xhtml", "epub-cover.xhtml", "index.xhtml", "nav.xhtml"
    }  # fmt: skip
    assert folders >= {"services", "lens", "algorithms", "concepts"}
    assert not folders & {"authors", "practice", "exam"}
    assert styles == {"_static/book.css", "_static/cover.png", "_static/pygments.css"}
    assert "authors/" not in page
    assert book.stat().st_size < 2_000_000


# What it says of itself


def test_epub_names_itself_in_one_way_and_bears_the_newest_day(site: Site) -> None:
    built = site.build("epub", epub_identifier="urn:uuid:1", epub_uid="it", language="ja")

    package, contents = built.read("content.opf"), built.read("toc.ncx")
    assert '<dc:identifier id="it">urn:uuid:1</dc:identifier>' in package
    assert '<meta name="dtb:uid" content="urn:uuid:1"/>' in contents
    assert "<dc:language>ja</dc:language>" in package
    assert '<meta property="dcterms:modified">2026-11-20T00:00:00Z</meta>' in package
    site.edit(
        "docs/instruments/oboe.md",
        'sources: {default: "https://example.org/oboe"}',
        'sources: {default: {url: "https://example.org/oboe", checked: 2026-11-31}}',
    )
    package = site.build("epub").read("content.opf")
    assert '<meta property="dcterms:modified">2026-12-01T00:00:00Z</meta>' in package


def test_day_of_a_book_may_be_given(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    by_setting = site.clean("epub", quizgen_changed=86400).read("content.opf")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(2 * 86400))
    by_environment = site.clean("epub", quizgen_changed=86400).read("content.opf")

    assert "1970-01-02T00:00:00Z" in by_setting
    assert "1970-01-03T00:00:00Z" in by_environment


def test_chapters_say_what_they_hold(site: Site) -> None:
    picture = "```{raw} html\n<svg></svg>\n```\n"
    site.write("docs/instruments/a & b.md", f"---\norphan: true\n---\n# Both\n\n{picture}")
    package = site.build("epub").read("content.opf")

    told = dict(re.findall(r'href="([^"]*[.]xhtml)" media-type="[^"]*"(.*?) ?/>', package))
    assert told.pop("instruments/a%20%26%20b.xhtml") == ' properties="svg"'
    assert told.pop("nav.xhtml") == ' properties="nav"'
    assert set(told.values()) == {""}


# The same bytes


@pytest.mark.parametrize("builder", ["epub", "book"])
def test_same_site_gives_the_same_book(site: Site, tmp_path: Path, builder: str) -> None:
    first = site.build(builder)
    site.edit("docs/tempi/largo.md", "title: Largo", "title: Larghissimo")
    site.write("docs/tempi/grave.md", "# Grave\n")
    (site.docs / "logo.css").write_text("p {}", encoding="utf-8")
    other = site.build(builder, html_static_path=["../docs/logo.css"])
    site.restore()
    (tmp_path / "elsewhere").mkdir()

    again = site.build(builder)
    elsewhere = Site("test-orchestra", tmp_path / "elsewhere").build(builder, jobs=2)

    if builder == "epub":
        assert packed(other) != packed(first)
        assert packed(again) == packed(first) == packed(elsewhere)
    else:
        page = first.files["index.html"]
        assert other.files["index.html"] != page
        assert again.files["index.html"] == page == elsewhere.files["index.html"]


def test_epub_starts_with_its_type_as_it_is(site: Site) -> None:
    """So that programs know it by its first bytes."""
    whole = packed(site.build("epub"))

    assert whole[30:58] == b"mimetypeapplication/epub+zip"
