"""A learner sits mock exams: everything that exam.html promises, in a real browser."""

from __future__ import annotations

import copy
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.practice_pages import bank, exam_planets, write_player
from tests.browser.test_everywhere import TRANSLATE, violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ENTRIES = "async () => await new QuizProgress('planets').all()"
LOG = "async (entries) => await new QuizProgress('planets').merge(entries)"
KEY = "quizgen:planets:exam"
#: What a learner must not see before she hands in.
REVEALED = ".quiz-mark:visible, .quiz-because:visible, .quiz-explanation:visible, [data-result]"
#: Counts what is said to who cannot see.
LISTEN = """() => {
  globalThis.said = [];
  for (const place of document.querySelectorAll('[role=status]')) {
    new MutationObserver(() => {
      if (place.innerText.trim()) globalThis.said.push(place.innerText.trim());
    }).observe(place, { childList: true, subtree: true });
  }
}"""


class Sitter:
    """A learner on the page of mock exams; her clock stands still until she is told to wait."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(10_000)

    def open(self, address: str, at: timedelta = timedelta()) -> None:
        self.page.clock.install(time=NOON + at - timedelta(hours=1))
        self.page.clock.pause_at(NOON + at)
        self.go(address)

    def go(self, address: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(address)
        self.wait_for_page()

    def wait_for_page(self) -> None:
        parts = ("choose", "ask", "result")
        self.page.locator(", ".join(f"[data-part={part}]:visible" for part in parts)).wait_for()

    def wait(self, seconds: int) -> None:
        """Let time pass second by second."""
        self.page.clock.run_for(seconds * 1000)

    def sleep(self, seconds: int) -> None:
        """Let time pass as when a laptop is closed: no timer runs meanwhile."""
        self.page.clock.fast_forward(seconds * 1000)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def part(self, name: str) -> Locator:
        return self.page.locator(f"[data-part={name}]")

    def choose(self, exam: str = "A-1", length: str = "whole") -> None:
        self.page.get_by_role("combobox", name="Exam", exact=True).select_option(exam)
        self.page.locator(f"[name=length][value={length}]").check()

    def start(self, exam: str = "A-1", length: str = "whole") -> None:
        self.choose(exam, length)
        self.button("Start the exam").click()
        self.page.locator(".player-question quiz-question").wait_for()

    def tab_to(self, name: str) -> None:
        for _ in range(20):
            if self.button(name).evaluate("(one) => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{name} is not reached by the Tab key")

    @property
    def item(self) -> str:
        return self.page.locator(".player-question quiz-question").get_attribute("id") or ""

    def inputs(self, selector: str = "") -> list[Locator]:
        return self.page.locator(f".player-question .quiz-option input{selector}").all()

    def answer(self, *, right: bool = True) -> None:
        keys = self.inputs("[data-key]")
        chosen = keys if right else self.inputs(":not([data-key])")[: len(keys)]
        for one in chosen:
            one.check()

    def next(self) -> None:
        self.button("Next").click()

    def through(self, *answers: str) -> list[str]:
        """Answer the first questions right or wrong, or leave them open, and the rest right."""
        seen = []
        for place in range(int(self.number("of"))):
            seen.append(self.item)
            answer = answers[place] if place < len(answers) else "right"
            if answer != "open":
                self.answer(right=answer == "right")
            self.next()
        return seen

    def hand_in(self) -> None:
        if not self.part("finish").is_visible():
            self.button("Hand in…").click()
        self.button("Hand in now").click()
        self.part("result").wait_for()

    def sit(self, *answers: str, exam: str = "A-1", length: str = "whole") -> list[str]:
        self.start(exam, length)
        seen = self.through(*answers)
        self.hand_in()
        return seen

    def number(self, name: str) -> str:
        return self.page.locator(f'[data-n="{name}"]:visible').first.inner_text()

    def numbers(self) -> dict[str, str]:
        names = ("right", "count", "partial", "wrong", "left", "minutes")
        return {name: self.number(name) for name in names}

    def sheet(self) -> list[str]:
        cells = self.page.locator(".exam-sheet:not([data-sheet]) li").all_inner_texts()
        return [" ".join(text.split()) for text in cells]

    def table(self, heading: str) -> list[list[str]]:
        box = self.page.get_by_role("group", name=heading, exact=True)
        rows = [row.locator("th, td").all_inner_texts() for row in box.locator("tbody tr").all()]
        return [[" ".join(cell.split()) for cell in row[:-1]] for row in rows]

    def said(self) -> str:
        texts = self.page.locator("[role=status]:visible").all_inner_texts()
        return " ".join(" ".join(texts).split())

    def entries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(ENTRIES)
        return found

    def kept(self) -> Any:  # noqa: ANN401 - JSON
        return self.page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", KEY)


@pytest.fixture
def learner(page: Page) -> Sitter:
    return Sitter(page)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    def write(data: object | None = None) -> str:
        path = tmp_path / "site" / "exam.html"
        return write_player(path, data or exam_planets(), player="exam")

    return write


@pytest.fixture
def address(write: Callable[..., str]) -> str:
    return write()


# Choosing


def test_length_time_and_weights_are_said_before_the_start(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.choose("A-1", "half")

    labels = learner.page.locator("[data-length]").all_inner_texts()
    assert [" ".join(text.split()) for text in labels] == [
        "As long as the real one 10 questions, 20 minutes",
        "Half of it 5 questions, 10 minutes",
        "A quarter of it 3 questions, 5 minutes",
    ]
    rows = learner.page.locator(".exam-parts tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["1 Near planets", "60%", "3"],
        ["2 Far planets", "40%", "2"],
    ]
    assert learner.part("short").is_hidden()
    assert learner.part("no-limit").is_hidden()
    assert learner.part("limit").is_visible()


def test_part_with_too_few_says_so_and_how_many(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.choose("B-2", "whole")

    rows = learner.page.locator(".exam-parts tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["1 All", "75%", "6"],
        ["2 Nothing yet", "25%", "0, 4 too few"],
    ]
    expect(learner.part("short")).to_be_visible()
    assert learner.part("short").inner_text().endswith("this exam will have 6 in place of 10.")


@pytest.mark.parametrize("length", ["whole", "half", "quarter"])
def test_parts_have_the_questions_of_their_weights(
    learner: Sitter, address: str, length: str
) -> None:
    learner.open(address)
    learner.sit(length=length)

    expected = {"whole": {"1": 6, "2": 4}, "half": {"1": 3, "2": 2}, "quarter": {"1": 2, "2": 1}}
    parts = [entry["part"] for entry in learner.entries()]
    assert {part: parts.count(part) for part in parts} == expected[length]


@pytest.mark.parametrize(("height", "clock"), [(400, "out of sight"), (1000, "in sight")])
def test_question_is_in_sight_as_far_as_there_is_room(
    learner: Sitter, address: str, height: int, clock: str
) -> None:
    learner.page.set_viewport_size({"width": 320, "height": height})
    learner.open(address)
    learner.start()
    learner.page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    learner.next()

    box = learner.page.locator(".player-question quiz-question").bounding_box()
    assert box
    assert 0 <= box["y"] < height - box["height"] or 0 <= box["y"] <= 20
    top = learner.part("clock").evaluate("one => one.getBoundingClientRect().top")
    assert ("in sight" if top >= 0 else "out of sight") == clock


def test_exam_without_a_time_has_no_clock(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.choose("B-2")
    assert learner.part("no-limit").is_visible()
    assert learner.part("limit").is_hidden()
    learner.start("B-2")
    assert learner.part("clock").is_hidden()
    learner.sleep(10**6)
    assert learner.page.locator("quiz-question").is_visible()

    learner.through()
    learner.hand_in()
    assert learner.part("over").is_hidden()


def test_site_without_exams_says_so(learner: Sitter, write: Callable[..., str]) -> None:
    learner.open(write(bank()))

    assert learner.said() == "This site has no exam to draw."
    expect(learner.button("Start the exam")).to_be_disabled()


# The same set again


def test_address_leads_to_the_same_set(learner: Sitter, address: str, browser: Browser) -> None:
    learner.open(address)
    learner.start()
    link = learner.page.url
    asked = learner.through()
    learner.hand_in()
    again = learner.page.get_by_role("link", name="The same questions again")
    assert link.endswith(again.get_attribute("href") or "")

    context = browser.new_context(timezone_id="Asia/Tokyo", locale="ja")
    friend = Sitter(context.new_page())
    friend.open(link)
    assert friend.said().startswith("This link leads to a set of questions that is drawn already.")
    friend.button("Start the exam").click()
    assert friend.page.url == link
    assert friend.through() == asked
    context.close()


def test_link_on_the_result_asks_the_same_again(learner: Sitter, address: str) -> None:
    learner.open(address)
    asked = learner.sit(length="half")
    learner.page.get_by_role("link", name="The same questions again").click()
    learner.part("choose").wait_for()
    learner.wait(1)
    learner.button("Start the exam").click()

    assert learner.through() == asked
    learner.hand_in()
    assert len(learner.entries()) == 10


def test_each_exam_is_drawn_anew(learner: Sitter, address: str) -> None:
    learner.open(address)
    sets = set()
    for _ in range(4):
        sets.add(tuple(learner.sit(length="half")))
        learner.wait(1)
        learner.button("Choose an exam").click()

    assert len(sets) == 4


def test_bank_that_changed_since_is_told(
    learner: Sitter, address: str, write: Callable[..., str]
) -> None:
    learner.open(address)
    learner.start(length="quarter")
    link, asked = learner.page.url, learner.through()
    learner.hand_in()
    data = exam_planets()
    for note in data["notes"]:
        note["questions"] = [one for one in note["questions"] if one["id"] != asked[0]]
    write(data)

    learner.go(link)
    assert learner.said().startswith("The questions of this site have changed since this link")
    learner.button("Start the exam").click()
    assert learner.page.url != link


@pytest.mark.parametrize(
    "place", ["exam=Z-9&length=half&seed=1", "exam=A-1&length=third&seed=1", "exam=A-1", "exam="]
)
def test_link_to_what_is_not_there_is_told(learner: Sitter, address: str, place: str) -> None:
    learner.open(f"{address}#{place}")

    assert learner.said().startswith("This link names an exam that is not offered here.")
    expect(learner.button("Start the exam")).to_be_enabled()


def test_another_choice_leaves_the_link(learner: Sitter, address: str) -> None:
    learner.open(f"{address}#exam=A-1&length=half&seed=1&mark=x")
    assert learner.said().startswith("The questions of this site have changed")
    learner.choose(length="quarter")

    assert learner.said() == ""


def test_heading_of_the_page_is_no_link_to_an_exam(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.sit(length="quarter")
    learner.page.evaluate("() => { location.hash = 'when-a-question-comes-again'; }")
    learner.wait(1)

    assert learner.part("result").is_visible()


def test_link_that_comes_while_an_exam_runs_waits(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    first = learner.item
    learner.page.evaluate("() => { location.hash = 'exam=A-1&length=half&seed=7&mark=x'; }")

    expect(learner.page.locator(".exam-said")).to_have_text(re.compile("^An exam is running"))
    assert learner.item == first


# Sitting it


def test_nothing_is_revealed_before_it_is_handed_in(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    for right in (True, False) * 5:
        learner.answer(right=right)
        assert learner.page.locator(REVEALED).count() == 0
        assert learner.page.locator("quiz-question button:visible").count() == 0
        learner.inputs()[0].press("Enter")
        assert learner.page.locator(REVEALED).count() == 0
        learner.next()
    learner.button("Back to the questions").click()
    learner.button("Previous").click()

    assert learner.page.locator(REVEALED).count() == 0
    assert learner.entries() == []


def test_sheet_says_in_words_what_is_answered_open_and_flagged(
    learner: Sitter, address: str
) -> None:
    learner.open(address)
    learner.start()
    while learner.page.locator(".quiz-option input[type=checkbox]").count() == 0:
        learner.next()
    place = int(learner.number("at")) - 1
    learner.inputs()[0].check()
    assert learner.sheet()[place] == f"{place + 1} wrong number of answers"
    learner.inputs()[1].check()
    assert learner.sheet()[place] == f"{place + 1} answered"
    learner.inputs()[2].check()
    assert learner.sheet()[place] == f"{place + 1} wrong number of answers"
    learner.inputs()[2].uncheck()
    learner.button("Flag for later").click()

    assert learner.sheet()[place] == f"{place + 1} answered flagged"
    assert learner.part("flagged").is_visible()
    expect(learner.button("Flag for later")).to_have_attribute("aria-pressed", "true")
    assert [text for text in learner.sheet() if text.endswith("open")] == [
        f"{n + 1} open" for n in range(len(learner.sheet())) if n != place
    ]
    learner.button("Flag for later").click()
    assert learner.sheet()[place] == f"{place + 1} answered"


def test_next_previous_and_any_number(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    first = learner.item
    expect(learner.button("Previous")).to_be_disabled()
    learner.answer()
    learner.next()
    second = learner.item
    learner.page.get_by_role("button", name="7 open").click()
    assert learner.number("at") == "7"
    current = learner.page.locator(".exam-sheet [aria-current]:visible")
    assert current.inner_text().split() == ["7", "open"]
    learner.page.get_by_role("button", name="2 open").click()
    assert learner.item == second
    learner.button("Previous").click()

    assert learner.item == first
    keys = learner.inputs("[data-key]")
    assert all(key.is_checked() for key in keys)


def test_what_is_open_is_shown_before_it_is_handed_in(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start(length="half")
    learner.button("Flag for later").click()
    learner.through("right", "open", "right", "open", "right")

    assert {name: learner.number(name) for name in ("answered", "open", "flags")} == {
        "answered": "3",
        "open": "2",
        "flags": "1",
    }
    left = learner.page.locator("[data-sheet=left] li:visible").all_inner_texts()
    assert [text.split() for text in left] == [
        ["1", "answered", "flagged"],
        ["2", "open"],
        ["4", "open"],
    ]
    assert learner.part("left-open").is_visible()
    learner.page.locator("[data-sheet=left]").get_by_role("button", name="4 open").click()
    assert learner.number("at") == "4"


def test_nothing_left_open_needs_no_warning(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start(length="quarter")
    learner.through()

    assert learner.part("finish").is_visible()
    assert learner.part("left-open").is_hidden()
    assert learner.part("left").is_hidden()


def test_keyboard_is_enough(learner: Sitter, address: str) -> None:
    keys = learner.page.keyboard
    learner.open(address)
    learner.page.get_by_role("combobox", name="Exam", exact=True).focus()
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Tab")
    expect(learner.button("Start the exam")).to_be_focused()
    keys.press("Enter")
    for _ in range(3):
        expect(learner.page.locator(".quiz-number")).to_be_focused()
        keys.press("Tab")
        keys.press("Space")
        expect(learner.page.locator(".quiz-option :checked")).to_have_count(1)
        learner.tab_to("Next")
        keys.press("Enter")
    expect(learner.page.get_by_role("heading", name="Hand in?")).to_be_focused()
    learner.tab_to("Hand in now")
    keys.press("Enter")

    expect(learner.page.get_by_role("heading", name="Result")).to_be_focused()
    assert len(learner.entries()) == 3


# The clock


def test_clock_runs_by_the_deadline_and_survives_reload(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    assert learner.number("clock") == "0:20:00"
    learner.answer()
    learner.next()
    second = learner.item
    learner.inputs()[0].check()
    learner.button("Flag for later").click()
    learner.wait(61)
    assert learner.number("clock") == "0:18:59"

    learner.go(learner.page.url)
    assert (learner.item, learner.number("at")) == (second, "2")
    assert learner.inputs()[0].is_checked()
    assert learner.sheet()[0] == "1 answered"
    assert learner.sheet()[1].endswith("flagged")
    assert learner.number("clock") == "0:18:59"
    learner.sleep(600)
    learner.wait(1)
    assert learner.number("clock") == "0:08:58"


def test_leaving_and_coming_back_works_and_does_not_stop_the_clock(
    learner: Sitter, address: str
) -> None:
    learner.open(address)
    learner.start()
    learner.next()
    second = learner.item
    learner.page.goto("about:blank")
    learner.sleep(300)
    learner.page.goto(address)
    learner.wait_for_page()

    assert learner.item == second
    assert learner.number("clock") == "0:15:00"
    assert learner.page.get_by_role("button", name=re.compile("pause", re.IGNORECASE)).count() == 0


def test_exam_is_handed_in_when_the_time_is_over(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    learner.answer()
    learner.next()
    learner.answer(right=False)
    learner.sleep(1201)
    learner.part("result").wait_for()

    assert learner.part("over").is_visible()
    assert learner.numbers() == {
        "right": "1",
        "count": "10",
        "partial": "0",
        "wrong": "1",
        "left": "8",
        "minutes": "20",
    }
    entries = learner.entries()
    assert [entry["result"] for entry in sorted(entries, key=lambda one: one["place"])] == [
        "right",
        "wrong",
        *["unknown"] * 8,
    ]
    assert {entry["time"] for entry in entries} == {(NOON.timestamp() + 1200) * 1000}


def test_time_that_is_over_while_the_page_is_closed_counts(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    learner.answer()
    learner.page.goto("about:blank")
    learner.sleep(86_400)
    learner.page.goto(address)
    learner.part("result").wait_for()

    assert learner.part("over").is_visible()
    assert (learner.number("right"), learner.number("left")) == ("1", "9")
    assert {entry["time"] for entry in learner.entries()} == {(NOON.timestamp() + 1200) * 1000}
    assert "run" not in learner.kept()


@pytest.mark.parametrize(
    ("length", "seconds", "minutes"), [("whole", 1200, [10, 5, 1]), ("quarter", 300, [2, 1])]
)
def test_time_is_said_at_half_and_at_few_points_and_on_asking(
    learner: Sitter, address: str, length: str, seconds: int, minutes: list[int]
) -> None:
    learner.open(address)
    learner.start(length=length)
    learner.page.evaluate(LISTEN)
    learner.wait(seconds - 1)
    said = learner.page.evaluate("() => globalThis.said")
    assert said == [f"Minutes left: {left}." for left in minutes]
    timer = learner.page.get_by_role("timer")
    expect(timer).to_have_attribute("aria-live", "off")

    learner.button("Say the time left").click()
    assert learner.page.locator(".exam-said").inner_text() == "Less than a minute is left."


def test_time_on_asking(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    learner.wait(61)
    learner.button("Say the time left").click()

    assert learner.page.locator(".exam-said").inner_text() == "Minutes left: 18."


# Handing in


def test_log_has_an_entry_for_each_question(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start(length="quarter")
    link = learner.page.url.partition("#")[2]
    learner.wait(90)
    asked = learner.through("right", "open", "wrong")
    learner.hand_in()

    entries = sorted(learner.entries(), key=lambda one: one["place"])
    assert [(one["item"], one["result"]) for one in entries] == [
        (asked[0], "right"),
        (asked[1], "unknown"),
        (asked[2], entries[2]["result"]),
    ]
    start = int(NOON.timestamp() * 1000)
    for place, one in enumerate(entries):
        assert one["where"] == "exam"
        assert one["set"] == f"{link}&start={start}&seconds=300"
        assert one["time"] == start + 90_000
        assert one["revision"] == "1a2b"
        assert one["place"] == place
        assert one["part"] in {"1", "2"}
        assert one["among"] == (6 if one["item"].endswith("moons") else 3)
    assert entries[1]["options"] == []
    assert "run" not in learner.kept()
    assert learner.number("minutes") == "2"


def test_partial_answers_are_shown_and_do_not_count(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    partial = 0
    for _ in range(10):
        keys = learner.inputs("[data-key]")
        if len(keys) > 1:
            keys[0].check()
            learner.inputs(":not([data-key])")[0].check()
            partial += 1
        learner.next()
    learner.hand_in()

    assert partial > 0
    assert (learner.number("right"), learner.number("partial")) == ("0", str(partial))
    notes = learner.page.locator("[data-review=missed] .quiz-note").all_inner_texts()
    assert notes.count("1 of 2 right. Each option now says why.") == partial
    assert learner.page.get_by_text("Only what is quite right counts.").is_visible()


def test_result_by_part_field_and_note(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.sit("wrong", "open")
    entries = learner.entries()

    def counted(*groups: list[str]) -> list[str]:
        """Count what is right among the questions on some planets."""
        found = []
        for names in groups:
            own = [e for e in entries if e["item"].partition(".")[0] in names]
            found.append(f"{sum(e['result'] == 'right' for e in own)} of {len(own)}")
        return [one for one in found if not one.endswith(" 0")]

    near = [["mercury", "venus", "earth", "mars", "jupiter", "saturn", "uranus"]]
    far = ["neptune", "pluto", "ceres"]
    assert [row[:2] for row in learner.table("By part")] == [
        [name, count]
        for name, count in zip(
            ["1 Near planets", "2 Far planets"], counted(*near, far), strict=True
        )
    ]
    rocky = [name for name in near[0] if name <= "n"]
    gas = [name for name in near[0] if name > "n"]
    assert [row[1] for row in learner.table("Family")] == counted(rocky, gas, far)
    learner.page.get_by_text("By note").click()
    assert [row[1] for row in learner.table("By note")] == counted(*([n] for n in [*near[0], *far]))


def test_interval_and_chance_stand_beside_the_share(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.sit("wrong", "wrong", "open")

    # Wilson's interval for 7 of 10 at 95 %.
    assert [learner.number(name) for name in ("right", "share", "low", "high")] == [
        "7",
        "70%",
        "40%",
        "89%",
    ]
    among = [entry["among"] for entry in learner.entries()]
    chance = round(100 * sum(1 / one for one in among) / 10)
    assert learner.number("chance") == f"{chance}%"
    assert learner.part("by-chance").is_hidden()
    assert "not on the scale of the real exam" in learner.part("result").inner_text()


def test_result_that_may_be_luck_says_so(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.sit("right", "wrong", "wrong", length="quarter")

    luck = learner.part("by-chance")
    expect(luck).to_be_visible()
    expect(luck).to_have_text("This result could come from guessing alone.")


def test_each_miss_has_reasons_and_links(learner: Sitter, address: str) -> None:
    learner.open(address)
    asked = learner.sit("wrong", "open", length="half")

    missed = learner.page.locator("[data-review=missed] quiz-question")
    assert [one.get_attribute("id") for one in missed.all()] == asked[:2]
    for one in missed.all():
        reasons = one.locator(".quiz-because:visible")
        assert reasons.count() == one.locator(".quiz-option").count()
        href = reasons.first.get_by_role("link").get_attribute("href") or ""
        assert href == address.replace("exam.html", "mars.html#fact--mars--does")
        assert one.locator("input:enabled, button:visible").count() == 0
    assert missed.first.locator(".quiz-note").inner_text().startswith("Not correct.")
    assert missed.nth(1).locator(".quiz-note").inner_text().startswith("The answer is marked.")
    numbers = missed.locator(".quiz-number").all_inner_texts()
    assert numbers == ["Question 1", "Question 2"]

    learner.page.get_by_text("What you got right").click()
    right = learner.page.locator("[data-review=right] quiz-question")
    expect(right).to_have_count(3)
    assert [one.get_attribute("id") for one in right.all()] == asked[2:]


def test_all_right_has_nothing_missed(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.sit(length="quarter")

    assert learner.part("misses").is_hidden()
    assert learner.number("share") == "100%"


# History


def test_attempts_can_be_opened_again(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.sit("wrong", length="quarter")
    learner.wait(3600)
    learner.button("Choose an exam").click()
    learner.sit(length="half")

    learner.go(address)
    texts = learner.page.locator(".exam-history li").all_inner_texts()
    assert texts == [
        "Exam A-1, half an exam, Nov 21, 2026, 1:00 PM: 5 of 5 right",
        "Exam A-1, a quarter of an exam, Nov 21, 2026, 12:00 PM: 2 of 3 right",
    ]
    learner.page.locator(".exam-history a").nth(1).click()
    learner.part("result").wait_for()
    assert (learner.number("right"), learner.number("count")) == ("2", "3")
    assert learner.page.locator("[data-review=missed] quiz-question").count() == 1

    learner.go(learner.page.url)
    assert learner.number("count") == "3"
    learner.button("Choose an exam").click()
    expect(learner.part("choose")).to_be_visible()
    learner.page.go_back()
    expect(learner.part("result")).to_be_visible()
    assert learner.number("count") == "3"


def test_result_of_another_browser_is_told(learner: Sitter, address: str) -> None:
    learner.open(f"{address}#exam=A-1&length=half&seed=1&mark=x&start=5&seconds=0")

    assert learner.said().startswith("This result is not in this browser.")


def test_practice_knows_what_the_exam_asked(learner: Sitter, address: str, tmp_path: Path) -> None:
    learner.open(address)
    learner.sit("wrong", "open", length="half")
    practice = write_player(tmp_path / "site" / "practice.html", exam_planets())
    learner.page.goto(practice)

    expect(learner.page.locator('[data-n="missed-now"]')).to_have_text("2")
    expect(learner.page.locator('[data-n="asked"]')).to_have_text("5")


def test_deleting_everything_ends_the_exam(learner: Sitter, address: str, tmp_path: Path) -> None:
    learner.open(address)
    learner.sit(length="quarter")
    learner.button("Choose an exam").click()
    learner.wait(1)
    learner.start()
    practice = write_player(tmp_path / "site" / "practice.html", exam_planets())
    learner.page.goto(practice)
    learner.page.get_by_role("button", name="Delete everything", exact=True).click()
    learner.page.get_by_role("button", name="Yes, delete everything").click()
    expect(learner.page.locator(".player-said")).to_have_text("Everything is deleted.")

    learner.go(address)
    assert learner.part("choose").is_visible()
    assert learner.part("history").is_hidden()


def test_questions_that_are_gone_or_changed_since(
    learner: Sitter, address: str, write: Callable[..., str]
) -> None:
    learner.open(address)
    asked = learner.sit("wrong", "wrong", length="half")
    result = learner.page.url
    data = exam_planets()
    for note in data["notes"]:
        note["questions"] = [one for one in note["questions"] if one["id"] != asked[0]]
        for one in note["questions"]:
            one["rev"] = "9z9z" if one["id"] == asked[1] else one["rev"]
    write(data)

    learner.go(result)
    assert (learner.number("right"), learner.number("count")) == ("3", "5")
    assert learner.number("gone") == "1"
    missed = learner.page.locator("[data-review=missed] quiz-question")
    assert [one.get_attribute("id") for one in missed.all()] == asked[1:2]
    note = missed.locator(".quiz-note").inner_text()
    assert note.endswith("This question has changed since you answered it.")


def test_site_that_changes_in_the_middle_of_an_exam(
    learner: Sitter, address: str, write: Callable[..., str]
) -> None:
    learner.open(address)
    learner.start(length="half")
    learner.answer()
    first = learner.item
    learner.next()
    second = learner.item
    data = exam_planets()
    for note in data["notes"]:
        note["questions"] = [one for one in note["questions"] if one["id"] != second]
    write(data)

    learner.go(address)
    assert "Questions that are no longer asked: 1." in learner.said()
    assert learner.number("of") == "4"
    assert learner.sheet()[0] == "1 answered"
    learner.hand_in()
    assert {entry["item"]: entry["result"] for entry in learner.entries()}[first] == "right"
    assert len(learner.entries()) == 4


# Two tabs


def test_two_tabs_sit_one_exam(learner: Sitter, address: str) -> None:
    learner.open(address)
    other = Sitter(learner.page.context.new_page())
    other.go(address)
    learner.start(length="half")
    expect(other.page.locator("quiz-question")).to_be_visible()

    learner.answer()
    other.page.get_by_role("button", name="2 open").click()
    other.answer(right=False)
    learner.page.get_by_role("button", name="3 open").click()
    learner.button("Flag for later").click()
    expect(other.page.get_by_role("button", name="3 open flagged")).to_be_visible()
    assert [text.partition(" ")[2] for text in learner.sheet()] == [
        text.partition(" ")[2] for text in other.sheet()
    ]
    assert learner.sheet()[:2] == ["1 answered", "2 answered"]

    other.hand_in()
    learner.part("result").wait_for()
    assert learner.numbers() == other.numbers()
    assert len(learner.entries()) == 5
    assert learner.number("right") == "1"


def test_both_tabs_hand_in_when_the_time_is_over(learner: Sitter, address: str) -> None:
    learner.open(address)
    other = Sitter(learner.page.context.new_page())
    learner.start(length="half")
    learner.answer()
    other.go(address)
    learner.sleep(700)
    for tab in (learner, other):
        tab.part("result").wait_for()

    assert len(learner.entries()) == 5
    assert learner.numbers() == other.numbers()


def test_exam_begun_in_another_tab_is_the_one_that_runs(learner: Sitter, address: str) -> None:
    learner.open(address)
    other = Sitter(learner.page.context.new_page())
    other.go(address)
    learner.start(length="half")
    expect(other.page.locator("quiz-question")).to_be_visible()

    assert other.page.url == learner.page.url
    assert other.item == learner.item


def test_exam_of_another_tab_runs_also_before_one_hears_of_it(
    learner: Sitter, address: str
) -> None:
    learner.open(address)
    other = Sitter(learner.page.context.new_page())
    other.page.add_init_script(
        "addEventListener('storage', (event) => event.stopImmediatePropagation())"
    )
    other.go(address)
    learner.start(length="half")
    other.start()

    assert (other.item, other.number("of")) == (learner.item, "5")
    assert other.kept()["run"]["set"] == learner.kept()["run"]["set"]


# Storage

FULL = """
  const put = Storage.prototype.setItem;
  Storage.prototype.setItem = function (...given) {
    if (globalThis.isFull) throw new DOMException('', 'QuotaExceededError');
    return put.apply(this, given);
  };
"""
BLOCKED = """
  for (const name of ['localStorage', 'indexedDB']) {
    Object.defineProperty(window, name, { get() { throw new Error('no'); } });
  }
"""


def test_blocked_storage_is_told_and_the_exam_goes_on(learner: Sitter, address: str) -> None:
    learner.page.add_init_script(BLOCKED)
    learner.open(address)
    expect(learner.page.locator(".player-told")).to_contain_text("stores nothing for this page")
    learner.sit("wrong", length="quarter")

    assert (learner.number("right"), learner.number("count")) == ("2", "3")
    learner.button("Choose an exam").click()
    expect(learner.page.locator(".exam-history li")).to_have_count(1)


def test_full_storage_is_told_and_the_exam_goes_on(learner: Sitter, address: str) -> None:
    learner.page.add_init_script(FULL)
    learner.open(address)
    learner.start(length="quarter")
    learner.answer()
    learner.page.evaluate("() => { globalThis.isFull = true; }")
    learner.next()
    expect(learner.page.locator(".player-told")).to_contain_text("no room left")
    learner.answer()
    learner.next()
    learner.answer()
    learner.hand_in()

    assert learner.number("right") == "3"
    assert len(learner.entries()) == 3


def test_what_a_newer_version_stored_is_left_as_it_is(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.page.evaluate("(key) => localStorage.setItem(key, '{\"v\":2}')", KEY)
    learner.go(address)
    expect(learner.page.locator(".player-told")).to_contain_text("A newer version of this site")
    learner.sit(length="quarter")

    assert learner.number("right") == "3"
    assert learner.kept() == {"v": 2}


@pytest.mark.parametrize(
    "run",
    [
        7,
        "x",
        [],
        {},
        {"set": "x", "list": [], "at": 0, "given": {}, "flags": []},
        {"set": "exam=a&length=b&seed=1", "list": [1], "at": 0, "given": {}, "flags": []},
        {"set": "exam=a&length=b&seed=1", "list": [], "at": 0, "given": {"a": 1}, "flags": []},
        {"set": "exam=a&length=b&seed=1", "list": [], "at": "x", "given": {}, "flags": []},
    ],
)
def test_broken_exam_counts_as_none(learner: Sitter, address: str, run: object) -> None:
    learner.open(address)
    learner.page.evaluate(
        "([key, run]) => localStorage.setItem(key, JSON.stringify({ v: 1, run }))", [KEY, run]
    )
    learner.go(address)
    learner.sit(length="quarter")

    assert learner.number("right") == "3"


def test_log_is_never_taken_for_markup(learner: Sitter, address: str) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    learner.open(address)
    learner.page.evaluate(
        LOG,
        [
            {
                "id": "h1",
                "time": NOON.timestamp() * 1000,
                "item": hostile,
                "options": [hostile],
                "revision": hostile,
                "result": "wrong",
                "where": "exam",
                "set": f"exam={hostile}&length={hostile}&seed=1&mark={hostile}&start=1&seconds=1",
                "part": hostile,
                "among": hostile,
                "place": hostile,
            }
        ],
    )
    learner.go(address)
    learner.page.locator(".exam-history a").click()
    learner.part("result").wait_for()

    assert hostile in learner.part("result").inner_text()
    assert learner.page.locator("main img").count() == 0


def test_bank_that_does_not_load_is_told(learner: Sitter, address: str, tmp_path: Path) -> None:
    (tmp_path / "site" / "bank.js").write_text("", encoding="utf-8")
    learner.page.goto(address)

    expect(learner.page.locator(".player-told")).to_contain_text("could not be loaded")


# Everywhere


def test_served_under_a_strict_policy(
    learner: Sitter, address: str, serve: Callable[[str], str]
) -> None:
    learner.open(serve(address))
    learner.sit("wrong", "open")

    assert len(learner.entries()) == 10


def test_without_script_the_page_says_what_can_be_done(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    assert page.locator("main").inner_text().splitlines()[-1].startswith("A mock exam needs")
    assert page.get_by_role("button").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    learner: Sitter, write: Callable[..., str], width: int, scheme: str
) -> None:
    page = learner.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    data = copy.deepcopy(exam_planets())
    data["fields"][0]["values"][2]["label"] = "A long name of a family " * 4
    for note in data["notes"]:
        note["questions"][0]["stem"] = f"<code>{'orbit' * 30}</code>"

    def look() -> None:
        assert violations(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") == width

    learner.open(write(data))
    page.clock.resume()  # axe waits
    look()
    learner.choose("B-2")
    look()
    learner.start()
    learner.answer()
    learner.button("Flag for later").click()
    learner.button("Say the time left").click()
    look()
    learner.through("right", "wrong", "open")
    look()
    learner.hand_in()
    learner.page.get_by_text("By note").click()
    learner.page.get_by_text("What you got right").click()
    look()
    learner.button("Choose an exam").click()
    look()


def test_headings_and_names_for_who_cannot_see(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start(length="quarter")
    headings = learner.page.get_by_role("heading").all_inner_texts()
    assert headings[1:] == ["Exam A-1, a quarter of an exam", "Question 1", "Answer sheet"]
    question = learner.page.locator("quiz-question")
    assert question.get_by_role("group", name=re.compile("^Which planet")).count() == 1
    learner.through("wrong")
    learner.hand_in()

    headings = learner.page.get_by_role("heading").all_inner_texts()
    assert headings[1:] == ["Result", "By part", "Family", "What you missed", "Question 1"]


def test_translated_page_works(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.page.evaluate(TRANSLATE)
    learner.page.locator("[value=quarter]").check()
    learner.page.locator("[data-do=start]").click()
    for _ in range(3):
        learner.answer()
        learner.page.locator("[data-do=next]").click()
    learner.page.locator("[data-do=hand-in]").click()
    learner.part("result").wait_for()

    assert learner.number("right") == "3"


def test_result_on_paper(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.sit("wrong", "open", length="half")
    learner.page.emulate_media(media="print")

    assert learner.page.locator("button:visible, select:visible").count() == 0
    missed = learner.page.locator("[data-review=missed] quiz-question").first
    assert missed.locator(".quiz-mark:visible").count() == missed.locator(".quiz-option").count()
    assert missed.locator(".quiz-because:visible").count() > 0
    assert missed.locator(".quiz-yours:visible").count() > 0
    assert learner.page.get_by_role("group", name="By part", exact=True).is_visible()


def test_exam_on_paper_reveals_nothing(learner: Sitter, address: str) -> None:
    learner.open(address)
    learner.start()
    learner.answer()
    learner.page.emulate_media(media="print")

    assert learner.page.locator(REVEALED).count() == 0
