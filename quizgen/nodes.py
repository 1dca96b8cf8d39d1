"""The nodes of a page: places to fill, and questions that every builder can read."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from docutils import nodes

from .markup import to_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .questions import Question


class quiz(nodes.General, nodes.Element):  # noqa: N801 - the name of the class is the tag
    """The place of the questions of ``docname``; filled when every note is read."""


class glance(nodes.General, nodes.Element):  # noqa: N801
    """The place of the facts of ``docname``."""


class glance_more(nodes.container):  # noqa: N801
    """Facts that few need at a glance; HTML folds them away below their ``summary``."""


class quiz_questions(nodes.container):  # noqa: N801
    """Questions in plain nodes, or ``questions`` for the template, and then no nodes in it."""


LETTERS = [*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))]


def plain_questions(
    questions: Iterable[Question], translate: Callable[[str], str], first: int = 1
) -> list[nodes.container]:
    """Write questions for readers of any format, counted from ``first``.

    Letters stand in the text, as not every format and not every reading program counts with them.
    """
    return [_question(one, number, translate) for number, one in enumerate(questions, first)]


def plain_answers(
    questions: Iterable[Question],
    translate: Callable[[str], str],
    first: int = 1,
    address: Callable[[str], str] = str,
) -> list[nodes.container]:
    """Write the answers to these questions, each with all its reasons.

    Where links work, ``address`` may make of an address what is shown of it.
    """
    return [_answer(one, number, translate, address) for number, one in enumerate(questions, first)]


def _question(question: Question, number: int, _: Callable[[str], str]) -> nodes.container:
    node = nodes.container(classes=["quiz-plain"])
    heading = _("Question {number}.").replace("{number}", str(number))
    link = _link(heading, here=question.id, there=_answer_id(question))
    node += nodes.paragraph("", "", *link, nodes.Text(" "), *to_nodes(question.stem))
    if question.choose > 1:
        hint = _("Choose {number}.").replace("{number}", str(question.choose))
        node += nodes.paragraph("", "", nodes.emphasis("", hint))
    options = nodes.bullet_list(classes=["quiz-letters"])
    for letter, option in zip(LETTERS, question.options, strict=False):
        options += nodes.list_item("", _paragraph(f"{letter}. ", option.text))
    node += options
    return node


def _answer(
    question: Question, number: int, _: Callable[[str], str], address: Callable[[str], str]
) -> nodes.container:
    node = nodes.container(classes=["quiz-answer"])
    heading = _("Answer {number}:").replace("{number}", str(number))
    link = _link(heading, here=_answer_id(question), there=question.id)
    lettered = list(zip(LETTERS, question.options, strict=False))
    keys = " · ".join(f"{letter}. {option.text}" for letter, option in lettered if option.is_key)
    node += nodes.paragraph("", "", *link, nodes.Text(" "), *to_nodes(keys))
    node += [_paragraph("", text) for text in (question.rationale, *question.solution) if text]
    reasons = nodes.bullet_list(classes=["quiz-letters"])
    for letter, option in lettered:
        text = nodes.strong("", "", *to_nodes(option.text))
        because = [nodes.Text(" – "), *to_nodes(option.reason)]
        reasons += nodes.list_item(
            "", nodes.paragraph("", "", nodes.Text(f"{letter}. "), text, *because)
        )
    node += reasons
    if question.source:
        there = nodes.reference("", address(question.source), refuri=question.source)
        node += nodes.paragraph("", "", nodes.strong("", _("Source:")), nodes.Text(" "), there)
    return node


def _answer_id(question: Question) -> str:
    return f"answer--{question.id}"  # no item has an id with two hyphens


def _link(text: str, here: str, there: str) -> tuple[nodes.target, nodes.reference]:
    """Lead from a question to its answer, or back; a target is what every format leads to."""
    strong = nodes.strong("", text)
    target = nodes.target("", "", ids=[here])
    return target, nodes.reference("", "", strong, internal=True, refid=there)


def _paragraph(start: str, text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.Text(start), *to_nodes(text))
