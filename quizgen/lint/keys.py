"""Where keys stand and how long they are, counted beside what chance would do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .chance import ALARM, at_least, at_one_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .specimen import Outline


class Cue(NamedTuple):
    """How often something is true of keys among so many options, and what chance would do."""

    options: int
    questions: int
    #: One for each place, or how often the key is the longest option.
    counts: tuple[int, ...]
    #: The least and the most that chance alone makes likely.
    least: int
    most: int

    def is_beyond(self, count: int) -> bool:
        return not self.least <= count <= self.most


def shuffled(questions: Iterable[Outline]) -> list[Outline]:
    """Those with one key among options in an order of no meaning."""
    return [one for one in questions if len(one.keys) == 1 and not one.is_of_numbers]


def numbered(questions: Iterable[Outline]) -> list[Outline]:
    """Those with one key among numbers, which stand in their own order.

    Variants of one calculated item have the same mistakes, so that the first alone counts.
    """
    found: dict[tuple[str, ...], Outline] = {}
    for one in questions:
        if len(one.keys) == 1 and one.is_of_numbers:
            found.setdefault(one.facts, one)
    return list(found.values())


def worded(questions: Iterable[Outline]) -> list[Outline]:
    """Those whose options are words, so that one may be longer than the others for no reason."""
    return [one for one in shuffled(questions) if one.kind != "order"]


def by_options(questions: Iterable[Outline]) -> list[tuple[int, list[Outline]]]:
    """Group questions by how many options they have."""
    found: dict[int, list[Outline]] = {}
    for one in questions:
        found.setdefault(len(one.widths), []).append(one)
    return sorted(found.items())


def places(options: int, questions: list[Outline]) -> Cue:
    """Count the keys at each place."""
    few, many = at_one_place(len(questions), options, ALARM)
    count = Counter(one.keys[0] for one in questions)
    counts = tuple(count[place] for place in range(options))
    return Cue(options, len(questions), counts, few + 1, many - 1)


def longest(options: int, questions: list[Outline]) -> Cue:
    """Count the keys that are longer than every other option."""
    count = sum(one.is_longest for one in questions)
    return Cue(options, len(questions), (count,), 0, at_least(len(questions), options, ALARM) - 1)
