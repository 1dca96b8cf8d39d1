"""What happens while Sphinx reads: rules, then notes, then which pages changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.util import logging

from .domain import QuizDomain, warn
from .html import template_environment
from .models import read_model
from .notes import read_note, split
from .reader import Reader
from .translation import CATALOG, collect_messages, document_translator, translator
from .vocabulary import read_vocabulary

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def quiz_domain(env: BuildEnvironment) -> QuizDomain:
    return env.get_domain("quiz")  # type: ignore[return-value]


def read_rules(app: Sphinx) -> None:
    """Read the vocabulary and the item models when a build starts."""
    domain = quiz_domain(app.env)
    domain.translate = translator(app.config, app.srcdir, CATALOG)
    path = app.srcdir / app.config.quizgen_vocabulary
    reader = Reader(relative(app, path), domain.translate)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    domain.vocabulary = read_vocabulary(text, reader)
    warn(reader.problems)
    models = []
    for folder in app.config.templates_path:
        for model_path in sorted((app.confdir / folder / "items").glob("*.jinja")):
            reader = Reader(relative(app, model_path))
            text = model_path.read_text(encoding="utf-8", errors="replace")
            model = read_model(
                model_path.name.removesuffix(".jinja"), text, domain.vocabulary, reader
            )
            warn(reader.problems)
            if model:
                models.append(model)
    domain.note_models(models)
    domain.template = template_environment(app, domain.translate).get_template("quiz.html")


def relative(app: Sphinx, path: Path | str) -> str:
    """A path as an author sees it from the folder of conf.py."""
    return Path(os.path.relpath(path, app.confdir)).as_posix()


def forget_removed(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> set[str]:
    """Read every note again after the vocabulary changed; delete pages whose note is gone."""
    domain = quiz_domain(env)
    for docname in removed:
        domain.data["pages"].pop(docname, None)
        domain.data["inputs"].pop(docname, None)
        if app.builder.format == "html" and hasattr(app.builder, "get_outfilename"):
            Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)
    if domain.data["vocabulary"] == domain.vocabulary.digest:
        return set()
    domain.data["vocabulary"] = domain.vocabulary.digest
    return set(domain.notes) - removed


def read_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Record what a note states, and leave its title and its text to the Markdown parser."""
    path = str(app.env.doc2path(docname))
    if not path.endswith(".md"):
        return
    text = source[0].replace("\r\n", "\n").removeprefix("\ufeff")
    domain = quiz_domain(app.env)
    reader = Reader(relative(app, path), document_translator(app, docname))
    note = read_note(docname, text, domain.vocabulary, reader)
    warn(reader.problems)
    if note:
        domain.note_note(docname, note)
    if note or reader.problems:
        source[0] = without_front_matter(text, note.title.source if note else docname)


def without_front_matter(text: str, title: str) -> str:
    """Put a heading in the place of the front matter; every other line keeps its number."""
    lines = text.split("\n")
    _, fenced = split(text)
    kept = lines[fenced:] if fenced else []
    return "\n".join([f"# {title}", *[""] * (len(lines) - len(kept) - 1), *kept])


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Record the documents that a text links to: it shows their titles."""
    known = {
        Path(os.path.normpath(Path(app.env.docname).parent / node["reftarget"])).as_posix()
        for node in doctree.findall(addnodes.pending_xref)
        if not node.get("refexplicit", True)
    }
    quiz_domain(app.env).note_links(
        app.env.docname, {target.removesuffix(".md") for target in known}
    )


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the documents whose pages show something else now, though their text is the same."""
    domain = quiz_domain(env)
    collect_messages(app, domain)
    if not domain.is_stale:
        return []
    domain.is_stale = False
    warn(domain.build.problems)
    reported = len(domain.build.problems)
    relations = env.collect_relations()
    changed = [
        docname
        for docname in sorted(env.found_docs)
        if domain.note_page(docname, *surroundings(env, docname, relations), domain.shows(docname))
    ]
    warn(domain.build.problems[reported:])
    tell(domain)
    return changed


def tell(domain: QuizDomain) -> None:
    """Say in one line what was made, and with ``-v`` what was not, and why."""
    made = domain.build.made
    refusals = domain.build.refusals
    if made or refusals:
        logger.info("questions: %d made, %d refused (-v says why)", made, len(refusals))
    for refusal in refusals:
        logger.verbose("%s is not asked: %s", refusal.id, refusal.why)


def surroundings(
    env: BuildEnvironment, docname: str, relations: dict[str, list[str | None]]
) -> list[str]:
    """What a page shows of other documents: their titles in navigation, lists and links."""
    around = [*relations.get(docname, ())]
    while around and around[-1] is None:
        around.pop()
    parent = relations.get(docname, [None])[0]
    while parent:
        around.append(parent)
        parent = relations.get(parent, [None])[0]
    listed = list(env.toctree_includes.get(docname, ()))
    for child in listed:
        listed += [name for name in env.toctree_includes.get(child, ()) if name not in listed]
    linked = sorted(quiz_domain(env).data["links"].get(docname, ()))
    names = [name or "" for name in (*around, *listed, *linked)]
    return [f"{name}={title(env, name)}" for name in names]


def title(env: BuildEnvironment, docname: str) -> str:
    return env.titles[docname].astext() if docname in env.titles else ""
