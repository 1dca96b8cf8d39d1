"""The nodes of a page: places to fill, and questions that every builder can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .markup import to_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .questions import Option, Question


class quiz(nodes.General, nodes.Element):  # noqa: N801 - the name of the class is the tag
    """The place of the questions of ``docname``; filled when every note is read."""


class glance(nodes.General, nodes.Element):  # noqa: N801
    """The place of the facts of ``docname``."""


class glance_more(nodes.container):  # noqa: N801
    """Facts that few need at a glance; HTML folds them away below their ``summary``."""


class quiz_questions(nodes.container):  # noqa: N801
    """Questions in plain nodes, or ``questions`` for the template, and then no nodes in it."""


def plain_questions(
    questions: Iterable[Question], translate: Callable[[str], str]
) -> list[nodes.container]:
    """Write questions so that a reader of any format finds the key by its text."""
    return [
        _question(question, number, translate) for number, question in enumerate(questions, start=1)
    ]


def _question(question: Question, number: int, _: Callable[[str], str]) -> nodes.container:
    node = nodes.container(classes=["quiz-plain"])
    heading = nodes.strong("", _("Question {number}.").replace("{number}", str(number)))
    node += nodes.paragraph("", "", heading, nodes.Text(" "), *to_nodes(question.stem))
    if question.choose > 1:
        hint = _("Choose {number}.").replace("{number}", str(question.choose))
        node += nodes.paragraph("", "", nodes.emphasis("", hint))
    options = nodes.enumerated_list(enumtype="upperalpha", prefix="", suffix=".")
    for option in question.options:
        options += nodes.list_item("", _paragraph(option.text))
    node += options
    keys = " · ".join(option.text for option in question.keys)
    node += _labelled(_("Answer:"), keys)
    if question.rationale:
        node += _paragraph(question.rationale)
    for step in question.solution:
        node += _paragraph(step)
    reasons = nodes.bullet_list()
    for option in question.options:
        reasons += nodes.list_item("", _reason(option))
    node += reasons
    if question.source:
        address = nodes.reference("", question.source, refuri=question.source)
        node += nodes.paragraph("", "", nodes.strong("", _("Source:")), nodes.Text(" "), address)
    return node


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *to_nodes(text))


def _labelled(label: str, text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", label), nodes.Text(" "), *to_nodes(text))


def _reason(option: Option) -> nodes.paragraph:
    text = to_nodes(option.text)
    return nodes.paragraph(
        "", "", nodes.strong("", "", *text), nodes.Text(" – "), *to_nodes(option.reason)
    )
