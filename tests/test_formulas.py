"""Formulas are computed exactly, agree with another evaluator, and are never run as code."""

from __future__ import annotations

import ast
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizgen.arithmetic import UndecidedError, evaluate
from quizgen.formulas import FUNCTIONS, Formula, FormulaError

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

quickly = settings(max_examples=150, derandomize=True)

NAMES = {"a": Fraction(7, 2), "b": Fraction(-3), "n": Fraction(1000)}


def value(source: str, **numbers: Fraction) -> Fraction:
    return Formula.parse(source, set(numbers), 1).value(numbers)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3 == 1", 1),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("2 ** -2", Fraction(1, 4)),
        ("ceil(1 / 3 * 6)", 2),
        ("ceil(7 / 2) + floor(7 / 2)", 7),
        ("round(2.5) + round(-2.5)", 0),
        ("round(2.345, 2)", Fraction(235, 100)),
        ("min(3, 1, 2) + max(3, 1, 2)", 4),
        ("abs(-4)", 4),
        ("sqrt(0.01) * 10", 1),
        ("log2(1024)", 10),
        ("ln(exp(1))", 1),
        ("(2 < 3) + (3 <= 3) + (2 > 3) + (2 != 2)", 2),
        ("1_000", 1000),
    ],
)
def test_a_formula_has_the_value_that_paper_gives_it(source: str, expected: Fraction) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "1 / 0",
        "0 ** -1",
        "sqrt(-1)",
        "ln(0)",
        "exp(1000)",
        "9 ** 9 ** 9",
        "round(1, 0.5)",
        "ceil(1, 2)",
    ],
)
def test_what_has_no_value_says_so(source: str) -> None:
    formula = Formula.parse(source, set(), 1)

    with pytest.raises(FormulaError):
        formula.value({})


@pytest.mark.parametrize(
    "source",
    [
        "",
        "1 +",
        "x",
        "'a' * 3",
        "True",
        "1j",
        "a.real",
        "a[0]",
        "(lambda: 1)()",
        "__import__('os')",
        "sum([1])",
        "print(1)",
        "ceil()",
        "max(*[1])",
        "round(1, digits=2)",
        "1 if a else 2",
        "1 < 2 < 3",
        "a := 1",
        "7 % 2",
        "7 // 2",
        "not 1",
        "1 and 2",
        "1" * 400,
        "(" * 250 + "1" + ")" * 250,
    ],
)
def test_what_is_no_arithmetic_is_refused_before_it_is_computed(source: str) -> None:
    with pytest.raises(FormulaError):
        Formula.parse(source, {"a"}, 1)


def test_a_name_has_to_be_known() -> None:
    with pytest.raises(FormulaError, match="'c'"):
        Formula.parse("a + c", {"a"}, 1)


def expressions(leaves: SearchStrategy[str]) -> SearchStrategy[str]:
    def larger(smaller: SearchStrategy[str]) -> SearchStrategy[str]:
        two = st.tuples(smaller, st.sampled_from(["+", "-", "*", "/", "<", ">=", "=="]), smaller)
        return st.one_of(
            two.map(lambda parts: f"({' '.join(parts)})"),
            st.tuples(st.sampled_from(["ceil", "floor", "round", "abs", "-"]), smaller).map(
                lambda parts: f"{parts[0]}({parts[1]})"
            ),
            st.tuples(st.sampled_from(["min", "max"]), smaller, smaller).map(
                lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"
            ),
            smaller.map(lambda part: f"({part}) ** 2"),
        )

    return st.recursive(leaves, larger, max_leaves=6)


LEAVES = st.one_of(
    st.sampled_from([*NAMES]),
    st.integers(0, 2000).map(str),
    st.integers(1, 80).map(lambda n: f"{n / 8}"),
)


@quickly
@given(expressions(LEAVES))
def test_two_evaluators_that_share_no_code_agree(source: str) -> None:
    """One computes in fractions over Python's syntax tree, the other in decimals as it reads."""
    numbers = {name: Decimal(one.numerator) / one.denominator for name, one in NAMES.items()}
    try:
        expected = Formula.parse(source, {*NAMES}, 1).value(NAMES)
    except FormulaError as error:
        assume("large" not in str(error) and "no value" not in str(error))
        with pytest.raises(UndecidedError):
            evaluate(source, numbers)
        return

    found = Fraction(evaluate(source, numbers))

    assert abs(found - expected) <= Fraction(1, 10**60) * max(Fraction(1), abs(expected))


@quickly
@given(expressions(LEAVES))
def test_python_computes_nearly_the_same(source: str) -> None:
    """A third opinion, in floating point, where rounding does not turn on the last digit."""
    assume(not any(word in source for word in ("ceil", "floor", "round", "<", ">", "=")))
    try:
        expected = Formula.parse(source, {*NAMES}, 1).value(NAMES)
    except FormulaError:
        return
    floats = {name: float(one) for name, one in NAMES.items()}

    found = eval(source, {"__builtins__": {"min": min, "max": max, "abs": abs}}, floats)  # noqa: S307

    assert math.isclose(found, expected, rel_tol=1e-6, abs_tol=1e-3)


def test_no_formula_reaches_the_interpreter() -> None:
    """The tree is walked by hand: nothing in the module compiles or evaluates it."""
    path = Path(__file__).parent.parent / "quizgen" / "formulas.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))

    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert not called & {"eval", "exec", "compile", "getattr", "__import__"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_known_to_the_second_evaluator(name: str) -> None:
    source = f"{name}(2)"

    difference = Fraction(evaluate(source, {})) - value(source)

    assert abs(difference) < Fraction(1, 10**12)
