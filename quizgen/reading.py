"""What happens while Sphinx reads: first the rules, then the notes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from .domain import Link, QuizDomain, warn
from .notes import Note, read_note, split
from .reader import Reader
from .rules import read_rules, relative
from .translation import document_translator

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def quiz_domain(env: BuildEnvironment) -> QuizDomain:
    return env.get_domain("quiz")  # type: ignore[return-value]


def outdated_documents(
    app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], removed: set[str]
) -> set[str]:
    """Read the rules, and name the documents that have to be read again for other reasons.

    The rules are read here and not when the builder is made: only now Sphinx has compiled the
    catalogs with their translations.
    """
    domain = quiz_domain(env)
    before, now = read_rules(app, domain)
    known: set[str] = (domain.notes.keys() | domain.data["refused"].keys()) - removed
    if before.catalog != now.catalog:
        return known
    newly_asked = before.asked ^ now.asked  # their pages have a section more, or less
    again = {name for name, note in domain.notes.items() if note.type in newly_asked}
    if before.vocabulary != now.vocabulary:
        again |= {name for name in known if _reads_otherwise(app, name)}
    return again | _readers_of(env, added | removed)


def _reads_otherwise(app: Sphinx, docname: str) -> bool:
    """Whether the vocabulary of today makes another note of a document, or complains."""
    text = Path(app.env.doc2path(docname)).read_text(encoding="utf-8")
    note, reader = _read(app, docname, text)
    return bool(reader.problems) or note != quiz_domain(app.env).notes.get(docname)


def _readers_of(env: BuildEnvironment, documents: set[str]) -> set[str]:
    """Documents that were read when these were there and now are not, or the other way round.

    A link to a file is none without the file, and what a list names has to exist.
    """
    links: dict[str, set[Link]] = quiz_domain(env).data["links"]
    return {
        name for name, found in links.items() if documents & {link.target for link in found}
    } | {name for name, listed in env.toctree_includes.items() if documents & set(listed)}


def read_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Record what a note states, and leave its title and its text to the Markdown parser."""
    if not str(app.env.doc2path(docname)).endswith(".md"):
        return
    text = _plain(source[0])
    note, reader = _read(app, docname, text)
    warn(reader.problems)
    if note or reader.problems:
        quiz_domain(app.env).note_note(docname, note)
        source[0] = without_front_matter(text, note.title.source if note else docname)


def _read(app: Sphinx, docname: str, text: str) -> tuple[Note | None, Reader]:
    path = relative(app, app.env.doc2path(docname))
    reader = Reader(path, document_translator(app, docname))
    return read_note(docname, _plain(text), quiz_domain(app.env).vocabulary, reader), reader


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").removeprefix("\ufeff")


def without_front_matter(text: str, title: str) -> str:
    """Put a heading in the place of the front matter; every other line keeps its number."""
    lines = text.split("\n")
    _, fenced = split(text)
    kept = lines[fenced:] if fenced else []
    return "\n".join([f"# {title}", *[""] * (len(lines) - len(kept) - 1), *kept])


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Record what a text refers to: it shows the titles of some, and all have to be there."""
    links = {_link(app.env, node) for node in doctree.findall(addnodes.pending_xref)}
    quiz_domain(app.env).note_links(app.env.docname, links)


def _link(env: BuildEnvironment, node: addnodes.pending_xref) -> Link:
    target, part = node["reftarget"], node.get("reftargetid") or ""
    if node["reftype"] == "doc" or (node["reftype"] == "myst" and not node["refdomain"]):
        # A path as the author wrote it; MyST leaves one so where there is no such file.
        path, _, heading = target.partition("#")
        if path:
            folder = Path("/", env.docname).parent
            path = os.path.normpath(folder / path).lstrip("/")
            target, part = path.removesuffix(".md"), part or heading
        else:
            target = heading
    return Link(target, part, shows_title=not node.get("refexplicit", True))
