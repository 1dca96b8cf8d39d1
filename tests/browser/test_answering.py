"""A learner answers a question."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learner import Learner
from tests.browser.pages import question

pytestmark = pytest.mark.browser


@pytest.fixture
def one(learner: Learner, build: Callable[..., str]) -> Learner:
    """Open a page with a question that has one key, "mars"."""
    learner.open(build(question("q.one", rationale="Mars is red.")))
    return learner


@pytest.fixture
def two(learner: Learner, build: Callable[..., str]) -> Learner:
    """Open a page with a question that has two keys, "mars" and "venus"."""
    learner.open(build(question("q.two", "=Mars", "=Venus", "Earth", "Pluto")))
    return learner


def test_before_check_nothing_tells_the_answer(one: Learner) -> None:
    group = " ".join(one.question("q.one").get_by_role("group").inner_text().split())

    assert group == "Which planet do they mean in q.one? Mars Venus Earth"
    assert one.told("q.one") == ""
    assert "Mars is red." not in one.reads("q.one")


def test_right_answer(one: Learner) -> None:
    one.answer("q.one", "mars")

    assert one.told("q.one") == "Correct."
    assert one.marks("q.one") == {
        "mars": "✓ Correct Your answer",
        "venus": "✗ Not correct",
        "earth": "✗ Not correct",
    }


def test_wrong_answer_shows_every_reason_every_link_and_the_rationale(one: Learner) -> None:
    one.answer("q.one", "venus")

    assert one.told("q.one").startswith("Not correct.")
    assert one.marks("q.one") == {
        "mars": "✓ Correct",
        "venus": "✗ Not correct Your answer",
        "earth": "✗ Not correct",
    }
    for planet in ("Mars", "Venus", "Earth"):
        expect(one.question("q.one")).to_contain_text(f"Because of what is known of {planet}.")
        link = one.question("q.one").get_by_role("link", name=f"All about {planet}")
        expect(link).to_have_attribute("href", f"planets.html#{planet.lower()}")
        expect(link).to_be_visible()
    expect(one.question("q.one").get_by_text("Mars is red.")).to_be_visible()


def test_each_reason_stands_under_its_own_option(one: Learner) -> None:
    one.answer("q.one", "venus")

    reasons = {
        option.locator(".quiz-text").inner_text(): option.locator(".quiz-because strong")
        for option in one.question("q.one").locator(".quiz-option").all()
    }
    assert {name: reason.inner_text() for name, reason in reasons.items()} == {
        name: name for name in ("Mars", "Venus", "Earth")
    }


def test_not_knowing_is_an_answer(one: Learner) -> None:
    one.input("q.one", "mars").check()
    one.button("q.one", "I don’t know").click()

    assert one.told("q.one").startswith("The answer is marked")
    assert "Your answer" not in str(one.marks("q.one"))
    assert one.answers()["q.one"] == {"options": [], "revision": "1a2b", "result": "unknown"}


@pytest.mark.parametrize(
    ("options", "result", "told"),
    [
        (["mars", "venus"], "right", "Correct."),
        (["mars", "earth"], "partial", "1 of 2 right."),
        (["earth", "pluto"], "wrong", "Not correct."),
    ],
)
def test_two_keys(two: Learner, options: list[str], result: str, told: str) -> None:
    two.answer("q.two", *options)

    assert two.told("q.two").startswith(told)
    assert two.answers()["q.two"] == {"options": options, "revision": "1a2b", "result": result}
    marked = [option for option, marks in two.marks("q.two").items() if "Your answer" in marks]
    assert marked == options


def test_choosing_nothing_is_said_and_leads_to_the_options(one: Learner) -> None:
    one.button("q.one", "Check").click()

    assert one.told("q.one") == "Choose an answer first."
    expect(one.input("q.one", "mars")).to_be_focused()
    assert one.answers() == {}


@pytest.mark.parametrize("options", [["mars"], ["mars", "venus", "earth"]])
def test_choosing_too_few_or_too_many_says_how_many(two: Learner, options: list[str]) -> None:
    two.answer("q.two", *options)

    assert two.told("q.two") == "Choose two answers first."
    assert two.answers() == {}
    assert set(two.marks("q.two").values()) == {""}


def test_trying_again_clears_all_marks_and_keeps_the_history(one: Learner) -> None:
    one.answer("q.one", "venus")
    before = one.reads("q.one")
    one.button("q.one", "Try again").click()

    expect(one.question("q.one").locator("input:checked")).to_have_count(0)
    expect(one.input("q.one", "mars")).to_be_focused()
    assert one.told("q.one") == ""
    assert set(one.marks("q.one").values()) == {""}
    assert "Because" not in one.reads("q.one")
    assert one.answers()["q.one"]["result"] == "wrong"

    one.answer("q.one", "venus")
    assert one.reads("q.one") == before


def test_another_answer_can_be_checked_at_once(one: Learner) -> None:
    one.answer("q.one", "venus")
    one.answer("q.one", "mars")

    assert one.told("q.one") == "Correct."
    assert one.marks("q.one")["venus"] == "✗ Not correct"


@pytest.mark.usefixtures("one")
def test_keys_reach_everything_in_order(page: Page) -> None:
    def focused() -> str:
        text: str = page.evaluate(
            "() => document.activeElement.value || document.activeElement.textContent.trim()"
        )
        return text

    seen = []
    for _ in range(4):
        page.keyboard.press("Tab")
        seen.append(focused())

    assert seen == ["Question 1", "mars", "check", "unknown"]


def test_arrow_keys_choose_and_judge_nothing(one: Learner, page: Page) -> None:
    one.input("q.one", "mars").focus()
    for option in ("venus", "earth", "mars"):
        page.keyboard.press("ArrowDown")
        expect(one.input("q.one", option)).to_be_checked()

    assert one.told("q.one") == ""
    assert set(one.marks("q.one").values()) == {""}
    assert one.answers() == {}


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_focus_stays_on_the_button(one: Learner, page: Page, key: str) -> None:
    one.input("q.one", "mars").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press(key)

    assert one.told("q.one") == "Correct."
    expect(one.button("q.one", "Check")).to_be_focused()


def test_focus_stays_on_not_knowing(one: Learner, page: Page) -> None:
    one.button("q.one", "I don’t know").focus()
    page.keyboard.press("Enter")

    expect(one.button("q.one", "I don’t know")).to_be_focused()


def test_enter_among_the_options_checks(one: Learner, page: Page) -> None:
    one.input("q.one", "mars").check()
    page.keyboard.press("Enter")

    assert one.told("q.one") == "Correct."


def test_whole_row_is_the_label(one: Learner) -> None:
    rows = one.question("q.one").locator("label").all()

    assert len(rows) == 3
    for row in rows:
        box = row.bounding_box()
        assert box
        assert box["height"] >= 44
        row.click(position={"x": box["width"] - 3, "y": box["height"] - 3})
        expect(row.locator("input")).to_be_checked()
        inner = row.locator("input").bounding_box()
        assert inner
        assert min(inner["width"], inner["height"]) >= 24


def test_names_for_those_who_listen(two: Learner) -> None:
    group = two.page.get_by_role("group", name="Which planet do they mean in q.two?", exact=True)
    expect(group).to_have_accessible_description("Choose two.")
    expect(two.button("q.two", "Check")).to_have_accessible_name("Check answer to question 1")

    two.answer("q.two", "mars", "earth")

    expect(two.input("q.two", "earth")).to_have_accessible_name("Earth Not correct Your answer")
    expect(group).to_have_accessible_description("Choose two. " + two.told("q.two"))


def test_permalink_leads_to_the_question(one: Learner, page: Page) -> None:
    one.question("q.one").get_by_role("link", name="Question 1", exact=True).click()

    assert page.url.endswith("#q.one")
    expect(page.locator(":target")).to_have_id("q.one")


def test_button_stays_in_sight_on_a_small_screen(
    learner: Learner, build: Callable[..., str]
) -> None:
    learner.page.set_viewport_size({"width": 320, "height": 500})
    learner.open(build(question("q.one"), question("q.two")))
    learner.answer("q.one", "mars")

    expect(learner.button("q.one", "Check")).to_be_in_viewport()
    expect(learner.question("q.one").get_by_role("status")).to_be_in_viewport()


def test_other_scripts_hear_of_the_answer(two: Learner, page: Page) -> None:
    page.evaluate(
        "() => addEventListener('quiz-answer', (event) => { window.heard = event.detail; })"
    )
    two.answer("q.two", "mars", "earth")

    assert page.evaluate("() => window.heard") == {
        "item": "q.two",
        "options": ["mars", "earth"],
        "revision": "1a2b",
        "result": "partial",
        "sure": None,  # only practice pages ask
    }


def test_question_may_be_moved_on_the_page(one: Learner, page: Page) -> None:
    page.evaluate("() => document.body.prepend(document.querySelector('quiz-question'))")
    one.answer("q.one", "mars")

    assert one.told("q.one") == "Correct."
    assert one.marks("q.one")["mars"] == "✓ Correct Your answer"
