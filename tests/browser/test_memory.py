"""A page remembers what was answered on it."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from markupsafe import Markup
from playwright.sync_api import expect

from tests.browser.learner import Learner
from tests.browser.pages import option, question

pytestmark = pytest.mark.browser

Build = Callable[..., str]
PAST = {"options": ["venus"], "revision": "1a2b", "result": "wrong"}


def test_answer_is_there_after_a_reload(learner: Learner, build: Build) -> None:
    learner.open(build(question("q.one")))
    learner.answer("q.one", "venus")
    marks, told = learner.marks("q.one"), learner.told("q.one")
    learner.page.reload()

    assert learner.marks("q.one") == marks
    assert learner.reminded("q.one") == told
    # Heard by nobody who did not ask: a page may hold many questions.
    assert learner.told("q.one") == ""
    expect(learner.input("q.one", "venus")).to_be_checked()


@pytest.mark.parametrize(
    ("options", "reminded"),
    [(["mars", "earth"], "1 of 2 right."), (["mars", "venus"], "Correct."), ([], "The answer is")],
)
def test_each_result_is_shown_again(
    learner: Learner, build: Build, options: list[str], reminded: str
) -> None:
    learner.open(build(question("q.two", "=Mars", "=Venus", "Earth", "Pluto")))
    if options:
        learner.answer("q.two", *options)
    else:
        learner.button("q.two", "I don’t know").click()
    learner.page.reload()

    assert learner.reminded("q.two").startswith(reminded)
    expect(learner.button("q.two", "Try again")).to_be_visible()
    expect(learner.button("q.two", "I don’t know")).to_be_hidden()


def test_question_put_above_moves_no_answer(learner: Learner, build: Build) -> None:
    old = question("q.old")
    learner.open(build(old))
    learner.answer("q.old", "venus")
    marks = learner.marks("q.old")
    learner.open(build(question("q.new"), replace(old, number=2)))

    assert learner.marks("q.old") == marks
    assert set(learner.marks("q.new").values()) == {""}
    assert learner.reminded("q.new") == ""


def test_mended_typo_keeps_the_answer(learner: Learner, build: Build) -> None:
    old = question("q.one")
    learner.open(build(old))
    learner.answer("q.one", "venus")
    marks = learner.marks("q.one")
    mended = tuple(
        replace(o, reason=Markup("Better said."), text=o.text + ".") for o in old.options
    )
    learner.open(build(replace(old, stem=Markup("Which is it?"), options=mended)))

    assert learner.marks("q.one") == marks
    assert "Which is it?" in learner.reads("q.one")


def test_added_distractor_keeps_the_answer(learner: Learner, build: Build) -> None:
    old = question("q.one")
    learner.open(build(old))
    learner.answer("q.one", "venus")
    marks = learner.marks("q.one")
    learner.open(build(replace(old, options=(option("Pluto"), *old.options))))

    assert learner.marks("q.one") == {"pluto": "✗ Not correct", **marks}
    assert learner.reminded("q.one").startswith("Not correct.")


def test_chosen_distractor_that_is_gone_leaves_the_result_and_no_wrong_mark(
    learner: Learner, build: Build
) -> None:
    learner.open(build(question("q.one", "=Mars", "Venus", "Earth")))
    learner.answer("q.one", "venus")
    learner.open(build(question("q.one", "=Mars", "Pluto", "Earth")))

    assert learner.reminded("q.one").startswith("Not correct.")
    assert learner.reminded("q.one").endswith("What you chose then is no longer an option.")
    assert "Your answer" not in str(learner.marks("q.one"))
    expect(learner.question("q.one").locator("input:checked")).to_have_count(0)


def test_changed_key_asks_again_and_keeps_the_history_until_then(
    learner: Learner, build: Build
) -> None:
    learner.open(build(question("q.one", "=Mars", "Venus", "Earth")))
    learner.answer("q.one", "mars")
    learner.open(build(question("q.one", "Mars", "=Venus", "Earth", revision="ffff")))

    assert learner.reminded("q.one").startswith("This fact changed since you answered.")
    assert set(learner.marks("q.one").values()) == {""}
    assert learner.answers()["q.one"]["result"] == "right"
    expect(learner.question("q.one").locator("input:checked")).to_have_count(0)

    learner.answer("q.one", "venus")
    assert learner.reminded("q.one") == ""
    assert learner.answers()["q.one"] == {
        "options": ["venus"],
        "revision": "ffff",
        "result": "right",
    }


@pytest.mark.parametrize(
    "value",
    [
        "",
        "nonsense",
        "null",
        "7",
        '"text"',
        "[]",
        "{}",
        '{"v":1}',
        '{"v":1,"answers":[]}',
        '{"v":1,"answers":null}',
        '{"v":"1","answers":{}}',
        json.dumps({"v": 2, "answers": {"q.one": PAST}}),
    ],
)
def test_value_of_others_is_left_alone(learner: Learner, build: Build, value: str) -> None:
    learner.open(build(question("q.one")))
    learner.store(value)
    learner.page.reload()
    assert learner.reminded("q.one") == ""

    learner.answer("q.one", "mars")
    assert learner.told("q.one") == "Correct."
    assert learner.stored() == value


@pytest.mark.parametrize(
    "entry",
    [
        None,
        7,
        [],
        {},
        {**PAST, "options": None},
        {**PAST, "options": "venus"},
        {**PAST, "result": "bad"},
        {**PAST, "result": '"] *'},
    ],
)
def test_broken_answer_counts_as_none(learner: Learner, build: Build, entry: object) -> None:
    learner.open(build(question("q.one"), question("q.two", number=2)))
    learner.store(json.dumps({"v": 1, "answers": {"q.one": entry, "q.two": PAST}}))
    learner.page.reload()

    assert set(learner.marks("q.one").values()) == {""}
    assert learner.marks("q.two")["venus"] == "✗ Not correct Your answer"


def test_what_others_added_to_the_value_is_kept(learner: Learner, build: Build) -> None:
    learner.open(build(question("q.one")))
    learner.store(json.dumps({"v": 1, "more": [1], "answers": {"q.other": {"x": 1}}}))
    learner.answer("q.one", "mars")

    stored = json.loads(learner.stored() or "")
    assert stored["more"] == [1]
    assert stored["answers"]["q.other"] == {"x": 1}
    assert stored["answers"]["q.one"]["result"] == "right"


def test_item_may_be_named_like_what_every_object_has(learner: Learner, build: Build) -> None:
    learner.open(build(question("constructor")))
    assert learner.reminded("constructor") == ""

    learner.answer("constructor", "mars")
    learner.page.reload()
    assert learner.reminded("constructor") == "Correct."


def test_two_tabs_keep_the_answers_of_each_other(learner: Learner, build: Build) -> None:
    address = build(*(question(item) for item in ("q.one", "q.two", "q.three")))
    other = Learner(learner.page.context.new_page())
    learner.open(address)
    other.open(address)
    learner.answer("q.one", "mars")
    other.answer("q.two", "venus")
    learner.answer("q.three", "mars")

    assert set(learner.answers()) == {"q.one", "q.two", "q.three"}


def test_two_sites_are_kept_apart(learner: Learner, build: Build) -> None:
    learner.open(build(question("q.one"), folder="a", site="planets"))
    learner.answer("q.one", "venus")
    learner.open(build(question("q.one"), folder="b", site="stars"))

    assert learner.answers("planets")  # Chromium shares the storage of all files
    assert learner.answers("stars") == {}
    assert set(learner.marks("q.one").values()) == {""}


@pytest.mark.parametrize(
    "code",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })",
        "Storage.prototype.setItem = () => { throw new Error('full'); }",
        "Object.defineProperty(window, 'localStorage', { value: null })",
        "Object.defineProperty(window, 'indexedDB', { value: undefined })",
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }",
    ],
)
def test_page_works_without_storage(learner: Learner, build: Build, code: str) -> None:
    learner.page.add_init_script(code)
    learner.open(build(question("q.one")))
    learner.answer("q.one", "mars")

    assert learner.told("q.one") == "Correct."
