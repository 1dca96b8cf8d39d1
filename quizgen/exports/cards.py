"""What every format needs of a question, read from the canonical bank."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..markup import to_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..canonical import BankData, FactData, NoteData, OptionData, QuestionData


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option; ``text`` and ``reason`` are inline Markdown, ``page`` an address or empty."""

    id: str
    text: str
    is_key: bool
    reason: str
    page: str
    page_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A question as other programs see it; texts are inline Markdown, addresses may be empty."""

    id: str
    revision: str
    stem: str
    choices: tuple[Choice, ...]
    rationale: str
    solution: tuple[str, ...]
    source: str
    page: str
    page_title: str
    #: From the whole to the part, such as a type of notes and a group of them.
    place: tuple[str, ...]
    #: Without spaces; parts are joined by "::".
    tags: tuple[str, ...]

    @property
    def keys(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.is_key)


def cards(bank: BankData, tag_fields: Sequence[str] = (), base_url: str = "") -> list[Card]:
    """Make a card of every question, in the order of the bank.

    ``tag_fields`` are the fields whose values become tags, or else all that put notes into groups.
    ``base_url`` is where the site is hosted; without it no card links to its page.
    """
    notes = {note["name"]: note for note in bank["notes"]}
    plurals = {one["key"]: one["plural"] for one in bank["types"]}
    pages = {name: _page(note, base_url) for name, note in notes.items()}
    places = {name: _place(note, plurals) for name, note in notes.items()}
    tags = {name: tuple(_tags(note, tag_fields)) for name, note in notes.items()}

    def choice(option: OptionData) -> Choice:
        linked = notes.get(option["note"])
        return Choice(
            id=option["id"],
            text=option["text"],
            is_key=option["key"],
            reason=option["reason"],
            page=pages[linked["name"]] if linked else "",
            page_title=linked["title"] if linked else "",
        )

    def card(question: QuestionData) -> Card:
        name = question["note"]
        return Card(
            id=question["id"],
            revision=question["revision"],
            stem=question["stem"],
            choices=tuple(map(choice, question["options"])),
            rationale=question["rationale"],
            solution=tuple(question["solution"]),
            source=question["source"],
            page=pages[name],
            page_title=notes[name]["title"],
            place=places[name],
            tags=(*tags[name], f"kind::{question['kind']}"),
        )

    return [card(question) for question in bank["questions"]]


def _page(note: NoteData, base_url: str) -> str:
    return f"{base_url.rstrip('/')}/{note['docname']}.html" if base_url else ""


def _place(note: NoteData, plurals: dict[str, str]) -> tuple[str, ...]:
    groups = [fact for fact in note["facts"] if fact["groups"] and fact["kind"] == "values"]
    return (plurals[note["type"]], *(group["values"][0]["label"] for group in groups[:1]))


def _tags(note: NoteData, fields: Sequence[str]) -> Iterator[str]:
    yield f"type::{note['type']}"
    for fact in note["facts"]:
        if fact["field"] in fields or (not fields and fact["groups"]):
            yield from _tags_of(fact)


def _tags_of(fact: FactData) -> Iterator[str]:
    for value in fact["values"]:
        parts = [fact["field"], value["key"]]
        codes = [[*parts, code["code"]] for code in value["codes"]]
        yield from ("::".join(one) for one in codes or [parts])


def by_place(of: Iterable[Card]) -> Iterator[tuple[tuple[str, ...], Iterator[Card]]]:
    """Group cards by their place, for formats that have categories."""
    place = attrgetter("place")
    return groupby(sorted(of, key=place), key=place)


def explanation_html(card: Card) -> str:
    """Write why the key is right, how it is worked out, and where that is written."""
    parts = []
    if card.rationale:
        parts.append(f"<p>{to_html(card.rationale)}</p>")
    if card.solution:
        steps = "".join(f"<li>{to_html(step)}</li>" for step in card.solution)
        parts.append(f"<ol>{steps}</ol>")
    if links := list(_links(card)):
        parts.append(f"<p>{' · '.join(links)}</p>")
    return "".join(parts)


def reason_html(choice: Choice) -> str:
    """Write why an option is right or wrong, with the page that says so."""
    reason = str(to_html(choice.reason))
    return f"{reason} {_link(choice.page, choice.page_title)}" if choice.page else reason


def _links(card: Card) -> Iterable[str]:
    if card.page:
        yield _link(card.page, card.page_title)
    if card.source:
        yield _link(card.source, card.source)


def _link(address: str, text: str) -> str:
    return f'<a href="{to_html_text(address)}">{to_html_text(text)}</a>'


def to_html_text(text: str) -> str:
    """Escape a plain text for HTML and XML, in an attribute as well."""
    return escape(text, {'"': "&quot;"})
