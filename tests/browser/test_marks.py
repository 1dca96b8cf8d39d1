"""How far a learner is, on the pages of a site, in a real browser."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.servers import Host
from tests.browser.test_everywhere import violations
from tests.sites import Built, Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

pytestmark = pytest.mark.browser

SITE = "Orchestra Notes"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LOG = "([site, entries]) => Promise.all(entries.map((one) => new QuizLog(site).add(one)))"
LIST = "overview/sections.html"
TABLE = "overview/tables.html"
#: How far the content moved by itself, and where to.
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Site("test-orchestra", tmp_path_factory.mktemp("site")).build()


@pytest.fixture
def top(built: Built) -> Iterator[str]:
    """Serve the site; give its address with a slash. Each has a storage of its own."""
    (built.out / "favicon.ico").touch()  # browsers ask for it where a theme has none
    with Host(built.out) as host:
        yield host.top


def ids(built: Built) -> dict[str, list[dict[str, Any]]]:
    """Read the questions of each note, of variants one."""
    data = json.loads(built.read("bank-ids.js").partition("=")[2].rstrip().removesuffix(";"))
    return {
        note["name"]: list({one.get("item", one["id"]): one for one in note["questions"]}.values())
        for note in data["notes"]
    }


def questions(built: Built, note: str) -> list[dict[str, Any]]:
    return ids(built)[note]


def entry(question: dict[str, Any] | str, result: str = "right", **more: object) -> dict[str, Any]:
    known = question if isinstance(question, dict) else {"id": question, "rev": ""}
    return {
        "item": known["id"],
        "options": ["a"],
        "revision": known["rev"],
        "result": result,
        "sure": "sure",
        "where": "note",
        "id": f"{known['id']} {more}",
        "time": int(NOON.timestamp() * 1000),
        **more,
    }


@pytest.fixture(autouse=True)
def hurry(page: Page) -> None:
    page.set_default_timeout(5000)


def store(page: Page, top: str, entries: Iterable[dict[str, Any]], day: float = 0) -> None:
    page.clock.set_fixed_time(NOON + timedelta(days=day))
    page.goto(top + "instruments/violin.html")
    page.evaluate(LOG, [SITE, list(entries)])


def mark(page: Page, name: str) -> str:
    """Read what stands beside a note, once there is something."""
    page.locator(".quiz-noted:visible").first.wait_for()
    link = page.locator("dt, th, .toctree-wrapper li").filter(
        has=page.get_by_role("link", name=name, exact=True)
    )
    marks = link.locator(".quiz-noted")
    return " ".join(marks.first.inner_text().split()) if marks.count() else ""


def line(page: Page) -> str:
    page.locator(".quiz-progress [data-part=after]").wait_for()
    return " ".join(page.locator(".quiz-progress").inner_text().split())


def test_line_counts_what_was_right_last_time_and_what_is_due(
    page: Page, built: Built, top: str
) -> None:
    first, second, *_ = questions(built, "violin")
    store(page, top, [entry(first), entry(second, "wrong"), entry(second, sure="unsure", time=1)])
    page.goto(top)
    whole = sum(map(len, ids(built).values()))

    assert line(page) == f"Right last time: 1 of {whole} questions. Due today: 0. Practise"

    page.clock.set_fixed_time(NOON + timedelta(days=1))
    page.reload()
    assert "Due today: 1." in line(page)
    page.get_by_role("link", name="Practise").click()
    assert page.url == f"{top}practice.html"
    expect(page.locator('[data-n="due-now"]')).to_have_text("1")


def test_mark_stands_beside_each_note_with_an_answer(page: Page, built: Built, top: str) -> None:
    violin, viola = questions(built, "violin"), questions(built, "viola")
    store(page, top, [*map(entry, violin), entry(viola[0]), entry(viola[1], "partial")])
    page.goto(top + LIST)

    assert mark(page, "Violin") == f"✓ all {len(violin)} right"
    assert mark(page, "Viola") == f"1 of {len(viola)} right"
    assert mark(page, "Cello") == ""

    page.clock.set_fixed_time(NOON + timedelta(days=1))
    page.goto(top + TABLE)
    assert mark(page, "Viola") == f"1 of {len(viola)} right, 1 due"
    expect(page.locator(".overview-matrix .quiz-noted")).to_have_count(0)

    page.goto(top + "instruments/index.html")
    assert mark(page, "Viola") == f"1 of {len(viola)} right, 1 due"


def test_sign_is_not_read_out(page: Page, built: Built, top: str) -> None:
    store(page, top, map(entry, questions(built, "violin")))
    page.goto(top + LIST)
    page.locator(".quiz-noted:visible").first.wait_for()

    term = page.get_by_role("term").filter(has_text="Violin")
    expect(term).to_match_aria_snapshot("- term:\n  - link\n  - text: /all \\d+ right/")


def test_what_changed_since_it_was_answered_is_due_and_not_right(
    page: Page, built: Built, top: str
) -> None:
    first, *others = questions(built, "violin")
    store(page, top, [entry(first, revision="another")])
    page.goto(top + LIST)

    assert mark(page, "Violin") == f"0 of {len(others) + 1} right, 1 due"


def test_answers_to_what_is_gone_count_for_nothing(page: Page, top: str) -> None:
    store(page, top, [entry("lute.gone"), entry("violin.gone")])
    page.goto(top)
    page.wait_for_function("() => document.querySelector('script[src$=\"bank-ids.js\"]')")
    page.wait_for_load_state("networkidle")

    assert page.locator(".quiz-progress").inner_text().strip() == "Practise what you like."


def test_day_of_the_exam_makes_due_what_it_makes_due_in_practice(
    page: Page, built: Built, top: str
) -> None:
    first = questions(built, "violin")[0]
    days = [
        entry(first, time=int((NOON - timedelta(days=day)).timestamp() * 1000))
        for day in (30, 25, 12)
    ]
    store(page, top, days)
    page.evaluate(
        "([site, exam]) => localStorage.setItem(`quizgen:${site}:practice`, exam)",
        [SITE, '{"v":1,"exam":"2026-11-22"}'],
    )
    page.goto(top)
    due = line(page)
    page.goto(top + "practice.html")
    page.locator("[data-part=choose]:visible").wait_for()

    assert f"Due today: {page.locator('[data-n=due-now]').inner_text()}." in due


@pytest.mark.parametrize(
    "shown",
    [
        "document.dispatchEvent(new Event('visibilitychange'))",
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    ],
    ids=["another tab", "back"],
)
def test_page_that_is_shown_again_counts_anew(
    page: Page, built: Built, top: str, shown: str
) -> None:
    first, second, *_ = questions(built, "violin")
    store(page, top, [entry(first)])
    page.goto(top)
    assert "Right last time: 1 of" in line(page)
    page.evaluate(LOG, [SITE, [entry(second)]])
    page.evaluate(f"() => {shown}")

    expect(page.locator("[data-n=right]").first).to_have_text("2")
    page.goto(top + LIST)
    assert mark(page, "Violin").startswith("2 of")
    page.evaluate(f"() => {shown}")
    page.wait_for_timeout(200)
    expect(page.locator("dt .quiz-noted")).to_have_count(1)


def test_bank_of_another_version_of_the_site_is_not_read(
    page: Page, built: Built, top: str
) -> None:
    store(page, top, [entry(questions(built, "violin")[0])])
    newer = built.read("bank-ids.js").replace('"v":1', '"v":2')
    page.route("**/bank-ids.js", lambda route: route.fulfill(body=newer))
    with page.expect_response("**/bank-ids.js"):
        page.goto(top)
    page.wait_for_load_state("networkidle")

    assert '"v":2' in newer
    assert page.locator(".quiz-progress").inner_text().strip() == "Practise what you like."


@pytest.mark.parametrize("path", ["index.html", LIST, TABLE])
def test_who_answered_nothing_loads_nothing_and_stores_nothing(
    page: Page, top: str, path: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(top)))
    page.goto(top + path)
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if "bank" in url or "plan" in url] == []
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    expect(page.locator(".quiz-noted:visible")).to_have_count(0)


def test_on_file_there_is_none(page: Page, built: Built) -> None:
    """Firefox keeps the storage of each file apart, so it would be wrong there."""
    top = built.out.as_uri() + "/"
    store(page, top, map(entry, questions(built, "violin")))
    for path in ("index.html", LIST):
        page.goto(top + path)
        page.wait_for_timeout(300)

        expect(page.locator(".quiz-noted:visible")).to_have_count(0)
        assert "Right last time" not in page.locator("body").inner_text()


@pytest.mark.parametrize(
    "broken",
    [
        "delete IDBFactory.prototype.databases",
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no'); } })",
        "IDBFactory.prototype.open = () => { throw new DOMException('no'); }",
        "IDBFactory.prototype.databases = async () => { throw new DOMException('no'); }",
    ],
)
def test_page_stays_right_when_storage_is_refused(page: Page, top: str, broken: str) -> None:
    page.add_init_script(broken)  # the fixture `page` asserts that nothing failed
    page.goto(top)
    page.wait_for_timeout(300)

    assert page.locator(".quiz-progress").inner_text().strip() == "Practise what you like."


@pytest.mark.parametrize("settings", ["broken", "null", '{"exam":{}}', '{"exam":"soon"}'])
def test_settings_that_nobody_wrote_do_no_harm(
    page: Page, built: Built, top: str, settings: str
) -> None:
    store(page, top, [entry(questions(built, "violin")[0])])
    key = f"quizgen:{SITE}:practice"
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, settings])
    page.goto(top)

    assert line(page).startswith("Right last time: 1 of")


def test_without_script_the_page_is_right(top: str, browser: Any) -> None:  # noqa: ANN401
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(top)

    assert page.locator(".quiz-progress").inner_text().strip() == "Practise what you like."
    page.goto(top + LIST)
    expect(page.locator(".quiz-noted:visible")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["index.html", "instruments/index.html", LIST, TABLE])
def test_nothing_moves_that_is_worth_speaking_of(
    page: Page, built: Built, top: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    every = [one for note in ids(built).values() for one in note]
    store(page, top, [entry(one, "right" if n % 3 else "wrong") for n, one in enumerate(every)])
    # The page is there for a while before the marks come.

    def wait(route: Route) -> None:
        page.wait_for_timeout(700)
        route.continue_()

    page.route("**/bank-ids.js", wait)
    page.goto(top + path)
    page.locator(".quiz-noted:visible, [data-part=after]:visible").first.wait_for()

    # Search engines call less than 0.1 good.
    assert page.evaluate(SHIFTS) < 0.05


def test_axe_finds_nothing_with_marks(page: Page, built: Built, top: str) -> None:
    store(page, top, map(entry, questions(built, "violin")))
    page.goto(top + LIST)
    page.locator(".quiz-noted:visible").first.wait_for()
    before = violations(page)
    page.evaluate(
        "() => document.querySelectorAll('.quiz-noted, .quiz-marks').forEach((one) => one.remove())"
    )

    assert before == violations(page)
