"""Questions work wherever and however a page is read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.learner import Learner
from tests.browser.pages import HOSTILE, PACKAGE, hostile, question

pytestmark = pytest.mark.browser

Build = Callable[..., str]
Serve = Callable[[str], str]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What page translation does to every text on a page, also to text that comes later.
TRANSLATE = """() => {
  const translate = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const text of found) {
      if (!text.data.trim() || text.parentNode.closest('font, script, style')) continue;
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = text.data.replaceAll('o', 'ö');
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  translate(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach((node) => {
      if (node.isConnected) translate(node.parentNode);
    });
  }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.fixture
def paper(browser: Browser) -> Iterator[Learner]:
    """Give a learner whose browser runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield Learner(context.new_page())
    context.close()


def answer_all(page: Page) -> None:
    """Give an answer to every question."""
    for one in page.locator("quiz-question").all():
        for _ in range(one.locator("input[data-key]").count()):
            one.locator("input:not(:checked)").last.check()
        one.locator("button[value=check]").click()


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # axe would preload style sheets, which no script may do from file://.
    run = "(rules) => axe.run({ runOnly: rules, preload: false })"
    found = page.evaluate(run, RULES)["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def test_without_script_all_can_be_read_and_the_answer_opens(paper: Learner, build: Build) -> None:
    paper.open(build(question("q.one", rationale="Mars is red.", solution=("One.", "Two."))))
    one = paper.question("q.one")

    expect(one.get_by_role("button")).to_have_count(0)
    expect(one.get_by_role("radio")).to_have_count(3)
    expect(one.get_by_text("Mars is red.")).to_be_hidden()

    one.locator("summary").click()
    seen = " ".join(one.locator("details").inner_text().split())
    assert "Mars ✓ Correct Because of what is known of Mars. See All about Mars" in seen
    assert "Venus ✗ Not correct Because of what is known of Venus. See All about Venus" in seen
    assert seen.endswith("Mars is red. Worked solution One. Two.")


def test_without_script_enter_is_harmless(paper: Learner, build: Build) -> None:
    address = build(question("q.one"))
    paper.open(address)
    paper.input("q.one", "mars").check()
    paper.page.keyboard.press("Enter")

    assert paper.page.url == address
    expect(paper.input("q.one", "mars")).to_be_checked()


def test_strict_policy_blocks_nothing(page: Page, sample: str, serve: Serve) -> None:
    page.goto(serve(sample))  # the fixture `page` asserts that nothing was blocked
    answer_all(page)

    assert len(page.locator("quiz-question[data-result]").all()) == 4


def test_file_asks_for_nothing_but_files_of_its_site(page: Page, sample: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sample)
    answer_all(page)

    assert asked
    folder = sample.rpartition("/")[0]
    assert [url for url in asked if not url.startswith(folder)] == []


def test_translated_page_works(learner: Learner, build: Build) -> None:
    learner.open(build(question("q.one", rationale="Mars is not green.")))
    learner.page.evaluate(TRANSLATE)
    learner.answer("q.one", "venus")

    assert learner.told("q.one").startswith("Nöt cörrect.")
    assert learner.marks("q.one")["venus"] == "✗ Nöt cörrect Yöur answer"
    assert "Because öf what is knöwn öf Venus" in learner.reads("q.one")

    learner.question("q.one").locator("button[type=reset]").click()
    learner.answer("q.one", "mars")
    assert learner.told("q.one") == "Cörrect."


def test_page_translated_before_the_script_runs_works(learner: Learner, build: Build) -> None:
    learner.page.route("**/quizgen.js", lambda route: route.fulfill(body=""))
    learner.open(build(question("q.one")))
    learner.page.evaluate(TRANSLATE)
    learner.page.add_script_tag(path=PACKAGE / "static/quizgen.js")
    learner.answer("q.one", "venus")

    assert learner.told("q.one").startswith("Nöt cörrect.")
    assert learner.marks("q.one")["venus"] == "✗ Nöt cörrect Yöur answer"


def test_any_text_is_shown_as_written(learner: Learner, build: Build) -> None:
    made = hostile()
    learner.open(build(made))
    learner.answer(made.id, "b")

    for place in (".quiz-stem", ".quiz-because", ".quiz-explanation li"):
        assert learner.question(made.id).locator(place).first.inner_text().startswith(HOSTILE)
    learner.page.reload()
    assert learner.marks(made.id)["b"] == "✗ Not correct Your answer"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(page: Page, sample: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(sample)

    assert violations(page) == []
    answer_all(page)
    assert violations(page) == []


def test_axe_finds_nothing_without_script(page: Page, sample: str) -> None:
    page.route("**/quizgen.js", lambda route: route.fulfill(body=""))  # axe is a script too
    page.goto(sample)
    for summary in page.locator("summary").all():
        summary.click()

    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_chosen_on_the_page_wins(page: Page, build: Build, scheme: str, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(build(question("q.one"), theme=theme))

    style = "(name) => getComputedStyle(document.querySelector('quiz-question'))[name]"
    assert page.evaluate(style, "colorScheme") == theme
    expected = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 31)"}
    assert page.evaluate(style, "backgroundColor") == expected[theme]


def test_nothing_is_wider_than_a_small_screen(page: Page, sample: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(sample)
    answer_all(page)

    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_wide_spacing_of_text_cuts_nothing_off(page: Page, sample: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(sample)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important; } p { margin-block-end: 2em !important; }"
    )
    answer_all(page)

    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_paper_shows_empty_boxes_and_the_answers_at_the_end(learner: Learner, sample: str) -> None:
    page = learner.page
    page.goto(sample)
    answer_all(page)
    page.emulate_media(media="print")

    for hidden in ("button", ".quiz-mark", ".quiz-because", ".quiz-explanation", ".quiz-status"):
        expect(page.locator(f"quiz-question {hidden}").locator("visible=true")).to_have_count(0)
    for box in page.locator("quiz-question input").all():
        expect(box).to_have_css("appearance", "none")
        expect(box).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    key = page.locator(".quiz-key")
    expect(key.locator("li").nth(1)).to_have_text("Jupiter · Saturn")
    assert key.is_visible()
    assert page.locator("main").inner_text().rstrip().endswith(key.inner_text().rstrip())


def test_paper_has_the_answers_without_script(paper: Learner, sample: str) -> None:
    paper.open(sample)
    paper.page.locator("summary").first.click()
    paper.page.emulate_media(media="print")

    expect(paper.page.locator("details").first).to_be_hidden()
    expect(paper.page.locator(".quiz-key li").first).to_be_visible()


def test_answers_for_paper_are_not_on_the_screen(page: Page, sample: str) -> None:
    page.goto(sample)

    expect(page.locator(".quiz-key")).to_be_hidden()


def test_forced_colours_keep_marks_and_focus(learner: Learner, build: Build) -> None:
    learner.page.emulate_media(forced_colors="active")
    learner.open(build(question("q.one")))
    learner.input("q.one", "venus").focus()
    learner.page.keyboard.press("Space")
    expect(learner.input("q.one", "venus")).to_have_css("outline-style", "solid")

    learner.answer("q.one", "venus")
    assert learner.marks("q.one")["venus"] == "✗ Not correct Your answer"
    expect(learner.question("q.one").locator(".quiz-option").first).to_have_css(
        "border-top-style", "solid"
    )


def test_nothing_moves_for_those_who_asked_for_it(page: Page, sample: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(sample)

    assert page.evaluate("() => document.getAnimations().length") == 0
    expect(page.locator(".quiz-option").first).to_have_css("transition-duration", "0s")


def test_without_style_sheet_the_answer_stays_hidden(learner: Learner, build: Build) -> None:
    learner.page.route("**/quizgen.css", lambda route: route.fulfill(body=""))
    learner.open(build(question("q.one", rationale="Mars is red.")))

    seen = learner.reads("q.one")
    assert "Correct" not in seen
    assert "Because" not in seen
    assert "Mars is red." not in seen
