"""Moodle XML, which of all formats keeps most of a question.

The format: https://docs.moodle.org/en/Moodle_XML_format
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

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


def to_moodle(cards: Iterable[Card]) -> bytes:
    """Write questions, each under the category of its place."""
    quiz = ET.Element("quiz")
    for place, group in by_place(cards):
        category = ET.SubElement(quiz, "question", type="category")
        names = (name.replace("/", "//") for name in place)
        _text(category, "category", "/".join(["$course$", "top", *names]))
        for card in group:
            _add_question(quiz, card)
    ET.indent(quiz, " ")
    text: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add_question(quiz: ET.Element, card: Card) -> None:
    right, wrong = shares(len(card.keys))
    question = ET.SubElement(quiz, "question", type="multichoice")
    _text(question, "name", card.id)
    _html(question, "questiontext", str(to_html(card.stem)))
    _html(question, "generalfeedback", explanation_html(card))
    for name, value in (
        ("defaultgrade", "1"),
        ("idnumber", card.id),
        ("single", "true" if len(card.keys) == 1 else "false"),
        ("shuffleanswers", "0"),  # numbers and steps stand in their order
        ("answernumbering", "ABCD"),
    ):
        ET.SubElement(question, name).text = value
    for choice in card.choices:
        fraction = right if choice.is_key else wrong
        answer = _html(question, "answer", str(to_html(choice.text)), fraction=fraction)
        _html(answer, "feedback", reason_html(choice))
    tags = ET.SubElement(question, "tags")
    for tag in card.tags:
        _text(tags, "tag", tag)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(ET.SubElement(parent, name), "text").text = text


def _html(parent: ET.Element, name: str, html: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, {**attributes, "format": "html"})
    ET.SubElement(element, "text").text = html
    return element
