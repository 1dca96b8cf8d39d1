"""What the log means for the bank: what is due, what was missed, what is asked next."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.practice_pages import asked, bank, noted, planets
from tests.scripts import Scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = 24 * 60 * 60 * 1000
PLAN = """
  const bank = new QuizBank(data.bank);
  const { cards, gone } = quizgenPlan.plan(bank, data.entries, data.exam);
  return { gone, cards: [...cards.values()].map(({ id, day, due, changed, memory }) => (
    { id, day, due, changed, memory })) };
"""
CHOOSE = """
  const bank = new QuizBank(data.bank);
  const { cards } = quizgenPlan.plan(bank, data.entries ?? []);
  return quizgenPlan.choose(bank, cards, data.wish, data.today ?? 0);
"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    names = ("log", "fsrs", "progress", "show", "plan")
    with Scripts(*(f"quizgen-{name}.js" for name in names)) as loaded:
        yield loaded


def entry(item: str, day: float, **more: object) -> dict[str, Any]:
    return {
        "id": f"{day}",
        "time": int(day * DAY) + DAY // 2,
        "item": item,
        "options": [],
        "revision": "1a2b",
        "result": "right",
        "sure": "sure",
        "where": "practice",
        **more,
    }


def plan(scripts: Scripts, *entries: dict[str, Any], **more: object) -> dict[str, Any]:
    found: dict[str, Any] = scripts.run(PLAN, {"bank": planets(), "entries": entries, **more})
    return found


def due(scripts: Scripts, *entries: dict[str, Any], **more: object) -> list[int]:
    return [card["due"] for card in plan(scripts, *entries, **more)["cards"]]


@pytest.mark.parametrize(
    ("answer", "grade"),
    [
        ({"result": "right", "sure": "sure"}, 3),
        ({"result": "right", "sure": "unsure"}, 2),
        ({"result": "right"}, 2),
        ({"result": "right", "sure": "guess"}, 1),
        ({"result": "partial", "sure": "sure"}, 1),
        ({"result": "wrong", "sure": "sure"}, 1),
        ({"result": "unknown"}, 1),
    ],
)
def test_grades(scripts: Scripts, answer: dict[str, str], grade: int) -> None:
    assert scripts.run("return quizgenPlan.gradeOf(data);", answer) == grade


def test_days_are_those_of_the_calendar(scripts: Scripts) -> None:
    """An answer late in the evening is a day old in the morning."""
    late, early = entry("mars.two", 100.49), entry("mars.two", 100.51)

    cards = plan(scripts, late, early)["cards"]
    assert cards[0]["day"] == 101
    assert cards == plan(scripts, entry("mars.two", 100), entry("mars.two", 101))["cards"]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "Asia/Kathmandu", "America/St_Johns"])
def test_each_day_is_one_more_wherever_the_reader_is(zone: str) -> None:
    """Also where an hour is left out or comes twice."""
    body = """
      const hours = Array.from({ length: 24 * 365 }, (_, hour) => new Date(2026, 0, 1, hour));
      return hours.filter((date) => quizgenPlan.dateOf(quizgenPlan.dayOf(date.getTime()))
        .toISOString().slice(0, 10) !== [date.getFullYear(), date.getMonth() + 1, date.getDate()]
          .map((part) => String(part).padStart(2, '0')).join('-')).length;
    """
    names = ("log", "fsrs", "progress", "show", "plan")
    with Scripts(*(f"quizgen-{name}.js" for name in names), zone=zone) as scripts:
        assert scripts.run(body) == 0


def test_second_answer_within_minutes_moves_nothing(scripts: Scripts) -> None:
    """As after Try again, when the answer has just been read."""
    wrong = entry("mars.two", 100, result="wrong")
    again = entry("mars.two", 100.001)

    assert plan(scripts, wrong)["cards"] == plan(scripts, wrong, again)["cards"]


def test_answer_to_another_variant_counts_at_once(scripts: Scripts) -> None:
    """What comes after a miss has other numbers, so nobody has just read its answer."""
    wrong = entry("saturn.year~1", 100, result="wrong")
    other = entry("saturn.year~2", 100.001)

    (before,), (after,) = (plan(scripts, *all_)["cards"] for all_ in ([wrong], [wrong, other]))
    assert before["memory"] != after["memory"]


def test_variants_are_one_card(scripts: Scripts) -> None:
    first, second = entry("saturn.year~1", 100), entry("saturn.year~2", 102)

    (card,) = plan(scripts, first, second)["cards"]
    assert (card["id"], card["due"]) == ("saturn.year", 113)


def test_changed_fact_is_due_and_starts_anew(scripts: Scripts) -> None:
    old = [entry("mars.two", day, revision="0000") for day in (100, 102, 113)]
    (changed,) = plan(scripts, *old)["cards"]
    assert (changed["changed"], changed["due"]) == (True, 113)

    (anew,) = plan(scripts, *old, entry("mars.two", 114))["cards"]
    assert (anew["changed"], anew["due"]) == (False, 116)


def test_answers_to_what_is_gone_are_counted(scripts: Scripts) -> None:
    assert plan(scripts, entry("pluto.far", 1), entry("mars.two", 2))["gone"] == 1


@settings(max_examples=200)
@given(
    days=st.lists(st.integers(0, 400), min_size=1, max_size=8).map(sorted),
    results=st.lists(st.sampled_from(["right", "wrong"]), min_size=8, max_size=8),
    left=st.integers(1, 60),
)
def test_before_an_exam_everything_comes_once_more(
    scripts: Scripts, days: list[int], results: list[str], left: int
) -> None:
    entries = [
        entry("mars.two", day, result=result) for day, result in zip(days, results, strict=False)
    ]
    exam = days[-1] + left

    (free,), (capped,) = due(scripts, *entries), due(scripts, *entries, exam=exam)

    if left > 7:
        assert days[-1] < capped < exam
        assert capped == free or exam - 7 <= capped <= free
    else:  # it has come up in the last week already
        assert capped == free


def test_what_an_exam_brings_forward_is_spread(scripts: Scripts) -> None:
    ids = [f"mars.q{n}" for n in range(200)]
    held = bank(noted("mars", *map(asked, ids)))
    entries = [entry(one, day) for day in (0, 2, 13, 59) for one in ids]

    found = due(scripts, *entries, bank=held, exam=100)

    assert {found.count(day) > 10 for day in range(93, 100)} == {True}
    assert len([day for day in found if 93 <= day < 100]) == 200


def wish(**more: object) -> dict[str, Any]:
    return {"what": "all", "groups": {}, "kind": "", "count": 10, **more}


def choose(scripts: Scripts, *entries: dict[str, Any], **more: object) -> list[str]:
    data = {"bank": planets(), "entries": entries, "wish": wish(), **more}
    found: list[str] = scripts.run(CHOOSE, data)
    return found


def test_no_two_questions_on_one_fact_while_there_are_others(scripts: Scripts) -> None:
    for today in range(30):
        chosen = choose(scripts, today=today, wish=wish(count=3))
        assert not {"mars.colour", "mars.red"} <= set(chosen)
    assert len(choose(scripts)) == 4


def test_each_day_has_its_order_and_keeps_it(scripts: Scripts) -> None:
    orders = [tuple(choose(scripts, today=today)) for today in range(30)]

    assert orders == [tuple(choose(scripts, today=today)) for today in range(30)]
    assert len(set(orders)) > 5


@pytest.mark.parametrize("what", ["all", "missed"])
def test_second_session_of_a_day_asks_others_first(scripts: Scripts, what: str) -> None:
    days = {"mars.noon": 100.0, "mars.yesterday": 99.0, "mars.morning": 99.6, "mars.long": 50}
    entries = [entry(item, day, result="wrong") for item, day in days.items()]
    held = bank(noted("mars", *map(asked, days)))

    chosen = choose(scripts, *entries, bank=held, today=100, wish=wish(what=what))
    assert chosen[2:] == ["mars.morning", "mars.noon"]


def test_what_is_due_longest_comes_first(scripts: Scripts) -> None:
    entries = [
        entry("mars.two", 50),
        entry("saturn.year~0", 40),
        entry("mars.colour", 45),
        entry("mars.red", 99),
    ]

    chosen = choose(scripts, *entries, today=100, wish=wish(what="due"))
    assert [one.partition("~")[0] for one in chosen] == ["saturn.year", "mars.colour", "mars.two"]


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_variant_that_was_asked_longest_ago_is_asked(
    scripts: Scripts, order: tuple[int, ...]
) -> None:
    entries = [entry(f"saturn.year~{n}", day) for n, day in zip(order, (10, 20, 30), strict=True)]

    chosen = choose(scripts, *entries, today=99, wish=wish(groups={"family": "gas"}))
    assert chosen == [f"saturn.year~{order[0]}"]


def test_what_is_overdue_counts_for_this_week(scripts: Scripts) -> None:
    body = """
      const cards = new Map(data.map((due, place) => [String(place), { due }]));
      return quizgenPlan.dueByWeek(cards, 100, 3);
    """

    assert scripts.run(body, [50, 99, 100, 106, 107, 120, 121]) == [4, 1, 1]


def test_what_has_changed_is_not_known_for_sure(scripts: Scripts) -> None:
    entries = [entry("mars.colour", 99, revision="0000"), entry("mars.red", 99)]
    body = """
      const bank = new QuizBank(data.bank);
      const { cards } = quizgenPlan.plan(bank, data.entries);
      return quizgenPlan.tally(bank, cards, 'family', 'rocky');
    """

    found = scripts.run(body, {"bank": planets(), "entries": entries})
    assert found == {"sure": 1, "unsure": 0, "missed": 1, "fresh": 1}


@pytest.mark.parametrize(
    ("item", "card"),
    [
        ("mars.two", "mars.two"),
        ("saturn.year~7", "saturn.year"),
        ("ares.two", "mars.two"),
        ("old.year~1", "saturn.year"),
        ("ares.gone", None),
        ("pluto.two", None),
        ("constructor", None),
        ("__proto__.x", None),
        ("", None),
    ],
)
def test_answers_find_their_card(scripts: Scripts, item: str, card: str | None) -> None:
    held = planets()
    held["notes"][0]["was"] = ["ares"]
    held["notes"][1]["was"] = ["old"]
    body = "return new QuizBank(data.bank).cardFor(data.item) ?? null;"

    assert scripts.run(body, {"bank": held, "item": item}) == card


@pytest.mark.parametrize(
    ("hard", "band"), [(0.1, "easy"), (0.2, "medium"), (0.4, "medium"), (0.5, "hard")]
)
def test_difficulty_bands(scripts: Scripts, hard: float, band: str) -> None:
    body = "return new QuizBank(data.bank).band({ hard: data.hard });"

    assert scripts.run(body, {"bank": bank(), "hard": hard}) == band
