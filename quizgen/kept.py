"""What was made of each note, kept from build to build: an edit makes little of it anew."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, NamedTuple, cast

from .markup import to_html, to_text
from .practice_bank import Part, part_of
from .report import note_report, report_inputs
from .text import digest

if TYPE_CHECKING:
    from .domain import QuizDomain
    from .lint.run import Finding, Linter
    from .notes import Note
    from .questions import Question
    from .report import NoteReport

    #: The questions of a note, and the report on them.
    Made = tuple[list[Question], NoteReport]

#: A silence of the linter: where it stands, and the code of the rule.
Silenced = tuple[str, int, str]


class Kept(NamedTuple):
    """What is kept of a note, packed, beside the marks of what it was made from."""

    inputs: str
    made: bytes
    lint_inputs: str = ""
    linted: bytes = b""
    #: What practice pages load of it, once one has asked for it.
    part: Part | None = None


class Keeper:
    """Questions, reports and findings of the notes of one build."""

    def __init__(self, domain: QuizDomain) -> None:
        self.domain = domain
        self.kept: dict[str, Kept] = domain.data["kept"]
        self.made: dict[str, Made] = {}
        self._marks: dict[str, str] = {}
        for docname in self.kept.keys() - domain.data["notes"].keys():
            del self.kept[docname]

    def questions(self, note: Note) -> list[Question]:
        return self._made(note)[0]

    def report(self, note: Note) -> NoteReport:
        return self._made(note)[1]

    def findings(self, note: Note, linter: Linter, mark: str) -> list[Finding]:
        """What is wrong with the questions of a note; ``mark`` is that of all rules know beside."""
        questions, kept = self.questions(note), self.kept[note.docname]
        lint_inputs = digest(kept.inputs, mark)
        if kept.lint_inputs == lint_inputs:
            found, needed = cast("tuple[list[Finding], set[Silenced]]", _unpack(kept.linted))
            linter.needed |= needed
            return found
        before = linter.needed
        linter.needed = set[Silenced]()
        found = [finding for question in questions for finding in linter.findings(question)]
        linted = pickle.dumps((found, linter.needed))
        self.kept[note.docname] = kept._replace(lint_inputs=lint_inputs, linted=linted)
        linter.needed |= before
        return found

    def part(self, note: Note) -> Part:
        """What practice pages load of a note."""
        kept = self.kept.get(note.docname)
        if kept and kept.part and kept.inputs == self._inputs(note):
            return kept.part
        part = part_of(self.domain.build, self.questions(note), to_html)
        self.kept[note.docname] = self.kept[note.docname]._replace(part=part)
        return part

    def _made(self, note: Note) -> Made:
        if note.name not in self.made:
            self.made[note.name] = self._kept(note) or self._make(note)
        return self.made[note.name]

    def _kept(self, note: Note) -> Made | None:
        kept = self.kept.get(note.docname)
        if kept is None or kept.inputs != self._inputs(note):
            return None
        return cast("Made", _unpack(kept.made))

    def _make(self, note: Note) -> Made:
        build = self.domain.build
        shown = [question.id for question in self.domain.shown(note.docname)]
        made = build.questions(note), note_report(build, note, shown, to_text)
        self.kept[note.docname] = Kept(self._inputs(note), pickle.dumps(made))
        return made

    def _inputs(self, note: Note) -> str:
        if note.name not in self._marks:
            show = self.domain.env.config.quizgen_show
            catalog = self.domain.data["rules"].catalog
            mark = digest(report_inputs(self.domain.build, note), str(show), catalog)
            self._marks[note.name] = mark
        return self._marks[note.name]


def _unpack(content: bytes) -> object:
    return pickle.loads(content)  # noqa: S301 - we packed it
