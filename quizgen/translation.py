"""Texts that stand in no document: where their translations come from, and how they are found."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.extract import extract_from_file
from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain

from .html import PACKAGE, template_environment, template_folders
from .lint.run import ALL_RULES, LEFT_OUT
from .sentences import known_language
from .text import texts_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import jinja2
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from .domain import QuizDomain
    from .models import ItemModel

logger = logging.getLogger(__name__)

#: The catalog of the interface, the vocabulary and the item models.
CATALOG = "quizgen"


def check_language(_app: Sphinx, config: Config) -> None:
    """Tell of a language that Sphinx puts up with and Babel does not."""
    if known_language(config.language) != config.language:
        told = f"Babel knows no '{config.language}'; lists and shares are as in English"
        logger.warning("conf.py: language: %s", told, type="quizgen", subtype="value")


def catalogs(config: Config, srcdir: Path, catalog: str) -> list[Path]:
    """Find the translations of a catalog into the language of this edition, best ones first."""
    folders = [srcdir / folder for folder in config.locale_dirs] + [PACKAGE / "locale"]
    found = [gettext.find(catalog, folder, [config.language], all=True) for folder in folders]
    return [Path(path) for paths in found for path in paths]


def translator(config: Config, srcdir: Path, catalog: str) -> Callable[[str], str]:
    """Give the function that puts a text of a catalog into the language of this edition."""
    found = gettext.NullTranslations()
    for path in catalogs(config, srcdir, catalog):
        # Not by `gettext.translation`, which knows no newer version of a file it once read.
        with path.open("rb") as file:
            found.add_fallback(gettext.GNUTranslations(file))
    # An empty text stands for the head of a catalog.
    return lambda text: found.gettext(text) if text else ""


def document_translator(app: Sphinx, docname: str) -> Callable[[str], str]:
    """Give the function that translates the front matter of a document."""
    catalog = docname_to_domain(docname, app.config.gettext_compact)
    return translator(app.config, app.srcdir, catalog)


def collect_messages(app: Sphinx, domain: QuizDomain) -> None:
    """Hand every text that is in no doctree to the gettext builder."""
    builder = app.builder
    if not isinstance(builder, MessageCatalogBuilder):
        return
    for docname, note in sorted(domain.notes.items()):
        catalog = builder.catalogs[docname_to_domain(docname, app.config.gettext_compact)]
        for text in texts_in(note):
            catalog.add(text.source, MsgOrigin(str(app.env.doc2path(docname)), text.line))
    catalog = builder.catalogs[CATALOG]
    for message, path, line in _interface(app, domain):
        catalog.add(message, MsgOrigin(path, line))


def _interface(app: Sphinx, domain: QuizDomain) -> Iterator[tuple[str, str, int]]:
    path = str(app.srcdir / app.config.quizgen_vocabulary)
    for known in texts_in(domain.vocabulary):
        yield known.source, path, known.line
    for field in domain.vocabulary.fields.values():
        if field.kind == "number" and field.of:
            yield field.of, path, field.label.line
    for module in sorted(PACKAGE.glob("*.py")):
        for line, message, _, _ in extract_from_file(
            "python", module, keywords={"_": None, "translate": None}
        ):
            yield str(message), str(module), line
    yield from _of_rules()
    yield from _of_templates(app, domain.models)


def _of_rules() -> Iterator[tuple[str, str, int]]:
    """Find what the list of the linter's rules says; it is no text of a call."""
    for rule in ALL_RULES:
        code = rule.flaws.__code__
        for message in filter(None, (rule.title, rule.limit, rule.japanese)):
            yield message, code.co_filename, code.co_firstlineno
    for message in LEFT_OUT.values():
        yield message, str(PACKAGE / "lint" / "run.py"), 1


def _of_templates(app: Sphinx, models: list[ItemModel]) -> Iterator[tuple[str, str, int]]:
    environment = template_environment(app, str)
    for model in models:
        for message, line in _messages(environment, model.stem):
            yield message, str(app.confdir / model.path), line + model.stem_line - 1
    for folder in template_folders(app):
        for template in sorted(folder.glob("*.html")):
            for message, line in _messages(environment, template.read_text(encoding="utf-8")):
                yield message, str(template), line


def _messages(environment: jinja2.Environment, text: str) -> Iterator[tuple[str, int]]:
    """Find what a template translates.

    One that has variables or a plural comes with all its arguments, of which some are no texts.
    """
    for line, _, found in environment.extract_translations(text):  # type: ignore[attr-defined]
        for message in found if isinstance(found, tuple) else (found,):
            if message is not None:
                yield message, line
