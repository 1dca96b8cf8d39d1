"""Questions that prove themselves, for any Sphinx site.

This works as follows:

* A note states facts in its YAML front matter (``notes``), in the words of the site's
  ``vocabulary``; an item model (``models``) says how such a fact can be asked.
* ``truth`` decides whether a note has a value: TRUE, FALSE with its ground, or UNKNOWN.
* ``asks`` finds what the models ask of a note, and ``generate`` makes a question of it where one
  option is TRUE and the others are FALSE. ``written`` lays out the items that authors wrote,
  ``proof`` proves each finished question once more by other code, and ``choose`` picks what a page
  shows. None of these knows Sphinx.
* ``reading`` reads the ``rules`` of the site and collects the notes while Sphinx reads, ``domain``
  keeps the bank, and ``pages`` names the pages that show something else than before.
* ``kept`` is what was made of each note, for the next build, and ``together`` shares the work among
  processes.
* ``canonical`` is the bank as data, ``diff`` says what an edit did to it, and a builder of
  ``builders`` writes it. ``exports`` has it in the formats of other programs, each a builder of
  ``exporting``. ``books`` has the whole site as an EPUB, and as one page to print.
* ``missing`` names the line that would supply a proof, and ``report`` tells authors this and what
  else they want to know of the bank, on the page that ``report_page`` writes.
* ``wanted`` says what an index page can ask for, ``overview`` groups and compares notes for it,
  ``overviews`` is where pages ask, ``overview_nodes`` lays out what they get, and ``cycle`` draws
  notes that come round again.
* ``mock`` says how many questions each part of an exam needs, and which can stand in one together.
* ``practice_bank`` writes all questions for the pages on which learners practise, and
  ``practice`` is where pages ask for that; ``marks`` shows in lists and on a line how far they are.
* ``transforms`` puts places into a document and fills them when every note is known, ``nodes`` and
  ``glance`` are what they are filled with in every builder, and ``html`` shows questions by a
  template.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING

from sphinx.roles import XRefRole

from .books import BookBuilder, EpubBuilder
from .builders import BankBuilder
from .cycle import cycle_picture, visit_cycle_picture
from .domain import QuizDomain, quiz_domain
from .exporting import EXPORTS
from .fields import FieldsDirective
from .html import (
    PACKAGE,
    depart_glance_more,
    depart_quiz_questions,
    is_interactive,
    keep_compiled,
    visit_glance_more,
    visit_quiz_questions,
)
from .linting import LintBuilder, check_settings, lint_read_notes
from .marks import (
    PlaceMarks,
    ProgressDirective,
    add_marks,
    depart_quiz_progress,
    quiz_marks,
    quiz_progress,
    visit_quiz_marks,
    visit_quiz_progress,
    write_ids,
)
from .nodes import glance as glance_place
from .nodes import glance_more, quiz, quiz_questions
from .overview_nodes import depart_table_head, overview, table_head, visit_table_head
from .overviews import (
    CodesDirective,
    CompareDirective,
    CycleDirective,
    ListDirective,
    MatrixDirective,
    NamesDirective,
    TableDirective,
    note_overviews,
)
from .pages import changed_pages, finish, leave_lists_alone, tell
from .practice import (
    ExamDirective,
    FillBankPages,
    PracticeDirective,
    add_player,
    bank_page,
    visit_bank_page,
    write_bank,
)
from .reading import (
    leave_out_unreadable,
    note_links,
    outdated_documents,
    read_few_alone,
    read_front_matter,
    work_together,
)
from .report_page import (
    ROLE,
    add_report_style,
    collect_report,
    link_report,
    prepare_report,
)
from .rulelist import RulesDirective
from .search import drop_words_without_pages
from .transforms import FillPlaces, PlaceQuestions, QuizDirective
from .translation import check_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

#: What a page with questions loads, in this order.
NOTE_SCRIPTS = ("quizgen-log.js", "quizgen.js")


def add_assets(app: Sphinx) -> None:
    """Give HTML its style and script; other builders, and books, have no use for them."""
    if is_interactive(app.builder):
        app.config.html_static_path = [*app.config.html_static_path, str(PACKAGE / "static")]


def add_to_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, object], doctree: object
) -> None:
    """Load style and script only where there is a question; describe a note by its own words."""
    if description := quiz_domain(app.env).description(pagename):
        context.setdefault("description", description)
    has_questions = doctree is not None and any(doctree.findall(quiz_questions))  # type: ignore[attr-defined]
    if has_questions and is_interactive(app.builder):
        app.add_css_file("quizgen.css")
        for script in NOTE_SCRIPTS:
            app.add_js_file(script, loading_method="defer")


#: What happens at which event, in the order in which it happens.
HANDLERS: dict[str, tuple[Callable[..., object], ...]] = {
    "config-inited": (check_language, check_settings),
    "builder-inited": (add_assets, keep_compiled),
    "env-get-outdated": (leave_out_unreadable, outdated_documents),
    "env-before-read-docs": (read_few_alone,),
    "source-read": (read_front_matter,),
    "doctree-read": (note_links, note_overviews),
    "env-updated": (work_together,),
    "env-get-updated": (changed_pages, lint_read_notes, prepare_report, write_bank, write_ids),
    "write-started": (leave_lists_alone,),
    "missing-reference": (link_report,),
    "html-page-context": (add_to_page, add_player, add_marks, add_report_style),
    "html-collect-pages": (drop_words_without_pages, collect_report),
    "build-finished": (finish, tell),
}
BUILDERS: tuple[type[Builder], ...] = (BankBuilder, BookBuilder, LintBuilder, *EXPORTS)
DIRECTIVES: dict[str, type[Directive]] = {
    "quiz": QuizDirective,
    "quiz-codes": CodesDirective,
    "quiz-compare": CompareDirective,
    "quiz-cycle": CycleDirective,
    "quiz-exam": ExamDirective,
    "quiz-fields": FieldsDirective,
    "quiz-list": ListDirective,
    "quiz-matrix": MatrixDirective,
    "quiz-names": NamesDirective,
    "quiz-practice": PracticeDirective,
    "quiz-progress": ProgressDirective,
    "quiz-rules": RulesDirective,
    "quiz-table": TableDirective,
}


def add_settings(app: Sphinx) -> None:
    app.add_config_value("quizgen_vocabulary", "vocabulary.yaml", "env", types=frozenset({str}))
    app.add_config_value("quizgen_models", [], "env", types=frozenset({str, list, tuple}))
    app.add_config_value("quizgen_show", 6, "env", types=frozenset({int}))
    app.add_config_value("quizgen_site", "", "html", types=frozenset({str}))
    app.add_config_value("quizgen_report", "", "", types=frozenset({str}))
    app.add_config_value("quizgen_book_theme", "", "html", types=frozenset({str}))

    app.add_config_value("quizgen_lint", {}, "env", types=frozenset({dict}))
    app.add_config_value("quizgen_known", [], "env", types=frozenset({list, tuple}))
    app.add_config_value("quizgen_common", [], "env", types=frozenset({list, tuple}))
    app.add_config_value("quizgen_today", "", "", types=frozenset({str}))

    app.add_config_value("quizgen_groups", [], "", types=frozenset({list, tuple}))
    app.add_config_value("quizgen_changed", 0, "", types=frozenset({int}))


def add_nodes(app: Sphinx) -> None:
    """Say how nodes are written; those without a word on it are gone by then."""
    app.add_node(quiz)
    app.add_node(glance_place)
    app.add_node(overview)
    app.add_node(quiz_questions, html=(visit_quiz_questions, depart_quiz_questions))
    app.add_node(glance_more, html=(visit_glance_more, depart_glance_more))
    app.add_node(cycle_picture, html=(visit_cycle_picture, None))
    app.add_node(table_head, html=(visit_table_head, depart_table_head))
    app.add_node(bank_page, html=(visit_bank_page, None))
    app.add_node(quiz_progress, html=(visit_quiz_progress, depart_quiz_progress))
    app.add_node(quiz_marks, html=(visit_quiz_marks, None))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    add_settings(app)
    app.add_domain(QuizDomain)
    for builder in BUILDERS:
        app.add_builder(builder)
    app.add_builder(EpubBuilder, override=True)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_role(ROLE, XRefRole())
    add_nodes(app)
    app.add_transform(PlaceQuestions)
    for transform in (FillPlaces, FillBankPages, PlaceMarks):
        app.add_post_transform(transform)
    for event, handlers in HANDLERS.items():
        for handler in handlers:
            app.connect(event, handler)
    # The process ends then, and a third of its time went by while Python looked through all that
    # it leaves behind.
    atexit.register(gc.freeze)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
