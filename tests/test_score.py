"""What an attempt at a mock exam comes to: shares, what chance may do, and what the log holds."""

from __future__ import annotations

from itertools import combinations, pairwise
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.browser.practice_pages import asked
from tests.scripts import Scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

Z = NormalDist().inv_cdf(0.975)
SET = "exam=A-1&length=half&seed=k3f&mark=9zz&start=1790000000000&seconds=3600"


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("quizgen-score.js") as loaded:
        yield loaded


def wilson(scripts: Scripts, right: int, of: int) -> tuple[float, float]:
    low, high = scripts.run("return quizgenScore.wilson(...data);", [right, of])
    return low, high


def entry(result: str = "right", number: int = 0, **more: object) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "time": 1_790_000_100_000,
        "item": f"q.{number}",
        "options": ["mars"],
        "revision": "1a2b",
        "result": result,
        "where": "exam",
        "set": SET,
        "place": number,
        "part": "1",
        "among": 4,
        **more,
    }


# Wilson


@pytest.mark.parametrize(
    ("right", "of", "expected"),
    [
        # R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_interval_is_the_published_one(
    scripts: Scripts, right: int, of: int, expected: tuple[float, float]
) -> None:
    found = wilson(scripts, right, of)

    assert expected == tuple(round(one, 4) for one in found)


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_ends_of_the_interval_are_shares_of_which_it_is_as_far_as_95_in_100(
    scripts: Scripts, counted: tuple[int, int]
) -> None:
    """Wilson's ends are the shares from which what was seen is just so many deviations away."""
    right, of = counted

    low, high = wilson(scripts, right, of)

    assert 0 <= low <= right / of <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            deviation = (end * (1 - end) / of) ** 0.5
            assert abs(right / of - end) == pytest.approx(Z * deviation)
    assert (low == 0) == (right == 0)
    assert (high == 1) == (right == of)
    mirrored = wilson(scripts, of - right, of)
    assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))


def test_more_questions_say_more(scripts: Scripts) -> None:
    widths = [high - low for low, high in (wilson(scripts, n // 2, n) for n in (2, 16, 32, 64))]

    assert all(one > other for one, other in pairwise(widths))


def test_nothing_asked_says_nothing(scripts: Scripts) -> None:
    assert wilson(scripts, 0, 0) == (0, 1)


# Answers


def question(keys: int, options: int) -> dict[str, Any]:
    texts = [f"={n}" if n < keys else f"{n}" for n in range(options)]
    return asked("q.one", *texts)


@pytest.mark.parametrize("options", range(2, 7))
def test_guess_chooses_among_all_answers(scripts: Scripts, options: int) -> None:
    for keys in range(1, options):
        expected = len([*combinations(range(options), keys)])
        found = scripts.run("return quizgenScore.answersTo(data);", question(keys, options))

        assert expected == found


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([], "unknown"),
        (["0", "1"], "right"),
        (["1", "0"], "right"),
        (["0"], "partial"),
        (["0", "2"], "partial"),
        (["2"], "wrong"),
        (["2", "3"], "wrong"),
        (["0", "1", "2"], "wrong"),
        (["gone"], "wrong"),
    ],
)
def test_only_all_keys_and_nothing_else_is_right(
    scripts: Scripts, chosen: list[str], expected: str
) -> None:
    data = {"question": question(2, 4), "chosen": chosen}

    assert expected == scripts.run(
        "return quizgenScore.resultOf(data.question, data.chosen);", data
    )


def score(scripts: Scripts, entries: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = scripts.run("return quizgenScore.score(data);", entries)
    return found


def test_score_counts_what_is_right_alone(scripts: Scripts) -> None:
    results = ["right", "right", "partial", "wrong", "unknown"]
    found = score(scripts, [entry(result) for result in results])

    counted = {name: found[name] for name in ("of", "right", "partial", "wrong", "open", "share")}
    assert counted == {"of": 5, "right": 2, "partial": 1, "wrong": 1, "open": 1, "share": 0.4}
    assert (found["low"], found["high"]) == wilson(scripts, 2, 5)


def test_chance_is_what_guessing_gets_on_average(scripts: Scripts) -> None:
    among = [4, 4, 6, 10]
    found = score(scripts, [entry(among=one) for one in among])

    assert found["chance"] == pytest.approx(sum(1 / one for one in among) / 4)


@pytest.mark.parametrize("among", [None, 0, -3, "x", "4", [2], 0.5])
def test_what_a_file_says_of_chance_is_checked(scripts: Scripts, among: object) -> None:
    assert score(scripts, [entry(among=among)])["chance"] == 0


# Attempts


def attempts(scripts: Scripts, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = scripts.run("return quizgenScore.attempts(data);", entries)
    return found


def test_attempts_come_from_the_log_the_last_one_first(scripts: Scripts) -> None:
    later = SET.replace("start=179", "start=180")
    entries = [
        entry(number=1),
        entry(number=2, set=later),
        entry(number=0),
        entry(number=3, where="practice"),
        entry(number=4, set=None),
    ]

    found = attempts(scripts, entries)

    assert [one["set"] for one in found] == [later, SET]
    assert [one["item"] for one in found[1]["entries"]] == ["q.0", "q.1"]
    assert found[1]["sitting"] == {
        "exam": "A-1",
        "length": "half",
        "seed": "k3f",
        "mark": "9zz",
        "start": 1_790_000_000_000,
        "seconds": 3600,
    }


def test_attempts_of_one_moment_have_one_order(scripts: Scripts) -> None:
    entries = [entry(set=SET), entry(set=SET.replace("k3f", "a1b"))]

    assert attempts(scripts, entries) == attempts(scripts, entries[::-1])


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "exam=A-1",
        "length=half&seed=1",
        "exam=a&length=b&seed=A B",
        "exam=a&length=b&seed=1&start=x",
        "exam=a&length=b&seed=1&start=9e15",
        "exam=a&length=b&seed=1&start=1&seconds=x",
        "exam=a&length=b&seed=1&start=1&seconds=-1",
    ],
)
def test_what_names_no_attempt_is_left_out(scripts: Scripts, name: str) -> None:
    assert attempts(scripts, [entry(set=name)]) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)


@given(
    exam=TEXTS,
    length=TEXTS,
    seed=st.from_regex(r"\A[0-9a-z]{1,40}\Z"),
    mark=TEXTS,
    start=st.integers(0, 8 * 10**15),
    seconds=st.integers(0, 10**6),
)
def test_name_of_an_attempt_says_what_was_sat(scripts: Scripts, **sitting: object) -> None:
    body = "return quizgenScore.fromSet(quizgenScore.toSet(data));"

    assert sitting == scripts.run(body, sitting)
