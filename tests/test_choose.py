"""Which questions stand on a page: the author's first, then a varied few of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.choose import choose_questions
from quizgen.difficulty import direction, estimate, within_note
from quizgen.plausible import Plausibility
from quizgen.questions import Claim, Kind, Option, Question
from tests.zoo import a_bank, a_note

BANK = a_bank(wolf="", fox="")


def an_option(name: str, about: str, *, is_key: bool) -> Option:
    claim = Claim(note=about, field="does", value="howls", truth=is_key, ground="true")
    return Option(id=name, text=name, is_key=is_key, reason="So.", ground="true", claims=(claim,))


def a_question(
    item: str,
    kind: Kind = "generated",
    model: str = "model",
    facts: str = "",
    stem: str = "?",
) -> Question:
    """Ask for something that a note says; each name stands for a fact of its own."""
    return Question(
        id=f"wolf.{item}",
        note="wolf",
        kind=kind,
        path="wolf.md",
        line=1,
        model=model if kind == "generated" or model != "model" else "",
        stem=stem,
        options=(
            an_option("one", "wolf", is_key=True),
            an_option("two", "wolf", is_key=False),
        ),
        rationale="",
        solution=(),
        facts=tuple((facts or item).split()),
        revision="",
    )


def asks_for_note(item: str, **about: str) -> Question:
    options = (an_option("wolf", "wolf", is_key=True), an_option("fox", "fox", is_key=False))
    return replace(a_question(item, **about), options=options)  # type: ignore[arg-type]


def chosen(*questions: Question, show: int = 4, note: str = "") -> list[str]:
    found = choose_questions(a_note("wolf", note), questions, show, Plausibility(BANK))
    return [one.id[5:] for one in found]


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


def test_the_title_of_the_page_is_the_key_once_while_there_is_anything_else_to_ask() -> None:
    values = [a_question(f"v{n}") for n in range(3)]
    notes = [asks_for_note(f"n{n}") for n in range(5)]

    assert sorted(name[0] for name in chosen(*values, *notes, show=2)) == ["n", "v"]
    assert sorted(name[0] for name in chosen(*values, *notes, show=4)) == ["n", "v", "v", "v"]
    assert sorted(name[0] for name in chosen(*values, *notes, show=5)) == ["n", "n", "v", "v", "v"]


@pytest.mark.parametrize("first", ["a", "b", "c", "d"])
def test_no_direction_loses_its_only_question_to_another_one(first: str) -> None:
    """Whatever a hash would put first."""
    says = [a_question(f"{first}-says", facts="deed"), a_question("z-says", facts="home")]

    found = chosen(*says, asks_for_note("asks", facts="deed"), show=2)

    assert sorted(found) == ["asks", "z-says"]


def test_where_one_direction_ends_the_other_goes_on() -> None:
    values = [a_question(f"v{n}") for n in range(20)]

    found = chosen(*values, asks_for_note("n"), show=4)

    assert "n" in found
    assert len(found) == 4


@pytest.mark.parametrize("show", [2, 4, 6])
def test_hard_and_easy_ones_take_turns(show: int) -> None:
    easy = [a_question(f"easy{n}") for n in range(9)]
    hard = [a_question(f"hard{n}", stem="Which is **not** so?") for n in range(9)]

    found = chosen(*easy, *hard, show=show)

    assert [name[:4] for name in found].count("hard") == show // 2


def test_a_small_difference_in_difficulty_is_none() -> None:
    questions = [a_question(f"q{n}") for n in range(20)]
    longer = [replace(q, solution=("1 + 1 = 2",)) if n % 2 else q for n, q in enumerate(questions)]

    assert chosen(*longer) == chosen(*questions)


def test_of_two_directions_one_starts_hard_and_one_easy() -> None:
    stems = {"easy": "?", "hard": "Which is **not** so?"}
    values = [a_question(f"{name}-v{n}", stem=stems[name]) for name in stems for n in range(5)]
    notes = [asks_for_note(f"{name}-n{n}", stem=stems[name]) for name in stems for n in range(5)]

    found = chosen(*values, *notes, show=2)

    assert {name[:4] for name in found} == {"easy", "hard"}
    assert {name[5] for name in found} == {"v", "n"}


def test_order_of_the_questions_is_nothing() -> None:
    questions = [a_question(f"v{n}") for n in range(9)] + [asks_for_note(f"n{n}") for n in range(9)]

    assert chosen(*questions) == chosen(*reversed(questions))


MADE = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.integers(0, 999)),
    min_size=1,
    max_size=20,
    unique_by=lambda made: made[2],
)


@settings(derandomize=True)
@given(MADE, st.integers(1, 6))
def test_one_more_question_takes_the_place_of_one_at_most(
    made: list[tuple[bool, bool, int]], show: int
) -> None:
    *before, last = [
        (asks_for_note if is_note else a_question)(
            f"q{number}", stem="Which is **not** so?" if is_hard else "?"
        )
        for is_note, is_hard, number in made
    ]

    lost = set(chosen(*before, show=show)) - set(chosen(*before, last, show=show))

    assert len(lost) <= 1


def test_a_renamed_note_shows_the_same() -> None:
    questions = [a_question(f"q{number}") for number in range(20)]
    renamed = a_note("lobo", "aliases: [wolf]")

    found = [one.id[5:] for one in choose_questions(renamed, questions, 4, Plausibility(BANK))]

    assert found == chosen(*questions)


def test_choice_does_not_hang_on_who_names_the_note() -> None:
    """Its page would have to be written again whenever anybody does."""
    question = asks_for_note("who")
    known = a_bank(wolf="", fox="", owl="unlike: {wolf: It howls.}")

    few, many = Plausibility(BANK), Plausibility(known)

    assert estimate(question, BANK, few).score > estimate(question, known, many).score
    assert within_note(question, few) == within_note(question, many)
    assert direction(question, BANK) == direction(question, known)
