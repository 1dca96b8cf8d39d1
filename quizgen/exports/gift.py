"""GIFT: questions as a plain text that Moodle and others read.

The format: https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..markup import to_html
from .cards import by_place, explanation_html, reason_html
from .scoring import shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cards import Card
    from .losses import Feature

KEPT: frozenset[Feature] = frozenset(
    {"id", "several keys", "reasons", "explanation", "markup", "tags", "place"}
)

#: The marks of the format; the backslash is one of them.
_MARKS = re.compile(r"[\\~=#{}:]")


def to_gift(cards: Iterable[Card]) -> str:
    """Write questions, each under the category of its place."""
    parts = []
    for place, group in by_place(cards):
        parts.append(f"$CATEGORY: {'/'.join(map(_category, place))}\n")
        parts.extend(map(_question, group))
    return "\n".join(parts)


def _question(card: Card) -> str:
    right, wrong = shares(len(card.keys))
    lines = [
        f"// [id:{card.id}] {' '.join(f'[tag:{tag}]' for tag in card.tags)}",
        f"::{_escaped(card.id)}::{_html(str(to_html(card.stem)))} {{",
    ]
    for choice in card.choices:
        mark = ("=" if right == "100" else f"~%{right}%") if choice.is_key else f"~%{wrong}%"
        mark = "~" if mark == "~%0%" else mark
        lines.append(f"{mark}{_html(str(to_html(choice.text)))}#{_html(reason_html(choice))}")
    if explanation := explanation_html(card):
        lines.append(f"####{_html(explanation)}")
    return "\n".join([*lines, "}\n"])


def _html(text: str) -> str:
    """Say that a text is HTML, of each one: a text that does not say so is taken for plain."""
    return f"[html]{_escaped(' '.join(text.split()))}"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _category(name: str) -> str:
    # "//" is how a slash in a name is written.
    return name.replace("/", "//")
