"""Where pages ask for overviews: the directives, and the headings of what fills them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from .domain import Headings, QuizDomain, quiz_domain
from .markup import to_text
from .overview_nodes import overview
from .rules import relative
from .wanted import Kind, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import Placed

#: The level that MyST keeps with each heading: that of a section below the title.
LEVEL = 2


class OverviewDirective(SphinxDirective):
    """``{quiz-list}`` and its like: an overview of notes stands here."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "type": directives.unchanged,
        "where": directives.unchanged,
        "class": directives.class_option,
    }
    kind: Kind

    def run(self) -> list[nodes.Node]:
        path, line = self.get_source_info()
        wanted = Wanted(
            kind=self.kind,
            path=path,
            line=line,
            type=self.options.get("type", "").strip(),
            by=tuple(self.words("by")),
            where=tuple(_pair(one) for one in self.words("where")),
            rows=self.options.get("rows", "").strip(),
            columns=tuple(tuple(_words(one, ">")) for one in self.words("columns")),
            field=self.options.get("field", "").strip(),
            value=self.options.get("value", "").strip(),
            classes=tuple(self.options.get("class", ())),
        )
        place = overview(docname=self.env.docname, wanted=wanted)
        self.set_source_info(place)
        return [place]

    def words(self, option: str) -> list[str]:
        return _words(self.options.get(option, ""), ",")


class ListDirective(OverviewDirective):
    """``{quiz-list}``: notes with what each of them is."""

    kind = "list"
    option_spec: ClassVar = {**OverviewDirective.option_spec, "by": directives.unchanged}


class TableDirective(OverviewDirective):
    """``{quiz-table}``: one row a note, one column a field."""

    kind = "table"
    option_spec: ClassVar = {**ListDirective.option_spec, "columns": directives.unchanged}


class MatrixDirective(OverviewDirective):
    """``{quiz-matrix}``: the values of two fields, and the notes that have both."""

    kind = "matrix"
    option_spec: ClassVar = {
        **OverviewDirective.option_spec,
        "rows": directives.unchanged,
        "columns": directives.unchanged,
    }


class CompareDirective(OverviewDirective):
    """``{quiz-compare}``: one column a note, one row a field, and what tells two notes apart."""

    kind = "compare"
    option_spec: ClassVar = {**OverviewDirective.option_spec, "by": directives.unchanged}


class NamesDirective(OverviewDirective):
    """``{quiz-names}``: former and other names, each with the name of today."""

    kind = "names"


class CycleDirective(OverviewDirective):
    """``{quiz-cycle}``: notes that come one after the other, drawn as a ring."""

    kind = "cycle"


class CodesDirective(OverviewDirective):
    """``{quiz-codes}``: the codes of a value, part by part, with the notes that name each."""

    kind = "codes"
    option_spec: ClassVar = {
        **OverviewDirective.option_spec,
        "field": directives.unchanged,
        "value": directives.unchanged,
    }


def _words(text: str, separator: str) -> list[str]:
    return [word for one in re.split(f"[{separator}\n]", text) if (word := one.strip())]


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip()


def note_overviews(app: Sphinx, doctree: nodes.document) -> None:
    """Record what a document asks for, and in which of its sections."""
    found: list[Wanted] = []
    for number, place in enumerate(doctree.findall(overview)):
        place["number"] = number
        wanted = replace(place["wanted"], path=relative(app, place["wanted"].path))
        found.append(_placed(wanted, place, doctree))
    if found:
        quiz_domain(app.env).note_overviews(app.env.docname, tuple(found))


def _placed(wanted: Wanted, place: overview, doctree: nodes.document) -> Wanted:
    branch: nodes.Node = place
    while branch.parent and not isinstance(branch.parent, nodes.section):
        branch = branch.parent
    section = branch.parent
    if section is None:
        return wanted
    before = section.children[: section.index(branch)]
    is_first = section is doctree.next_node(nodes.section)
    return replace(
        wanted,
        under="" if is_first else f"#{section['ids'][0]}",
        after=sum(isinstance(node, nodes.section) for node in before),
    )


def place_headings(env: BuildEnvironment, domain: QuizDomain, bank: str) -> None:
    """Put the headings of overviews where Sphinx and MyST keep those that authors write.

    So they stand in the contents of a page, in lists of pages, and links lead to them. What is
    kept is good for the notes of which ``bank`` is the hash.
    """
    asked: dict[str, tuple[Wanted, ...]] = domain.data["overviews"]
    kept: dict[str, Headings] = domain.data["headings"]
    for docname in sorted(asked):
        before = kept.get(docname, Headings())
        if before.bank == bank:
            continue
        slugs = env.metadata[docname].setdefault("myst_slugs", {})
        for slug in before.slugs:
            slugs.pop(slug, None)
        now = []
        _forget_entries(env.tocs[docname])
        # From the last to the first, so that none moves the place of another.
        for wanted, sections in reversed(
            list(zip(asked[docname], domain.overviews(docname), strict=True))
        ):
            headings = [placed for placed in sections if placed.section.key]
            _add_entries(env.tocs[docname], docname, wanted, headings)
            for anchor, section in headings:
                if section.key not in slugs:
                    slugs[section.key] = (LEVEL, anchor, to_text(section.title))
                    now.append(section.key)
        env.toc_num_entries[docname] = len(list(env.tocs[docname].findall(nodes.list_item)))
        kept[docname] = Headings(bank, tuple(now))


def _forget_entries(toc: nodes.bullet_list) -> None:
    for item in list(toc.findall(nodes.list_item)):
        if item.get("overview"):
            above = item.parent
            above.remove(item)
            if not above.children and above is not toc:
                above.parent.remove(above)


def _add_entries(
    toc: nodes.bullet_list, docname: str, wanted: Wanted, headings: Iterable[Placed]
) -> None:
    """List headings in the contents of a document, below that of the section they stand in."""
    made = [_entry(docname, placed) for placed in headings]
    found = [
        reference.parent.parent
        for reference in toc.findall(nodes.reference)
        if reference["anchorname"] == wanted.under
    ]
    above: nodes.Element | None = found[0] if found else None
    if not made or above is None:
        return
    if not isinstance(above[-1], nodes.bullet_list):
        above.append(nodes.bullet_list())
    below: nodes.Element = above[-1]  # type: ignore[assignment]
    places = [n for n, one in enumerate(below.children) if isinstance(one, nodes.list_item)]
    place = places[wanted.after - 1] + 1 if wanted.after and places else 0
    below[place:place] = made


def _entry(docname: str, placed: Placed) -> nodes.list_item:
    title = nodes.Text(to_text(placed.section.title))
    anchor = f"#{placed.anchor}"
    reference = nodes.reference("", "", title, internal=True, refuri=docname, anchorname=anchor)
    return nodes.list_item("", addnodes.compact_paragraph("", "", reference), overview=True)
