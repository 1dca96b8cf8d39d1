"""The schedule of practice is FSRS-6, as its reference and others compute it."""

from __future__ import annotations

import json
import math
import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from fsrs import Card, Rating, Scheduler

from tests.scripts import Scripts
from tests.support import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLAY = """
  let memory;
  return data.map(([days, grade]) => {
    memory = quizgenFsrs.next(memory, grade, days);
    return [memory.s, memory.d, quizgenFsrs.interval(memory)];
  });
"""
#: Days since the last answer, grade, stability, difficulty, days until the next.
Row = tuple[int, int, float, float, int]
VECTORS: list[list[Row]] = json.loads((FIXTURES / "fsrs6-vectors.json").read_text("utf-8"))
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


@pytest.fixture(scope="module")
def fsrs() -> Iterator[Scripts]:
    with Scripts("quizgen-fsrs.js") as scripts:
        yield scripts


def replay(fsrs: Scripts, answers: list[tuple[int, int]]) -> list[tuple[float, float, int]]:
    """Give stability, difficulty and interval after each answer."""
    return [tuple(row) for row in fsrs.run(REPLAY, answers)]


def agree(expected: list[tuple[float, float, int]], actual: list[tuple[float, float, int]]) -> None:
    assert [row[2] for row in expected] == [row[2] for row in actual]
    for known, found in zip(expected, actual, strict=True):
        assert math.isclose(known[0], found[0], rel_tol=1e-6)
        assert math.isclose(known[1], found[1], rel_tol=1e-6)


@pytest.mark.parametrize("vector", VECTORS, ids=[f"sequence {n}" for n in range(len(VECTORS))])
def test_known_sequences(fsrs: Scripts, vector: list[Row]) -> None:
    agree([row[2:] for row in vector], replay(fsrs, [row[:2] for row in vector]))


def reference(answers: list[tuple[int, int]]) -> list[tuple[float, float, int]]:
    """What the package computes, without learning steps and without chance."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, start = Card(), datetime(2026, 1, 1, 12, tzinfo=UTC)
    found = []
    for (_, grade), day in zip(answers, accumulate(days for days, _ in answers), strict=True):
        now = start + timedelta(days=day)
        card, _ = scheduler.review_card(card, Rating(grade), now)
        found.append((card.stability or 0.0, card.difficulty or 0.0, (card.due - now).days))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_package_says_the_same(fsrs: Scripts, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    answers = [
        (chance.choice((0, 0, 1, 2, 5, 9, 30, 200, 900)), chance.randint(AGAIN, EASY))
        for _ in range(50)
    ]

    agree(reference(answers), replay(fsrs, answers))


def test_what_is_right_each_time_when_due_comes_ever_more_seldom(fsrs: Scripts) -> None:
    answers, expected = [], [2, 11, 46, 163, 497, 7, 17, 37, 77]
    for grade, gap in zip((GOOD,) * 5 + (AGAIN,) + (GOOD,) * 3, [0, *expected], strict=False):
        answers.append((gap, grade))

    assert [days for *_, days in replay(fsrs, answers)] == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [([(0, AGAIN)] * 30, 1), ([(0, EASY), *[(9000, EASY)] * 5], 36500)],
    ids=["again and again", "easy for a lifetime"],
)
def test_package_has_the_same_bounds(
    fsrs: Scripts, answers: list[tuple[int, int]], expected: int
) -> None:
    found = replay(fsrs, answers)

    agree(reference(answers), found)
    assert found[-1][2] == expected


def test_state_names_the_algorithm(fsrs: Scripts) -> None:
    assert fsrs.run("return quizgenFsrs.algo;") == "fsrs-6"
