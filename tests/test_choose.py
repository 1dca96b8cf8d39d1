"""Which questions stand on a page: the author's first, then a varied few of the others."""

from __future__ import annotations

import pytest

from quizgen.choose import choose_questions
from quizgen.questions import Kind, Question
from tests.zoo import a_note


def a_question(
    item: str, kind: Kind = "generated", model: str = "model", facts: str = ""
) -> Question:
    return Question(
        id=f"wolf.{item}",
        note="wolf",
        kind=kind,
        path="wolf.md",
        line=1,
        model=model if kind == "generated" or model != "model" else "",
        stem="?",
        options=(),
        rationale="",
        solution=(),
        facts=tuple((facts or item).split()),
        revision="",
    )


def chosen(*questions: Question, show: int = 4, note: str = "") -> list[str]:
    return [one.id[5:] for one in choose_questions(a_note("wolf", note), questions, show)]


def test_written_ones_come_first_in_the_order_of_the_author() -> None:
    found = chosen(
        a_question("zebra", "written"), a_question("b"), a_question("apple", "order"), show=2
    )

    assert found == ["zebra", "apple"]


def test_an_order_of_a_model_is_none_of_the_author() -> None:
    found = chosen(
        a_question("made", "order", model="which-order"), a_question("hand", "written"), show=1
    )

    assert found == ["hand"]


def test_a_calculation_comes_before_what_is_generated() -> None:
    generated = [a_question(f"g{number}") for number in range(9)]

    found = chosen(*generated, a_question("sum~1", "calculated"), show=1)

    assert found == ["sum~1"]


def test_of_a_calculated_item_one_variant_is_shown() -> None:
    variants = [a_question(f"sum~{n}", "calculated", facts="wolf.sum") for n in range(3)]

    assert len(chosen(*variants)) == 1


def test_no_two_are_about_one_fact() -> None:
    found = chosen(
        a_question("a", facts="wolf.eats wolf.home"),
        a_question("b", facts="wolf.eats"),
        a_question("c", facts="wolf.home"),
        a_question("d", facts="wolf.does"),
    )

    assert "d" in found
    assert set(found) in ({"a", "d"}, {"b", "c", "d"})


def test_what_an_author_asks_is_not_asked_again() -> None:
    found = chosen(
        a_question("hand", "written", facts="wolf.eats"), a_question("made", facts="wolf.eats")
    )

    assert found == ["hand"]


@pytest.mark.parametrize(
    ("note", "expected"), [("", 2), ("quiz: {show: 3}", 3), ("quiz: {show: 0}", 0)]
)
def test_a_note_may_want_another_number_than_the_site(note: str, expected: int) -> None:
    questions = [a_question(f"q{number}") for number in range(5)]

    assert len(chosen(*questions, show=2, note=note)) == expected


def test_one_more_question_takes_the_place_of_one_at_most() -> None:
    questions = [a_question(f"q{number}") for number in range(20)]
    before = chosen(*questions)

    for number in range(20, 60):
        after = chosen(*questions, a_question(f"q{number}"))

        assert len(set(before) - set(after)) <= 1


def test_a_renamed_note_shows_the_same() -> None:
    questions = [a_question(f"q{number}") for number in range(20)]
    renamed = a_note("lobo", "aliases: [wolf]")

    found = [one.id[5:] for one in choose_questions(renamed, questions, 4)]

    assert found == chosen(*questions)
