"""What chance alone does, computed exactly: limits beyond which a count is no chance any more.

Every count is of ``n`` questions with ``k`` options each, of which one is as good as another.
"""

from __future__ import annotations

import math
from collections import deque
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Once in so many sound banks there is a false alarm.
ALARM, FAULT = Fraction(1, 100), Fraction(1, 1000)


@cache
def at_least(n: int, k: int, alpha: Fraction) -> int:
    """Give the lowest count that so many or more have by chance in ``alpha`` of all cases at most.

    >>> at_least(100, 4, ALARM)
    36
    """
    # So many or more have it where all ways are taken but those that have it fewer times.
    ways: int = k**n
    least = ways - _allowed(n, k, alpha)
    return next((count + 1 for count, fewer in _up_to(n, k) if fewer >= least), n + 1)


@cache
def at_most(n: int, k: int, alpha: Fraction) -> int:
    """Give the highest count that so many or fewer have by chance, or -1 where even 0 may be."""
    allowed = _allowed(n, k, alpha)
    return next((count - 1 for count, fewer in _up_to(n, k) if fewer > allowed), n)


def at_one_place(n: int, k: int, alpha: Fraction) -> tuple[int, int]:
    """Give the limits for the count of keys at each place: so few or fewer, so many or more.

    There are ``k`` places and two ways to be out of bounds, each with its part of ``alpha``.
    """
    part = alpha / (2 * k)
    return at_most(n, k, part), at_least(n, k, part)


@cache
def run(n: int, k: int, alpha: Fraction) -> int:
    """Give the length from which on keys in a row at one place are no chance."""
    ways: int = k**n
    allowed = _allowed(n, k, alpha)

    def is_rare(length: int) -> bool:
        return ways - _without_run(n, k, length) <= allowed

    # About so long; the ways are counted for few lengths, since that takes long in a large bank.
    length = max(2, min(round(math.log(max(n, 1) / alpha, k)), n + 1))
    while length > 2 and is_rare(length - 1):  # noqa: PLR2004 - two in a row are the least
        length -= 1
    while length <= n and not is_rare(length):
        length += 1
    return length


def _up_to(n: int, k: int) -> Iterator[tuple[int, int]]:
    """Give each count with the ways, of all k^n, that have the key as often or less at a place."""
    # They have it i times in C(n, i) (k - 1)^(n - i) ways.
    ways, total = (k - 1) ** n, 0
    for count in range(n + 1):
        total += ways
        yield count, total
        ways = ways * (n - count) // ((count + 1) * (k - 1))


def _allowed(n: int, k: int, alpha: Fraction) -> int:
    """How many of all ways may be at most; a whole number, which is compared soon."""
    ways: int = k**n
    return alpha.numerator * ways // alpha.denominator


def _without_run(n: int, k: int, length: int) -> int:
    """Count the rows of ``n`` places with no place ``length`` times running."""
    last: deque[int] = deque((k**m for m in range(1, length)), maxlen=length - 1)
    total = sum(last)
    for _ in range(length, n + 1):
        found = (k - 1) * total
        total += found - last[0]
        last.append(found)
    return last[-1]
