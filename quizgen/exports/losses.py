"""What a format cannot keep, counted, and told in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from .cards import Card

#: What a question may have. A format keeps it or loses it.
Feature = Literal[
    "id",
    "several keys",
    "reasons",
    "explanation",
    "markup",
    "option ids",
    "tags",
    "place",
    "revision",
]
FEATURES: tuple[Feature, ...] = get_args(Feature)

_HAS: Mapping[Feature, Callable[[Card], bool]] = {
    "id": lambda _card: True,
    "several keys": lambda card: len(card.keys) > 1,
    "reasons": lambda card: any(choice.reason for choice in card.choices),
    "explanation": lambda card: bool(card.rationale or card.solution or card.source),
    "markup": lambda card: any(
        mark in text for mark in "`*[" for text in (card.stem, *(c.text for c in card.choices))
    ),
    "option ids": lambda _card: True,
    "tags": lambda card: bool(card.tags),
    "place": lambda card: bool(card.place),
    "revision": lambda _card: True,
}


def losing(cards: Sequence[Card], kept: AbstractSet[Feature]) -> dict[Feature, int]:
    """Count the cards that lose something, for each feature that the format does not keep."""
    lost = [feature for feature in FEATURES if feature not in kept]
    return {feature: sum(map(_HAS[feature], cards)) for feature in lost}


def table(cards: Sequence[Card], formats: Mapping[str, AbstractSet[Feature]]) -> str:
    """Write a Markdown table: a row for each format, a column for each feature."""
    head = ["format", *FEATURES]
    rows = [[name, *_cells(losing(cards, kept))] for name, kept in formats.items()]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(lost: Mapping[Feature, int]) -> list[str]:
    return [str(lost[feature]) if lost.get(feature) else "" for feature in FEATURES]
