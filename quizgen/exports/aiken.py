"""Aiken: a plain text that many systems read, and that keeps least.

The format: https://docs.moodle.org/en/Aiken_format
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from ..markup import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cards import Card
    from .losses import Feature

KEPT: frozenset[Feature] = frozenset()


def to_aiken(cards: Iterable[Card]) -> str:
    """Write the questions with one key; others are left out, for the format has one answer."""
    return "\n".join(_question(card) for card in cards if len(card.keys) == 1)


def _question(card: Card) -> str:
    lines = [_line(card.stem)]
    for letter, choice in zip(ascii_uppercase, card.choices, strict=False):
        lines.append(f"{letter}. {_line(choice.text)}")
        if choice.is_key:
            answer = letter
    return "\n".join([*lines, f"ANSWER: {answer}\n"])


def _line(text: str) -> str:
    return " ".join(to_text(text).split())
