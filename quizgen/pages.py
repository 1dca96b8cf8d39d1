"""What each page shows beside its own text, to write it again when that changes."""

from __future__ import annotations

import gc
import math
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from .diff import one_line
from .domain import Asked, Link, QuizDomain, quiz_domain, warn
from .files import delete_page, kept_path
from .glance import GlanceBox
from .overviews import place_headings
from .report_page import ROLE, is_made
from .text import digest
from .together import make_together
from .translation import collect_messages
from .wanted import problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .wanted import Wanted

logger = logging.getLogger(__name__)


class Page(NamedTuple):
    """Marks of what a page showed when it was last written."""

    #: What its facts and questions are made from; while it stays, so do they.
    inputs: str = ""
    #: The facts and questions.
    shows: str = ""
    #: What its overviews show.
    overviews: str = ""
    #: What it shows of other documents: titles in navigation, lists and links.
    around: str = ""


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the documents whose pages show something else now, though their text is the same.

    What was shown is kept for each builder: two of them may share what was read.
    """
    domain = quiz_domain(env)
    builder = app.builder
    collect_messages(app, domain)
    unfinished = kept_path(builder, "unfinished")
    was_interrupted = unfinished.exists()
    report_page = builder.config.quizgen_report if is_made(builder) else ""
    if domain.data["compared"].get(builder.name) == report_page and not was_interrupted:
        return []
    unfinished.touch()
    domain.data["compared"][builder.name] = report_page
    warn(domain.build.problems)
    reported = len(domain.build.problems)
    tell_mistakes(domain)
    before: dict[str, Page] = domain.data["pages"].get(builder.name, {})
    if was_interrupted:  # what was to be written then is not known to be written
        before = dict.fromkeys(before, Page())
    for docname in sorted(before.keys() - env.found_docs):
        delete_page(builder, docname)
    asked_before = domain.asked()
    bank = domain.bank_digest()
    is_same_bank = not was_interrupted and domain.data["banks"].get(builder.name) == bank
    if not is_same_bank:
        make_together(domain)
    place_headings(env, domain, bank)
    around = Surroundings(env, builder)
    now: dict[str, Page] = {}
    for docname in sorted(env.found_docs):
        page = before.get(docname, Page())
        is_known = is_same_bank and docname in before
        if is_known:
            made = page[:3]
        else:
            made = (*shown(domain, docname, builder, page), overviews(domain, docname))
        now[docname] = Page(*made, around.digest(docname))
    domain.data["pages"][builder.name] = now
    domain.data["banks"][builder.name] = bank
    note_asked(domain, env.found_docs, asked_before)
    warn(domain.build.problems[reported:])
    return [name for name, page in now.items() if before.get(name, Page())[1:] != page[1:]]


def note_asked(domain: QuizDomain, found: AbstractSet[str], before: dict[str, str]) -> None:
    """Keep a mark of every question of the bank; those of other pages are as they were."""
    refused = Counter(refusal.note for refusal in domain.build.refusals)
    kept: dict[str, Asked] = domain.data["asked"]
    for docname in sorted(found):
        note = domain.shown_note(docname)
        if note and note.name in domain.build.made:
            marks = {one.id: digest(one.shown()) for one in domain.build.made[note.name]}
            domain.note_asked(docname, marks, refused[note.name])
        elif note is None:
            kept.pop(docname, None)
    for docname in kept.keys() - found:
        del kept[docname]
    domain.asked_before = before


def leave_lists_alone(app: Sphinx, _builder: Builder) -> None:
    """Write a list of pages again only where ``changed_pages`` found that it lists something else.

    Sphinx writes all lists above an edited page, which takes longer than that page does.
    """
    gc.freeze()  # as where documents are read
    domain, env = quiz_domain(app.env), app.env
    domain.lists_above, env.files_to_rebuild = env.files_to_rebuild, {}


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Note that every page is written, and let the garbage collector do its work again."""
    gc.freeze()  # what is new is old enough by now not to be looked through at once
    gc.unfreeze()
    gc.enable()
    domain = quiz_domain(app.env)
    if domain.lists_above:
        app.env.files_to_rebuild, domain.lists_above = domain.lists_above, {}
    if not exception:
        kept_path(app.builder, "unfinished").unlink(missing_ok=True)


def tell(app: Sphinx, exception: Exception | None) -> None:
    """Say what is asked, and what the edits did to it; with ``-v`` what is not asked, and why."""
    domain = None if exception else quiz_domain(app.env)
    if domain is None or domain.finished_build is None:
        return
    asked, refused = domain.asked(), sum(one.refused for one in domain.data["asked"].values())
    logger.info("questions: %d asked, %d refused (-v says why)", len(asked), refused)
    if domain.asked_before:
        logger.info("%s", one_line(domain.asked_before, asked))
    for refusal in domain.finished_build.refusals:
        logger.verbose("%s is not asked: %s", refusal.id, refusal.why)


def shown(domain: QuizDomain, docname: str, builder: Builder, before: Page) -> tuple[str, str]:
    """Hash what a page shows of the bank, and what that is made from.

    Questions are made for it only where something that they are made from has changed.
    """
    note = domain.shown_note(docname)
    rules = domain.data["rules"]
    if note is None:
        is_bank_page = docname in domain.data["bank_pages"]
        return "", digest(rules.catalog, rules.template) if is_bank_page else ""
    inputs = digest(domain.build.inputs(note), rules.catalog, rules.template)
    if inputs == before.inputs:
        return before.inputs, before.shows
    box = GlanceBox(note, docname, domain, builder, domain.translate).nodes()
    parts = [box.pformat(), domain.description(docname)]
    for question in domain.shown(docname):
        parts += [question.shown(), rules.template if builder.format == "html" else ""]
        parts += [_place(domain, o.note, o.field) for o in question.options if o.note]
    return inputs, digest(*parts)


def overviews(domain: QuizDomain, docname: str) -> str:
    """Hash what a page shows of all notes: its overviews, and the marks in them."""
    made = domain.overviews(docname)
    marked = (domain.data["progress_pages"], domain.env.toctree_includes)
    if not made and not any(docname in pages for pages in marked):
        return ""
    rules = domain.data["rules"]
    players = sorted(domain.data["bank_pages"].items())  # with one there are marks, and a link
    return digest(repr(made), repr(players), rules.catalog, rules.template)


def tell_mistakes(domain: QuizDomain) -> None:
    """Say which overviews cannot be made as they are asked for."""
    asked: dict[str, tuple[Wanted, ...]] = domain.data["overviews"]
    for docname in sorted(asked):
        for wanted in asked[docname]:
            warn(problems(wanted, domain.build.bank))


def _place(domain: QuizDomain, name: str, field: str) -> str:
    """A note as a question links to it."""
    note = domain.build.bank.notes[name]
    return f"{note.docname} {note.title} {field if field in note.statements else ''}"


class Surroundings:
    """What the pages of a site show of each other."""

    def __init__(self, env: BuildEnvironment, builder: Builder) -> None:
        self.env = env
        self.builder = builder
        self.relations = env.collect_relations()
        # The same pages stand in several lists, and above many others.
        self.title = cache(self._title)
        self.words = cache(self._words)
        self.contents = cache(self._contents)

    @cached_property
    def objects(self) -> dict[str, list[tuple[str, ...]]]:
        """Name of a label or another object → where it is, and the words that stand there."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for domain in self.env.domains.sorted():
            for name, words, kind, docname, anchor, _ in domain.get_objects():
                found.setdefault(name, []).append((kind, docname, anchor, words))
        return found

    def targets(self, name: str) -> list[tuple[str, ...]]:
        """Where a name leads: to a document, which is found at once, or to any other object."""
        if name in self.env.titles:
            return [("doc", name, "", self.words(name))]
        return sorted(self.objects.get(name, []))

    def digest(self, docname: str) -> str:
        return digest(*self.navigation(docname), *self.lists(docname), *self.links(docname))

    def navigation(self, docname: str) -> list[str]:
        """The pages above, before and behind this one."""
        around = list(self.relations.get(docname, ()))
        while around and around[-1] is None:
            around.pop()
        parent = self.relations.get(docname, [None])[0]
        while parent:
            around.append(parent)
            parent = self.relations.get(parent, [None])[0]
        return [f"{name}={self.title(name)}" for name in around if name]

    def lists(self, docname: str) -> list[str]:
        """The lists of pages and headings in this one, as deep as they go.

        Sphinx's own way to resolve them takes a second where some hundred pages are listed.
        """
        found: list[str] = []
        if docname not in self.env.toctree_includes:
            return found
        for toctree in self.env.tocs[docname].findall(addnodes.toctree):
            if not toctree.get("hidden"):
                depth = toctree.get("maxdepth", 0)
                found += self.entries(toctree, depth if depth > 0 else math.inf)
        return found

    def entries(
        self, toctree: addnodes.toctree, depth: float, *, titles_only: bool = False
    ) -> Iterator[str]:
        titles_only = titles_only or bool(toctree.get("titlesonly"))
        for words, target in toctree["entries"]:
            yield f"{target}={words}"
            yield from self.contents(target, depth, titles_only)

    def _contents(self, docname: str, depth: float, titles_only: bool) -> list[str]:  # noqa: FBT001 - of a cache
        found: list[str] = []
        for item in self.env.tocs[docname].children if docname in self.env.tocs else ():
            found += self.headings(item, depth, titles_only=titles_only)
        return found

    def _words(self, docname: str) -> str:
        return self.env.titles[docname].astext()

    def _title(self, docname: str) -> str:
        return str(self.env.titles.get(docname, ""))

    def headings(self, item: nodes.Node, depth: float, *, titles_only: bool) -> Iterator[str]:
        """What stands in a list for a heading and for everything below it."""
        if not depth:
            return
        if isinstance(item, addnodes.toctree):
            yield from self.entries(item, depth, titles_only=titles_only)
        elif isinstance(item, nodes.list_item):
            reference = item[0][0]  # type: ignore[index]
            words = "".join(map(str, reference.children))
            number = reference.get("secnumber")
            yield f"{reference['refuri']}{reference['anchorname']} {number} {words}"
            below = [one for children in item.children[1:] for one in children.children]
            if titles_only:
                below = list(item.findall(addnodes.toctree))
            for one in below:
                yield from self.headings(one, depth - 1, titles_only=titles_only)

    def links(self, docname: str) -> list[str]:
        links: set[Link] = quiz_domain(self.env).data["links"].get(docname, set())
        return [repr(self.link(link)) for link in sorted(links)]

    def link(self, link: Link) -> list[tuple[str, ...]]:
        """Where a link leads, and the words that it takes from there."""
        if not link.target and link.part == ROLE:
            return [("report", self.builder.config.quizgen_report)] if is_made(self.builder) else []
        slugs: dict[str, tuple[int, str, str]]
        slugs = self.env.metadata.get(link.target, {}).get("myst_slugs", {})
        if link.part in slugs:
            _, anchor, words = slugs[link.part]
            found: list[tuple[str, ...]] = [("heading", link.target, anchor, words)]
        else:
            found = self.targets(link.target)
        return found if link.shows_title else [target[:-1] for target in found]
