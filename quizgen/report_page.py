"""The report on the bank as a page for authors, which no learner is led to."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, get_args

from docutils import nodes
from markupsafe import Markup

from .difficulty import WEIGHTS, Band
from .domain import quiz_domain
from .files import is_fresh, kept_path
from .html import has_pages
from .linting import lint_all
from .markup import to_html, to_text
from .report import KINDS, SEVERITIES, Report
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    from .domain import QuizDomain
    from .report import NoteReport

#: The role of a link to the report; its text alone where there is no such page.
ROLE = "quiz-report"


def is_made(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether a builder writes the report."""
    return bool(builder.config.quizgen_report) and has_pages(builder)


def collect_report(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the page, where anything changed since it was written."""
    builder = app.builder
    if not is_made(builder):
        return
    domain = quiz_domain(app.env)
    mark = page_mark(builder, domain)
    if is_written(builder, mark):
        return
    yield app.config.quizgen_report, page_context(builder, domain), "page.html"
    kept_path(builder, "report").write_text(mark, encoding="utf-8")


def page_mark(builder: StandaloneHTMLBuilder, domain: QuizDomain) -> str:
    """Hash what the page is made from; the bank, and the frame around it."""
    frame = f"{builder.build_info.config_hash} {builder.templates.newest_template_mtime()}"
    config = builder.config
    values = ("show", "lint", "known", "common", "today")
    settings = repr([config[f"quizgen_{value}"] for value in values])
    return digest(domain.bank_digest(), frame, settings)


def is_written(builder: StandaloneHTMLBuilder, mark: str) -> bool:
    page = Path(builder.get_output_path(builder.config.quizgen_report))
    return is_fresh(page, kept_path(builder, "report"), mark)


def page_context(builder: Builder, domain: QuizDomain) -> dict[str, Any]:
    report = make_report(domain)
    said = words(builder, domain)
    notes = NoteParts(builder, domain, report, said)
    body = domain.template.environment.get_template("report.html").render(
        report=report,
        ids={question.id for _, question in report.questions},
        names={note.name for note in report.notes},
        kinds=KINDS,
        severities=SEVERITIES,
        bands=get_args(Band),
        weights=WEIGHTS,
        every=notes.html,
        **said,
    )
    notes.keep()
    return {
        "title": domain.translate("The bank"),
        "body": body,
        "metatags": '<meta name="robots" content="noindex">\n',
    }


def words(builder: Builder, domain: QuizDomain) -> dict[str, Callable[..., str]]:
    """What templates of the report say by; what they say often is made once."""

    def page(name: str) -> str:
        return builder.get_relative_uri(builder.config.quizgen_report, name)

    said: dict[str, Callable[..., str]] = {"page": cache(page), "md": to_html, "text": to_text}
    macros = domain.template.environment.get_template("report_words.html").make_module(said)
    names = ("note_link", "file", "kind_name", "band_name", "part_name")
    return said | {name: cache(getattr(macros, name)) for name in names}


class NoteParts:
    """The part of the report on each note, kept from build to build."""

    def __init__(
        self, builder: Builder, domain: QuizDomain, report: Report, said: dict[str, Any]
    ) -> None:
        self.domain, self.report, self.said = domain, report, said
        self.template = domain.template.environment.get_template("report_note.html")
        # Not in the environment, which every build reads and writes whole.
        self.path = kept_path(builder, "notes")
        self.before: dict[str, list[str]] = {}
        self.now: dict[str, list[str]] = {}
        with suppress(OSError, ValueError):
            self.before = json.loads(self.path.read_text(encoding="utf-8"))

    def html(self, note: NoteReport) -> Markup:
        bands = [self.report.band(question) for question in note.questions]
        address = self.said["page"](note.docname)
        made_from = self.domain.keeper.kept[note.docname].inputs
        mark = digest(made_from, self.domain.data["rules"].template, address, *bands)
        part = self.before.get(note.docname, [])
        if part[:1] != [mark]:
            questions = list(zip(note.questions, bands, strict=True))
            part = [mark, self.template.render(note=note, questions=questions, **self.said)]
        self.now[note.docname] = part
        return Markup(part[1])  # noqa: S704 - the template escapes

    def keep(self) -> None:
        self.path.write_text(json.dumps(self.now, ensure_ascii=False), encoding="utf-8")


def prepare_report(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the report before the environment is kept, so that an edit need not make all anew."""
    builder = app.builder
    if is_made(builder):
        domain = quiz_domain(env)
        if not is_written(builder, page_mark(builder, domain)):
            make_report(domain)
    return []


def make_report(domain: QuizDomain) -> Report:
    findings = lint_all(domain)
    notes = [domain.keeper.report(note) for note in domain.build.bank.notes.values()]
    return Report.of(notes, findings, domain.vocabulary, domain.build.models)


def add_report_style(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: object
) -> None:
    if pagename == app.config.quizgen_report and is_made(app.builder):
        app.add_css_file("quizgen-report.css")


def link_report(
    app: Sphinx, _env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Node | None:
    """Lead to the report where there is one; elsewhere its words are words."""
    if node["reftype"] != ROLE:
        return None
    text = contnode.astext()
    if not is_made(app.builder):
        return nodes.inline(text, text)
    uri = app.builder.get_relative_uri(node["refdoc"], app.config.quizgen_report)
    return nodes.reference(text, text, refuri=uri, internal=True)
