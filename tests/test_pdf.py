"""The book on paper: every question and its answer, page numbers that are right, an outline."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pypdf
import pytest
from playwright.sync_api import sync_playwright

from quizgen.markup import to_text
from scripts.browsers import start
from scripts.pdf import not_drawn, print_book
from tests.real_site import build_site
from tests.sites import Site
from tests.test_books import JAPANESE
from tests.test_real_site import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from quizgen.questions import Question

pytestmark = pytest.mark.browser
#: The place of a question, in front of the link to its answer.
ASKED = re.compile(r'id="([^"]+)"></span><a [^>]*href="#answer--')
#: A4 in points, rounded; on its side it has room for many columns.
A4 = {(595, 842), (842, 595)}
Made = TypeVar("Made")
#: Such a character no usual font has.
RARE = "\U00030000"


def apart(work: Callable[..., Made], *args: object) -> Made:
    """Work in a thread of its own: tests of browsers keep Playwright at work in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *args).result()


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A book, read once: extracting text takes its time."""

    html: str
    reader: pypdf.PdfReader
    #: The text of each page, with nothing between its signs.
    pages: list[str]

    @classmethod
    def of(cls, folder: Path) -> Printed:
        path = folder / "index.html"
        reader = pypdf.PdfReader(io.BytesIO(apart(print_book, path)))
        pages = [bare(page.extract_text()) for page in reader.pages]
        return cls(html=path.read_text(encoding="utf-8"), reader=reader, pages=pages)

    @property
    def outline(self) -> list[tuple[int, str, int]]:
        """Level, words and page of each bookmark."""
        return list(self._bookmarks(self.reader.outline, 1))

    def _bookmarks(self, entries: object, level: int) -> Iterator[tuple[int, str, int]]:
        assert isinstance(entries, list)
        for entry in entries:
            if isinstance(entry, list):
                yield from self._bookmarks(entry, level + 1)
            else:
                page = self.reader.get_destination_page_number(entry)
                assert page is not None
                yield level, str(entry.title), page + 1

    @property
    def whole(self) -> str:
        """The text of all pages, without the number at the foot of each but the first."""
        numbered = enumerate(self.pages[1:], start=2)
        return self.pages[0] + "".join(text.removeprefix(str(number)) for number, text in numbered)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def lettered(question: Question) -> Iterator[tuple[str, str, bool]]:
    for letter, option in zip("ABCDEFG", question.options, strict=False):
        yield f"{letter}.{to_text(option.text)}", to_text(option.reason), option.is_key


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed.of(build_site(tmp_path_factory.mktemp("book"), "book"))


def test_every_question_is_printed_once_and_answered_at_the_end(book: Printed) -> None:
    """Those of all pages, that is, and with the reason for each option."""
    questions = {question.id: question for block in blocks().values() for question in block}
    whole = book.whole
    asked = ASKED.findall(book.html)
    (start_of_answers,) = [page for _, title, page in book.outline if title == "Answers"]
    first = len("".join(book.pages[: start_of_answers - 1]))
    lost = []

    assert sorted(asked) == sorted(questions)
    for number, item in enumerate(asked, start=1):
        question = questions[item]
        options = list(lettered(question))
        hint = f"Choose{question.choose}." if question.choose > 1 else ""
        stem = f"Question{number}.{to_text(question.stem)}{hint}"
        body = bare(stem + "".join(text for text, _, _ in options))
        key = bare(f"Answer{number}:" + " · ".join(text for text, _, is_key in options if is_key))
        reasons = [bare(f"{text} – {reason}") for text, reason, _ in options]
        if [whole.count(body), whole.count(key)] != [1, 1] or whole.find(key) < first - 2000:
            lost.append(item)
        elif any(reason not in whole for reason in reasons):
            lost.append(f"{item}: reasons")
    assert lost == []


def test_every_page_but_the_first_bears_its_number(book: Printed) -> None:
    numbers = [re.match(r"\d+", text) for text in book.pages]

    assert len(numbers) > 100
    assert numbers[0] is None
    assert [
        n for n, found in enumerate(numbers[1:], 2) if not book.pages[n - 1].startswith(str(n))
    ] == []


def test_contents_give_the_page_on_which_each_note_starts(book: Printed) -> None:
    start_of_text = next(page for _, title, page in book.outline if title.startswith("Notes for"))
    contents = "".join(book.pages[1 : start_of_text - 1])
    listed = re.findall(r'<span class="name">(.*?)</span>', book.html)
    # A heading within another note may have the same words.
    places = {(title, page) for level, title, page in book.outline if level <= 3}

    assert len(listed) > 150
    found = {title for title, page in places if bare(f"{title}{page}") in contents}
    assert [title for title in map(to_plain, listed) if title not in found] == []


def to_plain(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html).replace("&amp;", "&")


def test_answers_name_the_page_of_their_note(book: Printed) -> None:
    places = {title: page for level, title, page in reversed(book.outline) if level <= 3}

    for title in ("Amazon Athena", "Shard sizing"):
        assert bare(f"{title}{places[title]}Answer") in book.whole


def test_nearly_all_objects_are_packed(book: Printed) -> None:
    alone = sum(map(len, book.reader.xref.values()))

    assert 0 < alone < len(book.reader.xref_objStm) / 10


def test_outline_has_the_parts_and_the_notes_below_them(book: Printed) -> None:
    outline = book.outline

    parts = [title for level, title, _ in outline if level == 1]
    athena = next(level for level, title, _ in outline if title == "Amazon Athena")
    pages = [page for _, _, page in outline]
    assert parts[:2] == ["ML Exam Notes", "Contents"]
    assert parts[3:] == [
        "Services", "Machine Learning Lens", "Algorithms", "Concepts", "Exams",
        "Cheat sheet", "About this site", "Answers",
    ]  # fmt: skip
    assert athena == 2
    assert pages == sorted(pages)


def test_pages_are_a4_and_say_what_is_what(book: Printed) -> None:
    root = book.reader.root_object

    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in book.reader.pages} == A4
    assert root["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "en"


def test_book_bears_the_day_of_its_notes_and_no_clock(book: Printed) -> None:
    day = re.search(r'<meta name="date" content="([\d-]+)"', book.html)
    metadata = book.reader.metadata

    assert day
    assert metadata
    assert metadata.title == "ML Exam Notes"
    assert {str(metadata["/CreationDate"]), str(metadata["/ModDate"])} == {
        f"D:{day[1].replace('-', '')}000000+00'00'"
    }


# A small book


@pytest.fixture
def japanese(tmp_path: Path) -> Path:
    site = Site("test-orchestra", tmp_path)
    site.write("docs/instruments/shakuhachi.md", JAPANESE)
    return site.build("book").out / "index.html"


def test_japanese_is_printed_and_the_same_book_reads_the_same_each_time(japanese: Path) -> None:
    """Chromium may round a coordinate otherwise, so the bytes are not compared."""
    first, second = (pypdf.PdfReader(io.BytesIO(apart(print_book, japanese))) for _ in range(2))

    pages = [page.extract_text() for page in first.pages]
    text = bare("".join(pages))
    assert "竹でできた縦笛です。長さが一尺八寸あるので、尺八と呼ばれます。" in text
    assert "尺八の長さはどれですか。" in text
    assert "名前がその長さを言います。" in text
    assert "\0" not in text
    assert [page.extract_text() for page in second.pages] == pages
    assert second.metadata == first.metadata


def test_what_no_font_has_is_told_and_not_printed_as_a_box(japanese: Path) -> None:
    page = japanese.read_text(encoding="utf-8")
    japanese.write_text(page.replace("竹でできた", RARE), encoding="utf-8")

    with pytest.raises(SystemExit, match=f"no font of this system has {RARE} .1 in all.: install"):
        apart(print_book, japanese)


def test_what_fonts_have_is_no_complaint() -> None:
    def missing(text: str) -> list[str]:
        with sync_playwright() as playwright:
            browser = start(playwright)
            found = not_drawn(browser, text)
            browser.close()
            return found

    assert apart(missing, f"Text – ‘é’ → ✓ ✗ × ÷ ≥ 日本語 <&> \n\u00a0{RARE}") == [RARE]
