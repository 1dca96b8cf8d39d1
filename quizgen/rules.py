"""What all notes of a site are read and asked by: its vocabulary, item models and templates."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from .domain import QuizDomain, Rules, warn
from .html import template_environment, template_sources
from .models import ItemModel, read_model
from .reader import Reader, read_file
from .text import digest
from .translation import CATALOG, catalogs, translator
from .vocabulary import EMPTY, read_vocabulary

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def read_rules(app: Sphinx, domain: QuizDomain) -> tuple[Rules, Rules]:
    """Read the rules; give their marks in the build before and in this one."""
    domain.builder = app.builder
    domain.translate = translator(app.config, app.srcdir, CATALOG)
    path = app.srcdir / app.config.quizgen_vocabulary
    reader = Reader(relative(app, path), domain.translate)
    text = _read_vocabulary_file(path, reader)
    domain.vocabulary = EMPTY if text is None else read_vocabulary(text, reader)
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
    # As with other templates, one in an earlier folder stands for those of its name in later ones.
    paths: dict[str, Path] = {}
    for folder in _model_folders(app):
        for path in sorted(folder.glob("*.jinja")):
            paths.setdefault(path.name.removesuffix(".jinja"), path)
    models = []
    for name, path in paths.items():
        reader = Reader(relative(app, path))
        text = read_file(path, reader)
        model = None if text is None else read_model(name, text, domain.vocabulary, reader)
        warn(reader.problems)
        if model:
            models.append(model)
    return models


def _read_vocabulary_file(path: Path, reader: Reader) -> str | None:
    if path.exists():
        return read_file(path, reader)
    advice = "write one, or set 'quizgen_vocabulary' to its place"
    reader.report(1, "yaml", f"there is no such file; {advice}")
    return None


def _model_folders(app: Sphinx) -> list[Path]:
    named = app.config.quizgen_models
    if not named:
        return [app.confdir / folder / "items" for folder in app.config.templates_path]
    folders: list[Path] = [
        app.srcdir / one for one in ([named] if isinstance(named, str) else named)
    ]
    for folder in folders:
        if not folder.is_dir():
            told = f"conf.py: quizgen_models: there is no folder '{relative(app, folder)}'"
            logger.warning(told, type="quizgen", subtype="value")
    return folders


def _hex(path: Path) -> str:
    return path.read_bytes().hex()


def relative(app: Sphinx, path: Path | str) -> str:
    """A path as an author sees it from the folder of conf.py."""
    return Path(os.path.relpath(path, app.confdir)).as_posix()
