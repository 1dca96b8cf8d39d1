"""What was made of each note, kept from build to build: an edit makes little of it anew."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, NamedTuple

from .markup import to_text
from .practice_bank import Part, part_of
from .report import note_report, report_inputs
from .text import digest

if TYPE_CHECKING:
    from .domain import QuizDomain
    from .lint.run import Finding, Linter
    from .notes import Note
    from .practice_bank import Site
    from .questions import Question
    from .report import NoteReport

#: A silence of the linter: where it stands, and the code of the rule.
Silenced = tuple[str, int, str]


class Kept(NamedTuple):
    """What is kept of a note, packed, beside the marks of what it was made from."""

    inputs: str
    questions: bytes
    #: Ids of those on its page, in their order.
    shown: tuple[str, ...]
    #: Once it was asked for, like all below.
    report: bytes = b""
    lint_inputs: str = ""
    linted: bytes = b""
    #: What practice pages load of it.
    part: Part | None = None


class Keeper:
    """Questions, reports and findings of the notes of one build."""

    def __init__(self, domain: QuizDomain) -> None:
        self.domain = domain
        self.kept: dict[str, Kept] = domain.data["kept"]
        self.reports: dict[str, NoteReport] = {}
        self._marks: dict[str, str] = {}
        for docname in self.kept.keys() - domain.data["notes"].keys():
            del self.kept[docname]

    def is_kept(self, note: Note) -> bool:
        """Whether what is kept of a note was made from what is there now."""
        kept = self.kept.get(note.docname)
        return kept is not None and kept.inputs == self._inputs(note)

    def questions(self, note: Note) -> list[Question]:
        return self._questions(note, self._kept(note))

    def report(self, note: Note) -> NoteReport:
        kept = self._kept(note)
        if not kept.report:
            made = self.reports[note.name] = note_report(
                self.domain.build, note, kept.shown, to_text
            )
            self.kept[note.docname] = kept._replace(report=pickle.dumps(made))
        elif note.name not in self.reports:
            self.reports[note.name] = _unpack(kept.report)
        return self.reports[note.name]

    def findings(self, note: Note, linter: Linter, mark: str) -> list[Finding]:
        """What is wrong with the questions of a note; ``mark`` is that of all rules know beside."""
        kept = self._kept(note)
        lint_inputs = digest(kept.inputs, mark)
        found: list[Finding]
        if kept.lint_inputs == lint_inputs:
            found, needed = _unpack(kept.linted)
            linter.needed |= needed
            return found
        before = linter.needed
        linter.needed = set[Silenced]()
        questions = self._questions(note, kept)
        found = [finding for question in questions for finding in linter.findings(question)]
        found += linter.on_page([question for question in questions if question.id in kept.shown])
        linted = pickle.dumps((found, linter.needed))
        self.kept[note.docname] = kept._replace(lint_inputs=lint_inputs, linted=linted)
        linter.needed |= before
        return found

    def shown(self, note: Note) -> list[Question] | None:
        """What the page of a note shows, if that is kept and stays the same."""
        if not self.is_kept(note):
            return None
        kept = self.kept[note.docname]
        questions = {question.id: question for question in self._questions(note, kept)}
        return [questions[id_] for id_ in kept.shown]

    def parts(self, site: Site) -> list[Part]:
        """What practice pages load of all notes."""
        return [self.part(note, site) for note in self.domain.build.bank.notes.values()]

    def part(self, note: Note, site: Site) -> Part:
        """What practice pages load of a note."""
        kept = self._kept(note)
        if kept.part and kept.part.site_mark == site.mark:
            return kept.part
        part = part_of(self.domain.build, note, self._questions(note, kept), site)
        self.kept[note.docname] = kept._replace(part=part)
        return part

    def _kept(self, note: Note) -> Kept:
        """What is kept of a note, made anew where it is made from something else now."""
        if not self.is_kept(note):
            self.kept[note.docname] = self._make(note)
        return self.kept[note.docname]

    def _questions(self, note: Note, kept: Kept) -> list[Question]:
        return self.domain.build.made.get(note.name) or _unpack(kept.questions)

    def _make(self, note: Note) -> Kept:
        shown = tuple(question.id for question in self.domain.shown(note.docname))
        questions = pickle.dumps(self.domain.build.questions(note))
        return Kept(self._inputs(note), questions, shown)

    def _inputs(self, note: Note) -> str:
        if note.name not in self._marks:
            show = self.domain.env.config.quizgen_show
            catalog = self.domain.data["rules"].catalog
            mark = digest(report_inputs(self.domain.build, note), str(show), catalog)
            self._marks[note.name] = mark
        return self._marks[note.name]


def _unpack(content: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    return pickle.loads(content)  # noqa: S301 - we packed it
