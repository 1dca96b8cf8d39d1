"""Calculated items: sets of numbers, the key, and what each mistake makes of them."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .formulas import Formula, FormulaError
from .sentences import rounded, show_number
from .text import digest, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .items import Calculation, Item, Mistake

MAX_COMBINATIONS = 20_000
#: Neighbouring options differ by this share at least, or by one unit where they are whole.
MIN_GAP = Fraction(1, 20)
MIN_MISTAKES, MAX_MISTAKES = 2, 3
_SIGNS = {"*": "×", "/": "÷", "-": "−"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One set of numbers that makes a sound question."""

    #: The numbers given, in the order of the item.
    given: Mapping[str, Fraction]
    #: The numbers given and the steps.
    numbers: Mapping[str, Fraction]
    key: Fraction
    mistakes: tuple[tuple[Mistake, Fraction], ...]

    @property
    def id(self) -> str:
        """The numbers as a part of the question's id."""
        return "_".join(f"{show_number(value)}".replace(",", "") for value in self.given.values())


def variants(item: Item, calculation: Calculation) -> tuple[list[Variant], str]:
    """Choose the sets of numbers that the bank keeps.

    Sets are ranked by a hash, so that one more number in a list moves few of the others.
    Returns the variants, and where there are fewer than wanted the reason why.
    """
    if math.prod(len(numbers) for numbers in calculation.given.values()) > MAX_COMBINATIONS:
        return [], f"more than {MAX_COMBINATIONS:,} sets of numbers; shorten the lists"
    found: list[Variant] = []
    why = "no set of numbers meets 'where'"
    for numbers in _ranked(item, calculation):
        try:
            variant = _variant(calculation, numbers)
        except FormulaError as error:
            why = f"{error} for {_named(numbers)}"
            return [], why
        if isinstance(variant, Variant):
            found.append(variant)
            if len(found) == calculation.variants:
                break
        elif variant:
            why = variant
    return found, "" if found else why


def _ranked(item: Item, calculation: Calculation) -> list[dict[str, Fraction]]:
    names = list(calculation.given)
    sets = [
        dict(zip(names, row, strict=True)) for row in itertools.product(*calculation.given.values())
    ]
    return sorted(sets, key=lambda numbers: digest(item.id, _named(numbers)))


def _named(numbers: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{name} = {show_number(value)}" for name, value in numbers.items())


def _variant(calculation: Calculation, given: dict[str, Fraction]) -> Variant | str:
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
        if len(mistakes) < MAX_MISTAKES and all(_differ(value, other) for other in taken):
            taken.append(value)
            mistakes.append((mistake, value))
    if len(mistakes) < MIN_MISTAKES:
        return f"fewer than two mistakes differ clearly from the key for {_named(given)}"
    return Variant(given=given, numbers=numbers, key=key, mistakes=tuple(mistakes))


def _differ(one: Fraction, other: Fraction) -> bool:
    if one.denominator == other.denominator == 1:
        return abs(one - other) >= 1
    return abs(one - other) >= MIN_GAP * max(abs(one), abs(other))


def shown(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    """Write numbers for a stem or a reason: whole ones as they are, others with three digits."""
    return {name: _short(value) for name, value in numbers.items()}


def _short(value: Fraction) -> str:
    digits = 0 if value.denominator == 1 else 3
    return show_number(value) if digits == 0 else show_number(rounded(value, digits))


def working(calculation: Calculation, variant: Variant) -> Iterator[str]:
    """Write out the calculation: every step, then the key, each with its numbers put in."""
    for name, formula in calculation.steps.items():
        yield _worked(f"{name} = ", formula, variant, _short(variant.numbers[name]))
    yield _worked("", calculation.key, variant, show_number(variant.key, calculation.digits))


def worked_mistake(mistake: Mistake, variant: Variant, value: str) -> str:
    return _worked("", mistake.formula, variant, value)


def _worked(before: str, formula: Formula, variant: Variant, result: str) -> str:
    general = _typeset(formula.source)
    numbers = {name: _short(value) for name, value in variant.numbers.items()}
    filled = re.sub(r"[A-Za-z_]\w*", lambda m: numbers.get(m[0], m[0]), formula.source)
    middle = [_typeset(filled)] if _typeset(filled) not in {general, result} else []
    return "`" + before + " = ".join([general, *middle, result]) + "`"


def _typeset(source: str) -> str:
    spaced = re.sub(r"\s*(\*\*|[*/+-])\s*", lambda m: f" {_SIGNS.get(m[1], m[1])} ", source)
    return " ".join(spaced.split())


def fill_numbers(text: str, variant: Variant, key: str) -> str:
    """Put the numbers of a variant into a text; ``{key}`` is the right one with its unit."""
    return fill(text, shown(variant.numbers) | {"key": key})
