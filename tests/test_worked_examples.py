"""Every number that a text of the site works out is worked out once more."""

from __future__ import annotations

import re
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING

import pytest
import yaml

from quizgen.formulas import Formula, FormulaError
from quizgen.numerals import rounded
from tests.real_site import TOP
from tests.test_real_site import bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizgen.items import Calculation

DOCS = TOP / "docs"
TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))}
MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
NUMBER = re.compile(r"[−-]?\d+(\.\d+)?")
#: LaTeX → a formula as items have it; from the inside out, until nothing changes.
STEPS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(r"\\(left|right|,|;|quad|qquad)(?![a-z])"), ""),
    (re.compile(r"\\times"), "*"),
    (re.compile(r"(\d+)!"), lambda found: str(factorial(int(found[1])))),
    (re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}"), r"((\1)/(\2))"),
    (re.compile(r"\\sqrt\{([^{}]*)\}"), r"sqrt(\1)"),
    (re.compile(r"\be\^(?:\{([^{}]*)\}|(\d))"), r"exp(\1\2)"),
    (re.compile(r"\^(?:\{([^{}]*)\}|(\d))"), r"**(\1\2)"),
    (re.compile(r"\\ln ?(\(\(.*?\)\)|[\d.]+)"), r"ln(\1)"),
]


def value(latex: str) -> Fraction | None:
    """Compute a part of an equation; None where a letter stands for a number."""
    text, before = latex.strip(), ""
    while text != before:
        before = text
        for sign, formula in STEPS:
            text = sign.sub(formula, text)
    try:
        return Formula.parse(text, set(), 0).value({})
    except FormulaError:
        return None


def digits(number: str) -> int:
    return len(number.partition(".")[2])


def equations() -> list[tuple[str, str]]:
    """Give every equation of the texts that ends in a number and has none but numbers before."""
    found = [
        (path.stem, block or inline)
        for path, text in TEXTS.items()
        for block, inline in MATH.findall(text)
        if NUMBER.fullmatch((block or inline).rpartition("=")[2].strip())
    ]
    return [(name, one) for name, one in found if any(map(value, one.split("=")[:-1]))]


@pytest.mark.parametrize(("name", "equation"), equations())
def test_equation_in_a_text_is_right(name: str, equation: str) -> None:  # noqa: ARG001 - for the id
    *parts, result = (part.strip() for part in equation.split("="))
    worked = [found for part in parts if (found := value(part)) is not None]

    assert [Fraction(result)] * len(worked) == [rounded(one, digits(result)) for one in worked]


def test_many_equations_are_worked_out() -> None:
    assert len({name for name, _ in equations()}) >= 20


# Examples that follow an item


#: The item whose formula an example in the text follows, its numbers and its result.
EXAMPLE = re.compile(r"^x-example: (.+)$", re.MULTILINE)
FOLLOWING = {
    path.stem: yaml.safe_load(found[1])
    for path, text in TEXTS.items()
    if (found := EXAMPLE.search(text))
}
BODIES = {path.stem: text.split("\n---\n", 1)[-1] for path, text in TEXTS.items()}


def calculated(name: str) -> dict[str, Calculation]:
    items = bank().bank.notes[name].items
    return {item.id: item.calculation for item in items if item.calculation}


@pytest.mark.parametrize("name", FOLLOWING)
def test_example_in_a_text_has_the_result_that_its_item_computes(name: str) -> None:
    example = FOLLOWING[name]
    calculation = calculated(name)[example["item"]]
    numbers = {given: Fraction(str(number)) for given, number in example["given"].items()}
    assert numbers.keys() == calculation.given.keys()
    for step, formula in calculation.steps.items():
        numbers[step] = formula.value(numbers)

    result = str(example["result"]).replace("−", "-")
    text = BODIES[name].replace("−", "-").replace(",", "")

    assert Fraction(result) == rounded(calculation.key.value(numbers), digits(result))
    assert re.search(rf"(?<![\d.-]){re.escape(result)}(?!\.?\d)", text)


def test_every_worked_example_beside_a_calculated_item_is_worked_out() -> None:
    """By the formula of the item, or else as an equation in the text."""
    worked_out = FOLLOWING.keys() | {name for name, _ in equations()}
    examples = {name for name in bank().bank.notes if "**Example" in BODIES[name]}

    assert sorted(name for name in examples - worked_out if calculated(name)) == []
