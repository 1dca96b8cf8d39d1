"""The report on the bank as a page for authors, which no learner is led to."""

from __future__ import annotations

import pickle
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, get_args

from docutils import nodes
from markupsafe import Markup

from .difficulty import WEIGHTS, Band
from .domain import quiz_domain
from .files import delete_page, is_fresh, kept_path
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

#: Macros of report_rows.html.
ROWS = ("finding_row", "note_row", "refusal_row", "source_row", "unproved_row", "wanted_row")
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
    """Give its name and a hash of what it is made from: the bank, and the frame around it."""
    frame = f"{builder.build_info.config_hash} {builder.templates.newest_template_mtime()}"
    config = builder.config
    values = ("show", "lint", "known", "common", "today")
    settings = repr([config[f"quizgen_{value}"] for value in values])
    return f"{config.quizgen_report}\n{digest(domain.bank_digest(), frame, settings)}"


def is_written(builder: StandaloneHTMLBuilder, mark: str) -> bool:
    page = Path(builder.get_output_path(builder.config.quizgen_report))
    return is_fresh(page, kept_path(builder, "report"), mark)


def page_context(builder: StandaloneHTMLBuilder, domain: QuizDomain) -> dict[str, Any]:
    report = make_report(domain)
    # Not in the environment, which every build reads and writes whole.
    kept = KeptRows(kept_path(builder, "rows"), rows_mark(builder, domain))
    said = words(builder, domain)
    rows = domain.template.environment.get_template("report_rows.html").make_module(said)
    body = domain.template.environment.get_template("report.html").render(
        report=report,
        ids={question.id for _, question in report.questions},
        names={note.name for note in report.notes},
        kinds=KINDS,
        severities=SEVERITIES,
        bands=get_args(Band),
        weights=WEIGHTS,
        every=every_question(domain, report, kept, said),
        **{name: kept.row(name, getattr(rows, name)) for name in ROWS},
        **said,
    )
    kept.keep()
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


def rows_mark(builder: StandaloneHTMLBuilder, domain: QuizDomain) -> str:
    """Hash what rows are made from beside what they are made for."""
    rules = domain.data["rules"]
    addresses = builder.get_relative_uri(builder.config.quizgen_report, "a/page")
    return digest(rules.template, rules.catalog, builder.config.language, addresses)


class KeptRows:
    """Rows of the report, kept from build to build: an edit makes few of thousands anew."""

    def __init__(self, path: Path, mark: str) -> None:
        self.path, self.mark = path, mark
        self.before: dict[str, str] = {}
        self.now: dict[str, str] = {}
        with suppress(Exception):  # it may be cut off, or written by another version
            mark, rows = pickle.loads(path.read_bytes())  # noqa: S301 - we packed it
            self.before = rows if mark == self.mark else {}

    def row(self, name: str, make: Callable[..., str]) -> Callable[..., Markup]:
        """Let a row be made where none is kept for the same words."""
        return lambda *made_for: self.get(f"{name}{made_for!r}", lambda: make(*made_for))

    def get(self, key: str, make: Callable[[], str]) -> Markup:
        row = self.before.get(key)
        self.now[key] = row = str(make()) if row is None else row
        return Markup(row)  # noqa: S704 - templates escape

    def keep(self) -> None:
        self.path.write_bytes(pickle.dumps((self.mark, self.now)))


def every_question(
    domain: QuizDomain, report: Report, kept: KeptRows, said: dict[str, Any]
) -> Callable[[NoteReport], Markup]:
    """Give what shows every question of a note, made where no such part is kept."""
    template = domain.template.environment.get_template("report_note.html")

    def html(note: NoteReport) -> Markup:
        bands = [report.band(question) for question in note.questions]

        def make() -> str:
            questions = list(zip(note.questions, bands, strict=True))
            return template.render(note=note, questions=questions, **said)

        made_from = domain.keeper.kept[note.docname].inputs
        return kept.get(f"every {note.docname} {made_from} {' '.join(bands)}", make)

    return html


def prepare_report(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the report before the environment is kept, so that an edit need not make all anew."""
    builder = app.builder
    if has_pages(builder):
        delete_former(builder)
    if is_made(builder):
        domain = quiz_domain(env)
        if not is_written(builder, page_mark(builder, domain)):
            make_report(domain)
    return []


def delete_former(builder: StandaloneHTMLBuilder) -> None:
    """Delete the page that another build wrote under a name that this one has no page of."""
    kept = kept_path(builder, "report")
    former = kept.read_text(encoding="utf-8").partition("\n")[0] if kept.is_file() else ""
    if former and former != builder.config.quizgen_report:
        delete_page(builder, former)
        kept.unlink()


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
