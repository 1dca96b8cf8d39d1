"""Rules about options that are numbers, ranges and dates."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from .quantities import Quantity, quantity
from .rules import Flaw, Rule, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..questions import Option
    from .specimen import Specimen

#: Where the greatest is so many times the smallest, one unit for both reads badly.
FAR = 100
#: Groups of three digits begin here.
GROUPED = 1000

_DESCENDING = re.compile(
    r"\b(?:descending|decreasing|(?:largest|highest|longest|newest|latest|biggest) first)\b"
    r"|(?:大きい|高い|長い|新しい|多い)(?:もの)?(?:順|から)|降順",
    re.IGNORECASE,
)
_FULL_WIDTH = re.compile(r"[０-９]")
_HALF_WIDTH = re.compile(r"[0-9]")


def figures(specimen: Specimen) -> list[tuple[Option, Quantity]]:
    """The options that are quantities of one kind, where all but one of them are."""
    read = [(option, quantity(specimen.text(option))) for option in specimen.options]
    kinds = Counter(found.kind for _, found in read if found)
    kind, number = max(kinds.items(), key=lambda pair: pair[1], default=(None, 0))
    if number < max(2, len(read) - 1):
        return []
    return [(option, found) for option, found in read if found and found.kind == kind]


@rule(
    "L05",
    "Ranges do not overlap.",
    "error",
    limit=(
        "two ranges, or a range and a number, with a number in both; a warning where all options "
        "are bounds of the same side, such as 'up to 5'"
    ),
    japanese="以上, 以下 and 以内 hold the number itself, 未満 and 超 do not.",
)
def overlapping_ranges(specimen: Specimen) -> Iterator[Flaw]:
    found = figures(specimen)
    bounds = all(q.low is None for _, q in found) or all(q.high is None for _, q in found)
    for (one, mine), (other, theirs) in combinations(found, 2):
        if one.is_key and other.is_key:
            continue
        if _overlap(mine, theirs):
            text, beside = specimen.text(one), specimen.text(other)
            if bounds:
                message = (
                    f"what is '{text}' or '{beside}' may be both; "
                    "ask for the limit, and give the numbers alone"
                )
                yield Flaw(message=message, part="option", option=one.id, severity="warning")
                return
            message = f"'{text}' and '{beside}' have a number in common; let one begin after it"
            yield Flaw(message=message, part="option", option=other.id)


@rule(
    "L07",
    "Numbers stand in ascending order.",
    "error",
    limit="all options, or all but one, are quantities of one kind; down only if the stem asks so",
    japanese="万 and 億, 令和 and other eras, 第1 and kanji numbers are read.",
)
def order_of_numbers(specimen: Specimen) -> Iterator[Flaw]:
    """Ranges that overlap are in no order, and L05 tells of them."""
    found = figures(specimen)
    if any(_overlap(one, other) for (_, one), (_, other) in combinations(found, 2)):
        return
    down = bool(_DESCENDING.search(specimen.stem))
    places = [read.place for _, read in found]
    if places == sorted(places, reverse=down):
        return
    option = next(
        after
        for (_, one), (after, other) in pairwise(found)
        if (one.place < other.place if down else other.place < one.place)
    )
    way = "descending" if down else "ascending"
    listed = _listed(specimen, found)
    message = f"the numbers {listed} are not in {way} order, in which a reader looks for them"
    yield Flaw(message=message, part="option", option=option.id)


@rule(
    "L08",
    "Numbers have the same unit and are equally exact.",
    "error",
    limit=(
        "an error where the key alone is written differently, where units by 1,000 and by 1,024 "
        "are mixed, or digits of two widths; else a warning, and none for units where the "
        f"greatest is more than {FAR} times the smallest"
    ),
    japanese="Full-width digits beside half-width ones are an error.",
)
def mixed_numbers(specimen: Specimen) -> Iterator[Flaw]:
    """Durations from minutes to days are read best in their own units, so far apart as they are."""
    yield from _mixed_digits(specimen)
    found = figures(specimen)
    if not found or found[0][1].dimension in {"date", "place"}:
        if len({read.unit for _, read in found}) > 1:
            yield _flaw(specimen, found, lambda read: read.unit, "dates of one kind")
        return
    if len({read.is_binary for _, read in found if read.unit}) > 1:
        message = f"{_listed(specimen, found)} count by 1,000 and by 1,024; use one kind of unit"
        yield Flaw(message=message, part="option", option=found[0][0].id)
    elif len({read.unit for _, read in found}) > 1:
        flaw = _flaw(specimen, found, lambda read: read.unit, "one unit")
        if flaw.severity is None or not _far_apart(found):
            yield flaw
    elif _differs(found, lambda read: read.decimals) and _differs(found, lambda r: r.significant):
        yield _flaw(specimen, found, lambda read: read.decimals, "as many decimals")
    if _differs([pair for pair in found if _is_long(pair[1])], lambda read: "," in read.written):
        listed = _listed(specimen, found)
        message = f"some of {listed} have a comma for thousands and some have not; use one way"
        yield Flaw(message=message, part="option", option=found[0][0].id, severity="warning")


def _overlap(one: Quantity, other: Quantity) -> bool:
    return (one.is_range or other.is_range) and one.meets(other)


def _mixed_digits(specimen: Specimen) -> Iterator[Flaw]:
    full = [option for option in specimen.options if _FULL_WIDTH.search(option.text)]
    if full and any(_HALF_WIDTH.search(option.text) for option in specimen.options):
        message = f"the option '{full[0].text}' has full-width digits beside others; use one width"
        yield Flaw(message=message, part="option", option=full[0].id)


def _flaw(
    specimen: Specimen,
    found: list[tuple[Option, Quantity]],
    trait: Callable[[Quantity], object],
    wanted: str,
) -> Flaw:
    """Say that a trait differs; it is an error where it singles out the key."""
    others = {trait(read) for option, read in found if not option.is_key}
    keys = [(option, read) for option, read in found if option.is_key]
    alone = len(keys) == 1 and len(others) == 1 and trait(keys[0][1]) not in others
    listed = _listed(specimen, found)
    option = keys[0][0] if alone else found[0][0]
    message = f"{listed} differ in how they are written; give all of them {wanted}"
    if alone:
        message = f"'{specimen.text(option)}', the key, is written unlike {listed}; use {wanted}"
    return Flaw(
        message=message, part="option", option=option.id, severity=None if alone else "warning"
    )


def _listed(specimen: Specimen, found: list[tuple[Option, Quantity]]) -> str:
    return ", ".join(specimen.text(option) for option, _ in found)


def _differs(found: list[tuple[Option, Quantity]], trait: Callable[[Quantity], object]) -> bool:
    return len({trait(read) for _, read in found}) > 1


def _far_apart(found: list[tuple[Option, Quantity]]) -> bool:
    ends = sorted(abs(end) for _, read in found for end in (read.low, read.high) if end)
    return bool(ends) and ends[-1] > FAR * ends[0]


def _is_long(read: Quantity) -> bool:
    return bool(read.written) and float(read.written.replace(",", "").replace("−", "-")) >= GROUPED


RULES: tuple[Rule, ...] = (overlapping_ranges, order_of_numbers, mixed_numbers)
