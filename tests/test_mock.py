"""How many questions each part of an exam needs, and which can stand in one exam together."""

from __future__ import annotations

from itertools import combinations

import pytest

from quizgen.mock import apart, draw, pools, served, shares, supply
from quizgen.questions import Question
from tests.banks import orchestra_build
from tests.support import orchestra

EXAM = orchestra().values["exam"]["grade-1"]
OBOE = """---
title: Oboe
type: instrument
does: gives the note to tune by
exams: {grade-1: [%s]}
items:
  - id: bars
    stem: How long are {bars} bars of {beats} beats at 60 beats a minute?
    calculate:
      given: {bars: [10, 20, 30], beats: [3, 4]}
      key: bars * beats
      unit: s
      mistakes: {counted the bars: bars, counted one beat more: bars * beats + bars}
    rationale: A beat lasts a second.
---
"""
HORN = "---\ntitle: Horn\ntype: instrument\ndoes: plays with a hand in the bell\n---\n"


def question(facts: str) -> Question:
    """Make a question that is called after the facts it rests on."""
    return Question(
        id=facts,
        note="oboe",
        kind="generated",
        path="oboe.md",
        line=1,
        model="",
        stem="",
        options=(),
        rationale="",
        solution=(),
        facts=tuple(facts.split()),
        revision="",
    )


def questions(*facts: str) -> list[Question]:
    return [question(one) for one in facts]


def ids(found: list[Question]) -> list[str]:
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("length", "expected"),
    [(0, [0, 0]), (1, [1, 0]), (5, [3, 2]), (7, [4, 3]), (8, [5, 3]), (65, [39, 26])],
)
def test_parts_share_an_exam_by_weight_and_the_largest_remainders_round_up(
    length: int, expected: list[int]
) -> None:
    assert expected == list(shares(EXAM, length).values())


@pytest.mark.parametrize(
    ("codes", "expected"),
    [('"1.2"', ["1"]), ('"2.1", "1.1", "1.2"', ["1", "2"]), ("", [])],
)
def test_note_serves_the_parts_of_its_codes(codes: str, expected: list[str]) -> None:
    note = orchestra_build({"oboe.md": OBOE % codes}).bank.notes["oboe"]

    assert expected == served(note, "exams", EXAM)


def test_note_without_codes_serves_nothing() -> None:
    note = orchestra_build({"horn.md": HORN}).bank.notes["horn"]

    assert served(note, "exams", EXAM) == []


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["a b", "a", "b"], ["a", "b"]),
        (["a y z", "y", "z"], ["y", "z"]),
        (["a b", "b c", "c d"], ["a b", "c d"]),
    ],
)
def test_no_two_rest_on_one_fact(there: list[str], expected: list[str]) -> None:
    assert expected == ids(apart(questions(*there)))


def test_two_questions_on_the_same_fact_are_one() -> None:
    one, other = question("a"), question("a")

    assert apart([one, other]) == [one]


def test_of_a_calculated_item_one_variant_counts() -> None:
    build = orchestra_build({"oboe.md": OBOE % '"1.1"'})
    asked = build.questions(build.bank.notes["oboe"])
    variants = [one for one in asked if one.kind == "calculated"]

    assert len(variants) > 1
    assert len(apart(variants)) == 1


def test_exam_repeats_no_fact_in_another_part() -> None:
    there = {"1": questions("a", "b", "c"), "2": questions("a", "b", "a d")}

    found = draw(there, {"1": 2, "2": 2})

    facts = [set(one.facts) for part in found.values() for one in part]
    assert all(one.isdisjoint(other) for one, other in combinations(facts, 2))
    assert {key: len(part) for key, part in found.items()} == {"1": 1, "2": 2}


def test_part_with_the_least_to_spare_chooses_first() -> None:
    there = {"1": questions("a", "b", "c"), "2": questions("a")}

    found = draw(there, {"1": 1, "2": 1})

    assert {key: ids(part) for key, part in found.items()} == {"1": ["b"], "2": ["a"]}


def test_part_takes_what_no_other_part_could_use() -> None:
    there = {"1": questions("a", "b", "c"), "2": questions("a", "b", "d", "e")}

    found = draw(there, {"1": 2, "2": 3})

    assert {key: len(part) for key, part in found.items()} == {"1": 2, "2": 3}


def test_exam_is_drawn_the_same_whatever_the_order_of_its_questions() -> None:
    there = ["a", "b c", "c d", "d", "e a"]

    assert ids(apart(questions(*there))) == ids(apart(questions(*reversed(there))))


def test_supply_says_where_an_exam_is_short() -> None:
    build = orchestra_build({"oboe.md": OBOE % '"1.1", "1.2"', "horn.md": HORN})
    asked = [(note, build.questions(note)) for note in build.bank.notes.values()]

    playing, hearing = supply("exams", EXAM, 2, asked)

    assert pools("exams", EXAM, asked) == {"1": build.questions(build.bank.notes["oboe"]), "2": []}
    assert (playing.part.key, playing.needed, playing.drawn, playing.is_short) == ("1", 1, 1, False)
    assert playing.there > playing.apart >= 1
    assert (hearing.part.key, *hearing[1:], hearing.is_short) == ("2", 1, 0, 0, 0, True)
