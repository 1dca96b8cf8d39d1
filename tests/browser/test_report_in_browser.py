"""The report of the real site in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_everywhere import violations
from tests.real_site import build_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OPEN = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("site"), quizgen_report="bank") / "bank.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(page: Page, report: Path, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(report.as_uri())
    page.evaluate(OPEN)

    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == width


def test_a_strict_policy_is_kept(page: Page, report: Path, serve: Callable[[str], str]) -> None:
    # The fixture `page` asserts that nothing was blocked and nothing failed.
    page.goto(serve(report.as_uri()))

    assert page.locator("h1").inner_text() == "The bank"


def test_a_link_opens_what_is_folded(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    link = page.locator("#report-refusals ~ details .report-ids a").first
    # A long list is folded itself; what the link leads to stands in another one.
    link.evaluate("(one) => { one.closest('details').open = true; }")
    link.click()
    refused = page.locator(":target")

    assert refused.get_attribute("id").startswith("refused:")  # type: ignore[union-attr]
    assert refused.is_visible()


def test_a_question_leads_to_its_place_on_the_page_of_its_note(page: Page, report: Path) -> None:
    page.goto(f"{report.as_uri()}#polly.moving-lips")
    page.locator(":target").get_by_role("link", name="polly.moving-lips").click()

    expect(page.locator("quiz-question:target")).to_be_visible()
    assert page.url.endswith("services/polly.html#polly.moving-lips")


def test_paper_shows_what_is_folded(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    assert page.locator(".report-nav").is_visible()
    page.emulate_media(media="print")

    assert page.locator("tr[id='polly.moving-lips']").is_visible()
    assert not page.locator(".report-nav").is_visible()
