"""The report as a page: where it is, what leads to it, and when it is written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

from quizgen import report_page
from tests.sites import Built, Site
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

LINK = "# Notes\n\n{quiz-report}`The report` is here.\n"
PAGE = "bank.html"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site("test-orchestra", tmp_path_factory.mktemp("report"))


@pytest.fixture
def site(kept: Site) -> Site:
    kept.restore()
    return kept


def reported(
    site: Site,
    **config: Any,  # noqa: ANN401 - whatever conf.py may hold
) -> Built:
    return site.build(quizgen_report="bank", **config)


def test_page_tells_what_is_asked_and_what_is_not(site: Site) -> None:
    page = reported(site).read(PAGE)

    assert "<h1>The bank</h1>" in page
    assert 'href="#horn.instrument-that-does"' in page
    assert 'id="horn.instrument-that-does"' in page
    assert "Estimated, not measured." in page


def test_every_link_inside_leads_somewhere(site: Site) -> None:
    built = reported(site)
    page = built.read(PAGE).partition('<div class="quiz-report')[2]
    ids = set(re.findall(r' id="([^"]+)"', page))
    links = re.findall(r'<a href="([^"]+)"', page.partition('\n<div class="sphinxsidebar')[0])
    inside = {link[1:] for link in links if link.startswith("#")}
    pages = {link for link in links if not link.startswith(("#", "http"))}

    assert inside <= ids
    for link in pages:
        path, _, anchor = link.partition("#")
        assert not anchor or f'id="{anchor}"' in built.read(path)


def test_search_engines_and_the_search_of_the_site_leave_it_out(site: Site) -> None:
    built = reported(site)
    index = json.loads(built.read("searchindex.js").removeprefix("Search.setIndex(")[:-1])

    assert '<meta name="robots" content="noindex">' in built.read(PAGE)
    assert "bank" not in index["docnames"]


def test_no_page_leads_to_it_but_that_which_says_so(site: Site) -> None:
    before = reported(site)
    site.write("docs/instruments/index.md", site.read("docs/instruments/index.md") + LINK)
    after = reported(site)

    def leading(built: Built) -> list[str]:
        pages = {path: text for path, text in built.files.items() if path.endswith(".html")}
        return [path for path, text in pages.items() if PAGE.encode() in text and path != PAGE]

    assert (leading(before), leading(after)) == ([], ["instruments/index.html"])
    assert 'href="../bank.html">The report</a>' in after.read("instruments/index.html")


def test_without_the_setting_there_is_no_page(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/index.md": LINK})

    assert not (result.out / PAGE).exists()
    assert "<span>The report</span> is here" in result.page("index.html")
    assert result.warnings == []


@pytest.mark.parametrize(
    ("builder", "page", "text"),
    [
        ("text", "index.txt", "The report is here."),
        ("singlehtml", "index.html", "<span>The report</span> is here."),
        ("dirhtml", "index.html", 'href="bank/">The report</a> is here.'),
    ],
)
def test_where_there_is_no_page_the_words_are_words(
    builder: str, page: str, text: str, tmp_path: Path
) -> None:
    result = build(tmp_path, {"docs/index.md": LINK}, builder, quizgen_report="bank")

    assert text in result.page(page)
    assert (result.out / "bank/index.html").exists() == (builder == "dirhtml")


def test_texts_are_shown_as_they_are_written(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> & {{ 7 }} 100 % %(x)s"
    note = (
        f"---\ntitle: '{hostile}'\ntype: instrument\ndoes: '{hostile}'\n"
        "items:\n  - id: one\n    silence: {L10: '<i>so</i>'}\n"
        f"    stem: '{hostile}'\n    key: '{hostile}'\n"
        f"    distractors: [a: '{hostile}', b: '{hostile}']\n    rationale: '{hostile}'\n---\n"
    )
    page = build(tmp_path, {"docs/oboe.md": note}, quizgen_report="bank").page(PAGE)
    report = page.partition('<div class="quiz-report')[2].partition('<div class="sphinxsidebar')[0]

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7 }} 100 % %(x)s" in report
    assert "&lt;i&gt;so&lt;/i&gt;" in report
    assert "<script" not in report


@pytest.mark.parametrize(("notes", "opened"), [(20, True), (21, False)])
def test_a_list_is_open_where_it_is_short(tmp_path: Path, notes: int, opened: bool) -> None:  # noqa: FBT001 - it is what is expected
    files: dict[str, str | bytes] = {
        f"docs/drum-{n}.md": f"---\ntitle: Drum {n}\ntype: instrument\ndoes: beats {n}\n---\n"
        for n in range(notes)
    }
    files["_templates/items/who.jinja"] = (
        "---\nfor: instrument\ngiven: [does]\n---\nWho {{ does }}?"
    )

    page = build(tmp_path, files, quizgen_report="bank").page(PAGE)

    found = re.search(r"<details( open)?>\s*<summary>(\d+) facts that", page)
    assert found is not None
    assert (bool(found[1]), int(found[2])) == (opened, notes)


def test_style_is_loaded_by_this_page_alone(site: Site) -> None:
    built = reported(site)

    loading = [path for path, text in built.files.items() if b"quizgen-report.css" in text]

    assert loading == [PAGE]


# When it is written


def test_nothing_is_done_where_nothing_changed(site: Site) -> None:
    before = reported(site)
    with patch.object(report_page, "page_context") as made:
        after = reported(site)

    assert not made.called
    assert before.times[PAGE] == after.times[PAGE]


def test_it_is_the_same_in_parallel_and_after_an_edit_as_in_a_clean_build(site: Site) -> None:
    reported(site)
    site.edit("docs/instruments/horn.md", "title: Horn", "title: Alphorn")
    after = reported(site)
    clean = site.clean(quizgen_report="bank")
    parallel = site.clean(kept="parallel", jobs=2, quizgen_report="bank")

    assert "Alphorn" in after.read(PAGE)
    assert after.files[PAGE] == clean.files[PAGE] == parallel.files[PAGE]


def test_it_is_written_again_when_it_was_deleted(site: Site) -> None:
    before = reported(site)
    (before.out / PAGE).unlink()

    assert reported(site).files[PAGE] == before.files[PAGE]


def test_it_is_written_again_when_a_page_shows_fewer_questions(site: Site) -> None:
    before = reported(site)
    after = reported(site, quizgen_show=1)

    assert before.files[PAGE] != after.files[PAGE]
    assert after.files[PAGE] == site.clean(quizgen_report="bank", quizgen_show=1).files[PAGE]


# Where it is wanted now and then


def pages_written(before: Built, after: Built) -> set[str]:
    """Pages that are not as they were; those of Sphinx itself are written each time."""
    pages = {path for path in before.times.keys() | after.times.keys() if path.endswith(".html")}
    pages -= {"genindex.html", "search.html"}
    return {path for path in pages if before.times.get(path) != after.times.get(path)}


def test_it_comes_and_goes_and_only_what_leads_to_it_is_written_again(site: Site) -> None:
    site.write("docs/instruments/index.md", site.read("docs/instruments/index.md") + LINK)
    before = site.build()
    during = reported(site)
    after = site.build()

    assert pages_written(before, during) == {PAGE, "instruments/index.html"}
    assert pages_written(during, after) == {PAGE, "instruments/index.html"}
    assert PAGE in during.files
    assert during.files == site.clean(quizgen_report="bank").files
    assert before.files == after.files == site.clean().files


def test_under_another_name_it_is_gone_from_its_place(site: Site) -> None:
    reported(site)
    after = site.build(quizgen_report="all/of-it")
    clean = site.clean(quizgen_report="all/of-it")
    reported(site)

    assert PAGE not in after.files
    assert after.files == clean.files
    assert not (after.out / "all").exists()


def test_a_heading_may_have_the_name_of_the_role(site: Site) -> None:
    site.write("docs/index.md", site.read("docs/index.md") + "\n## Quiz report\n")
    link = "\n[Here](../index.md#quiz-report)\n"
    site.write("docs/instruments/index.md", site.read("docs/instruments/index.md") + link)
    before = site.build()
    after = reported(site)

    assert pages_written(before, after) == {PAGE}
