"""The copy of a hosted site: whole, of one version, and there without a network."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from extensions.offline import HERE, MANIFEST, WORKER, digests, manifest, worker
from tests.browser.servers import Host
from tests.real_site import TOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

#: Every file says of which version it is.
PAGE = jinja2.Template(
    """\
<!DOCTYPE html>
<html lang="en" data-version="{{ version }}">
<head>
<meta charset="utf-8">
<title>{{ name }}</title>
<link rel="icon" href="{{ top }}icon.svg">
<script src="{{ top }}seen.js" defer></script>
<script src="{{ top }}early.js?v=1" defer></script>
<script src="{{ top }}offline.js" defer></script>
</head>
<body>
<main><h1>{{ name }}</h1>
<p><a href="{{ top }}index.html">Home</a> <a href="{{ top }}part/other.html">Other</a></p>
{{ copy }}
</main>
<footer>{{ notice }}</footer>
</body>
</html>
"""
)
#: The versions of all files that a page has, also of one that it loads now.
MIXED = """async () => {
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('late.js', offlineTop).href;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  return [document.documentElement.dataset.version, ...seen].join(' ');
}"""
#: Lose a file of every version, as a browser may that is short of room.
GIVE_UP = """async () => {
  for (const name of await caches.keys()) {
    const copy = await caches.open(name);
    await copy.delete(offlineTop + 'late.js');
  }
}"""
NAMES = "async () => (await caches.keys()).filter((name) => name.startsWith('offline ')).length"
KEPT = "The whole site is kept on this device. It opens without a network."
FAILED = (
    "It could not be kept: a file did not arrive, or the site has just changed. Try again later."
)
NEW = "A new version of this site is ready."
OTHER = "part/other.html"


def publish(folder: Path, version: str, *, more: str = "") -> None:
    """Put a version of a small site there, as a build does."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TOP / "_templates"),
        autoescape=False,  # noqa: S701 - as Sphinx
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations()  # type: ignore[attr-defined]
    copy = environment.get_template("offline-copy.html").render()
    for name in ("index.html", "about.html", OTHER, *filter(None, [more])):
        top = "../" * name.count("/")
        notice = environment.get_template("offline.html").render(
            offline={"worker": WORKER, "manifest": MANIFEST},
            pathto=lambda path, top=top, **_: top + path,
        )
        text = PAGE.render(version=version, name=name, top=top, notice=notice, copy=copy)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    files = {
        "seen.js": "var seen = []; var offlineTop = new URL('.', document.currentScript.src).href;",
        "early.js": f"seen.push('{version}');",
        "late.js": f"seen.push('{version}');",
        "icon.svg": (TOP / "docs/_static/icon.svg").read_text(encoding="utf-8"),
        "offline.js": (HERE / "static/offline.js").read_text(encoding="utf-8"),
        MANIFEST: manifest(settings()),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    program = (HERE / "worker.js").read_text(encoding="utf-8")
    (folder / WORKER).write_text(worker(digests(folder), program), encoding="utf-8")


def settings() -> Any:  # noqa: ANN401 - stands in for Sphinx's
    icon = {"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}

    class Config:
        html_title = "Small site"
        project = "Small"
        language = "en"
        offline_manifest = {"icons": [icon]}  # noqa: RUF012

    return Config


class Flaky(Host):
    """A host that may answer with an error, or wait."""

    #: Path → what happens before it is answered.
    before: dict[str, Callable[[], object]] = {}  # noqa: RUF012 - each test sets its own

    def on_request(self, path: str) -> None:
        self.before.get(path.partition("?")[0].lstrip("/"), lambda: None)()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Flaky]:
    publish(tmp_path, "one")
    with Flaky(tmp_path, Content_Security_Policy="default-src 'self'") as host:
        host.before = {}
        yield host


@pytest.fixture(autouse=True)
def hurry(page: Page) -> None:
    page.set_default_timeout(8000)


def told(page: Page, text: str) -> None:
    expect(page.locator(".offline-copy [role=status]")).to_have_text(text)


def keep(page: Page, host: Host) -> None:
    """Ask for a copy and wait until it is there."""
    page.goto(host.top + "about.html")
    page.get_by_role("button", name="Keep the whole site").click()
    told(page, KEPT)


def update(page: Page, host: Host, version: str, **more: str) -> None:
    """Publish a version and wait until the browser has it."""
    page.goto(host.top)
    # Not before: a version that the browser finds between two pages is there on the second one.
    publish(host.folder, version, **more)
    look(page)
    expect(page.get_by_text(NEW)).to_be_visible()


def look(page: Page) -> None:
    """Let the browser look for a new version now, and not when it likes."""
    page.evaluate(
        """async () => {
          const found = await navigator.serviceWorker.getRegistration();
          await found.update().catch(() => {});
        }"""
    )


def settled(page: Page) -> None:
    """Wait until an update has come to its end."""
    page.wait_for_function(
        "async () => !(await navigator.serviceWorker.getRegistration())?.installing"
    )


def mixed(page: Page) -> str:
    found: str = page.evaluate(MIXED)
    return found


def test_nothing_is_kept_before_one_asks(page: Page, host: Host) -> None:
    page.goto(host.top + "about.html")
    expect(page.get_by_role("button", name="Keep the whole site")).to_be_visible()

    assert f"/{WORKER}" not in host.asked
    assert page.evaluate(NAMES) == 0
    expect(page.get_by_role("button", name="Remove it")).to_be_hidden()


def test_whole_site_opens_without_a_network(
    page: Page, host: Host, context: BrowserContext
) -> None:
    keep(page, host)
    host.stop()
    context.set_offline(True)
    for address in ("", "index.html", "about.html?a=1#b", OTHER):
        page.goto(host.top + address)

        assert mixed(page) == "one one one"


def test_copy_says_how_far_it_is(page: Page, host: Flaky) -> None:
    wait = threading.Event()
    host.before["late.js"] = lambda: wait.wait(5)
    page.goto(host.top + "about.html")
    page.get_by_role("button", name="Keep the whole site").click()
    count = len(digests(host.folder))
    told(page, f"Files kept: {count - 1} of {count}. Stay on this page until all are there.")

    wait.set()
    told(page, KEPT)


def test_new_version_is_taken_by_the_button_and_not_before(page: Page, host: Host) -> None:
    keep(page, host)
    update(page, host, "two")
    page.goto(host.top + OTHER)
    assert mixed(page) == "one one one"

    page.get_by_role("button", name="Load it now").click()
    page.wait_for_function("() => document.documentElement.dataset.version === 'two'")
    assert mixed(page) == "two two two"
    expect(page.get_by_text(NEW)).to_be_hidden()
    host.stop()
    page.goto(host.top)
    assert mixed(page) == "two two two"


def test_new_version_is_there_at_the_next_start(
    page: Page, host: Host, context: BrowserContext
) -> None:
    keep(page, host)
    update(page, host, "two")
    page.goto("about:blank")
    page.close()
    host.stop()
    later = context.new_page()
    later.wait_for_timeout(500)
    later.goto(host.top)

    assert mixed(later) == "two two two"


def test_later_is_said_once_in_a_visit(page: Page, host: Host) -> None:
    keep(page, host)
    update(page, host, "two")
    page.get_by_role("button", name="Later").click()
    expect(page.get_by_text(NEW)).to_be_hidden()
    page.goto(host.top + OTHER)
    page.wait_for_timeout(300)

    expect(page.get_by_text(NEW)).to_be_hidden()
    assert mixed(page) == "one one one"


def test_page_that_is_open_stays_of_one_version_when_another_takes_the_new_one(
    page: Page, host: Host, context: BrowserContext
) -> None:
    keep(page, host)
    update(page, host, "two")
    other = context.new_page()
    other.goto(host.top + OTHER)
    expect(page.get_by_text(NEW)).to_be_visible()
    other.get_by_role("button", name="Load it now").click()
    other.wait_for_function("() => document.documentElement.dataset.version === 'two'")

    assert mixed(other) == "two two two"
    assert mixed(page) == "one one one"
    expect(page.get_by_text(NEW)).to_be_hidden()
    assert page.evaluate(NAMES) == 2
    page.reload()
    assert mixed(page) == "two two two"


def test_copy_that_no_page_needs_is_deleted(page: Page, host: Host) -> None:
    keep(page, host)
    # The worker takes a page for open that was asked for in the last minute.
    publish(host.folder, "two")
    text = (host.folder / WORKER).read_text(encoding="utf-8")
    (host.folder / WORKER).write_text(
        text.replace("SOON_MS = 60_000", "SOON_MS = 0"), encoding="utf-8"
    )
    page.goto(host.top)
    look(page)
    page.get_by_role("button", name="Load it now").click()
    page.wait_for_function("() => document.documentElement.dataset.version === 'two'")
    page.goto(host.top + OTHER)

    page.wait_for_function(f"async () => await ({NAMES})() === 1")
    host.stop()
    page.goto(host.top)
    assert mixed(page) == "two two two"


def test_page_outside_of_the_copy_comes_from_the_network_with_all_that_it_loads(
    page: Page, host: Host
) -> None:
    keep(page, host)
    publish(host.folder, "two", more="new.html")
    page.goto(host.top + "new.html")

    assert mixed(page) == "two two two"
    page.goto(host.top)
    assert mixed(page) == "one one one"


def test_failed_download_keeps_the_old_version_and_is_tried_again(page: Page, host: Host) -> None:
    keep(page, host)
    publish(host.folder, "two")
    lost = (host.folder / "late.js").read_text(encoding="utf-8")
    (host.folder / "late.js").unlink()
    page.goto(host.top)
    look(page)
    settled(page)
    expect(page.get_by_text(NEW)).to_be_hidden()
    host.stop()
    page.goto(host.top + OTHER)
    assert mixed(page) == "one one one"

    host.start()
    (host.folder / "late.js").write_text(lost, encoding="utf-8")
    look(page)
    expect(page.get_by_text(NEW)).to_be_visible()


def test_half_published_version_is_refused(page: Page, host: Host) -> None:
    keep(page, host)
    old = (host.folder / "late.js").read_text(encoding="utf-8")
    publish(host.folder, "two")
    (host.folder / "late.js").write_text(old, encoding="utf-8")
    page.goto(host.top)
    look(page)
    settled(page)

    expect(page.get_by_text(NEW)).to_be_hidden()
    assert mixed(page) == "one one one"


def test_what_did_not_change_is_not_loaded_again(page: Page, host: Host) -> None:
    keep(page, host)
    host.asked.clear()
    update(page, host, "two")

    assert "/late.js" in host.asked
    assert "/icon.svg" not in host.asked


def test_first_download_that_fails_is_told_and_can_be_tried_again(page: Page, host: Host) -> None:
    lost = (host.folder / "late.js").read_text(encoding="utf-8")
    (host.folder / "late.js").write_text("// of another version", encoding="utf-8")
    page.goto(host.top + "about.html")
    button = page.get_by_role("button", name="Keep the whole site")
    button.click()
    told(page, FAILED)
    page.reload()
    assert mixed_of(page) == "one one"

    (host.folder / "late.js").write_text(lost, encoding="utf-8")
    button.click()
    told(page, KEPT)


def mixed_of(page: Page) -> str:
    found: str = page.evaluate(
        "() => [document.documentElement.dataset.version, ...seen].join(' ')"
    )
    return found


def limit(page: Page, host: Host, size: int | None) -> None:
    """Set how much room the site has on this device."""
    session = page.context.new_cdp_session(page)
    more = {} if size is None else {"quotaSize": size}
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.top.rstrip("/"), **more})


def test_no_room_is_told_and_nothing_is_left_half_kept(page: Page, host: Host) -> None:
    page.goto(host.top + "about.html")
    limit(page, host, 1000)
    page.get_by_role("button", name="Keep the whole site").click()

    told(page, "This device has no room for the whole site. Nothing of it is kept.")
    assert page.evaluate(NAMES) == 0


def test_no_room_for_a_new_version_is_told_and_the_old_one_stays(page: Page, host: Host) -> None:
    keep(page, host)
    (host.folder / "large.js").write_text("//" + "." * 1_000_000, encoding="utf-8")
    publish(host.folder, "two")
    page.goto(host.top)
    used = page.evaluate("async () => (await navigator.storage.estimate()).usage")
    limit(page, host, used + 200_000)
    look(page)

    text = "This device has no room for the new version of this site. The one before is kept."
    expect(page.get_by_text(text)).to_be_visible()
    expect(page.get_by_role("button", name="Load it now")).to_have_count(1)
    host.stop()
    page.goto(host.top + OTHER)
    assert mixed(page) == "one one one"


def test_removed_copy_is_gone_and_can_be_had_again(page: Page, host: Host) -> None:
    keep(page, host)
    page.reload()
    page.get_by_role("button", name="Remove it").click()
    told(page, "It is removed. Your answers are still there.")
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    expect(page.get_by_role("button", name="Keep the whole site")).to_be_focused()

    page.get_by_role("button", name="Keep the whole site").click()
    told(page, KEPT)
    expect(page.get_by_role("button", name="Remove it")).to_be_focused()
    host.stop()
    page.goto(host.top + OTHER)
    assert mixed(page) == "one one one"


def test_files_that_the_browser_gave_up_come_again_if_they_are_of_this_version(
    page: Page, host: Host
) -> None:
    keep(page, host)
    page.goto(host.top)
    page.evaluate(GIVE_UP)

    assert mixed(page) == "one one one"


def test_file_that_the_browser_gave_up_does_not_come_from_a_newer_version(
    page: Page, host: Host, context: BrowserContext
) -> None:
    keep(page, host)
    old = context.new_page()
    old.goto(host.top + OTHER)
    update(page, host, "two")
    page.get_by_role("button", name="Load it now").click()
    page.wait_for_function("() => document.documentElement.dataset.version === 'two'")
    old.evaluate(GIVE_UP)
    came = "() => fetch(offlineTop + 'late.js').then(() => true, () => false)"

    assert (page.evaluate(came), old.evaluate(came)) == (True, False)


def test_installed_site_is_kept_without_asking(page: Page, host: Host) -> None:
    page.add_init_script(
        "window.matchMedia = (query) => ({ matches: query === '(display-mode: standalone)' });"
    )
    page.goto(host.top + "about.html")

    told(page, KEPT)


def test_browser_finds_the_site_fit_to_be_installed(page: Page, host: Host) -> None:
    page.goto(host.top)
    page.wait_for_function("() => document.querySelector('link[rel=manifest]')")
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")

    assert found["errors"] == []
    assert found["url"] == host.top + MANIFEST
    assert json.loads(found["data"])["name"] == "Small site"
    reasons = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in reasons if one["errorId"] != "in-incognito"] == []


@pytest.mark.parametrize("secure", [True, False])
def test_without_a_secure_host_there_is_nothing(page: Page, host: Host, *, secure: bool) -> None:
    if secure:
        page.goto((host.folder / "about.html").as_uri())  # the fixture `page` sees each complaint
    else:
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
        page.goto(host.top + "about.html")
    page.wait_for_timeout(300)

    expect(page.locator(".offline-copy")).to_be_hidden()
    expect(page.locator("link[rel=manifest]")).to_have_count(0)
