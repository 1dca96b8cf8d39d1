"""Print the book to a PDF with Chromium: python -m scripts.pdf BOOK.html BOOK.pdf.

It prints twice. The first time tells on which page everything stands; then these numbers are
written into the contents and the answers, which have room for them.
"""

from __future__ import annotations

import html
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdf
from pikepdf import ObjectStreamMode
from playwright.sync_api import sync_playwright

from scripts.browsers import start

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Links that say on which page their target stands.
NUMBERED = "nav.contents a, .quiz-chapter a"
#: More are not needed, unless numbers move what they number.
MOST_TIMES = 4
#: A printed book takes longer than a page that somebody waits for.
PATIENCE_MS = 600_000


def print_book(book: Path) -> bytes:
    """Print with the page numbers in place."""
    with sync_playwright() as playwright:
        browser = start(playwright)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(book.resolve().as_uri())
        if missing := not_drawn(browser, page.locator("body").inner_text()):
            sys.exit(
                f"no font of this system has {' '.join(missing[:10])} ({len(missing)} in all):"
                " install one that does; for Chinese, Japanese and Korean, fonts-noto-cjk on Debian"
            )
        day = page.evaluate("document.querySelector('meta[name=date]')?.content ?? '1970-01-01'")
        printed = print_until_numbers_are_right(page)
        browser.close()
    return packed(printed, day)


def not_drawn(browser: Browser, text: str) -> list[str]:
    """Name the characters of a text that would be printed as empty boxes."""
    wanted = {one for one in text if not one.isascii() and one.isprintable()}
    page = browser.new_page()
    page.set_content("".join(f"<p>{html.escape(one)}</p>" for one in sorted(wanted)))
    printed = pypdf.PdfReader(io.BytesIO(page.pdf()))
    page.close()
    return sorted(wanted.difference(*(one.extract_text() for one in printed.pages)))


def print_until_numbers_are_right(page: Page) -> bytes:
    numbers: dict[str, int] = {}
    for _ in range(MOST_TIMES):
        printed = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
        before, numbers = numbers, page_numbers(printed)
        if numbers == before:
            return printed
        page.evaluate(
            """([links, numbers]) => {
              for (const link of document.querySelectorAll(links)) {
                link.dataset.page = numbers[link.getAttribute('href').slice(1)] ?? '';
              }
            }""",
            [NUMBERED, numbers],
        )
    sys.exit(f"the page numbers still move after printing {MOST_TIMES} times; see paper.css")


def page_numbers(printed: bytes) -> dict[str, int]:
    """Give the page, counted from 1, of each place that a link leads to."""
    reader = pypdf.PdfReader(io.BytesIO(printed))
    numbers = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            numbers[name.removeprefix("/")] = number + 1
    return numbers


def packed(printed: bytes, day: str) -> bytes:
    """Leave about a third, and the day of the book in place of the time of printing."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        moment = f"D:{day.replace('-', '')}000000+00'00'"
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = pikepdf.String(moment)
        # Chromium writes each object by itself, and its tags are some hundred thousand.
        pdf.save(file, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return file.getvalue()


def main() -> None:
    book, pdf = map(Path, sys.argv[1:])
    printed = print_book(book)
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(printed)
    pages = len(pypdf.PdfReader(io.BytesIO(printed)).pages)
    print(f"{pdf}: {pages} pages, {len(printed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
