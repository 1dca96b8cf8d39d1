"""Questions as HTML, from the one template that holds the markup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import jinja2
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri

from .domain import quiz_domain
from .markup import to_html
from .text import keep_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from .domain import QuizDomain
    from .nodes import glance_more, quiz_questions
    from .questions import Option, Question

PACKAGE = Path(__file__).parent
#: Builders of ``books``, which no script runs in.
BOOKS = frozenset({"epub", "book"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """What the template sees of an option."""

    id: str
    text: Markup
    is_key: bool
    reason: Markup
    href: str | None
    link_text: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """What the template sees of a question; ``number`` counts from 1 on the page."""

    id: str
    number: int | Markup
    choose: int
    revision: str
    stem: Markup
    rationale: Markup
    solution: tuple[Markup, ...]
    source: str
    options: tuple[OptionView, ...]


def template_folders(app: Sphinx) -> list[Path]:
    """Where templates are looked for: the site's own first, then the package's."""
    own = [app.confdir / folder / "quizgen" for folder in app.config.templates_path]
    return [*own, PACKAGE / "templates"]


def template_environment(app: Sphinx, translate: Callable[[str], str]) -> jinja2.Environment:
    """Make the environment of the HTML templates: everything is escaped unless it is markup."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_folders(app)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=bytecode_cache(app),
        trim_blocks=False,
    )
    translate = keep_names(translate)
    environment.policies["ext.i18n.trimmed"] = True
    # Not the new style: it takes half as long again, formatting also what has nothing to fill in.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translate, lambda one, many, n: translate(one if n == 1 else many), newstyle=False
    )
    return environment


def keep_compiled(app: Sphinx) -> None:
    """Compile the templates of pages once, and not in each build."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment and environment.bytecode_cache is None:
        environment.bytecode_cache = bytecode_cache(app)


def bytecode_cache(app: Sphinx) -> jinja2.BytecodeCache:
    return jinja2.FileSystemBytecodeCache(str(app.doctreedir))


def template_sources(environment: jinja2.Environment) -> list[str]:
    """Give the text of every template, those that it includes too."""
    loader = environment.loader
    names = loader.list_templates() if loader else []
    return [loader.get_source(environment, name)[0] for name in names] if loader else []


def is_interactive(builder: Builder) -> bool:
    """Whether forms and scripts belong there: on pages they do, in books they do not."""
    return builder.format == "html" and builder.name not in BOOKS


def has_pages(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether it writes pages that can be left and opened again, each for itself."""
    return (
        is_interactive(builder)
        and isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, SingleFileHTMLBuilder)
    )


def site_id(config: Config) -> str:
    """What keeps answers to the questions of one site apart from those of another."""
    return str(config.quizgen_site or config.project)


def visit_quiz_questions(self: HTML5Translator, node: quiz_questions) -> None:
    """Render the template, except in books."""
    if not is_interactive(self.builder):
        self.visit_container(node)
        return
    domain = quiz_domain(self.builder.env)
    views = [
        question_view(question, number, self.builder, node["docname"], domain)
        for number, question in enumerate(node["questions"], start=1)
    ]
    self.body.append(domain.template.render(questions=views, site=site_id(self.config)))
    raise nodes.SkipNode


def depart_quiz_questions(self: HTML5Translator, node: quiz_questions) -> None:
    self.depart_container(node)


def visit_glance_more(self: HTML5Translator, node: glance_more) -> None:
    """Fold them, except in books, where nothing unfolds."""
    if not is_interactive(self.builder):
        self.visit_container(node)
        return
    summary = self.encode(node["summary"])
    self.body.append(self.starttag(node, "details") + f"<summary>{summary}</summary>\n")


def depart_glance_more(self: HTML5Translator, node: glance_more) -> None:
    if is_interactive(self.builder):
        self.body.append("</details>\n")
    else:
        self.depart_container(node)


def question_view(
    question: Question, number: int, builder: Builder, docname: str, domain: QuizDomain
) -> QuestionView:
    """Prepare a question for the template."""
    return QuestionView(
        id=question.id,
        number=number,
        choose=question.choose,
        revision=question.revision,
        stem=to_html(question.stem),
        rationale=to_html(question.rationale),
        solution=tuple(to_html(step) for step in question.solution),
        source=question.source,
        options=tuple(
            _option_view(option, builder, docname, domain) for option in question.options
        ),
    )


def _option_view(option: Option, builder: Builder, docname: str, domain: QuizDomain) -> OptionView:
    href = link(builder, docname, domain, option.note, option.field) if option.note else None
    title = domain.build.bank.notes[option.note].title if option.note else None
    return OptionView(
        id=option.id,
        text=to_html(option.text),
        is_key=option.is_key,
        reason=to_html(option.reason),
        href=href,
        link_text=to_html(str(title)) if title else None,
    )


def link(
    builder: Builder, docname: str, domain: QuizDomain, name: str, field: str = ""
) -> str | None:
    """Give the address of a fact as seen from a document; None where the builder has none."""
    note = domain.build.bank.notes[name]
    uri = uri_of(builder, docname, note.docname)
    if uri is None or field not in note.statements:
        return uri
    return f"{uri.partition('#')[0]}#{anchor_of(name, field)}"


def uri_of(builder: Builder, docname: str, target: str) -> str | None:
    """Give the address of a document as seen from another, which is empty where it is the same.

    None where the builder has no addresses.
    """
    try:
        return builder.get_relative_uri(docname, target)
    except NoUri:
        return None


def anchor_of(name: str, field: str) -> str:
    """The id of a fact in the page of its note."""
    return f"fact--{name}--{field}"  # no heading gets an id with two hyphens
