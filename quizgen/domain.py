"""The bank, kept in the build environment."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util import logging

from .build import Build
from .choose import choose_questions
from .kept import Keeper
from .markup import to_text
from .overview import Overview
from .plausible import traits_digest
from .sentences import known_language
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    import jinja2
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .items import Item
    from .lint.run import Finding
    from .models import ItemModel
    from .notes import Items, Note
    from .overview import Section
    from .plausible import Pools
    from .problems import Problem
    from .questions import Question
    from .vocabulary import Vocabulary
    from .wanted import Wanted

logger = logging.getLogger(__name__)

#: What is kept for each document while it is read.
BY_DOCUMENT = (
    "notes",
    "refused",
    "links",
    "overviews",
    "bank_pages",
    "exam_pages",
    "progress_pages",
)


class Link(NamedTuple):
    """A place that a text refers to."""

    #: A document, or the name of a label.
    target: str
    #: A heading or another id in the document.
    part: str
    #: Whether the text leaves the words to the target.
    shows_title: bool


class Rules(NamedTuple):
    """Marks of what all notes are read and asked by; another mark means another rule."""

    vocabulary: str = ""
    models: str = ""
    #: Translations of the interface, the vocabulary and the item models.
    catalog: str = ""
    #: The HTML templates of questions.
    template: str = ""
    #: Types of notes that item models ask for.
    asked: frozenset[str] = frozenset()


class Asked(NamedTuple):
    """What is asked of a note: a mark of each question by its id, and how many are refused."""

    marks: dict[str, str]
    refused: int


class Headings(NamedTuple):
    """The headings that overviews put into a document, see overviews.py."""

    #: Hash of the bank that they were made from.
    bank: str = ""
    #: What MyST knows them by.
    slugs: tuple[str, ...] = ()


class Placed(NamedTuple):
    """A section of an overview with the id of its heading, which stands once on a site."""

    anchor: str
    section: Section


class Packed(NamedTuple):
    """A note that has to be unpacked before it is used."""

    digest: str
    #: See ``traits_digest``.
    traits: str
    content: bytes

    @classmethod
    def of(cls, note: Note, vocabulary: Vocabulary) -> Packed:
        content = pickle.dumps(replace(note, items=PackedItems(note.items)))
        return cls(note.digest, traits_digest(note, vocabulary), content)

    def unpack(self) -> Note:
        note: Note = pickle.loads(self.content)  # noqa: S301 - we packed it
        return note


class PackedItems(Sequence["Item"]):
    """The items of a note, unpacked when the first is asked for: most builds need those of few."""

    def __init__(self, items: Items) -> None:
        self._content = pickle.dumps(tuple(items))

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        items: tuple[Item, ...] = pickle.loads(self._content)  # noqa: S301 - we packed it
        return items

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - one item or some, as of a tuple
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)


class QuizDomain(Domain):
    """Keeps the notes by document, and what each page last showed of them."""

    name = "quiz"
    label = "Quiz"
    data_version = 17
    initial_data: ClassVar[dict[str, Any]] = {
        # docname -> Packed: Sphinx loads all of this for each build, and most need no note.
        "notes": {},
        "refused": {},  # docname -> True, where a front matter makes no note
        "links": {},  # docname -> what its text refers to, see pages.py
        "overviews": {},  # docname -> what it asks to be shown of all notes, see overviews.py
        "bank_pages": {},  # docname -> what on it asks the whole bank, see practice.py
        "exam_pages": {},  # docname -> where the exams that it offers are stated
        "progress_pages": {},  # docname -> True, where a line says how far a learner is
        "headings": {},  # docname -> Headings
        "pages": {},  # name of a builder -> docname -> what its page showed, see pages.py
        # name of a builder that compared its pages since anything changed -> page of the report
        "compared": {},
        "banks": {},  # name of a builder -> hash of the bank when it last compared them
        "asked": {},  # docname -> Asked, of the last build
        "rules": Rules(),
        "kept": {},  # docname -> Kept, see kept.py
        "pools": ("", {}),  # what they rest on, and those that are known
    }
    #: Set when a build starts, see rules.py.
    builder: Builder
    vocabulary: Vocabulary
    models: list[ItemModel]
    #: How many processes were asked for.
    jobs: int
    translate: Callable[[str], str]
    template: jinja2.Template
    _build: Build | None = None
    _keeper: Keeper | None = None
    #: What the linter found in the bank of this build, if it looked.
    findings: list[Finding] | None = None

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._unpacked: dict[str, Note] = {}
        self._overviews: dict[str, list[list[Placed]]] = {}
        #: Documents with a note that were read since the linter looked.
        self.just_read: set[str] = set()
        self._shown: dict[str, list[Question]] = {}
        #: What Sphinx knows of documents and the lists that they stand in, while pages are written.
        self.lists_above: dict[str, set[str]] = {}
        #: What was asked before this build.
        self.asked_before: dict[str, str] = {}

    @property
    def notes(self) -> dict[str, Note]:
        """Every note by its document."""
        with without_collecting():
            return {docname: self._unpack(docname) for docname in self.data["notes"]}

    def note(self, docname: str) -> Note | None:
        """The note of a document, even where another document has one of the same name."""
        return self._unpack(docname) if docname in self.data["notes"] else None

    def _unpack(self, docname: str) -> Note:
        if docname not in self._unpacked:
            packed: Packed = self.data["notes"][docname]
            self._unpacked[docname] = packed.unpack()
        return self._unpacked[docname]

    @property
    def build(self) -> Build:
        """The questions of this build, made when first asked for, after every note is read."""
        if self._build is None:
            self._build = Build(
                self.notes.values(),
                self.vocabulary,
                self.models,
                translate=self.translate,
                language=self.language,
                unread=(docname.rpartition("/")[2] for docname in self.data["refused"]),
                pools=self.pools,
                compiled=self.template.environment.bytecode_cache,
            )
        return self._build

    @property
    def language(self) -> str:
        return known_language(self.env.config.language)

    @property
    def pools(self) -> Pools:
        """The pools that are known; to compare all notes takes longer than to ask about some."""
        traits = (packed.traits for _, packed in sorted(self.data["notes"].items()))
        mark = digest(self.vocabulary.digest, *traits)
        if self.data["pools"][0] != mark:
            self.data["pools"] = (mark, {})
        pools: Pools = self.data["pools"][1]
        return pools

    @property
    def keeper(self) -> Keeper:
        """What is kept of the notes of this build."""
        if self._keeper is None:
            self._keeper = Keeper(self)
        return self._keeper

    @property
    def finished_build(self) -> Build | None:
        """The questions, if any were made."""
        return self._build

    def bank_digest(self) -> str:
        """Hash everything that facts and questions are made from."""
        notes = [f"{name} {packed.digest}" for name, packed in sorted(self.data["notes"].items())]
        rules: Rules = self.data["rules"]
        asked = sorted(rules.asked)
        wanted = [
            f"{name} {one.digest}"
            for name, overviews in sorted(self.data["overviews"].items())
            for one in overviews
        ]
        refused = sorted(self.data["refused"])
        players = [f"{name} {player}" for name, player in sorted(self.data["bank_pages"].items())]
        return digest(*notes, "", *refused, "", *wanted, "", *players, "", *rules[:-1], *asked)

    def asked(self) -> dict[str, str]:
        """A mark of every question of the bank, by its id."""
        asked: dict[str, Asked] = self.data["asked"]
        return {name: mark for one in asked.values() for name, mark in one.marks.items()}

    def note_asked(self, docname: str, marks: dict[str, str], refused: int) -> None:
        self.data["asked"][docname] = Asked(marks, refused)

    def note_note(self, docname: str, note: Note | None) -> None:
        """Record the note of a document, or that its front matter makes none."""
        if note:
            self.data["notes"][docname] = Packed.of(note, self.vocabulary)
            self._unpacked[docname] = note
            self.just_read.add(docname)
        else:
            self.data["refused"][docname] = True
        self.forget_build()

    def note_links(self, docname: str, links: set[Link]) -> None:
        self.data["links"][docname] = links

    def note_overviews(self, docname: str, wanted: tuple[Wanted, ...]) -> None:
        self.data["overviews"][docname] = wanted
        self.forget_build()

    def clear_doc(self, docname: str) -> None:
        self._unpacked.pop(docname, None)
        self.data["headings"].pop(docname, None)
        for part in BY_DOCUMENT:
            self.data[part].pop(docname, None)
        self.forget_build()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for part in BY_DOCUMENT:
            for docname in docnames & otherdata[part].keys():
                if part == "notes":
                    self.just_read.add(docname)
                self.data[part][docname] = otherdata[part][docname]
                self._unpacked.pop(docname, None)
        self.forget_build()

    def forget_build(self) -> None:
        self._build = self._keeper = self.findings = None
        self._shown.clear()
        self._overviews.clear()
        self.data["compared"].clear()

    def note_rules(self, rules: Rules) -> Rules:
        """Remember the rules of this build and give those of the one before."""
        before: Rules = self.data["rules"]
        if rules != before:
            self.data["rules"] = rules
            self.forget_build()
        return before

    def shown_note(self, docname: str) -> Note | None:
        """The note of a document, unless another document has the same one."""
        note = self.note(docname)
        known = self.build.bank.notes.get(note.name) if note else None
        return known if known and known.docname == docname else None

    def shown(self, docname: str) -> list[Question]:
        """The questions that the page of a document shows."""
        if docname not in self._shown:
            note = self.shown_note(docname)
            self._shown[docname] = self._find_shown(note) if note else []
        return self._shown[docname]

    def _find_shown(self, note: Note) -> list[Question]:
        kept = self.keeper.shown(note)
        return self._chosen(note) if kept is None else kept

    def _chosen(self, note: Note) -> list[Question]:
        build, show = self.build, self.env.config.quizgen_show
        return choose_questions(note, build.questions(note), show, build.generator.plausibility)

    @property
    def overview(self) -> Overview:
        return Overview(self.build.bank, self.build.generator.sentences)

    def overviews(self, docname: str) -> list[list[Placed]]:
        """What stands in the place of each overview of a document."""
        if docname not in self._overviews:
            taken: set[str] = set()
            wanted: tuple[Wanted, ...] = self.data["overviews"].get(docname, ())
            made = map(self.overview.sections, wanted)
            self._overviews[docname] = [
                [Placed(_anchor(docname, section, taken), section) for section in sections]
                for sections in made
            ]
        return self._overviews[docname]

    def resolve_any_xref(self, *_: object, **__: object) -> list[tuple[str, nodes.reference]]:
        """Nothing is referred to by the domain; MyST warns of one that does not say so."""
        return []

    def description(self, docname: str) -> str:
        """The sentence that identifies the note of a document, or nothing."""
        note = self.shown_note(docname)
        for name in note.statements if note else ():
            if note and self.vocabulary.fields[name].identifies:
                return to_text(self.build.generator.sentences.says(note, name))
        return ""


def quiz_domain(env: BuildEnvironment) -> QuizDomain:
    return env.get_domain("quiz")  # type: ignore[return-value]


def _anchor(docname: str, section: Section, taken: set[str]) -> str:
    """An id made of keys is the same in every edition."""
    name = nodes.make_id(f"{docname}-group-{section.key}")
    number = 1
    anchor = name
    while anchor in taken:
        number += 1
        anchor = f"{name}-{number}"
    taken.add(anchor)
    return anchor


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector from looking through thousands of objects again and again.

    It waits while they come, and leaves all that is there by then alone until the build ends.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def warn(problems: Iterable[Problem]) -> None:
    """Say each problem once, at its line, as ``quizgen.<subtype>``."""
    for problem in problems:
        logger.warning(
            "%s",
            problem.message,
            location=f"{problem.path}:{problem.line}",
            type="quizgen",
            subtype=problem.subtype,
        )
