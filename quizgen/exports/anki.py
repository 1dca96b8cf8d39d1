"""Anki: a package of cards with a note type for multiple choice, on desktop and phone.

The guid of a note comes from the id of its question, so a later package changes the text of a
card and leaves its dates. Anki takes the text of a note only if it was changed later than its own:
that is what ``changed`` is for.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import genanki  # type: ignore[import-untyped]

from ..markup import to_html
from .cards import explanation_html, reason_html, to_html_text
from .packing import packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cards import Card, Choice
    from .losses import Feature

KEPT: frozenset[Feature] = frozenset(
    {"id", "several keys", "reasons", "explanation", "markup", "option ids", "tags", "place"}
)

PARTS = Path(__file__).parent / "anki"
FIELDS = ("Id", "Stem", "Options", "Answers", "Explanation")
#: Ids of 32 bits, as Anki asks for; another note type would be a new number.
_NOTE_TYPE = 1_914_266_731


def to_anki(cards: Iterable[Card], site: str, title: str, changed: int) -> bytes:
    """Write a package. ``changed`` is the time of the newest change, in seconds since 1970."""
    note_type = _note_type()
    decks: dict[str, genanki.Deck] = {}
    for card in cards:
        name = deck_name(title, card.place)
        if name not in decks:
            decks[name] = genanki.Deck(_number(f"{site}:{name}"), _plain(name))
        decks[name].add_note(_note(card, note_type, site))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(list(decks.values())).write_to_file(str(path), timestamp=changed)
        with zipfile.ZipFile(path) as package:
            return packed((name, package.read(name)) for name in sorted(package.namelist()))


def guid(site: str, item: str) -> str:
    """Make the name by which Anki knows a note again, the same for all times."""
    return str(genanki.guid_for("quizgen", site, item))


def deck_name(title: str, place: Iterable[str]) -> str:
    """Join the parts of a place as Anki does."""
    return "::".join(part.replace("::", ": ") for part in (title, *place))


def _note_type() -> genanki.Model:
    def part(name: str) -> str:
        return (PARTS / name).read_text(encoding="utf-8")

    template = {"name": "Question", "qfmt": part("front.html"), "afmt": part("back.html")}
    return genanki.Model(
        _NOTE_TYPE,
        "Multiple choice (quizgen)",
        fields=[{"name": name} for name in FIELDS],
        templates=[template],
        css=part("card.css"),
        sort_field_index=0,
    )


def _note(card: Card, note_type: genanki.Model, site: str) -> genanki.Note:
    fields = (
        to_html_text(card.id),
        str(to_html(card.stem)),
        "".join(_option(choice, len(card.keys)) for choice in card.choices),
        "".join(map(_answer, card.choices)),
        explanation_html(card),
    )
    return genanki.Note(
        model=note_type,
        fields=list(map(_plain, fields)),
        tags=list(card.tags),
        guid=guid(site, card.id),
    )


def _option(choice: Choice, keys: int) -> str:
    kind = "radio" if keys == 1 else "checkbox"
    return (
        f'<label><input type="{kind}" name="option" value="{to_html_text(choice.id)}"> '
        f"<span>{to_html(choice.text)}</span></label>"
    )


def _answer(choice: Choice) -> str:
    is_key = "key" if choice.is_key else "distractor"
    mark = "✓" if choice.is_key else "✗"
    return (
        f'<div class="{is_key}" data-option="{to_html_text(choice.id)}">'
        f"<b>{mark} {to_html(choice.text)}</b> <span>{reason_html(choice)}</span></div>"
    )


def _plain(text: str) -> str:
    """Keep Anki from taking braces for a field of its own."""
    return text.replace("{{", "&#123;&#123;")


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) >> 1
