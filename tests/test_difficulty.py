"""The estimated difficulty: harder with each part, and never out of bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.difficulty import WEIGHTS, bands, direction, estimate, facts_joined
from quizgen.plausible import Plausibility
from quizgen.questions import Kind, Option, Question
from tests.zoo import a_bank, a_build, questions

DOG = "family: dogs\nhome: land"
ZOO = {
    "wolf": f"{DOG}\neats: {{only: [meat]}}\ndoes: howls\nrank: 1\nunlike: {{fox: It is small.}}",
    "fox": f"{DOG}\neats: {{only: [meat]}}\ndoes: barks\nrank: 2",
    "lynx": "family: dogs\nhome: cave\neats: {only: [insects, fruit]}\ndoes: purrs\nrank: 3",
    "owl": "family: dogs\nhome: cave\neats: {only: [insects]}\ndoes: hoots\nrank: 4",
}
#: An option that is an animal and nothing else.
ANIMALS = ("wolf", "fox", "lynx", "owl")


def a_question(  # noqa: PLR0913 - one for each part
    distractors: tuple[str, ...] = ("fox", "lynx"),
    *,
    kind: Kind = "written",
    facts: int = 1,
    steps: int = 0,
    keys: int = 1,
    stem: str = "Who is it?",
) -> Question:
    """Ask for the wolf; further keys are things that no note is about."""
    names = ["wolf", *(f"key-{n}" for n in range(1, keys)), *distractors]
    return Question(
        id="wolf.who",
        note="wolf",
        kind=kind,
        path="wolf.md",
        line=1,
        model="",
        stem=stem,
        options=tuple(
            Option(
                id=name,
                text=name,
                is_key=n < keys,
                reason="So it is.",
                ground="written",
                note=name if name in ANIMALS[1:] else "",
            )
            for n, name in enumerate(names)
        ),
        rationale="",
        solution=tuple(f"{n} + 1 = {n + 1}" for n in range(steps)),
        facts=tuple(f"wolf.f{n}" for n in range(facts)),
        revision="",
    )


def parts(question: Question, **notes: str) -> dict[str, float]:
    bank = a_bank(**(ZOO | notes))
    return dict(estimate(question, bank, Plausibility(bank)).parts)


def score(question: Question, **notes: str) -> float:
    bank = a_bank(**(ZOO | notes))
    return estimate(question, bank, Plausibility(bank)).score


def test_weights_add_up_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_score_is_the_weighted_mean_of_the_parts() -> None:
    question = a_question(facts=2, steps=1)

    found = parts(question)

    assert [*found] == [*WEIGHTS]
    assert score(question) == pytest.approx(sum(WEIGHTS[name] * found[name] for name in WEIGHTS))


CHANGES = {
    "plausibility": (a_question(("lynx", "owl")), a_question(("fox", "owl"))),
    "facts": (a_question(facts=1), a_question(facts=2)),
    "steps": (a_question(steps=1), a_question(steps=2)),
    "form": (a_question(stem="Who is it?"), a_question(stem="Who is **not** it?")),
}


@pytest.mark.parametrize("part", CHANGES)
def test_each_part_alone_makes_a_question_harder(part: str) -> None:
    easier, harder = CHANGES[part]

    differing = {name for name in WEIGHTS if parts(easier)[name] != parts(harder)[name]}

    assert differing == {part}
    assert score(easier) < score(harder)


def test_both_the_nearest_distractor_and_the_others_count() -> None:
    near, mixed, far = (
        parts(a_question(distractors))["plausibility"]
        for distractors in (("fox",), ("fox", "owl"), ("owl",))
    )

    assert near > mixed > (near + far) / 2


def test_a_second_key_makes_it_harder() -> None:
    assert parts(a_question(keys=1))["form"] < parts(a_question(keys=2))["form"]


def test_a_note_that_many_name_is_easier() -> None:
    one, two = ("unlike: {wolf: It swims.}",) * 2

    assert (
        parts(a_question(), seal=one)["salience"]
        > parts(a_question(), seal=one, eel=two)["salience"]
    )


def generated(model: str) -> Question:
    asked = questions(a_build(model, **ZOO))
    return next(question for name, question in asked.items() if name.startswith("wolf."))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("who-does", "note from value"),
        ("who-is-next", "note from value"),
        ("what-it-does", "value from note"),
        ("what-it-eats", "value from note"),
        ("which-order", "order"),
    ],
)
def test_direction_is_told_from_the_options(model: str, expected: str) -> None:
    assert expected == direction(generated(model), a_bank(**ZOO))
    assert parts(generated(model))["direction"] == (expected == "note from value")


def test_an_item_by_hand_asks_for_a_note_where_its_key_is_one() -> None:
    question = a_question()
    other = replace(question, options=tuple(replace(o, id=f"x-{o.id}") for o in question.options))

    assert direction(question, a_bank(**ZOO)) == "note from value"
    assert direction(other, a_bank(**ZOO)) == "value from note"


def test_each_value_and_each_place_is_a_fact_to_join() -> None:
    assert facts_joined(generated("who-does")) == 1
    assert facts_joined(generated("which-order")) == 4
    steps = Option(id="a-b", text="a → b → c", is_key=True, reason="So.", ground="written")
    assert facts_joined(replace(a_question(), kind="order", options=(steps,))) == 3


def test_a_value_is_as_near_as_the_nearest_note_that_has_it() -> None:
    fox = "eats: {only: [insects]}"

    near = parts(generated("what-it-eats"), fox=f"{DOG}\n{fox}")["plausibility"]
    far = parts(generated("what-it-eats"))["plausibility"]

    assert near > far


def test_a_named_mistake_is_as_plausible_as_can_be() -> None:
    question = a_question(("one", "two"), kind="calculated")
    wrong = tuple(replace(o, ground="true" if o.is_key else "mistake") for o in question.options)

    assert parts(replace(question, options=wrong))["plausibility"] == 1
    assert parts(question)["plausibility"] == 0.5  # nobody can tell


#: Facts, steps and keys.
COUNTS = st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(1, 3))


@settings(derandomize=True)
@given(
    COUNTS,
    COUNTS,
    st.sampled_from([("fox", "lynx"), ("lynx", "owl"), ("fox", "water", "owl"), ("sand", "owl")]),
)
def test_more_of_anything_is_never_easier(
    one: tuple[int, ...], other: tuple[int, ...], distractors: tuple[str, ...]
) -> None:
    low, high = (
        score(a_question(distractors, facts=facts, steps=steps, keys=keys))
        for facts, steps, keys in (map(min, one, other), map(max, one, other))
    )

    assert 0 <= low <= high <= 1


def test_every_question_of_a_zoo_has_all_parts_within_bounds() -> None:
    build = a_build(**ZOO)
    asked = questions(build).values()
    found = [estimate(q, build.bank, build.generator.plausibility) for q in asked]

    assert found
    assert all(0 <= value <= 1 for one in found for _, value in one.parts)
    assert all(0 <= one.score <= 1 for one in found)


# Bands


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.1, 0.2, 0.3], ["easy", "medium", "hard"]),
        ([0.1, 0.2, 0.3, 0.4], ["easy", "medium", "medium", "hard"]),
        ([0.1, 0.2], ["medium", "medium"]),
        ([0.5], ["medium"]),
        ([0.2, 0.2, 0.2, 0.9], ["medium", "medium", "medium", "hard"]),
        ([0.2] * 6, ["medium"] * 6),
        ([], []),
    ],
)
def test_hard_is_harder_than_two_thirds(scores: list[float], expected: list[str]) -> None:
    thirds = bands(scores)

    assert [thirds.band(score) for score in scores] == expected


@settings(derandomize=True)
@given(st.lists(st.floats(0, 1), min_size=1))
def test_no_more_than_a_third_is_hard_or_easy(scores: list[float]) -> None:
    found = [bands(scores).band(score) for score in scores]

    assert 3 * found.count("hard") <= len(scores)
    assert 3 * found.count("easy") <= len(scores)
    assert [bands(reversed(scores)).band(score) for score in scores] == found
