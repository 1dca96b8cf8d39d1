"""Put the places of facts and questions into a note, and fill them when all notes are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from .domain import quiz_domain
from .glance import GlanceBox
from .headings import RST, markup_of
from .html import BOOKS, is_interactive
from .markup import short
from .nodes import glance, plain_answers, plain_questions, quiz, quiz_questions
from .overview_nodes import OverviewNodes, overview

if TYPE_CHECKING:
    from .domain import QuizDomain

logger = logging.getLogger(__name__)


class QuizDirective(SphinxDirective):
    """``{quiz}``: the questions of the note stand here, and not at its end."""

    def run(self) -> list[nodes.Node]:
        place = quiz(docname=self.env.docname)
        self.set_source_info(place)
        return [place]


class PlaceQuestions(SphinxTransform):
    """Add the place of the facts below the title and the section of the questions at the end."""

    #: After the translations (20) and before the document is handed on as read (880): its
    #: sections are collected then, and this one has to be among them.
    default_priority = 870

    def apply(self, **_kwargs: object) -> None:
        domain = quiz_domain(self.env)
        docname = self.env.docname
        note = domain.note(docname)
        self.check_places(is_note=note is not None or docname in domain.data["refused"])
        section = self.document.next_node(nodes.section)
        if note is None or section is None:
            return
        self.check_headings(section)
        section.insert(1, glance(docname=docname))
        show = self.config.quizgen_show if note.show is None else note.show
        asked = note.items or any(model.type == note.type for model in domain.models)
        if show and asked and not any(self.document.findall(quiz)):
            section += self.section(domain.translate("Check yourself"), docname)

    def check_headings(self, first: nodes.section) -> None:
        """A note has one title, in its front matter, and its sections stand below that."""
        for other in first.parent.children if first.parent else ():
            if isinstance(other, nodes.section) and other is not first:
                told = f"a second heading of the first level; {self.advice()}"
                logger.warning(told, location=other, type="quizgen", subtype="value")

    def advice(self) -> str:
        if markup_of(self.env.doc2path(self.env.docname), self.config) == RST:
            return "underline the headings of a note with another sign than '='"
        return "begin the headings of a note with '##'"

    def check_places(self, *, is_note: bool) -> None:
        """Questions stand once, as their ids do, and on the page of their note."""
        for place in list(self.document.findall(quiz))[1 if is_note else 0 :]:
            why = "stands twice" if is_note else "is of no use where no note is"
            logger.warning("'quiz' %s", why, location=place, type="quizgen", subtype="duplicate")
            place.parent.remove(place)

    def section(self, title: str, docname: str) -> nodes.section:
        # The id of a title would stand once a note in books and single pages, and be another one
        # in each language.
        ids = [f"{nodes.make_id(docname)}-quiz"]
        section = nodes.section("", nodes.title("", title), quiz(docname=docname), ids=ids)
        self.document.set_id(section)
        section["classes"].append("quiz-section")
        return section


class FillPlaces(SphinxPostTransform):
    """Replace the places by what is known now."""

    #: Before references are resolved (10), so that other post-transforms meet finished nodes.
    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        domain = quiz_domain(self.env)
        # A place names its document: in books and single pages many documents are one tree.
        for facts in list(self.document.findall(glance)):
            facts.replace_self(self.facts(domain, facts["docname"]))
        asked = 0
        for questions in list(self.document.findall(quiz)):
            asked = self.ask(domain, questions, asked)
        for place in list(self.document.findall(overview)):
            self.fill(domain, place)

    def fill(self, domain: QuizDomain, place: overview) -> None:
        docname = place["docname"]
        sections = domain.overviews(docname)[place["number"]]
        number, builder = place["number"], domain.builder
        maker = OverviewNodes(place["wanted"], docname, number, builder, domain.translate)
        made = maker.made(sections)
        if place["ids"]:  # a link may lead to it
            made.insert(0, nodes.target("", "", ids=place["ids"]))
        parent = place.parent
        where = parent.index(place)
        parent[where : where + 1] = made

    def facts(self, domain: QuizDomain, docname: str) -> list[nodes.Node]:
        note = domain.shown_note(docname)
        if note is None:
            return []
        box = GlanceBox(note, docname, domain, domain.builder, domain.translate)
        return [box.nodes()]

    def ask(self, domain: QuizDomain, place: quiz, asked: int) -> int:
        """Put the questions into their place; give how many were asked in the book so far."""
        docname = place["docname"]
        questions = domain.shown(docname)
        if not questions:
            text = domain.translate("No question about this can be proved yet.")
            place.replace_self(nodes.paragraph("", text))
            return asked
        block = quiz_questions(classes=["quiz"], docname=docname, questions=questions)
        chapter = chapter_of(place)
        place.replace_self(block)
        # On pages the template shows them. Nodes would only make each transform look through
        # them, and Sphinx's search take wrong options for what the page says.
        if is_interactive(domain.builder):
            return asked
        is_one_book = domain.builder.name == "book"
        first = asked + 1 if is_one_book else 1
        block += plain_questions(questions, domain.translate, first)
        address = short if domain.builder.name in BOOKS else str
        answers = plain_answers(questions, domain.translate, first, address)
        if is_one_book:
            self.answer_at_the_end(domain, docname, answers)
        else:
            chapter += self.answers(domain, docname, answers)
        return asked + len(questions)

    def answers(
        self, domain: QuizDomain, docname: str, answers: list[nodes.container]
    ) -> nodes.section:
        """The answers as the last section of a chapter."""
        title = nodes.title("", domain.translate("Answers"))
        ids = [f"{nodes.make_id(docname)}-answers"]
        return nodes.section("", title, *answers, ids=ids, classes=["quiz-answers"])

    def answer_at_the_end(
        self, domain: QuizDomain, docname: str, answers: list[nodes.container]
    ) -> None:
        """Add the answers to those at the end of a book, below a link to their chapter."""
        last = self.document.children[-1]
        if not isinstance(last, nodes.section) or "quiz-answers" not in last["classes"]:
            last = self.answers(domain, "book", [])
            self.document += last
        uri = domain.builder.get_target_uri(docname)
        title = nodes.reference("", self.env.titles[docname].astext(), internal=True, refuri=uri)
        last += nodes.rubric("", "", title, classes=["quiz-chapter"])
        last += answers


def chapter_of(node: nodes.Node) -> nodes.Element:
    """Find the outermost section of the document that a node stands in."""
    found = around = node.parent
    while around and not isinstance(around, addnodes.start_of_file):
        if isinstance(around, nodes.section):
            found = around
        around = around.parent
    return found
