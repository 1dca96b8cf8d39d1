"""The real site, served by a real server with the headers that it asks for."""

from __future__ import annotations

import http.client
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.browser.nginx import PREFIX, headers_of, served
from tests.browser.test_everywhere import answer_all
from tests.browser.test_pages import SHORT
from tests.real_site import PageParts, build_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
#: Where the pages say that they are; the tests serve them elsewhere, below the same path.
BASE = f"https://notes.example{PREFIX}"
LOST = ["nowhere.html", "services/nowhere", "a/b/c/d/", "services/polly.html/more"]
ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("hosted"), html_baseurl=BASE, quizgen_report="bank")


@pytest.fixture(scope="module")
def top(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, PageParts]:
    return {path.relative_to(site).as_posix(): PageParts.of(path) for path in site.rglob("*.html")}


def get(address: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Ask for an address; give the status, the headers and the text."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", parts.path, headers=named)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", errors="replace")
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def named_in(address: str, kind: str, text: str) -> tuple[list[str], list[str]]:
    """Name what a file leads to or loads, and the ids in it."""
    if kind == "text/css":
        return [urljoin(address, found) for found in ADDRESS.findall(text)], []
    if kind != "text/html":
        return [], []
    parts = PageParts()
    parts.feed(text)
    return [urljoin(address, link) for link in [*parts.links, *parts.loads]], parts.ids


def crawl(top: str) -> tuple[dict[str, int], dict[str, list[str]], set[tuple[str, str]]]:
    """Follow every link inside the site; give the answers, the ids, and who leads where."""
    status: dict[str, int] = {}
    ids: dict[str, list[str]] = {}
    links: set[tuple[str, str]] = set()
    waiting = [top]
    while waiting:
        address = waiting.pop()
        if address in status:
            continue
        status[address], headers, text = get(address)
        named, ids[address] = named_in(address, headers.get("Content-Type", ""), text)
        for link in named:
            if urlsplit(link).netloc == urlsplit(top).netloc:
                links.add((address, link))
                waiting.append(urldefrag(link).url.partition("?")[0])
    return status, ids, links


def test_every_link_and_anchor_lands(top: str, pages: dict[str, PageParts]) -> None:
    status, ids, links = crawl(top)

    assert {address: code for address, code in status.items() if code != 200} == {}
    lost = [
        (page.removeprefix(top), link)
        for page, link in sorted(links)
        for target, anchor in [urldefrag(link)]
        if anchor and unquote(anchor) not in ids[target.partition("?")[0]]
    ]
    assert lost == []
    reached = {address.removeprefix(top) for address in status}
    assert sorted(pages.keys() - reached) == ["404.html"]


@pytest.mark.parametrize("name", ["", "index.html", "_static/site.css", "searchindex.js", "none"])
def test_every_answer_carries_the_headers(top: str, site: Path, name: str) -> None:
    _, headers, _ = get(top + name)

    assert headers_of(site).items() <= headers.items()


def test_what_is_kept_is_not_sent_again(top: str) -> None:
    _, headers, text = get(top + "index.html")
    status, _, nothing = get(top + "index.html", If_None_Match=headers["ETag"])

    assert (status, bool(text), nothing) == (304, True, "")


@pytest.mark.parametrize("name", LOST)
def test_lost_address_gets_a_page_that_leads_on(browser: Browser, top: str, name: str) -> None:
    page = browser.new_page()
    answers: list[tuple[str, int]] = []
    told: list[str] = []
    page.on("response", lambda answer: answers.append((answer.url, answer.status)))
    page.on("console", lambda message: told.append(message.text))
    page.goto(top + name)

    assert page.title().startswith("Nothing is here")
    assert [answer for answer in answers if answer[1] != 200] == [(top + name, 404)]
    assert len(answers) > 2
    assert [text for text in told if "404 (Not Found)" not in text] == []
    page.get_by_role("link", name="begin at the first page").click()
    assert page.url == f"{top}index.html"
    page.close()


def test_no_page_breaks_the_policy(page: Page, top: str, pages: dict[str, PageParts]) -> None:
    for name in sorted(pages):
        # The fixture `page` asserts that nothing was blocked and nothing failed.
        page.goto(top + name)
        if name in SHORT:  # one script answers on all pages
            answer_all(page)


def test_search_works_under_the_policy(page: Page, top: str) -> None:
    page.goto(f"{top}search.html?q=firehose")

    page.locator("#search-results").get_by_role("link").first.wait_for()


# What is for search engines


def test_documents_say_where_they_are_and_others_do_not(
    site: Path, pages: dict[str, PageParts]
) -> None:
    said = {name: canonical(site / name) for name in pages}
    hidden = {name for name in pages if "noindex" in (site / name).read_text(encoding="utf-8")}

    assert hidden >= {"404.html", "bank.html", "search.html"}
    assert {BASE + name for name in pages if name not in hidden} == listed(site)
    assert said == {name: "" if name in hidden else BASE + name for name in pages}


def canonical(path: Path) -> str:
    found = re.search(r'<link rel="canonical" href="(.*?)">', path.read_text(encoding="utf-8"))
    return found[1] if found else ""


def listed(site: Path) -> set[str]:
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 - we wrote it
    return {str(one.text) for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}


def test_robots_are_told_of_the_list(top: str) -> None:
    status, _, text = get(f"{top}robots.txt")

    assert (status, text) == (200, f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n")
