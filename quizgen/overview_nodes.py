"""Overviews as nodes that every builder can write."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from docutils import nodes

from .cycle import cycle_picture
from .html import is_interactive, uri_of
from .markup import to_nodes, to_text
from .overview import Cycle, Entries, Mention, Pairs, Table, Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from .overview import Block, Cell, Part, Section
    from .wanted import Wanted

#: Sphinx leaves nodes of this class out of its search index. A list repeats what the notes say:
#: every search would find all lists before the note that is looked for.
UNSEARCHED = "no-search"
#: No column of plain text has more letters in a line.
WIDEST = 30


class overview(nodes.General, nodes.Element):  # noqa: N801 - the name of the class is the tag
    """The place of what ``wanted`` asks for in ``docname``; filled when every note is read."""


class table_head(nodes.entry):  # noqa: N801
    """A cell that names what stands in its column or row: its ``scope``."""


def visit_table_head(self: HTML5Translator, node: table_head) -> None:
    node.parent.column += 1  # type: ignore[union-attr]
    self.body.append(self.starttag(node, "th", "", scope=node["scope"]))


def depart_table_head(self: HTML5Translator, _node: table_head) -> None:
    self.body.append("</th>\n")


def _width(column: Iterable[nodes.Node]) -> int:
    """The width of a column in letters, for plain text: its longest line, within a limit."""
    lines = (len(line.astext()) for cell in column for line in cell.children)
    return min(max(lines, default=1), WIDEST)


def _definitions(
    pairs: Iterable[tuple[list[nodes.Node], list[nodes.paragraph]]],
) -> nodes.definition_list:
    items = (
        nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *told))
        for term, told in pairs
    )
    return nodes.definition_list("", *items)


class OverviewNodes:
    """Makes the nodes of one overview, for one document of one builder."""

    def __init__(
        self,
        wanted: Wanted,
        docname: str,
        number: int,
        builder: Builder,
        _: Callable[[str], str],
    ) -> None:
        self.number = number
        self.docname = docname
        self.builder = builder
        self._ = _
        self.classes = ["overview", f"overview-{wanted.kind}", *wanted.classes]

    def made(self, sections: Iterable[tuple[str, Section]]) -> list[nodes.Node]:
        """Give the nodes of sections, each with the id of its heading."""
        return [node for anchor, section in sections for node in self.section(anchor, section)]

    def section(self, anchor: str, section: Section) -> list[nodes.Element]:
        found = list(chain.from_iterable(map(self.block, section.blocks)))
        if section.about:
            mention, gist = section.about
            line = [*self.mention(mention), nodes.Text(": "), *to_nodes(gist)]
            found.insert(0, nodes.paragraph("", "", *(line if gist else line[:-1])))
        if not section.key:
            for node in found:
                node["classes"].append(UNSEARCHED)
            return found
        title = nodes.title("", "", *to_nodes(section.title))
        return [nodes.section("", title, *found, ids=[anchor], classes=[UNSEARCHED])]

    def block(self, block: Block) -> list[nodes.Element]:
        match block:
            case Entries():
                made = [self.entries(block)]
            case Cycle():
                made = self.cycle(block)
            case Table():
                made = [self.table(block)]
            case Pairs():
                made = [self.pairs(block)]
            case Terms():
                made = [self.terms(block)]
        for node in made:
            node["classes"] += self.classes
        return made

    def cycle(self, block: Cycle) -> list[nodes.Element]:
        """A list that every builder can write, below a picture of it on pages."""
        lines = (
            [*self.link(mention), *self.mark(mention), nodes.Text(": "), *to_nodes(gist)]
            for mention, gist in block.entries
        )
        items = (nodes.list_item("", nodes.paragraph("", "", *line)) for line in lines)
        listed = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")
        if not is_interactive(self.builder):
            return [listed]
        places = [(to_text(mention.title), self.uri(mention)) for mention, _gist in block.entries]
        name = nodes.make_id(f"{self.docname}-cycle-{self.number}")
        texts = {"title": block.title, "summary": block.summary}
        return [cycle_picture("", places=places, name=name, **texts), listed]

    def entries(self, block: Entries) -> nodes.Element:
        return _definitions(
            ([*self.link(mention), *self.mark(mention)], self.lines(mention, gist))
            for mention, gist in block.entries
        )

    def lines(self, mention: Mention, gist: str) -> list[nodes.paragraph]:
        found = [to_nodes(gist), self.instead(mention)]
        return [nodes.paragraph("", "", *line) for line in found if line]

    def pairs(self, block: Pairs) -> nodes.Element:
        return _definitions(
            (to_nodes(question), [self.told(*one) for one in told])
            for question, told in block.pairs
        )

    def terms(self, block: Terms) -> nodes.Element:
        return _definitions((to_nodes(term), self.cell_lines(cell)) for term, cell in block.terms)

    def told(self, mention: Mention, text: str) -> nodes.paragraph:
        link = self.link(mention)
        return nodes.paragraph("", "", *link, nodes.Text(": "), *to_nodes(text))

    def table(self, block: Table) -> nodes.table:
        first, *others = block.rows
        head = nodes.row("", *(self.cell(cell, "col") for cell in first))
        rows = [
            nodes.row("", self.cell(row[0], "row"), *(self.cell(cell) for cell in row[1:]))
            for row in others
        ]
        columns = zip(*(row.children for row in (head, *rows)), strict=True)
        widths = [nodes.colspec("", colwidth=_width(column)) for column in columns]
        widths[0]["stub"] = 1
        group = nodes.tgroup(
            "", *widths, nodes.thead("", head), nodes.tbody("", *rows), cols=len(first)
        )
        return nodes.table("", group, classes=["colwidths-auto"])

    def cell(self, cell: Cell, scope: str = "") -> nodes.entry:
        lines = self.cell_lines(cell)
        return table_head("", *lines, scope=scope) if scope else nodes.entry("", *lines)

    def cell_lines(self, cell: Cell) -> list[nodes.paragraph]:
        return [
            nodes.paragraph("", "", *chain.from_iterable(map(self.part, line))) for line in cell
        ]

    def part(self, part: Part) -> list[nodes.Node]:
        return self.mention(part) if isinstance(part, Mention) else to_nodes(part)

    def mention(self, mention: Mention) -> list[nodes.Node]:
        """A note with the mark of its status, and what to use instead."""
        found = [*self.link(mention), *self.mark(mention)]
        if instead := self.instead(mention):
            found += [nodes.Text(" "), nodes.inline("", "", *instead, classes=["instead"])]
        return found

    def mark(self, mention: Mention) -> list[nodes.Node]:
        if not mention.status:
            return []
        classes = ["status", f"status-{mention.status}"]
        return [nodes.Text(" "), nodes.inline("", mention.label, classes=classes)]

    def instead(self, mention: Mention) -> list[nodes.Node]:
        if not mention.instead:
            return []
        return [nodes.Text(self._("Use instead:") + " "), *self.part(mention.instead)]

    def link(self, mention: Mention) -> list[nodes.Node]:
        title, uri = to_nodes(mention.title), self.uri(mention)
        return [nodes.reference("", "", *title, internal=True, refuri=uri)] if uri else title

    def uri(self, mention: Mention) -> str:
        return uri_of(self.builder, self.docname, mention.docname) or ""
