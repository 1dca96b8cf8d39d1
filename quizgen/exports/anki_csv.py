"""A text file that Anki imports with its note type "Basic".

The format: https://docs.ankiweb.net/importing/text-files.html
"""

from __future__ import annotations

import csv
import io
from string import ascii_uppercase
from typing import TYPE_CHECKING

from ..markup import to_html
from .anki import deck_name, guid
from .cards import explanation_html, reason_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cards import Card
    from .losses import Feature

KEPT: frozenset[Feature] = frozenset(
    {"id", "several keys", "reasons", "explanation", "markup", "tags", "place"}
)

_HEAD = """\
#separator:Comma
#html:true
#notetype:Basic
#guid column:1
#deck column:2
#tags column:5
"""


def to_anki_csv(cards: Iterable[Card], site: str, title: str) -> str:
    """Write a row for each question: guid, deck, front, back and tags."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for card in cards:
        back = _back(card)
        deck = deck_name(title, card.place)
        rows.writerow([guid(site, card.id), deck, _front(card), back, " ".join(card.tags)])
    return _HEAD + text.getvalue()


def _front(card: Card) -> str:
    options = "".join(f"<li>{to_html(choice.text)}</li>" for choice in card.choices)
    return f'<p>{to_html(card.stem)}</p><ol type="A">{options}</ol>'


def _back(card: Card) -> str:
    letters = dict(zip((c.id for c in card.choices), ascii_uppercase, strict=False))
    keys = ", ".join(letters[choice.id] for choice in card.keys)
    reasons = "".join(
        f"<li>{'✓' if choice.is_key else '✗'} {reason_html(choice)}</li>" for choice in card.choices
    )
    return f'<p><b>{keys}</b></p><ol type="A">{reasons}</ol>{explanation_html(card)}'
