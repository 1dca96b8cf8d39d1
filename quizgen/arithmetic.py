"""The arithmetic of the second proof: formulas and numbers, read and computed in another way.

The first way is exact fractions over Python's own syntax trees (``formulas``); this one is a reader
of its own over decimals of 200 digits.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DecimalException, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

EXACT = Context(prec=200)
#: Thirds and roots are cut off after 200 digits; what is nearer than this is meant to be equal.
NEAR = Decimal("1e-60")
HALF = Decimal("0.5")

# Groups of thousands may be set apart by a comma, a point, an apostrophe or a space.
_NUMERAL = re.compile(r"([-\u2212]?)(\d(?:[.,'\u2019\u066b\u066c\s]?\d)*)")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+)"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>\*\*|[<>=!]=|[-+*/()<>,])|(?P<end>$))"
)


class UndecidedError(Exception):
    """A number that cannot be derived."""


def ratio(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def read_number(text: str) -> Decimal | None:
    """Read what a fraction writes, such as ``-3`` or ``5/2``."""
    match = re.fullmatch(r"(-?[0-9]{1,60})(?:/([1-9][0-9]{0,60}))?", text)
    return Decimal(match[1]) / Decimal(match[2] or 1) if match else None


def says_number(text: str, number: Decimal | None, digits: int) -> bool:
    """Whether the first number in a text is this one, in whatever way thousands are set apart."""
    numeral = _NUMERAL.search(text)
    if number is None or numeral is None or bool(numeral[1]) != (number < 0):
        return False
    shown = "".join(str(unicodedata.decimal(char, char)) for char in numeral[2])
    size = round_half_up(abs(number), digits)
    return _spells(shown, f"{size:.{digits}f}") or _spells(shown, f"{size.normalize():f}")


def _spells(shown: str, number: str) -> bool:
    whole, _, part = number.partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d\d\d?)*\d{3}$)", r"\\D?", whole)
    return bool(re.fullmatch(grouped + (f"[.,\u066b]{part}" if part else ""), shown))


def _floor(value: Decimal) -> Decimal:
    return (value + NEAR).to_integral_value(ROUND_FLOOR)


def _ceil(value: Decimal) -> Decimal:
    return (value - NEAR).to_integral_value(ROUND_CEILING)


def round_half_up(value: Decimal, digits: Decimal | int = 0) -> Decimal:
    """Round half away from zero."""
    if digits != int(digits) or digits < 0:
        raise UndecidedError(f"nothing can be rounded to {digits} digits")
    return (_floor(abs(value).scaleb(int(digits)) + HALF)).scaleb(-int(digits)).copy_sign(value)


def _compare(sign: str, one: Decimal, other: Decimal) -> Decimal:
    near = abs(one - other) < NEAR
    strict = {"<": one < other, ">": one > other, "=": near, "!": not near}[sign[0]]
    return Decimal(strict and not near if sign in {"<", ">"} else strict or (near and sign != "!="))


FUNCTIONS: dict[str, tuple[range, Callable[..., Decimal]]] = {
    "abs": (range(1, 2), abs),
    "ceil": (range(1, 2), _ceil),
    "floor": (range(1, 2), _floor),
    "round": (range(1, 3), round_half_up),
    "min": (range(1, 100), lambda *values: min(values)),
    "max": (range(1, 100), lambda *values: max(values)),
    "sqrt": (range(1, 2), Decimal.sqrt),
    "exp": (range(1, 2), Decimal.exp),
    "ln": (range(1, 2), Decimal.ln),
    "log2": (range(1, 2), lambda value: value.ln() / Decimal(2).ln()),
}
#: How strongly a sign binds what stands on both sides of it; a sign in front binds as PREFIX.
COMPARED, ADDED, MULTIPLIED, PREFIX, RAISED = 1, 2, 3, 4, 5
BINDING = {
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), COMPARED),
    **dict.fromkeys("+-", ADDED),
    **dict.fromkeys("*/", MULTIPLIED),
    "**": RAISED,
}


def evaluate(formula: str, numbers: Mapping[str, Decimal]) -> Decimal:
    """Compute a formula to some 200 digits.

    Raises UndecidedError if it cannot be read or has no value.
    """
    try:
        with localcontext(EXACT):
            return _Reckoning(formula, numbers).result()
    except (DecimalException, OverflowError, RecursionError):
        raise UndecidedError(f"'{formula}' has no value") from None


class _Reckoning:
    """Reads a formula from left to right and computes as it goes."""

    def __init__(self, formula: str, numbers: Mapping[str, Decimal]) -> None:
        self.formula = formula
        self.numbers = numbers
        self.place = 0
        self.kind, self.word = "", ""
        self.step()

    def fail(self) -> UndecidedError:
        return UndecidedError(f"'{self.formula}' cannot be computed at '{self.word}'")

    def step(self) -> str:
        """Go to the next token and give the one that was left."""
        left = self.word
        match = _TOKEN.match(self.formula, self.place)
        if match is None:
            raise self.fail()
        self.kind = match.lastgroup or ""
        self.word, self.place = match[self.kind], match.end()
        return left

    def result(self) -> Decimal:
        value = self.expression(COMPARED)
        if self.kind != "end":
            raise self.fail()
        return value

    def expression(self, least: int) -> Decimal:
        """Read on as long as signs bind at least so strongly."""
        value = self.operand()
        while BINDING.get(self.word, 0) >= least:
            sign = self.step()
            strength = BINDING[sign]
            # A power takes another power to its right, and all other signs what is to their left.
            other = self.expression(strength if sign == "**" else strength + 1)
            value = self.finite(self.combined(sign, value, other))
            if strength == COMPARED:
                break
        return value

    def combined(self, sign: str, one: Decimal, other: Decimal) -> Decimal:
        if BINDING[sign] == COMPARED:
            return _compare(sign, one, other)
        match sign:
            case "+":
                return one + other
            case "-":
                return one - other
            case "*":
                return one * other
            case "/":
                return one / other
        return one**other if other else Decimal(1)

    def operand(self) -> Decimal:
        kind, word = self.kind, self.step()
        if kind == "number":
            return Decimal(word.replace("_", ""))
        if kind == "name":
            return self.call(word) if self.word == "(" else self.named(word)
        if word in {"+", "-"}:
            value = self.expression(PREFIX)
            return -value if word == "-" else value
        if word != "(":
            raise self.fail()
        value = self.expression(COMPARED)
        self.expect(")")
        return value

    def named(self, name: str) -> Decimal:
        if name not in self.numbers:
            raise self.fail()
        return self.numbers[name]

    def call(self, name: str) -> Decimal:
        values: list[Decimal] = []
        while self.word == "," or not values:
            self.step()
            values.append(self.expression(COMPARED))
        self.expect(")")
        if name not in FUNCTIONS or len(values) not in FUNCTIONS[name][0]:
            raise self.fail()
        return self.finite(FUNCTIONS[name][1](*values))

    def expect(self, word: str) -> None:
        if self.word != word:
            raise self.fail()
        self.step()

    def finite(self, value: Decimal) -> Decimal:
        if not value.is_finite():
            raise self.fail()
        return value
