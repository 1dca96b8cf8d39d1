"""A note in reStructuredText begins with the same front matter as one in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "docs/bends/sheet-bend.rst"
DOUBLE = "docs/bends/double-fisherman.rst"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site("test-knots", tmp_path)


def told(site: Site) -> list[str]:
    """Give the warnings of a build, without the folder of the site."""
    lines = site.build("dummy").warnings.splitlines()
    return [line.replace(f"{site.docs}/", "") for line in lines]


def test_site_of_both_markups_builds_without_a_warning(site: Site) -> None:
    assert told(site) == []


def test_page_has_the_title_and_the_text_and_no_front_matter(site: Site) -> None:
    page = site.build("text").read("bends/sheet-bend.txt")

    assert page.startswith("Sheet bend\n**********\n\n-[ At a glance ]-\n")
    assert "The thick rope makes the bight." in page
    assert "Question 1." in page.partition("How to open it")[0]
    assert "title: Sheet bend" not in page


def test_line_between_two_others_is_a_title(site: Site) -> None:
    """It looks like front matter of one line."""
    page = site.build("text").read("compare.txt")

    assert page.startswith("Compare\n*******\n")


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            SHEET,
            "kind: bend",
            "kind: bent",
            (
                "docs/bends/sheet-bend.rst:4: WARNING: kind: no value 'bent' (did you mean 'bend'?)"
                " [quizgen.value]"
            ),
        ),
        (
            SHEET,
            "type: knot\n",
            "typ: knot\n",
            (
                "docs/bends/sheet-bend.rst:3: WARNING: front matter: unknown key 'typ'"
                " (did you mean 'type'?) [quizgen.key]"
            ),
        ),
        (
            SHEET,
            "Push the bight.",
            "Push the `bight`_.",
            'bends/sheet-bend.rst:33: ERROR: Unknown target name: "bight". [docutils]',
        ),
        (
            SHEET,
            "How to open it\n--------------",
            "How to open it\n==============",
            (
                "bends/sheet-bend.rst:31: WARNING: a second heading of the first level; underline"
                " the headings of a note with another sign than '=' [quizgen.value]"
            ),
        ),
        (
            SHEET,
            ".. quiz::\n",
            ".. quiz::\n\n.. quiz::\n",
            "bends/sheet-bend.rst:30: WARNING: 'quiz' stands twice [quizgen.duplicate]",
        ),
    ],
)
def test_mistake_is_told_with_its_line(
    site: Site, path: str, old: str, new: str, expected: str
) -> None:
    site.edit(path, old, new)

    assert expected in told(site)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SHEET, "title: Sheet bend", "title: Weaver's hitch"),
        (SHEET, "of different thickness\n", "of unlike thickness\n"),
        (DOUBLE, "strength: 70", "strength: 75"),
        (DOUBLE, "type: knot\n", ""),
        ("docs/rules/models/kind-of-knot.jinja", "What is", "Of which kind is"),
        ("docs/rules/vocabulary.yaml", "label: Strength left", "label: What is left"),
    ],
)
def test_edit_gives_the_same_pages_as_a_clean_build(
    site: Site, path: str, old: str, new: str
) -> None:
    """Not with alabaster: it lists all titles on each page, which Sphinx does not look after."""
    before = site.build(html_theme="basic").files
    site.edit(path, old, new)

    after = site.build(html_theme="basic").files

    assert before != after
    assert after == site.clean(html_theme="basic").files


def test_texts_of_a_note_are_collected_for_translators(site: Site) -> None:
    catalog = site.build("gettext").read("bends.pot")

    assert "bends/sheet-bend.rst:5\n" in catalog
    assert 'msgid "joins two ropes of different thickness"' in catalog
    assert 'msgid "Sheet bend"' in catalog
