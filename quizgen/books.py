"""Builders of books: an EPUB, and one long page to be printed.

A book holds what its contents list. ``only`` takes a document out of it, by the tag ``book``;
links to such a document become plain words.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri
from sphinx.util.nodes import process_only_nodes

from .days import latest
from .domain import quiz_domain
from .exports.packing import packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

#: An entry of the list of files of an EPUB, and what has to be declared there by which mark.
_CHAPTER = re.compile(
    r'(?P<item><item id="[^"]*" href="(?P<href>[^"]*)" media-type="application/xhtml\+xml") />'
)
_PROPERTIES = {"mathml": "<math", "svg": "<svg"}
#: What stands in front of the name of a document in the id of its place on the one page.
DOCUMENT = "#document-"


class Chapter(NamedTuple):
    """A document in the contents of a book."""

    title: str
    href: str
    chapters: list[Chapter]


class _Book(StandaloneHTMLBuilder):
    """What both kinds of books have in common."""

    def init(self) -> None:
        self.tags.add("book")
        super().init()

    @cached_property
    def documents(self) -> frozenset[str]:
        """Every document that the contents lead to."""
        return frozenset(self._below(self.config.root_doc, set()))

    def _below(self, docname: str, found: set[str]) -> set[str]:
        found.add(docname)
        contents = self.env.tocs[docname].deepcopy()
        process_only_nodes(contents, self.tags)
        for toctree in contents.findall(addnodes.toctree):
            for below in toctree["includefiles"]:
                if below not in found and below in self.env.tocs:
                    self._below(below, found)
        return found

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        if docname in self.env.found_docs and docname not in self.documents:
            raise NoUri(docname, typ)
        return super().get_target_uri(docname, typ)

    def _get_style_filenames(self) -> Iterator[str]:
        """Take the style of a theme for books, and not ``html_style``, which is for screens."""
        theme, _ = self.get_theme_config()
        if theme != self.config.html_theme:
            yield from self.theme.stylesheets
        else:
            yield from super()._get_style_filenames()

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        super().prepare_writing(set(docnames))
        self.relations = {}  # a book turns its pages by itself
        self.globalcontext["changed"] = self.changed.date().isoformat()
        self.globalcontext["site_url"] = self.config.html_baseurl

    def dump_inventory(self) -> None:
        """Write none: no other site links to places in a book."""

    @property
    def changed(self) -> datetime:
        """When anything was last changed; or, where nobody says so, compared with its source."""
        said = int(os.environ.get("SOURCE_DATE_EPOCH") or self.config.quizgen_changed)
        if said:
            return datetime.fromtimestamp(said, UTC)
        notes = quiz_domain(self.env).notes.values()
        return latest(source.checked for note in notes for source in note.sources.values())


class EpubBuilder(_Book, Epub3Builder):
    """Writes the same bytes whenever nothing has changed, whatever an earlier build left behind."""

    def init(self) -> None:
        super().init()
        self.config.epub_exclude_files = [*self.config.epub_exclude_files, ".buildinfo.bak"]

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        super().write_documents(set(docnames) & self.documents)

    def handle_finish(self) -> None:
        """Leave out what an earlier build wrote, and the contents do not lead to any more."""
        for docname in self.env.found_docs - self.documents:
            self.get_output_path(docname).unlink(missing_ok=True)
        (self.outdir / self.coverpage_name).unlink(missing_ok=True)
        super().handle_finish()

    def copy_static_files(self) -> None:
        shutil.rmtree(self.outdir / "_static", ignore_errors=True)
        super().copy_static_files()

    def content_metadata(self) -> dict[str, Any]:
        return {**super().content_metadata(), "date": self.changed.strftime("%Y-%m-%dT%H:%M:%SZ")}

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """Name the book as ``content.opf`` does; Sphinx gives the id of the element there."""
        data = super().toc_metadata(level, navpoints)
        return {**data, "uid": self.config.epub_identifier}

    def build_content(self) -> None:
        """Say of each chapter whether it holds formulas or pictures, as readers ask to be told."""
        super().build_content()
        path = self.outdir / "content.opf"
        content = path.read_text(encoding="utf-8")
        path.write_text(_CHAPTER.sub(self._with_properties, content), encoding="utf-8")

    def _with_properties(self, item: re.Match[str]) -> str:
        chapter = (self.outdir / unquote(item["href"])).read_text(encoding="utf-8")
        found = [name for name, mark in _PROPERTIES.items() if mark in chapter]
        return f'{item["item"]} properties="{" ".join(found)}" />' if found else item[0]

    def build_epub(self) -> None:
        first = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx"]
        files = [(name, (self.outdir / name).read_bytes()) for name in [*first, *self.files]]
        path = self.outdir / f"{self.config.epub_basename}.epub"
        path.write_bytes(packed(files, stored={"mimetype"}))


class BookBuilder(_Book, SingleFileHTMLBuilder):
    """Writes one page to be printed, with all answers at its end."""

    name = "book"
    epilog = "The book is in %(outdir)s; print its index.html."
    add_permalinks = False
    contents: list[Chapter]

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        theme = self.config.quizgen_book_theme
        return (theme, {}) if theme else super().get_theme_config()

    def assemble_doctree(self) -> nodes.document:
        """Put all documents behind one another; those below the first stand beside it."""
        root = self.config.root_doc
        tree, first = self._assembled(root, set())
        chapters = list(tree.findall(_is_below(root)))
        for chapter in chapters:
            chapter.parent.remove(chapter)
        start = addnodes.start_of_file("", *tree.children, docname=root)
        tree.children.clear()
        tree += [start, *chapters]
        tree["docname"] = root
        self.env.resolve_references(tree, root, self)
        mend_links(tree)
        self.contents = [first._replace(chapters=[]), *first.chapters]
        for section in tree.children:  # the answers are no document
            if isinstance(section, nodes.section):
                title = self.render_partial(section[0].deepcopy())["title"]
                self.contents.append(Chapter(title, f"#{section['ids'][0]}", []))
        return tree

    def _assembled(self, docname: str, done: set[str]) -> tuple[nodes.document, Chapter]:
        done.add(docname)
        tree = self.env.get_doctree(docname)
        process_only_nodes(tree, self.tags)
        name_apart(tree, docname)
        chapters: list[Chapter] = []
        for toctree in list(tree.findall(addnodes.toctree)):
            below: list[nodes.Node] = []
            for name in toctree["includefiles"]:
                if name not in done and name in self.documents:
                    inner, chapter = self._assembled(name, done)
                    start = addnodes.start_of_file("", docname=name, above=docname)
                    start += inner.children
                    below.append(start)
                    chapters.append(chapter)
            toctree.replace_self(below)
        title = self.render_partial(self.env.titles[docname])["title"]
        return tree, Chapter(title, self.get_target_uri(docname), chapters)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:  # noqa: ARG002 - Sphinx
        """Say what the one page holds; navigation there is none."""
        return {
            "parents": [],
            "prev": None,
            "next": None,
            "docstitle": None,
            "title": self.config.html_title,
            "meta": None,
            "body": body,
            "metatags": metatags,
            "rellinks": [],
            "sourcename": "",
            "toc": "",
            "display_toc": False,
            "contents": self.contents,
        }


def _is_below(root: str) -> Any:  # noqa: ANN401 - docutils' type of a condition is not exported
    return lambda node: isinstance(node, addnodes.start_of_file) and node["above"] == root


def name_apart(tree: nodes.document, docname: str) -> None:
    """Give ids that many documents may have, as their headings do, the name of this one."""
    place = place_in(docname, "")
    for node in tree.findall(nodes.Element):
        for names in ("ids", "backrefs"):
            if node.get(names):
                node[names] = [place + name for name in node[names]]
        if "refid" in node:
            node["refid"] = place + node["refid"]


def mend_links(tree: nodes.document) -> None:
    """Lead to places inside a document; Sphinx writes ``#document-name#place``."""
    ids = {name for node in tree.findall(nodes.Element) for name in node["ids"]}
    for link in tree.findall(nodes.reference):
        document, _, place = link.get("refuri", "").rpartition("#")
        if document.startswith(DOCUMENT):
            apart = place_in(document.removeprefix(DOCUMENT), place)
            # Places made when all notes are known are named apart as they are.
            link["refuri"] = f"#{apart if apart in ids else place}"


def place_in(docname: str, name: str) -> str:
    return f"place-{docname}.{name}"
