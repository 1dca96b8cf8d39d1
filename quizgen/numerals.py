"""Numbers as readers see them."""

from __future__ import annotations

from fractions import Fraction

#: Digits after the point that a number keeps; what differs beyond them looks the same.
SHOWN_DIGITS = 12


def rounded(number: Fraction, digits: int = SHOWN_DIGITS) -> Fraction:
    """Round half away from zero, as people do on paper."""
    scale = 10**digits
    doubled = abs(number) * scale * 2
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    return Fraction(whole if number >= 0 else -whole, scale)


def show_number(number: Fraction, digits: int | None = None) -> str:
    """Write a number with the digits given, or with as many as it needs.

    >>> show_number(Fraction(12345, 10)), show_number(Fraction(2, 3), 2)
    ('1,234.5', '0.67')
    """
    places = SHOWN_DIGITS if digits is None else digits
    whole, part = divmod(abs(int(rounded(number, places) * 10**places)), 10**places)
    sign = "−" if number < 0 and (whole or part) else ""
    decimals = f"{part:0{places}d}" if places else ""
    if digits is None:
        decimals = decimals.rstrip("0")
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")
