"""What all notes of a site are read and asked by: its vocabulary, item models and templates."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .domain import QuizDomain, Rules, warn
from .html import template_environment, template_sources
from .models import ItemModel, read_model
from .reader import Reader
from .text import digest
from .translation import CATALOG, catalogs, translator
from .vocabulary import read_vocabulary

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def read_rules(app: Sphinx, domain: QuizDomain) -> tuple[Rules, Rules]:
    """Read the rules; give their marks in the build before and in this one."""
    domain.builder = app.builder
    domain.translate = translator(app.config, app.srcdir, CATALOG)
    path = app.srcdir / app.config.quizgen_vocabulary
    reader = Reader(relative(app, path), domain.translate)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    domain.vocabulary = read_vocabulary(text, reader)
    warn(reader.problems)
    domain.models = _read_models(app, domain)
    environment = template_environment(app, domain.translate)
    domain.template = environment.get_template("quiz.html")
    rules = Rules(
        vocabulary=domain.vocabulary.digest,
        models=digest(*(repr(model) for model in domain.models)),
        catalog=digest(*map(_hex, catalogs(app.config, app.srcdir, CATALOG))),
        template=digest(*template_sources(environment)),
        asked=frozenset(model.type for model in domain.models),
    )
    return domain.note_rules(rules), rules


def _read_models(app: Sphinx, domain: QuizDomain) -> list[ItemModel]:
    models = []
    for folder in app.config.templates_path:
        for path in sorted((app.confdir / folder / "items").glob("*.jinja")):
            reader = Reader(relative(app, path))
            text = path.read_text(encoding="utf-8", errors="replace")
            model = read_model(path.name.removesuffix(".jinja"), text, domain.vocabulary, reader)
            warn(reader.problems)
            if model:
                models.append(model)
    return models


def _hex(path: Path) -> str:
    return path.read_bytes().hex()


def relative(app: Sphinx, path: Path | str) -> str:
    """A path as an author sees it from the folder of conf.py."""
    return Path(os.path.relpath(path, app.confdir)).as_posix()
