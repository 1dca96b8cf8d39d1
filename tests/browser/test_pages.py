"""The real site in a real browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.test_everywhere import answer_all, violations
from tests.real_site import TOP, build_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
#: Pages made of all notes: so long that axe takes some seconds for each.
LONG = [
    "services/index.html",
    "services/by-phase.html",
    "services/by-status.html",
    "services/matrix.html",
    "services/compare.html",
    "services/former-names.html",
    "algorithms/index.html",
    "exams/mla-c02.html",
    "lens/practices.html",
    "lens/phases-and-services.html",
    "cheat-sheet.html",
]
#: One page of each other kind.
SHORT = [
    "index.html",
    "about.html",
    "search.html",
    "practice.html",
    "exam.html",
    "services/data-firehose.html",
    "lens/index.html",
    "lens/data-processing.html",
    "lens/data-collection.html",
    "algorithms/xgboost.html",
    "exams/index.html",
    "concepts/shard-sizing.html",
    "concepts/precision-and-recall.html",
    "concepts/binomial-distribution.html",
    "authors/notes.html",
]
KINDS = [*SHORT, *LONG]
SCHEMES = ["light", "dark"]
WIDTHS = [320, 1280]
#: Each width and each scheme on every page, and on short pages each with each.
VIEWS = [(name, width, scheme) for name in SHORT for width in WIDTHS for scheme in SCHEMES]
VIEWS += [(name, *view) for name in LONG for view in zip(WIDTHS, reversed(SCHEMES), strict=True)]
#: Sheets of A4 that hold what about a hundred notes are.
MOST_PRINTED = 6
#: A4 without its margins of 18 mm, at 96 dots an inch.
PAPER = 658


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(("name", "width", "scheme"), VIEWS)
def test_axe_finds_nothing(page: Page, site: Path, name: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / name).as_uri())
    answer_all(page)
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
    )

    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == width


def test_from_disk_no_page_asks_for_anything_elsewhere(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in KINDS:
        page.goto((site / name).as_uri())

    assert asked
    assert [url for url in asked if not url.startswith(site.as_uri())] == []


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Kinesis Data Firehose", "Amazon Data Firehose"),
        ("Kinesis Data Analytics", "Amazon Managed Service for Apache Flink"),
    ],
)
def test_search_from_disk_finds_a_service_by_its_former_name(
    page: Page, site: Path, former: str, today: str
) -> None:
    page.goto((site / "index.html").as_uri())
    box = page.get_by_role("searchbox")
    box.fill(former)
    box.press("Enter")

    page.locator("#search-results").get_by_role("link", name=today).first.wait_for()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("zebrafish", "^No page has all these words"),
        ("zebrafish xgboost", "^No page has all these words"),
        ("Netlify Cloudflare sitemap", "^One page has these words"),
        ("kinesis", "^[1-9][0-9]+ pages have these words"),
    ],
)
def test_search_says_what_it_found_in_the_words_of_the_site(
    page: Page, site: Path, words: str, told: str
) -> None:
    page.goto((site / "search.html").as_uri() + "?" + urlencode({"q": words}))

    expect(page.locator(".search-summary")).to_have_text(re.compile(told))
    expect(page.get_by_role("heading", name="Search results")).to_be_visible()


def test_cheat_sheet_prints_on_a_few_pages(page: Page, site: Path) -> None:
    page.goto((site / "cheat-sheet.html").as_uri())

    printed = page.pdf(format="A4", prefer_css_page_size=True)

    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= MOST_PRINTED


@pytest.mark.parametrize("name", ["services/matrix.html", "services/compare.html"])
def test_first_column_stays_when_a_wide_table_is_scrolled(
    page: Page, site: Path, name: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((site / name).as_uri())
    head = page.locator(".overview tbody th").first
    before = head.bounding_box()

    page.locator(".table-box").first.evaluate("box => { box.scrollLeft = 200; }")

    assert page.locator(".table-box").first.evaluate("box => box.scrollLeft") == 200
    assert head.bounding_box() == before


@pytest.mark.parametrize("width", WIDTHS)
def test_picture_of_the_lifecycle_can_be_read_and_leads_on(
    page: Page, site: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / "lens/index.html").as_uri())
    picture = page.get_by_role("group", name="Lens phases")
    boxes = page.locator(".cycle a")
    inside = boxes.evaluate_all(
        """links => links.map((link) => {
          const [box, text] = [...link.children].map((part) => part.getBoundingClientRect());
          return box.left < text.left && text.right < box.right
            && box.top < text.top && text.bottom < box.bottom;
        })"""
    )

    assert picture.is_visible()
    assert inside == [True] * 6
    assert page.locator(".cycle text").first.evaluate(
        "text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a >= 12"
    )
    boxes.nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/data-processing.html")


def test_wide_formula_can_be_scrolled_with_the_keyboard(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((site / "concepts/entropy-and-information-gain.html").as_uri())
    formulas = page.locator("div.math").all()
    wide = [one.evaluate("one => one.scrollWidth > one.clientWidth") for one in formulas]

    assert True in wide
    assert [one.get_attribute("tabindex") == "0" for one in formulas] == wide


def test_reason_leads_to_the_fact(page: Page, site: Path) -> None:
    page.goto((site / "services/data-firehose.html").as_uri())
    answer_all(page)
    links = page.locator("quiz-question .quiz-link a[href*='#']")
    anchor = str(links.first.get_attribute("href")).partition("#")[2]
    links.first.click()

    assert page.evaluate("() => location.hash") == f"#{anchor}"
    assert page.locator(":target").is_visible()


def test_answer_is_remembered_when_the_page_opens_again(page: Page, site: Path) -> None:
    page.goto((site / "services/polly.html").as_uri())
    first = page.locator("quiz-question").first
    first.locator("input[data-key]").check()
    first.locator("button[value=check]").click()
    page.reload()

    assert first.get_attribute("data-result") == "right"


def test_page_that_is_loaded_again_stays_where_it_was(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto((site / "exam.html").as_uri())
    page.get_by_role("button", name="Start the exam").click()
    page.get_by_role("button", name="Flag for later").scroll_into_view_if_needed()
    before = page.evaluate("() => scrollY")
    page.reload()
    page.locator("quiz-question").wait_for()

    assert before > 0
    assert page.evaluate("() => scrollY") == before


def test_lengths_of_exams_fit_their_boxes(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto((site / "exam.html").as_uri())
    exams = page.get_by_role("combobox", name="Exam", exact=True)
    labels = page.locator("[data-length]")
    wide = """labels => labels.filter((one) => {
      const count = one.querySelector('.player-count').getBoundingClientRect();
      return count.right > one.getBoundingClientRect().right - 8;
    }).length"""
    for exam in exams.locator("option").all():
        exams.select_option(exam.get_attribute("value"))
        assert labels.evaluate_all(wide) == 0

    assert labels.count() == 3


def test_html_is_valid(site: Path) -> None:
    """Ids of questions hold dots and tildes, which HTML allows and the strict rule does not."""
    rules = {"valid-id": ["error", {"relaxed": True}]}
    config = site.parent / "htmlvalidate.json"
    config.write_text(
        json.dumps({"root": True, "extends": ["html-validate:recommended"], "rules": rules})
    )
    node = Path(sys.executable).with_name("node")
    program = TOP / "node_modules/html-validate/bin/html-validate.mjs"
    pages = [str(path) for path in sorted(site.rglob("*.html"))]
    done = subprocess.run(
        [node, program, "--config", config, "--formatter", "text", *pages],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.stdout, done.returncode) == ("", 0)


def test_printed_note_has_its_questions_all_facts_and_the_answers(page: Page, site: Path) -> None:
    page.goto((site / "services/athena.html").as_uri())
    answer_all(page)
    page.emulate_media(media="print")

    for hidden in (".top", ".crumbs", ".contents", ".turn", ".headerlink", "button", "summary"):
        assert page.locator(hidden).count() > 0, hidden
        assert page.locator(hidden).locator("visible=true").count() == 0, hidden
    questions = page.locator("quiz-question").count()
    assert questions > 1
    assert page.locator(".quiz-option").locator("visible=true").count() > questions
    assert page.locator(".quiz-key li").locator("visible=true").count() == questions
    folded = page.locator(".glance-more dd")
    assert folded.locator("visible=true").count() == folded.count() > 0
    assert (
        page.locator("main")
        .inner_text()
        .rstrip()
        .endswith(page.locator(".quiz-key li").last.inner_text())
    )


def test_addresses_are_printed_in_the_text_alone(page: Page, site: Path) -> None:
    page.goto((site / "lens/index.html").as_uri())
    page.emulate_media(media="print")
    shown = """(links) => links.map((one) => getComputedStyle(one, '::after').content)"""

    in_text = page.locator('.text > section > p a[href^="http"]').evaluate_all(shown)
    page.goto((site / "services/s3.html").as_uri())
    in_boxes = page.locator('.glance a[href^="http"]').evaluate_all(shown)
    assert in_text
    assert all("http" in one for one in in_text)
    assert set(in_boxes) == {"none"}


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_wider_than_paper(page: Page, site: Path, name: str) -> None:
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.goto((site / name).as_uri())
    page.emulate_media(media="print")

    assert page.evaluate("() => document.documentElement.scrollWidth") == PAPER
