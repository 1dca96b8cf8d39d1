"""Every number that a text of the site works out is worked out once more."""

from __future__ import annotations

import re
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from quizgen.formulas import Formula, FormulaError
from quizgen.notes import split
from quizgen.numerals import rounded
from tests.real_site import TOP
from tests.test_real_site import bank

if TYPE_CHECKING:
    from quizgen.items import Calculation

DOCS = TOP / "docs"
TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))}
MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
#: What names the item whose formula an example in the text follows, its numbers and its result.
KEY = "x-example"
NUMBER = re.compile(r"[−-]?\d+(\.\d+)?")
#: LaTeX → a formula as items have it; from the inside out, until nothing changes.
STEPS = [
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
def test_equation_in_a_text_is_right(name: str, equation: str) -> None:
    *parts, result = (part.strip() for part in equation.split("="))
    worked = [found for part in parts if (found := value(part)) is not None]

    assert [Fraction(result)] * len(worked) == [rounded(one, digits(result)) for one in worked]


def test_many_equations_are_worked_out() -> None:
    assert len({name for name, _ in equations()}) >= 20


# Examples that follow an item


def fronts() -> dict[str, dict[str, Any]]:
    """Give the front matter of every note, by its name."""
    found = {path.stem: yaml.safe_load(split(text)[0]) or {} for path, text in TEXTS.items()}
    return {name: front for name, front in found.items() if "items" in front}


def calculated(name: str) -> dict[str, Calculation]:
    items = bank().bank.notes[name].items
    return {item.id: item.calculation for item in items if item.calculation}


FOLLOWING = sorted(name for name, front in fronts().items() if KEY in front)


@pytest.mark.parametrize("name", FOLLOWING)
def test_example_in_a_text_has_the_result_that_its_item_computes(name: str) -> None:
    example = fronts()[name][KEY]
    calculation = calculated(name)[example["item"]]
    numbers = {given: Fraction(str(number)) for given, number in example["given"].items()}
    assert numbers.keys() == calculation.given.keys()
    for step, formula in calculation.steps.items():
        numbers[step] = formula.value(numbers)

    computed = rounded(calculation.key.value(numbers), calculation.digits)

    result = str(example["result"]).replace("−", "-")
    text = bodies()[name].replace("−", "-").replace(",", "")
    assert (Fraction(result), calculation.digits) == (computed, digits(result))
    assert re.search(rf"(?<![\d.-]){re.escape(result)}(?!\.?\d)", text)


def bodies() -> dict[str, str]:
    return {path.stem: text.split("\n---\n", 1)[-1] for path, text in TEXTS.items()}


def test_every_worked_example_beside_a_calculated_item_follows_it() -> None:
    """Else nobody would see that one of the two was changed."""
    alone = [
        name
        for name, text in bodies().items()
        if name in fronts() and "Example" in text and calculated(name) and name not in FOLLOWING
    ]

    assert alone == []
