"""Overviews as pages, books and plain text; where their headings and their words are found."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.sites import Built, Site
from tests.support import build as build_notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HORN = "---\ntitle: Horn\ntype: instrument\ndoes: calls\nfamily: brass\n---\n"
OBOE = "---\ntitle: Oboe\ntype: instrument\ndoes: gives the A\nfamily: woodwind\n---\n"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Build the site with a builder, once for all tests."""
    return cache(Site("test-orchestra", tmp_path_factory.mktemp("overviews")).build)


@pytest.mark.parametrize(
    ("builder", "path"),
    [
        ("html", "overview/compare.html"),
        ("dirhtml", "overview/compare/index.html"),
        ("singlehtml", "index.html"),
        ("epub", "overview/compare.xhtml"),
        ("text", "overview/compare.txt"),
        ("man", "orchestranotes.1"),
        ("latex", "orchestranotes.tex"),
        ("xml", "overview/compare.xml"),
    ],
)
def test_every_builder_writes_what_tells_notes_apart(
    build: Callable[[str], Built], builder: str, path: str
) -> None:
    built = build(builder)

    assert built.warnings == ""
    assert "It is a fifth lower and reads another clef." in built.read(path).replace("\n", " ")


def test_text_has_groups_links_and_tables(build: Callable[[str], Built]) -> None:
    sections = build("text").read("overview/sections.txt")
    tables = build("text").read("overview/tables.txt")

    assert "The brass section\n=================\n" in sections
    assert (
        "Ophicleide No longer played\n"
        "   covers the holes of a brass tube with keys\n\n"
        "   Use instead: Tuba\n"
    ) in sections
    assert re.search(r"\| Sackbut +\| Trombone +\| ", tables)


def test_latex_has_headings_that_links_lead_to(build: Callable[[str], Built]) -> None:
    book = build("latex").read("orchestranotes.tex")

    assert "\\section{The brass section}" in book.replace("sub", "")
    (label,) = set(re.findall(r"\\label\{\\detokenize\{(\S*sections-group-brass)\}\}", book))
    assert f"\\hyperref[\\detokenize{{{label}}}]" in book


def test_cells_that_name_a_row_or_a_column_say_so(build: Callable[[str], Built]) -> None:
    page = build("html").read("overview/tables.html")

    assert '<th scope="col"><p>Family → Clefs</p></th>' in page
    assert '<th scope="row"><p>The brass section</p></th>' in page
    assert page.count("<th>") == page.count("<th ") - page.count("<th scope=") == 0


def test_codes_stand_under_their_parts_with_the_notes_that_name_them(
    build: Callable[[str], Built],
) -> None:
    text = build("text").read("overview/tables.txt")
    page = build("html").read("overview/tables.html")

    assert "\n1 Playing (75%)\n===============\n" in text
    assert "\n1.1 Scales\n   Instruments: Ophicleide No longer played; Viola\n" in text
    assert "\n1.2 Sight reading\n   none yet\n" in text
    assert '<a class="reference internal" href="../tempi/allegro.html">Allegro</a>' in page


def test_notes_are_linked_from_where_the_page_stands(build: Callable[[str], Built]) -> None:
    page = build("html").read("overview/sections.html")

    assert '<a class="reference internal" href="../instruments/tuba.html">Tuba</a>' in page
    assert '<span class="status status-retired">No longer played</span>' in page


def test_codes_lead_to_the_pages_that_explain_them(build: Callable[[str], Built]) -> None:
    link = '<a class="reference external" href="https://board.example/grades/5.html">5</a>'

    for path, after in (("instruments/violin.html", " Three pieces"), ("overview/tables.html", "")):
        assert f"{link}{after}" in build("html").read(path)


def test_headings_stand_in_contents_and_lists_in_the_order_of_the_page(
    build: Callable[[str], Built],
) -> None:
    page, index = (build("html").read(path) for path in ("overview/sections.html", "index.html"))
    headings = re.findall(r"<h[23]>(.+?)<a", page)
    body = index[index.index('<div class="toctree-wrapper') :]
    listed = re.findall(r'"overview/sections\.html#[^"]*">(.*?)</a>', body[: body.index("</div>")])

    assert headings == [
        "The string section",
        "The woodwind section",
        "The brass section",
        "How to play",
        "Oboe",
        "Viola",
        "Others",
    ]
    assert listed == headings[:4]


def test_every_id_of_a_page_stands_there_once(build: Callable[[str], Built]) -> None:
    for path in ("overview/sections.html", "overview/compare.html"):
        ids = re.findall(r' id="([^"]+)"', build("html").read(path))

        assert len(ids) == len(set(ids))
    everything = re.findall(r' id="([^"]+)"', build("singlehtml").read("index.html"))
    groups = [one for one in everything if "-group-" in one]
    assert groups
    assert len(groups) == len(set(groups))


def test_link_leads_to_a_group_and_takes_its_heading(build: Callable[[str], Built]) -> None:
    page = build("html").read("overview/compare.html")

    assert re.search(r'href="sections\.html#overview-sections-group-brass">.*?The brass', page)


def test_search_finds_the_note_and_not_each_list_of_it(build: Callable[[str], Built]) -> None:
    script = build("html").read("searchindex.js")
    index = json.loads(script[len("Search.setIndex(") : -1])
    docnames = index["docnames"]

    def found(word: str) -> list[str]:
        pages = index["terms"].get(word, [])
        return [docnames[n] for n in (pages if isinstance(pages, list) else [pages])]

    assert found("overblow") == ["instruments/clarinet"]
    assert found("togeth") == ["overview/sections"]


def test_title_of_an_overview_is_that_of_the_edition(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        "docs/index.md": "# All\n\n```{quiz-list}\n:type: instrument\n:by: family\n```\n",
        "docs/horn.md": HORN,
        "docs/oboe.md": OBOE,
    }

    catalog = build_notes(tmp_path, pages, "gettext").page("quizgen.pot")
    page = build_notes(tmp_path, pages, "gettext").page("index.pot")

    for text in ("Others", "Use instead:", "{one} or {other}?", "Today", "Not {value}", "brass"):
        assert f'msgid "{text}"' in catalog
    assert "horn" not in page.casefold().replace("docs/horn", "")


def test_wrong_option_is_told_once_at_its_line_and_the_page_goes_on(tmp_path: Path) -> None:
    text = (
        "# All\n\nBefore.\n\n```{quiz-list}\n:type: instrument\n:by: famly\n```\n\nAfter.\n\n"
        "```{quiz-names}\n:where: family=bras\n```\n\n"
        "```{quiz-list}\n:type: instrument\n```\n"
    )

    result = build_notes(tmp_path, {"docs/index.md": text, "docs/horn.md": HORN})

    told = [line for line in result.warnings if "toctree" not in line]
    assert told == [
        f"{line}: WARNING: {message} [quizgen.value]"
        for line, message in (
            ("index.md:5", "{quiz-list}: by: no field 'famly' (did you mean 'family'?)"),
            (
                "index.md:12",
                "{quiz-names}: where: no value 'bras' of 'family' (did you mean 'brass'?)",
            ),
        )
    ]
    page = result.page("index.html")
    assert page.index("Before.") < page.index("After.") < page.index(">Horn</a>")


def test_group_without_notes_and_page_without_groups_have_no_heading(tmp_path: Path) -> None:
    text = "# All\n\n```{quiz-compare}\n:type: instrument\n:by: family\n```\n"

    result = build_notes(tmp_path, {"docs/index.md": text, "docs/horn.md": HORN})

    assert "<h2>" not in result.page("index.html")


def test_same_group_twice_on_a_page_has_two_ids(tmp_path: Path) -> None:
    one = "```{quiz-list}\n:type: instrument\n:by: family\n```\n"

    result = build_notes(
        tmp_path, {"docs/index.md": f"# All\n\n{one}\n{one}", "docs/horn.md": HORN}
    )

    ids = re.findall(r'id="(index-group-[^"]+)"', result.page("index.html"))
    assert ids == ["index-group-brass", "index-group-brass-2"]


def test_place_that_a_link_leads_to_keeps_its_id(tmp_path: Path) -> None:
    text = (
        "# All\n\nSee [the names](#names).\n\n(names)=\n\n```{quiz-list}\n:type: instrument\n```\n"
    )

    result = build_notes(tmp_path, {"docs/index.md": text, "docs/horn.md": HORN})

    assert [line for line in result.warnings if "toctree" not in line] == []
    assert 'id="names"' in result.page("index.html")
