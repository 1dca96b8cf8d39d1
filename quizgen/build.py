"""From notes to questions: the whole way, without Sphinx."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .bank import Bank
from .generate import Generator
from .models import ItemModel, Stems
from .problems import Problem, did_you_mean
from .proof import Checker
from .sentences import Sentences
from .text import digest
from .truth import successors
from .written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import BytecodeCache

    from .notes import Note
    from .plausible import Pools
    from .questions import Question, Refusal
    from .vocabulary import Vocabulary


class Build:
    """Makes the questions of each note when they are asked for, and proves each a second time."""

    def __init__(  # noqa: PLR0913 - everything that questions are made from
        self,
        notes: Iterable[Note],
        vocabulary: Vocabulary,
        models: Iterable[ItemModel],
        *,
        translate: Callable[[str], str] = str,
        language: str = "en",
        unread: Iterable[str] = (),
        compiled: BytecodeCache | None = None,
        pools: Pools | None = None,
    ) -> None:
        self.bank = Bank.of(notes, vocabulary, unread)
        #: What does not belong to one note alone.
        self.problems = sorted(self.bank.problems)
        self.models = sorted(models, key=lambda model: model.name)
        self.generator = Generator(
            self.bank,
            Stems(translate, compiled),
            Stems(compiled=compiled),
            Sentences(self.bank, translate, language),
            pools,
        )
        self.checker = Checker(self.bank.notes, vocabulary)
        self.language = language
        self.rules = digest(vocabulary.digest, language, *(repr(model) for model in self.models))
        #: Name of a note → its questions, of those that were asked for so far.
        self.made: dict[str, list[Question]] = {}
        self._refused: dict[str, list[Refusal]] = {}
        self._inputs: dict[str, str] = {}
        # Many notes hang on the same others.
        self._behind = cache(self._find_behind)
        self._numbers = cache(lambda unit: digest(*self.generator.numbers(unit)))

    def questions(self, note: Note) -> list[Question]:
        """Every proved question about a note, the author's own first."""
        if note.name not in self.made:
            self.bank.problems.clear()
            refused = len(self.generator.refusals)
            written = Written(self.bank, self.generator.sentences)
            made = [*written.questions(note), *self.generator.questions(note, self.models)]
            self.made[note.name] = [question for question in made if self._is_proved(question)]
            self._check_mute(note)
            self.adopt(note, self.generator.refusals[refused:], sorted(self.bank.problems))
        return self.made[note.name]

    def adopt(self, note: Note, refusals: list[Refusal], problems: list[Problem]) -> None:
        """Take over what was found, here or by another process, while questions were made."""
        if note.name not in self._refused:
            self._refused[note.name] = refusals
            self.problems += problems

    def refused(self, note: Note) -> list[Refusal]:
        """Every question about a note that is not asked."""
        if note.name not in self._refused:
            self.questions(note)
        return self._refused[note.name]

    @property
    def refusals(self) -> list[Refusal]:
        """What is not asked of the notes whose questions were made, and why."""
        return [refusal for refusals in self._refused.values() for refusal in refusals]

    def inputs(self, note: Note) -> str:
        """Hash everything that the questions of a note are made from.

        While it stays the same the questions stay the same; it costs little beside them.
        """
        if note.name not in self._inputs:
            self._inputs[note.name] = self._find_inputs(note)
        return self._inputs[note.name]

    def _find_inputs(self, note: Note) -> str:
        values = self._values(note)
        # Where a note is the key, those that compete with it stand beside it.
        beside = [
            other.name
            for name in (note.name, *values)
            for other, _ in self.generator.plausibility.pool(self.bank.notes[name])
        ]
        others = {*beside, *values, *(note.unlike.keys() & self.bank.notes.keys())}
        for name in [note.name, *others]:
            others |= self._behind(name)
        facts = [self.bank.notes[name].fact_digest for name in sorted(others)]
        parts = (*beside, *facts, *self._shared(note), *self._meant(note))
        return digest(self.rules, note.digest, *parts)

    def _values(self, note: Note) -> list[str]:
        """The notes that a note names in its fields or as its successor."""
        names: list[str] = []
        for statement in note.statements.values():
            if self.bank.vocabulary.fields[statement.field].kind == "notes":
                names += statement.keys
        if note.status and note.status.successor:
            names.append(note.status.successor.source)
        return [name for name in names if name in self.bank.notes]

    def _find_behind(self, name: str) -> set[str]:
        """Name the notes that decide what is true of a note, and those that reasons name."""
        note = self.bank.notes[name]
        found = {*self._values(note), *(one.name for one in successors(self.bank, note))}
        for statement in note.statements.values():
            if self.bank.vocabulary.fields[statement.field].identifies:
                for key in statement.keys:
                    owners = self.bank.owners(note.type, statement.field, key)
                    found |= {owner.name for owner in owners}
        return found

    def _shared(self, note: Note) -> Iterator[str]:
        """What all notes state of the note's numbers: options and orders are made from them."""
        fields = self.bank.vocabulary.fields
        for name in note.statements:
            if fields[name].kind == "number":
                yield self._numbers(fields[name].of)
            if fields[name].order:
                yield from (
                    other.fact_digest
                    for other in self.bank.by_type(note.type)
                    if name in other.statements
                )

    def _meant(self, note: Note) -> Iterator[str]:
        """What the notes state that options by hand name."""
        known = self.bank.names
        meant = {known[text] for text in note.mentions if text in known}
        yield from (self.bank.notes[name].fact_digest for name in sorted(meant))

    def _is_proved(self, question: Question) -> bool:
        reasons = self.checker.check(question)
        for reason in reasons:
            message = f"question '{question.id}' is not shown: {reason}"
            self.bank.problems.append(Problem(question.path, question.line, "proof", message))
        return not reasons

    def _check_mute(self, note: Note) -> None:
        known = {ask.id for ask in self.generator.asks.of(note, self.models)}
        for muted, line in note.mute.items():
            if muted not in known:
                hint = did_you_mean(muted, known)
                self.bank.report(
                    note, line, "reference", f"quiz: mute: no question '{muted}'{hint}"
                )
