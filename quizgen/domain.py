"""The bank, kept in the build environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain
from sphinx.util import logging

from .build import Build
from .choose import choose_questions
from .markup import to_text
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    import jinja2

    from .models import ItemModel
    from .notes import Note
    from .problems import Problem
    from .questions import Question
    from .vocabulary import Vocabulary

logger = logging.getLogger(__name__)


class QuizDomain(Domain):
    """Keeps the notes by document, and what each page last showed of them."""

    name = "quiz"
    label = "Quiz"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {
        "notes": {},  # docname -> Note
        "links": {},  # docname -> documents whose titles its text shows
        "inputs": {},  # docname -> (digest of what its questions are made from, of what it shows)
        "pages": {},  # docname -> digest of everything it shows beside its own text
        "vocabulary": "",  # digest of the file
        "models": "",  # digest of the item models
    }
    #: Set when a build starts, see reading.py.
    vocabulary: Vocabulary
    models: list[ItemModel]
    translate: Callable[[str], str]
    template: jinja2.Template
    #: Whether anything was read since the pages were last compared.
    is_stale = False
    _build: Build | None = None

    @property
    def notes(self) -> dict[str, Note]:
        notes: dict[str, Note] = self.data["notes"]
        return notes

    @property
    def build(self) -> Build:
        """The questions of this build, made when first asked for, after every note is read."""
        if self._build is None:
            self._build = Build(
                self.notes.values(),
                self.vocabulary,
                self.models,
                translate=self.translate,
                language=self.env.config.language,
            )
        return self._build

    def note_note(self, docname: str, note: Note) -> None:
        self.notes[docname] = note
        self.forget_build()

    def note_links(self, docname: str, links: set[str]) -> None:
        self.data["links"][docname] = links

    def clear_doc(self, docname: str) -> None:
        self.notes.pop(docname, None)
        self.data["links"].pop(docname, None)
        self.forget_build()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for part in ("notes", "links"):
            for docname in docnames & otherdata[part].keys():
                self.data[part][docname] = otherdata[part][docname]
        self.forget_build()

    def forget_build(self) -> None:
        self._build = None
        self.is_stale = True

    def note_models(self, models: list[ItemModel]) -> None:
        self.models = models
        mark = digest(*(repr(model) for model in models))
        if self.data["models"] != mark:
            self.data["models"] = mark
            self.forget_build()

    def shown_note(self, docname: str) -> Note | None:
        """The note of a document, unless another document has the same one."""
        note = self.notes.get(docname)
        return note if note and self.build.bank.notes.get(note.name) is note else None

    def shown(self, docname: str) -> list[Question]:
        """The questions that the page of a document shows."""
        note = self.shown_note(docname)
        if note is None:
            return []
        return choose_questions(note, self.build.questions(note), self.env.config.quizgen_show)

    def shows(self, docname: str) -> str:
        """Hash what a page shows of the bank.

        Questions are made for it only where something that they are made from has changed.
        """
        note = self.shown_note(docname)
        if note is None:
            return ""
        inputs = self.build.inputs(note)
        kept: tuple[str, str] = self.data["inputs"].get(docname, ("", ""))
        if kept[0] != inputs:
            parts = [
                self.vocabulary.digest,
                *(self._place(name) for name in self.build.named(note)),
            ]
            for question in self.shown(docname):
                parts.append(question.shown())
                parts += [self._place(o.note, o.field) for o in question.options if o.note]
            kept = self.data["inputs"][docname] = (inputs, digest(*parts))
        return kept[1]

    def _place(self, name: str, field: str = "") -> str:
        """A note as another page shows and links it."""
        note = self.build.bank.notes[name]
        return f"{note.docname} {note.title} {field if field in note.statements else ''}"

    def description(self, docname: str) -> str:
        """The sentence that identifies the note of a document, or nothing."""
        note = self.shown_note(docname)
        for name in note.statements if note else ():
            if note and self.vocabulary.fields[name].identifies:
                return to_text(self.build.generator.sentences.says(note, name))
        return ""

    def document(self, name: str) -> str:
        """The document of a note."""
        return self.build.bank.notes[name].docname

    def note_page(self, docname: str, *shown: str) -> bool:
        """Remember what a page shows; True when it showed something else before."""
        page = digest(*shown)
        changed = bool(self.data["pages"].get(docname) != page)
        self.data["pages"][docname] = page
        return changed


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
