"""Numbers as readers see them."""

from __future__ import annotations

from fractions import Fraction

#: Digits after the point that a number keeps; what differs beyond them looks the same.
SHOWN_DIGITS = 12


def rounded(number: Fraction, digits: int = SHOWN_DIGITS) -> Fraction:
    """Round half away from zero, as people do on paper."""
    whole = _in_units(number, digits)
    return Fraction(whole if number >= 0 else -whole, 10**digits)


def _in_units(number: Fraction, digits: int) -> int:
    """Count units of the last digit in a number without its sign, rounded."""
    halves: int = abs(number.numerator) * 2 * 10**digits // number.denominator
    return (halves + 1) // 2


def show_number(number: Fraction, digits: int | None = None) -> str:
    """Write a number with the digits given, or with as many as it needs.

    >>> show_number(Fraction(12345, 10)), show_number(Fraction(2, 3), 2)
    ('1,234.5', '0.67')
    """
    places = SHOWN_DIGITS if digits is None else digits
    whole, part = divmod(_in_units(number, places), 10**places)
    sign = "−" if number < 0 and (whole or part) else ""
    decimals = f"{part:0{places}d}" if places else ""
    if digits is None:
        decimals = decimals.rstrip("0")
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")
