"""What pages load to show how far a learner is, and the ids that they know questions by."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.sites import Built, Site

#: Pages with the line, a list of notes or of pages, or a table.
MARKED = {"index", "instruments/index", "tempi/index", "overview/sections", "overview/tables"}
LINE = "Practise what you like."


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site("test-orchestra", tmp_path_factory.mktemp("marks"))


@pytest.fixture
def site(kept: Site) -> Site:
    kept.restore()
    return kept


def data(built: Built, name: str) -> dict[str, Any]:
    """Read what a script of the bank sets."""
    text = built.read(name).partition("=")[2].rstrip().removesuffix(";")
    found: dict[str, Any] = json.loads(text)
    return found


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def loading(built: Built, what: str) -> set[str]:
    return {name for name in built.shown if what in built.read(f"{name}.html")}


def test_ids_are_those_of_the_bank(site: Site) -> None:
    built = site.build()
    ids, bank = data(built, "bank-ids.js"), data(built, "bank.js")
    parts = ("id", "item", "rev")

    expected = [
        {name: note[name] for name in ("name", "was", "href") if name in note}
        | {"questions": [{k: q[k] for k in parts if k in q} for q in note["questions"]]}
        for note in bank["notes"]
        if note["questions"]
    ]
    assert expected == ids["notes"]
    assert (bank["v"], bank["site"]) == (ids["v"], ids["site"])


def test_ids_know_the_names_that_a_note_had(site: Site) -> None:
    site.edit("docs/instruments/oboe.md", "title: Oboe\n", "title: Oboe\naliases: [hautbois]\n")

    ids = data(site.build(), "bank-ids.js")

    assert [note["was"] for note in ids["notes"] if note["name"] == "oboe"] == [["oboe"]]


def test_only_pages_with_marks_load_their_scripts(site: Site) -> None:
    built = site.build()

    assert loading(built, "quizgen-marks.js") == MARKED
    assert loading(built, "quizgen-marks.css") == MARKED
    assert loading(built, "bank-ids.js") == MARKED


def test_line_leads_to_the_page_of_practice(site: Site) -> None:
    page = site.build().read("index.html")

    assert LINE in words(page)
    after = page.partition('<p data-part="after" hidden>')[2].partition("</p>")[0]
    assert words(after) == "Right last time: of questions. Due today: . Practise"
    assert 'href="practice.html"' in after


def test_without_a_page_that_asks_the_whole_bank_there_are_no_marks(site: Site) -> None:
    before = site.build()
    site.edit("docs/practice.md", "```{quiz-practice}\n```\n", "Later.\n")
    after = site.build()

    assert "bank-ids.js" in before.files
    assert "bank-ids.js" not in after.files
    assert loading(after, "quizgen-marks") == set()
    assert LINE in words(after.read("index.html"))
    assert "Right last time" not in after.read("index.html")
    clean = site.clean()
    assert {**after.files, ".buildinfo": b""} == {**clean.files, ".buildinfo": b""}


@pytest.mark.parametrize(("builder", "ending"), [("text", ".txt"), ("epub", ".xhtml")])
def test_books_show_what_stands_there_for_all(site: Site, builder: str, ending: str) -> None:
    built = site.build(builder)
    page = built.read(f"index{ending}")

    assert LINE in words(page).replace('"', "")
    assert "Right last time" not in page
    assert not [name for name in built.files if "bank-ids" in name]


def test_line_may_stand_alone(site: Site) -> None:
    site.edit("docs/index.md", "[Practise](practice.md) what you like.\n", "")

    built = site.build()

    assert built.warnings == ""
    assert "Right last time" in built.read("index.html")
