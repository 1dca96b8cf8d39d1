"""What happens while Sphinx reads: first the rules, then the notes."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from .domain import Link, quiz_domain, warn
from .headings import RST, heading, markup_of
from .notes import Note, looks_like_note, read_note, split
from .reader import Reader, read_file
from .report_page import ROLE
from .rules import read_rules, relative
from .text import lines_of
from .translation import document_translator

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: A line between two fences is a title in reStructuredText, and too little for a note.
_FENCED_TITLE = 3
#: So many documents are read sooner than a process is started and its notes are merged.
FEW = 5


def leave_out_unreadable(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    """Go on without a file that is not in UTF-8; Sphinx would end the build over it."""
    for docname in sorted(added | changed):
        path = Path(env.doc2path(docname))
        reader = Reader(relative(app, path))
        if read_file(path, reader) is None:
            warn(reader.problems)
            added.discard(docname)
            changed.discard(docname)
            removed.add(docname)
            app.project.docnames.discard(docname)
    return set()


def read_few_alone(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read some documents without other processes: each would bring back the whole environment.

    Nor is there much garbage then, and looking for it among all notes takes longer than the rest.
    """
    quiz_domain(env).jobs = app.parallel
    if 0 < len(docnames) <= FEW:
        app.parallel = 1
        gc.disable()  # until everything is written
    elif docnames:
        gc.freeze()  # each process would look through all that is here, and copy it to do so


def work_together(app: Sphinx, env: BuildEnvironment) -> None:
    """Let as many processes write as were wanted."""
    app.parallel = quiz_domain(env).jobs


def outdated_documents(
    app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], removed: set[str]
) -> set[str]:
    """Read the rules, and name the documents that have to be read again for other reasons.

    The rules are read here and not when the builder is made: only now Sphinx has compiled the
    catalogs with their translations.
    """
    domain = quiz_domain(env)
    before, now = read_rules(app, domain)
    known: set[str] = (domain.data["notes"].keys() | domain.data["refused"].keys()) - removed
    if before.catalog != now.catalog:
        return known
    newly_asked = before.asked ^ now.asked  # their pages have a section more, or less
    again = set()
    if newly_asked:
        again = {name for name, note in domain.notes.items() if note.type in newly_asked}
    if before.vocabulary != now.vocabulary:
        again |= {name for name in known if _reads_otherwise(app, name)}
    return again | _readers_of(env, added | removed)


def _reads_otherwise(app: Sphinx, docname: str) -> bool:
    """Whether the vocabulary of today makes another note of a document, or complains."""
    text = Path(app.env.doc2path(docname)).read_text(encoding="utf-8", errors="replace")
    note, reader = _read(app, docname, text)
    known = quiz_domain(app.env).note(docname)
    return bool(reader.problems) or (note and note.digest) != (known and known.digest)


def _readers_of(env: BuildEnvironment, documents: set[str]) -> set[str]:
    """Documents that were read when these were there and now are not, or the other way round.

    A link to a file is none without the file, and what a list names has to exist.
    """
    links: dict[str, set[Link]] = quiz_domain(env).data["links"]
    return {
        name for name, found in links.items() if documents & {link.target for link in found}
    } | {name for name, listed in env.toctree_includes.items() if documents & set(listed)}


def read_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Record what a note states, and leave its title and its text to the parser."""
    markup = markup_of(Path(app.env.doc2path(docname)), app.config)
    text = source[0]
    if not markup or (markup == RST and split(text)[1] == _FENCED_TITLE):
        return
    domain = quiz_domain(app.env)
    note, reader = _read(app, docname, text)
    warn(reader.problems)
    # Without any type the vocabulary is broken, which was told already.
    if note or reader.problems or (not domain.vocabulary.types and looks_like_note(text)):
        domain.note_note(docname, note)
        title = note.title.source if note else docname if looks_like_note(text) else ""
        source[0] = without_front_matter(text, heading(title, markup) if title else [])


def _read(app: Sphinx, docname: str, text: str) -> tuple[Note | None, Reader]:
    path = relative(app, app.env.doc2path(docname))
    reader = Reader(path, document_translator(app, docname))
    return read_note(docname, text, quiz_domain(app.env).vocabulary, reader), reader


def without_front_matter(text: str, heading_lines: list[str]) -> str:
    """Put a heading in the place of the front matter; every other line keeps its number."""
    lines = lines_of(text)
    _, fenced = split(text)
    kept = lines[fenced:] if fenced else []
    blank = [""] * (len(lines) - len(kept) - len(heading_lines))
    return "\n".join([*heading_lines, *blank, *kept])


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Record what a text refers to: it shows the titles of some, and all have to be there."""
    links = {_link(app, node) for node in doctree.findall(addnodes.pending_xref)}
    quiz_domain(app.env).note_links(app.env.docname, links)


def _link(app: Sphinx, node: addnodes.pending_xref) -> Link:
    target, part = node["reftarget"], node.get("reftargetid") or ""
    if node["reftype"] == ROLE:
        target, part = "", ROLE
    elif node["reftype"] == "doc" or (node["reftype"] == "myst" and not node["refdomain"]):
        # A path as the author wrote it; MyST leaves one so where there is no such file.
        path, _, anchor = target.partition("#")
        if path:
            folder = Path("/", app.env.docname).parent
            path = os.path.normpath(folder / path).lstrip("/")
            target, part = _without_suffix(path, app.config), part or anchor
        else:
            target = anchor
    return Link(target, part, shows_title=not node.get("refexplicit", True))


def _without_suffix(path: str, config: Config) -> str:
    ending = next((one for one in config.source_suffix if path.endswith(one)), "")
    return path.removesuffix(ending)
