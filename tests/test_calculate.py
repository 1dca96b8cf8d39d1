"""Calculated items: which numbers are asked, what the options are, and how it is worked out."""

from __future__ import annotations

import ast
import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from quizgen.calculate import Variant, variants, working
from quizgen.formulas import Formula
from quizgen.items import Calculation
from tests.zoo import a_build, an_item, questions

if TYPE_CHECKING:
    from quizgen.questions import Question

HAY = """id: hay
stem: "{animals} animals eat {kg} kg each. How many bales of {bale} kg?"
calculate:
  given: {animals: [3, 4, 7, 11], kg: [1.5, 2, 2.25], bale: [4, 10]}
  where: animals * kg > bale
  steps: {need: animals * kg}
  key: ceil(need / bale)
  unit: bales
  variants: 5
  mistakes:
    counted one animal only: ceil(kg / bale)
    forgot the size of a bale: ceil(need)
    multiplied by the bale: round(need * bale)
    added one for luck: ceil(need / bale) + 1
rationale: "{need} kg make {key}."
"""


def found(yaml: str) -> list[Variant]:
    item = an_item(yaml)
    assert item.calculation
    return variants(item, item.calculation)[0]


def why_not(yaml: str) -> str:
    item = an_item(yaml)
    assert item.calculation
    return variants(item, item.calculation)[1]


def asked(yaml: str) -> list[Question]:
    indented = yaml.strip().replace("\n", "\n    ")
    build = a_build(wolf=f"items:\n  - {indented}")
    assert build.problems == []
    return [*questions(build).values()]


def by_hand(name: str, numbers: dict[str, Fraction]) -> Fraction:
    """Compute a formula of ``HAY`` without the package."""
    animals, kg, bale = (numbers[key] for key in ("animals", "kg", "bale"))
    need = animals * kg
    return {
        "key": Fraction(math.ceil(need / bale)),
        "counted one animal only": Fraction(math.ceil(kg / bale)),
        "forgot the size of a bale": Fraction(math.ceil(need)),
        "multiplied by the bale": Fraction(math.floor(need * bale + Fraction(1, 2))),
        "added one for luck": Fraction(math.ceil(need / bale) + 1),
    }[name]


def simple(key: str, *mistakes: str, more: str = "", given: str = "a: [1, 2, 3]") -> str:
    """Write an item about some numbers."""
    named = "\n".join(f"    mistake {n}: {formula}" for n, formula in enumerate(mistakes))
    return (
        f"id: simple\nstem: What?\ncalculate:\n  given: {{{given}}}\n  key: {key}\n{more}"
        f"  mistakes:\n{named}\n"
    )


# The numbers


def test_key_and_mistakes_are_what_a_hand_computes() -> None:
    for variant in found(HAY):
        given = dict(variant.given)

        computed = {mistake.name.source: value for mistake, value in variant.mistakes}

        assert variant.key == by_hand("key", given)
        assert computed == {name: by_hand(name, given) for name in computed}


def test_as_many_sets_of_numbers_are_asked_as_are_wanted() -> None:
    assert len(found(HAY)) == 5


def test_without_a_wish_there_are_three() -> None:
    assert len(found(HAY.replace("  variants: 5\n", ""))) == 3


def test_every_set_of_numbers_meets_the_condition() -> None:
    everything = found(HAY.replace("variants: 5", "variants: 99"))

    given = [variant.given for variant in everything]

    assert len(given) == len({tuple(numbers.values()) for numbers in given})
    assert all(numbers["animals"] * numbers["kg"] > numbers["bale"] for numbers in given)


def test_one_more_number_moves_few_of_the_others() -> None:
    before = {variant.id for variant in found(HAY)}

    after = {variant.id for variant in found(HAY.replace("[3, 4, 7, 11]", "[3, 4, 7, 11, 13]"))}

    assert len(before & after) >= len(before) - 2


def test_the_order_of_the_lists_changes_nothing() -> None:
    turned = HAY.replace(
        "{animals: [3, 4, 7, 11], kg: [1.5, 2, 2.25], bale: [4, 10]}",
        "{bale: [10, 4], kg: [2.25, 2, 1.5], animals: [11, 7, 4, 3]}",
    )

    assert [question.shown() for question in asked(turned)] == [
        question.shown() for question in asked(HAY)
    ]


def test_an_id_is_made_from_the_numbers() -> None:
    yaml = simple("a * 1000", "a", "a + 7", given="a: [-2], b: [1500], c: [0.5]")

    (variant,) = found(yaml)

    assert variant.id == "-2_1500_0.5"


# The options


def test_a_mistake_that_gives_the_key_is_left_out() -> None:
    (variant,) = found(simple("a * 2", "a + 2", "a + 10", "a + 20", given="a: [2]"))

    assert [value for _, value in variant.mistakes] == [12, 22]


def test_a_mistake_that_gives_what_another_gives_is_left_out() -> None:
    (variant,) = found(simple("a", "a + 10", "10 + a", "a + 20", given="a: [2]"))

    assert [value for _, value in variant.mistakes] == [12, 22]


def test_three_mistakes_are_used_at_most() -> None:
    (variant,) = found(simple("a", "a + 1", "a + 2", "a + 3", "a + 4", given="a: [5]"))

    assert [value for _, value in variant.mistakes] == [6, 7, 8]


def test_place_of_the_key_tells_nothing_where_mistakes_lie_on_both_sides() -> None:
    """Three lie below and three above, so each of the four places comes up about as often."""
    yaml = """id: steps
stem: "{a} steps of 10 cm and {b} of 1 cm?"
calculate:
  given: {a: [11, 12, 13, 14, 15, 16, 17, 18, 19], b: [11, 12, 13, 14, 15, 16, 17, 18, 19]}
  key: 10 * a + b
  variants: 81
  mistakes:
    one: 10 * a
    two: 9 * a
    three: 8 * a
    four: 11 * a + b
    five: 12 * a + b
    six: 13 * a + b
"""
    places = Counter(
        sum(value < variant.key for _, value in variant.mistakes) for variant in found(yaml)
    )

    assert sorted(places) == [0, 1, 2, 3]
    assert min(places.values()) >= 81 / 4 / 2


def test_whole_numbers_differ_by_one_and_others_by_a_twentieth() -> None:
    """Readers would not tell 10.0 from 10.4."""
    more = "  digits: 1\n"

    (variant,) = found(simple("10", "10.4", "11", "10.5", "12", given="a: [1]", more=more))

    assert [value for _, value in variant.mistakes] == [11, 12]


def test_what_looks_the_same_after_rounding_is_the_same() -> None:
    (variant,) = found(simple("2.4", "2.2", "3", "4", given="a: [1]"))

    assert [variant.key, *(value for _, value in variant.mistakes)] == [2, 3, 4]


def test_results_are_rounded_half_away_from_zero() -> None:
    more = "  digits: 1\n"

    (variant,) = found(simple("-0.25", "0.25", "1.05", given="a: [1]", more=more))

    assert (variant.key, *(value for _, value in variant.mistakes)) == (
        Fraction(-3, 10),
        Fraction(3, 10),
        Fraction(11, 10),
    )


def test_options_stand_in_ascending_order_with_their_unit_and_digits() -> None:
    more = "  digits: 1\n  unit: kg\n"

    (question,) = asked(simple("10.25", "1000.5", "-9", "10", given="a: [1]", more=more))

    assert [option.text for option in question.options] == ["−9.0 kg", "10.3 kg", "1,000.5 kg"]


# Refusals


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        (simple("a", "a + 1", "a + 2", more="  where: a > 9\n"), "no set of numbers meets 'where'"),
        (simple("a", "a", "a + 1", given="a: [1]"), "fewer than two mistakes differ clearly"),
        (simple("a", "a + 1", "1 / (a - 1)", given="a: [1]"), "divides by zero"),
        (
            simple("a", "b", "c", given="a: [1], b: [2], c: [3]").replace(
                "[1]", str([*range(300)])
            ).replace("[2]", str([*range(300)])),
            "more than 20,000 sets of numbers",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(yaml: str, expected: str) -> None:
    assert expected in why_not(yaml)


def test_numbers_that_break_the_condition_may_be_without_a_result() -> None:
    yaml = simple("12 / a", "a + 20", "a + 30", more="  where: a != 0\n", given="a: [0, 1]")

    (variant,) = found(yaml)

    assert variant.given == {"a": 1}


# What readers see


def test_stem_and_reasons_are_filled_with_the_numbers() -> None:
    for question in asked(HAY):
        numbers = {name: Fraction(value) for name, value in question.numbers}
        need = float(numbers["animals"] * numbers["kg"])

        (key,) = question.keys

        assert question.stem.startswith(f"{numbers['animals']} animals eat")
        assert key.text == f"{by_hand('key', numbers)} bales"
        assert key.reason == f"{need:g} kg make {key.text}."


def test_the_solution_shows_every_step_with_its_numbers() -> None:
    yaml = simple(
        "ceil(need / 3)", "a", "b + 40", more="  steps: {need: a * b}\n", given="a: [1000], b: [2]"
    )

    (question,) = asked(yaml)

    assert question.solution == (
        "`need = a × b = 1000 × 2 = 2,000`",
        "`ceil(need ÷ 3) = ceil(2000 ÷ 3) = 667`",
    )


def test_the_solution_says_nothing_twice() -> None:
    (question,) = asked(simple("a", "a + 1", "a * 9", given="a: [5]"))

    assert question.solution == ("`a = 5`",)


def test_the_solution_computes_to_the_key() -> None:
    """What stands between the last two signs of equality is worked out once more."""
    for question in asked(HAY):
        middle = question.solution[-1].strip("`").split(" = ")[-2].replace("÷", "/")
        tree = ast.parse(middle, mode="eval").body
        assert isinstance(tree, ast.Call)
        (division,) = tree.args
        assert isinstance(division, ast.BinOp)
        top, bottom = (
            Fraction(str(ast.literal_eval(part))) for part in (division.left, division.right)
        )

        (key,) = question.keys

        assert str(math.ceil(top / bottom)) == key.claims[0].value


def test_a_mistake_is_named_and_worked_out() -> None:
    (question,) = asked(simple("a", "a + 1", "a * 9", given="a: [5]"))

    assert [option.reason for option in question.options if not option.is_key] == [
        "Mistake 0: `a + 1 = 5 + 1 = 6`",
        "Mistake 1: `a × 9 = 5 × 9 = 45`",
    ]


def test_small_numbers_are_shown_with_three_figures() -> None:
    yaml = simple(
        "step * 10000",
        "a",
        "a + 50",
        more="  steps: {step: a / 3}\n",
        given="a: [0.0004]",
    ).replace("What?", "From {a} by {step}?")

    (question,) = asked(yaml)

    assert question.stem == "From 0.0004 by 0.000133?"


# Identity


def test_rewording_keeps_id_and_revision() -> None:
    before = {question.id: question.revision for question in asked(HAY)}

    after = asked(HAY.replace("How many bales", "How meny bales").replace("make", "maek"))

    assert {question.id: question.revision for question in after} == before


def test_another_key_is_another_revision() -> None:
    before = {question.id: question.revision for question in asked(HAY)}

    after = asked(HAY.replace("key: ceil(need / bale)", "key: ceil(need / bale) + 5"))

    assert before.keys() == {question.id for question in after}
    assert all(before[question.id] != question.revision for question in after)


def test_a_negative_number_stands_in_brackets_where_it_is_put_in() -> None:
    """−2 ** 2 is −4, and what is meant is 4."""
    formula = Formula.parse("a ** 2", {"a"}, 1)
    numbers = {"a": Fraction(-2)}
    calculation = Calculation(
        given={"a": (Fraction(-2),)}, where=None, steps={}, key=formula, unit=None, digits=0,
        mistakes=(), variants=1,
    )  # fmt: skip
    variant = Variant(given=numbers, numbers=numbers, key=Fraction(4), mistakes=())

    assert list(working(calculation, variant)) == ["`a ** 2 = (−2) ** 2 = 4`"]
