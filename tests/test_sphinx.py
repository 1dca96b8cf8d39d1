"""Questions are whole in whatever Sphinx writes: pages, books, plain text and trees."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from quizgen.markup import to_text
from tests.sites import ROOTS, Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quizgen.questions import Question

#: Builders with no place for a form, and the files that are read.
PLAIN = {
    "text": ".txt",
    "man": ".1",
    "latex": ".tex",
    "xml": ".xml",
    "pseudoxml": ".pseudoxml",
    "epub": ".xhtml",
    "book": ".html",
}
PAGES = {"html": ".html", "dirhtml": ".html", "singlehtml": ".html"}
SILENT = ["gettext", "dummy"]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Build the site with a builder, once for all tests."""
    return cache(Site("test-orchestra", tmp_path_factory.mktemp("builders")).build)


def readable(built: Built, ending: str) -> str:
    """Join all that is to be read."""
    paths = sorted(path for path in built.files if path.endswith(ending))
    return "\n".join(built.read(path) for path in paths if not path.startswith("_static"))


def words(text: str) -> str:
    """Reduce a text to its words."""
    return " ".join(re.findall(r"\w+", text))


def without_markup(text: str, builder: str) -> str:
    """Leave the words of a file that stand on a page."""
    match builder:
        case "text":  # numbers and dots in front of options and reasons
            return re.sub(r"^\s*(\d+\.|\*) ", "", text, flags=re.MULTILINE)
        case "man":
            text = re.sub(r"^\.B ", "", text, flags=re.MULTILINE)
            text = re.sub(r"^[.'].*", "", text, flags=re.MULTILINE)
            return re.sub(r"\\f[A-Z]|\\", "", text)
        case "latex":
            text = re.sub(r"\\(begin|end|sphinxsetlistlabels)\{[^\n]*", "", text)
            text = re.sub(r"\\label\{\\detokenize\{[^}]*\}\}", "", text)
            return re.sub(r"\\hyperref\[[^]]*\]|\\[a-zA-Z@]+", "", text)
        case _:
            return html.unescape(re.sub(r"<[^>]*>", " ", text))


def asked(question: Question) -> str:
    """Everything of a question in the order in which it is read without a script."""
    lettered = zip("ABCDEFG", question.options, strict=False)
    shown = [
        question.stem,
        f"Choose {question.choose}" if question.choose > 1 else "",
        *(f"{letter} {option.text}" for letter, option in lettered),
    ]
    return words(" ".join(to_text(text) for text in shown))


def answered(question: Question) -> str:
    """Everything of its answer."""
    lettered = list(zip("ABCDEFG", question.options, strict=False))
    shown = [
        *(f"{letter} {option.text}" for letter, option in lettered if option.is_key),
        question.rationale,
        *question.solution,
        *(f"{letter} {option.text} {option.reason}" for letter, option in lettered),
    ]
    return words(" ".join(to_text(text) for text in shown))


def shown_in(built: Built) -> list[Question]:
    return [question for questions in built.shown.values() for question in questions]


@pytest.mark.parametrize("builder", [*PAGES, *PLAIN, *SILENT])
def test_site_builds_without_a_warning(build: Callable[[str], Built], builder: str) -> None:
    assert build(builder).warnings == ""


def test_root_asks_in_every_direction(build: Callable[[str], Built]) -> None:
    bank = build("html").bank

    kinds = {question.kind for question in bank}
    models = {question.model for question in bank}
    written = Counter(question.choose for question in bank if question.kind == "written")

    assert {"written", "generated", "calculated", "order"} == kinds
    assert {"", *(path.stem for path in (ROOTS / "test-orchestra").rglob("*.jinja"))} == models
    assert written == {1: 2, 2: 1}
    assert any(question.kind == "order" and not question.model for question in bank)


@pytest.mark.parametrize("builder", PLAIN)
def test_question_is_whole_where_there_is_no_script(
    build: Callable[[str], Built], builder: str
) -> None:
    """The stem and every option; then the key told by its text, and a reason for each option."""
    built = build(builder)

    page = words(without_markup(readable(built, PLAIN[builder]), builder))

    assert len(shown_in(built)) > 50
    assert [q.id for q in shown_in(built) if not in_order([asked(q), answered(q)], page)] == []


@pytest.mark.parametrize("builder", PAGES)
def test_question_is_whole_on_a_page(build: Callable[[str], Built], builder: str) -> None:
    built = build(builder)
    pages = readable(built, ".html")

    for question in shown_in(built):
        block = rf'<quiz-question[^>]* id="{question.id}".*?</quiz-question>'
        found = re.findall(block, pages, re.DOTALL)
        form, answer = (words(without_markup(part, builder)) for part in found[0].split("<details"))
        options = [words(to_text(option.text)) for option in question.options]
        marks = ["Correct" if option.is_key else "Not correct" for option in question.options]
        reasons = [words(to_text(option.reason)) for option in question.options]
        told = [" ".join(parts) for parts in zip(options, marks, reasons, strict=True)]
        steps = [words(to_text(step)) for step in question.solution]

        assert len(found) == 1
        assert words(to_text(question.stem)) in form
        assert in_order(options, form)
        assert in_order([*told, *steps], answer)


def in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at) + len(part)
        if at < len(part):
            return False
    return True


@pytest.mark.parametrize("builder", [*PAGES, "epub", "book"])
def test_ids_are_unique_in_a_file(build: Callable[[str], Built], builder: str) -> None:
    built = build(builder)
    ending = PLAIN.get(builder) or PAGES[builder]

    for path in built.files:
        if path.endswith(ending):
            ids = Counter(re.findall(r'\sid="([^"]*)"', built.read(path)))
            assert {name: times for name, times in ids.items() if times > 1} == {}, path


@pytest.mark.parametrize("builder", [*PAGES, "epub", "book"])
def test_links_inside_the_site_land(build: Callable[[str], Built], builder: str) -> None:
    built = build(builder)
    ending = PLAIN.get(builder) or PAGES[builder]
    pages = {path: built.read(path) for path in built.files if path.endswith(ending)}
    checked = 0

    for path, page in pages.items():
        # MyST gives a link to a heading of another document two "#" where all are one page.
        for link in re.findall(r'<a [^>]*href="((?!#document-.*#)[^":]*)"', page):
            target, _, anchor = html.unescape(link).partition("#")
            there = (built.out / path).parent / target if target else built.out / path
            there = there / "index.html" if there.is_dir() else there
            name = there.resolve().relative_to(built.out.resolve()).as_posix()
            checked += 1
            assert name in built.files, f"{path}: {link}"
            assert not anchor or f'id="{anchor}"' in pages[name], f"{path}: {link}"
    assert checked > 50


def test_reasons_lead_to_the_facts_of_the_own_page(build: Callable[[str], Built]) -> None:
    links = re.findall(
        r'class="quiz-link">See <a href="([^"]*)"', build("html").read("instruments/viola.html")
    )

    assert any(link.startswith("#fact--viola--") for link in links)


def test_facts_stand_in_every_book(build: Callable[[str], Built]) -> None:
    for builder, ending in PLAIN.items():
        page = words(without_markup(readable(build(builder), ending), builder))

        assert "Formerly Hautbois until about 1770" in page, builder
        assert "Use instead Tuba" in page, builder
        assert "Length 370 cm" in page, builder


def search_index(built: Built) -> dict[str, set[str]]:
    """Give each word of the search with the documents that it finds."""
    index = json.loads(built.read("searchindex.js").removeprefix("Search.setIndex(")[:-1])
    found: dict[str, set[str]] = {}
    for part in ("terms", "titleterms"):
        for word, places in index[part].items():
            numbers = places if isinstance(places, list) else [places]
            found.setdefault(word, set()).update(index["docnames"][n] for n in numbers)
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_answers_stay_out_of_the_search(build: Callable[[str], Built], builder: str) -> None:
    index = search_index(build(builder))

    told_in_answers_alone = ("triang", "beater", "mouthp", "king", "invent", "bars")
    assert {"cane", "violin"} <= index.keys()
    assert [word for word in index if word.startswith(told_in_answers_alone)] == []


def test_former_name_finds_its_note_and_no_question_about_it(build: Callable[[str], Built]) -> None:
    index = search_index(build("html"))

    assert {"instruments/trombone"} == index["sackbut"]
    assert {"instruments/oboe"} == index["hautboi"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_script_and_style_are_loaded_only_with_questions(
    build: Callable[[str], Built], builder: str
) -> None:
    built = build(builder)

    for docname, questions in built.shown.items():
        path = f"{docname}.html"
        page = built.read(path if path in built.files else f"{docname}/index.html")
        assert (bool(questions) or docname == "practice") == ("quizgen.js" in page)
        shows = "quizgen.js" in page or "quizgen-marks.js" in page
        assert shows == ("quizgen-log.js" in page)
        assert (docname == "practice") == ("bank.js" in page)
        assert ("quizgen.js" in page) == ("quizgen.css" in page)


@pytest.mark.parametrize("builder", [*PLAIN, *SILENT])
def test_nothing_of_the_package_is_left_where_no_script_runs(
    build: Callable[[str], Built], builder: str
) -> None:
    built = build(builder)

    catalog = ["quizgen.pot"] if builder == "gettext" else []
    assert [path for path in built.files if "quizgen" in path] == catalog


def test_no_page_of_an_epub_has_a_script(build: Callable[[str], Built]) -> None:
    pages = readable(build("epub"), PLAIN["epub"])

    assert "</html>" in pages
    assert "<script" not in pages


def test_author_says_where_and_how_many(build: Callable[[str], Built]) -> None:
    built = build("html")
    oboe, presto = built.read("instruments/oboe.html"), built.read("tempi/presto.html")

    assert oboe.index("<quiz-question") < oboe.index("<h2>How a reed is made")
    assert "Check yourself" not in oboe
    assert "quiz-question" not in presto
    assert "Check yourself" not in presto
    assert len(built.shown["instruments/trombone"]) == 3
    assert "trombone.family-of" not in {question.id for question in built.bank}


def test_section_of_the_questions_stands_in_the_contents(build: Callable[[str], Built]) -> None:
    for builder in ("html", "dirhtml"):
        index = build(builder).read("index.html")
        page = {"html": "tempi/largo.html", "dirhtml": "tempi/largo/index.html"}[builder]

        assert 'href="#tempi-largo-quiz">Check yourself</a>' in build(builder).read(page)
        assert "Check yourself" not in index


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("docs/instruments/oboe.md", "oboe.md:26: WARNING: 'quiz' stands twice"),
        ("docs/tempi/index.md", "index.md:14: WARNING: 'quiz' is of no use where no note is"),
    ],
)
def test_place_that_is_of_no_use_is_reported(tmp_path: Path, path: str, complaint: str) -> None:
    site = Site("test-orchestra", tmp_path)
    site.write(path, site.read(path) + "\n```{quiz}\n```\n")

    built = site.build("html")

    assert complaint in built.warnings
    assert built.warnings.count("WARNING") == 1
    assert built.read("instruments/oboe.html").count('id="oboe.tuning"') == 1
