"""The site without a network: as a copy in the browser, and as a file that was taken away."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from extensions.offline import WORKER
from scripts.browsers import find
from scripts.offline import name, pack
from tests.browser.servers import Host
from tests.browser.test_everywhere import violations
from tests.small_site import build_small, copy_docs

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

FIREFOX = Path(__file__).with_name("firefox_site.mjs")
KEEPING = Path(__file__).with_name("firefox_kept.mjs")
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
KEPT = "The whole site is kept on this device. It opens without a network."
NEW = "A new version of this site is ready."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("site")
    return build_small(copy_docs(top), top / "html")


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    with Host(site, Content_Security_Policy=POLICY) as host:
        yield host


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the file to a folder whose name has a space and no Latin letter."""
    folder = tmp_path_factory.mktemp("taken") / "試験 1"
    with zipfile.ZipFile(io.BytesIO(pack(site, name()))) as package:
        package.extractall(folder)
    return folder / name()


@pytest.fixture(autouse=True)
def hurry(page: Page) -> None:
    page.set_default_timeout(10_000)


def pages(site: Path) -> list[str]:
    """Name the pages of the site, but for the one that a host shows for a lost address."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(name for name in found if name != "404.html")


def players(site: Path) -> list[str]:
    """Name the pages that ask the whole bank."""
    return [name for name in pages(site) if "data-bank" in (site / name).read_text("utf-8")]


def keep(page: Page, host: Host) -> None:
    page.goto(host.top + "about.html")
    page.get_by_role("button", name="Keep the whole site").click()
    expect(page.locator(".offline-copy [role=status]")).to_have_text(KEPT, timeout=30_000)


def search(page: Page, word: str, title: str) -> None:
    box = page.get_by_role("searchbox").first
    box.fill(word)
    box.press("Enter")
    page.locator("#search-results").get_by_role("link", name=title).first.wait_for()


def begin(page: Page) -> None:
    """Start whatever a player offers, until a question is there."""
    page.locator("[data-do=start]:visible").click()
    page.locator("quiz-question input").first.wait_for()


def test_kept_site_works_without_a_network(
    page: Page, site: Path, host: Host, context: BrowserContext
) -> None:
    keep(page, host)
    host.stop()
    context.set_offline(True)
    for path in pages(site):
        page.goto(host.top + path)  # the fixture `page` sees whatever fails
        assert page.locator("h1").first.is_visible()
    page.goto(host.top)
    search(page, "polly", "Amazon Polly")
    for path in players(site):
        page.goto(host.top + path)
        begin(page)
    page.goto(host.top + "practice.html")
    page.locator("quiz-question input[data-key]").first.check()
    page.get_by_label("Sure", exact=True).check()
    page.get_by_role("button", name="Check").click()
    page.goto(host.top)
    expect(page.get_by_text("Right last time:")).to_be_visible()


def test_taken_site_works_in_chromium_without_a_network(
    page: Page, unpacked: Path, context: BrowserContext
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    context.set_offline(True)
    for path in pages(unpacked):
        page.goto((unpacked / path).as_uri())
    page.goto((unpacked / "index.html").as_uri())
    search(page, "polly", "Amazon Polly")
    for path in players(unpacked):
        page.goto((unpacked / path).as_uri())
        begin(page)
        page.reload()
        page.locator("quiz-question input").first.wait_for()

    assert asked
    assert [url for url in asked if not url.startswith(unpacked.as_uri())] == []


def test_taken_site_works_in_firefox_without_a_network(unpacked: Path) -> None:
    done = subprocess.run(
        ["node", FIREFOX, find("firefox"), unpacked.as_uri(), "polly", *players(unpacked)],
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)

    assert seen["complaints"] == []
    assert seen["title"].startswith("Notes")
    assert "Amazon Polly" in seen["found"]
    assert list(seen["players"]) == players(unpacked)
    assert seen["shown"] == 0
    assert seen["asked"]
    # Firefox itself draws with a font that it holds: "data:" leads nowhere.
    here = (unpacked.as_uri(), "data:")
    assert [url for url in seen["asked"] if not url.startswith(here)] == []


def test_kept_site_works_in_firefox_without_a_host(site: Path, host: Host) -> None:
    process = subprocess.Popen(
        ["node", KEEPING, find("firefox"), host.top, *pages(site)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    assert process.stdout.readline() == "kept\n"
    host.stop()
    told, _ = process.communicate("go on\n", timeout=120)

    seen = json.loads(told)
    assert seen["complaints"] == []
    assert len(seen["titles"]) == len(pages(site))
    assert [
        title for title in seen["titles"] if "ML Exam Notes" not in title and title != "Notes"
    ] == []


def test_site_asks_for_the_whole_bank_somewhere(site: Path) -> None:
    """Else the tests above would try less than they say."""
    assert "practice.html" in players(site)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_what_is_said(
    page: Page, site: Path, host: Host, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    keep(page, host)
    assert violations(page) == []

    worker = site / WORKER
    before = worker.read_text(encoding="utf-8")
    worker.write_text(before + "// a newer one\n", encoding="utf-8")
    try:
        page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
        expect(page.get_by_text(NEW)).to_be_visible()
    finally:
        worker.write_text(before, encoding="utf-8")
    box = page.locator(".offline").bounding_box()
    assert violations(page) == []
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
