"""Every text that readers see can be translated, and an edition differs in nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from quizgen.sentences import known_language
from quizgen.text import texts_in
from tests.sites import Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quizgen.questions import Question

#: Elements that hold a text of their own, with nothing of their kind inside.
BLOCK = re.compile(
    r"<(p|li|dt|dd|legend|summary|span|button)\b[^>]*>(?:(?!<\1\b).)*?</\1>", re.DOTALL
)
#: What is the same in every language: formulas, addresses, numbers and signs.
SAME = re.compile(r'<code.*?</code>|<a class="reference external".*?</a>|[\d,. →–✓✗·]+', re.DOTALL)


def catalogs(built: Built) -> dict[str, Catalog]:
    """Read the templates that the gettext builder wrote."""
    found = {}
    for path in built.files:
        if path.endswith(".pot"):
            with (built.out / path).open("rb") as file:
                found[path.removesuffix(".pot")] = read_po(file)
    return found


def translate(
    site: Site, templates: dict[str, Catalog], translated: Callable[[str], str] = "ja:{}".format
) -> None:
    """Write Japanese catalogs, as a translator would; Sphinx compiles them."""
    for name, template in templates.items():
        catalog = Catalog(locale="ja")
        for message in template:
            if message.id:
                catalog.add(str(message.id), translated(str(message.id)))
        path = site.top / f"locale/ja/LC_MESSAGES/{name}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site("test-orchestra", tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="module")
def collected(site: Site) -> Built:
    return site.build("gettext")


@pytest.fixture(scope="module")
def templates(collected: Built) -> dict[str, Catalog]:
    return catalogs(collected)


@pytest.fixture(scope="module")
def editions(site: Site, templates: dict[str, Catalog]) -> tuple[Built, Built]:
    """The English edition and the Japanese one, first built with nothing but .po files there."""
    english = site.build("html")
    translate(site, templates)
    return english, site.build("html", kept="ja", language="ja")


def places(catalog: Catalog, message: str) -> list[tuple[str, int]]:
    found = catalog.get(message)
    assert found is not None, message
    return [(path.partition("/site/")[2], line or 0) for path, line in found.locations]


def line_of(site: Site, path: str, text: str) -> tuple[str, int]:
    """Give the place of a text in a source, as catalogs name it."""
    lines = site.read(path).splitlines()
    return path, 1 + next(number for number, line in enumerate(lines) if text in line)


@pytest.mark.parametrize(
    "text",
    [
        "carries the melody above all other bowed voices",
        "It is a fifth lower and reads another clef.",
        "A triangle",
        "It is struck with a beater.",
    ],
)
def test_text_of_a_front_matter_is_in_the_catalog_of_its_note_with_its_line(
    site: Site, templates: dict[str, Catalog], text: str
) -> None:
    place = line_of(site, "docs/instruments/violin.md", text)

    assert places(templates["instruments"], text) == [place]


@pytest.mark.parametrize("text", ["{note} sits with {values}.", "the string section"])
def test_text_of_the_vocabulary_is_in_the_catalog_with_its_line(
    site: Site, templates: dict[str, Catalog], text: str
) -> None:
    assert places(templates["quizgen"], text) == [line_of(site, "docs/vocabulary.yaml", text)]


def test_stem_of_an_item_model_is_in_the_catalog_with_its_line(
    site: Site, templates: dict[str, Catalog]
) -> None:
    place = line_of(site, "_templates/items/successor.jinja", "{% trans %}")

    message = "Which instrument plays the parts of %(note)s today?"
    assert places(templates["quizgen"], message) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "I don’t know",  # of a template
        "Choose two.",
        "Question %(number)s",
        "Choose %(keys)s answers first.",
        "Check yourself",  # of the package
        "{note} was called {value}.",
        "cm",  # of the vocabulary
        "tablature",  # no label but a name
        "Which tempo means %(means)s?",  # over several lines
    ],
)
def test_text_of_the_interface_is_in_the_catalog(templates: dict[str, Catalog], text: str) -> None:
    assert templates["quizgen"].get(text) is not None


def test_every_text_of_notes_and_vocabulary_is_collected(
    collected: Built, templates: dict[str, Catalog]
) -> None:
    known = {str(message.id) for catalog in templates.values() for message in catalog}

    notes = list(collected.domain.notes.values())
    texts = {text.source for text in texts_in([collected.domain.vocabulary, *notes])}

    assert len(texts) > 100
    assert texts <= known


def test_texts_are_collected_again_when_nothing_was_read(tmp_path: Path) -> None:
    site = Site("test-orchestra", tmp_path)

    first, second = site.build("gettext"), site.build("gettext")

    assert first.files == second.files
    assert "quizgen.pot" in second.files


def test_edition_builds_without_a_warning(editions: tuple[Built, Built]) -> None:
    assert [built.warnings for built in editions] == [""] * 2


def test_edition_has_the_same_questions_with_the_same_keys(editions: tuple[Built, Built]) -> None:
    """Else a learner who changes the language would lose what she did."""
    english, japanese = ([outline(question) for question in built.bank] for built in editions)
    shown = [
        {name: [q.id for q in questions] for name, questions in built.shown.items()}
        for built in editions
    ]

    assert english == japanese
    assert shown[0] == shown[1]


def outline(question: Question) -> tuple[str, str, list[tuple[str, bool]]]:
    """Give what is the same in every language."""
    options = [(option.id, option.is_key) for option in question.options]
    return question.id, question.revision, options


def test_words_of_a_translation_decide_nothing(tmp_path: Path) -> None:
    """Here they give a key away, which the words of the notes do not."""
    site = Site("test-orchestra", tmp_path)
    english = site.build("html")
    words = {
        "Oboe": "Tuning pipe",
        "gives the note to which all others tune": "is used for tuning",
        "the treble clef": "the clef of the tuning pipe",
    }

    translate(site, catalogs(site.build("gettext")), lambda text: words.get(text, text))
    japanese = site.build("html", kept="ja", language="ja")

    assert "What is special about Tuning pipe?" in {question.stem for question in japanese.bank}
    assert [outline(q) for q in english.bank] == [outline(q) for q in japanese.bank]


def test_everything_is_shown_translated(editions: tuple[Built, Built]) -> None:
    _, japanese = editions
    checked = 0

    for docname, questions in japanese.shown.items():
        page = japanese.read(f"{docname}.html")
        ours = re.findall(r'<div class="glance.*?(?=</section|<p>)', page, re.DOTALL)
        ours += re.findall(r"<quiz-question.*?</quiz-question>", page, re.DOTALL)
        ours += re.findall(r'<div class="quiz-player.*?(?=<template data-blank)', page, re.DOTALL)
        ours += re.findall(r'<div class="player-messages.*?<script', page, re.DOTALL)
        for block in (match[0] for part in ours for match in BLOCK.finditer(part)):
            text = re.sub(r"<[^>]*>", "", SAME.sub("", block)).strip()
            checked += 1
            assert not text or "ja:" in text.casefold(), f"{docname}: {block}"
        assert "ja:" in re.findall(r"<h1>(.*?)<", page, re.DOTALL)[0]
        assert not questions or "ja:Check" in page
    assert checked > 1000


def test_number_without_a_unit_shows_nothing_behind_it(editions: tuple[Built, Built]) -> None:
    """The translation of an empty text is the head of the catalog."""
    for built in editions:
        place = re.search(
            r'id="fact--largo--place".*?<dd>(.*?)</dd>', built.read("tempi/largo.html"), re.DOTALL
        )

        assert place
        assert re.sub(r"<[^>]*>", "", place[1]).strip() == "1"


def test_edition_shows_a_catalog_of_the_package_that_changed(tmp_path: Path) -> None:
    """No document hangs on that catalog by itself, as it does on its own."""
    site = Site("test-orchestra", tmp_path)
    templates = catalogs(site.build("gettext"))
    translate(site, templates)
    site.build("html", kept="ja", language="ja")

    translate(site, {"quizgen": templates["quizgen"]}, "日本語:{}".format)
    after = site.build("html", kept="ja", language="ja")

    page = after.read("instruments/violin.html")
    assert "日本語:the string section" in page
    assert "<h2>日本語:Check yourself" in page
    clean = site.clean("html", language="ja")
    assert clean.bank == after.bank
    assert clean.files == after.files


def test_catalogs_beside_the_notes_are_found_too(tmp_path: Path) -> None:
    """Sphinx looks for relative folders in the folder of the notes, and so does the package."""
    site = Site("test-orchestra", tmp_path)
    translate(site, catalogs(site.build("gettext")))
    (site.top / "locale").rename(site.docs / "texts")

    japanese = site.build("html", language="ja", locale_dirs=["texts"])

    assert "ja:the string section" in japanese.read("instruments/violin.html")


@pytest.mark.parametrize("language", ["xx", "pt-br"])
def test_a_language_that_babel_does_not_know_is_told(tmp_path: Path, language: str) -> None:
    built = Site("test-orchestra", tmp_path).build("html", language=language)

    said = f"WARNING: conf.py: language: Babel knows no '{language}'; lists and shares are as in"
    assert f"{said} English [quizgen.value]" in built.warnings
    assert "(75%)" in built.read("overview/tables.html")
    assert "Tuba" in built.read("instruments/tuba.html")


@pytest.mark.parametrize(
    ("language", "known"),
    [("ja", "ja"), ("pt_BR", "pt_BR"), ("sr@latin", "sr@latin"), ("pt-br", "en"), ("", "en")],
)
def test_what_babel_does_not_know_is_written_as_in_english(language: str, known: str) -> None:
    assert known_language(language) == known
