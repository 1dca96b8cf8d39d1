"""Calculated items: sets of numbers, the key, and what each mistake makes of them."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .formulas import Formula, FormulaError
from .numerals import SHOWN_DIGITS, rounded, show_number
from .text import digest, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .items import Calculation, Item, Mistake

MAX_COMBINATIONS = 20_000
#: Neighbouring options differ by this share at least, or by one unit where they are whole.
MIN_GAP = Fraction(1, 20)
MIN_MISTAKES, MAX_MISTAKES = 2, 3
#: Digits of a step after the point, and the smallest whole number of three figures.
STEP_DIGITS, SMALLEST = 3, 100
_SIGNS = {"*": "×", "/": "÷", "-": "−"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One set of numbers that makes a sound question."""

    #: The numbers given, in the order of their names.
    given: Mapping[str, Fraction]
    #: The numbers given and the steps.
    numbers: Mapping[str, Fraction]
    key: Fraction
    mistakes: tuple[tuple[Mistake, Fraction], ...]

    @property
    def id(self) -> str:
        """The numbers as a part of the question's id."""
        shown = "_".join(show_number(value) for value in self.given.values())
        return shown.replace(",", "").replace("−", "-")


def variants(item: Item, calculation: Calculation) -> tuple[list[Variant], str, int]:
    """Choose the sets of numbers that the bank keeps.

    Sets are ranked by a hash, so that one more number in a list moves few of the others.
    Returns the variants, and where there are none the reason why and the line that it is about.
    """
    if math.prod(len(numbers) for numbers in calculation.given.values()) > MAX_COMBINATIONS:
        return [], f"more than {MAX_COMBINATIONS:,} sets of numbers; shorten the lists", item.line
    found: list[Variant] = []
    why = "no set of numbers meets 'where'"
    for numbers in _ranked(item, calculation):
        if len(found) == calculation.variants:
            break
        try:
            variant = _variant(item.id, calculation, numbers)
        except FormulaError as error:
            return [], f"{error} for {_named(numbers)}", error.line
        if isinstance(variant, Variant):
            found.append(variant)
        elif variant:
            why = variant
    return found, "" if found else why, item.line


def _ranked(item: Item, calculation: Calculation) -> list[dict[str, Fraction]]:
    names = sorted(calculation.given)
    lists = (calculation.given[name] for name in names)
    sets = [dict(zip(names, row, strict=True)) for row in itertools.product(*lists)]
    return sorted(sets, key=lambda numbers: digest(item.id, _named(numbers)))


def _named(numbers: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{name} = {show_number(value)}" for name, value in numbers.items())


def _variant(item_id: str, calculation: Calculation, given: dict[str, Fraction]) -> Variant | str:
    numbers = dict(given)
    for name, formula in calculation.steps.items():
        numbers[name] = formula.value(numbers)
    if calculation.where and not calculation.where.value(numbers):
        return ""
    key = rounded(calculation.key.value(numbers), calculation.digits)
    mistakes: list[tuple[Mistake, Fraction]] = []
    taken = [key]
    for mistake in calculation.mistakes:
        value = rounded(mistake.formula.value(numbers), calculation.digits)
        if all(_differ(value, other) for other in taken):
            taken.append(value)
            mistakes.append((mistake, value))
    if len(mistakes) < MIN_MISTAKES:
        return f"fewer than two mistakes differ clearly from the key for {_named(given)}"
    chosen = _around(key, mistakes, f"{item_id}: {_named(given)}")
    return Variant(given=given, numbers=numbers, key=key, mistakes=chosen)


def _around(
    key: Fraction, mistakes: list[tuple[Mistake, Fraction]], name: str
) -> tuple[tuple[Mistake, Fraction], ...]:
    """Choose the mistakes on either side of the key, so that its place tells nothing.

    How many come out lower is drawn by a hash of ``name`` from what is possible; of those on one
    side the first ones of the author are taken.
    """
    lower = [mistake for mistake in mistakes if mistake[1] < key]
    higher = [mistake for mistake in mistakes if mistake[1] >= key]
    count = min(MAX_MISTAKES, len(mistakes))
    possible = range(max(0, count - len(higher)), min(count, len(lower)) + 1)
    below = min(possible, key=lambda number: digest(name, str(number)))
    return (*lower[:below], *higher[: count - below])


def _differ(one: Fraction, other: Fraction) -> bool:
    if one.denominator == other.denominator == 1:
        return abs(one - other) >= 1
    return abs(one - other) >= MIN_GAP * max(abs(one), abs(other))


def shown(variant: Variant) -> dict[str, str]:
    """Write the numbers for a stem or a reason: given ones as they are, steps in short."""
    return {
        name: show_number(value) if name in variant.given else _short(value)
        for name, value in variant.numbers.items()
    }


def _short(value: Fraction) -> str:
    """Write a number with three digits after the point, or three figures where it is small."""
    digits = STEP_DIGITS
    while digits < SHOWN_DIGITS and abs(value) * 10**digits < SMALLEST:
        digits += 1
    return show_number(rounded(value, digits))


def working(calculation: Calculation, variant: Variant) -> Iterator[str]:
    """Write out the calculation: every step, then the key, each with its numbers put in."""
    for name, formula in calculation.steps.items():
        yield _worked(f"{name} = ", formula, variant, _short(variant.numbers[name]))
    yield _worked("", calculation.key, variant, show_number(variant.key, calculation.digits))


def worked_mistake(mistake: Mistake, variant: Variant, value: str) -> str:
    return _worked("", mistake.formula, variant, value)


def _worked(before: str, formula: Formula, variant: Variant, result: str) -> str:
    general = _typeset(formula.source)
    # A comma between digits would look like one between the arguments of a function.
    numbers = {name: text.replace(",", "") for name, text in shown(variant).items()}
    numbers = {name: f"({text})" if text[0] == "−" else text for name, text in numbers.items()}
    filled = re.sub(r"\b[^\W\d]\w*", lambda m: numbers.get(m[0], m[0]), formula.source)
    middle = [_typeset(filled)] if _typeset(filled) not in {general, result} else []
    return "`" + before + " = ".join([general, *middle, result]) + "`"


def _typeset(source: str) -> str:
    spaced = re.sub(r"\s*(\*\*|[*/+-])\s*", lambda m: f" {_SIGNS.get(m[1], m[1])} ", source)
    return " ".join(spaced.split())


def fill_numbers(text: str, variant: Variant, key: str) -> str:
    """Put the numbers of a variant into a text; ``{key}`` is the right one with its unit."""
    return fill(text, shown(variant) | {"key": key})
