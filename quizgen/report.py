"""What authors want to know of a bank: of each note, and of all of them together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .difficulty import bands, direction, estimate
from .lint.alike import alike
from .lint.keys import by_options, longest, numbered, places, shuffled, worded
from .lint.specimen import outline
from .notes import FORMERLY, SUCCESSOR
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .build import Build
    from .difficulty import Band, Difficulty, Direction, Thirds
    from .items import Silence
    from .lint.keys import Cue
    from .lint.run import Finding
    from .lint.specimen import Outline
    from .models import ItemModel
    from .notes import Note
    from .questions import Kind, Missing, Question, Refusal
    from .vocabulary import Field, Vocabulary

KINDS: tuple[Kind, ...] = ("written", "generated", "calculated", "order")
SEVERITIES = ("error", "warning", "info")


class Asked(NamedTuple):
    """A question of the bank."""

    outline: Outline
    direction: Direction
    #: Whether the page of its note shows it.
    is_shown: bool
    #: Whether facts of notes prove its options, or a calculation does; else an author's word does.
    is_proved: bool
    #: How many options are notes of the site.
    notes: int
    difficulty: Difficulty

    @property
    def id(self) -> str:
        return self.outline.id

    @property
    def kind(self) -> Kind:
        return self.outline.kind


class Stated(NamedTuple):
    """A fact of a note."""

    field: str
    line: int
    #: Item models that ask for it or give it.
    models: tuple[str, ...]
    #: How many questions rest on it.
    questions: int
    #: Whether it says that there is none.
    is_empty: bool


class Read(NamedTuple):
    """A page that facts were read from."""

    name: str
    url: str
    checked: str
    line: int


class Silenced(NamedTuple):
    """A rule of the linter that an author overruled."""

    path: str
    line: int
    code: str
    about: str
    reason: str


class NoteReport(NamedTuple):
    """Everything that the report needs to know of one note."""

    name: str
    docname: str
    path: str
    line: int
    title: str
    type: str
    questions: tuple[Asked, ...]
    #: How many there are of each kind.
    numbers: tuple[int, ...]
    #: Pairs of them that ask the same in nearly the same words.
    alike: tuple[tuple[str, str], ...]
    refusals: tuple[Refusal, ...]
    muted: tuple[str, ...]
    facts: tuple[Stated, ...]
    sources: tuple[Read, ...]
    silences: tuple[Silenced, ...]
    #: Field, key and code of what questions are counted by.
    counted: tuple[tuple[str, str, str], ...]

    def number(self, kind: Kind) -> int:
        return self.numbers[KINDS.index(kind)]

    def shown(self) -> list[str]:
        """The ids of the questions on its page."""
        return [question.id for question in self.questions if question.is_shown]


def note_report(
    build: Build, note: Note, shown: Iterable[str] = (), plain: Callable[[str], str] = str
) -> NoteReport:
    """Report on one note; ``shown`` are the ids on its page, ``plain`` strips Markdown."""
    on_page = set(shown)
    questions = build.questions(note)
    asked = tuple(_asked(q, build, plain, is_shown=q.id in on_page) for q in questions)
    outlines = [question.outline for question in asked]
    return NoteReport(
        name=note.name,
        docname=note.docname,
        path=note.path,
        line=note.line,
        title=str(note.title),
        type=note.type,
        questions=asked,
        numbers=tuple(sum(question.kind == kind for question in asked) for kind in KINDS),
        alike=tuple(alike(outlines, plain, build.language, within_note=True)),
        refusals=tuple(build.refused(note)),
        muted=tuple(note.mute),
        facts=tuple(_facts(note, build.models, questions)),
        sources=tuple(_sources(note)),
        silences=tuple(silences_in(note)),
        counted=tuple(_counted(note, build.bank.vocabulary)),
    )


def report_inputs(build: Build, note: Note) -> str:
    """Hash what the report on a note is made from, but for how many questions a page shows."""
    named = len(build.generator.plausibility.named_by.get(note.name, ()))
    return digest(build.inputs(note), str(named), str(note.title))


def _asked(
    question: Question, build: Build, plain: Callable[[str], str], *, is_shown: bool
) -> Asked:
    own = build.bank.notes[question.note].identity
    options = question.options
    return Asked(
        outline=outline(question, plain),
        direction=direction(question, build.bank),
        is_shown=is_shown,
        is_proved=any(option.claims for option in options),
        notes=sum(bool(option.note) or option.id == own for option in options),
        difficulty=estimate(question, build.bank, build.generator.plausibility),
    )


def _facts(note: Note, models: list[ItemModel], questions: list[Question]) -> Iterator[Stated]:
    lines = {name: statement.line for name, statement in note.statements.items()}
    if note.formerly:
        lines[FORMERLY] = note.formerly[0].line
    if note.status and note.status.successor:
        lines[SUCCESSOR] = note.status.successor.line
    rest = Counter(fact for question in questions for fact in question.facts)
    for field, line in lines.items():
        asking = [m.name for m in models if m.type == note.type and field in {m.ask, *m.given}]
        count = rest[f"{note.name}.{field}"]
        statement = note.statements.get(field)
        yield Stated(
            field=field,
            line=line,
            models=tuple(asking),
            questions=count,
            is_empty=statement is not None and not statement.values,
        )


def _sources(note: Note) -> Iterator[Read]:
    for name, source in note.sources.items():
        yield Read(name=name, url=source.url, checked=source.checked, line=source.line)
    if note.status:
        url = note.status.source or note.address_of("status")
        yield Read(name="status", url=url, checked=note.status.checked, line=note.status.line)


def silences_in(note: Note) -> Iterator[Silenced]:
    for item in note.items:
        yield from _silenced(note.path, f"{note.identity}.{item.id}", item.silence)
    for question, overruled in note.silence.items():
        yield from _silenced(note.path, question, overruled)


def silences(notes: Iterable[NoteReport], models: Iterable[ItemModel] = ()) -> Iterator[Silenced]:
    """Give every rule that an author overruled in notes and item models."""
    for note in notes:
        yield from note.silences
    for model in models:
        yield from _silenced(model.path, model.name, model.silence)


def _silenced(path: str, about: str, overruled: Mapping[str, Silence]) -> Iterator[Silenced]:
    for code, one in overruled.items():
        yield Silenced(path=path, line=one.line, code=code, about=about, reason=one.reason)


def _counted(note: Note, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    for statement in note.statements.values():
        if not vocabulary.fields[statement.field].counts:
            continue
        for value in statement.values:
            yield from ((statement.field, value.key, code) for code in value.codes or ("",))


# All together


class Row(NamedTuple):
    """How many notes and questions there are on one thing."""

    label: str
    #: The name of a note, or the code of a task.
    key: str
    notes: int
    kinds: tuple[int, ...]

    @property
    def questions(self) -> int:
        return sum(self.kinds)


class Unproved(NamedTuple):
    """How many questions of a note have a key and distractors that no fact proves."""

    name: str
    title: str
    questions: int
    unproved: int
    #: How many options these have, and how many of them are notes.
    options: int
    notes: int


class Table(NamedTuple):
    """Questions by a field, or by a part of it."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole bank."""

    notes: tuple[NoteReport, ...]
    findings: tuple[Finding, ...]
    silences: tuple[Silenced, ...]
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls,
        notes: Iterable[NoteReport],
        findings: Iterable[Finding],
        vocabulary: Vocabulary,
        models: Iterable[ItemModel] = (),
    ) -> Report:
        ordered = tuple(sorted(notes, key=lambda note: note.docname))
        return cls(
            notes=ordered,
            findings=tuple(sorted(findings)),
            silences=tuple(silences(ordered, models)),
            vocabulary=vocabulary,
        )

    @cached_property
    def questions(self) -> list[tuple[NoteReport, Asked]]:
        return [(note, question) for note in self.notes for question in note.questions]

    @cached_property
    def refusals(self) -> list[tuple[NoteReport, Refusal]]:
        return [(note, refusal) for note in self.notes for refusal in note.refusals]

    def number(self, kind: Kind) -> int:
        return sum(note.number(kind) for note in self.notes)

    def found(self, severity: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == severity]

    @cached_property
    def wanted(self) -> list[tuple[Missing, list[str]]]:
        """Lines that would supply a proof, with the questions that lack it, those of most first."""
        found: dict[Missing, list[str]] = {}
        for _, refusal in self.refusals:
            for missing in refusal.missing:
                found.setdefault(missing, []).append(refusal.id)
        return sorted(found.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))

    # Coverage

    @cached_property
    def tables(self) -> list[Table]:
        """Questions by phase and by exam task, or whatever stands for these in a vocabulary."""
        stated = {field for note in self.notes for field, _, _ in note.counted}
        found: list[Table] = []
        for field in self.vocabulary.fields.values():
            if field.name in stated:
                by_code = field.kind == "codes"
                found += self._by_code(field) if by_code else [self._by_note(field)]
        return found

    def _by_code(self, field: Field) -> Iterator[Table]:
        for key, value in self.vocabulary.values[field.of].items():
            codes = value.codes or {"": value.label}
            rows = [
                self._row(str(label), code, (field.name, key, code))
                for code, label in codes.items()
            ]
            yield Table(f"{field.label}: {value.label}", tuple(rows))

    def _by_note(self, field: Field) -> Table:
        rows = [
            self._row(note.title, note.name, (field.name, note.name, ""), note)
            for note in self.notes
            if note.type == field.of
        ]
        return Table(str(field.label), tuple(rows))

    def _row(
        self, label: str, key: str, mark: tuple[str, str, str], own: NoteReport | None = None
    ) -> Row:
        """Count the notes that state something; a note counts for what it is, too."""
        counted = self._stating.get(mark, {}) | ({own.name: own} if own else {})
        kinds = tuple(sum(note.number(kind) for note in counted.values()) for kind in KINDS)
        return Row(label, key, len(counted), kinds)

    @cached_property
    def _stating(self) -> dict[tuple[str, str, str], dict[str, NoteReport]]:
        """Mark of what questions are counted by → the notes that state it, by their names."""
        found: dict[tuple[str, str, str], dict[str, NoteReport]] = {}
        for note in self.notes:
            for mark in note.counted:
                found.setdefault(mark, {})[note.name] = note
        return found

    # Difficulty

    @cached_property
    def thirds(self) -> Thirds:
        return bands(question.difficulty.score for _, question in self.questions)

    def band(self, question: Asked) -> Band:
        return self.thirds.band(question.difficulty.score)

    def in_band(self, band: Band, kind: Kind) -> int:
        return self._banded[band, kind]

    @cached_property
    def _banded(self) -> Counter[tuple[Band, Kind]]:
        return Counter((self.band(question), question.kind) for _, question in self.questions)

    @cached_property
    def hardest_first(self) -> list[tuple[NoteReport, Asked]]:
        return sorted(self.questions, key=lambda pair: (-pair[1].difficulty.score, pair[1].id))

    # Position and length of the key

    @cached_property
    def places(self) -> list[Cue]:
        """Where the keys stand among options in an order of no meaning."""
        return [places(*group) for group in by_options(shuffled(self.outlines))]

    @cached_property
    def places_of_numbers(self) -> list[Cue]:
        """Where they stand among numbers; of a calculated item the variant that is shown counts."""
        shown_first = sorted(self.questions, key=lambda pair: not pair[1].is_shown)
        numbers = numbered(question.outline for _, question in shown_first)
        return [places(*group) for group in by_options(numbers)]

    @cached_property
    def longest(self) -> list[Cue]:
        """How often the key is the longest option, where options are words."""
        return [longest(*group) for group in by_options(worded(self.outlines))]

    @cached_property
    def outlines(self) -> list[Outline]:
        return [question.outline for _, question in self.questions]

    # Facts and sources

    @cached_property
    def months(self) -> list[tuple[str, list[tuple[NoteReport, Read]]]]:
        """Sources by the month in which they were checked, oldest first, unchecked before all."""
        found = [(note, source) for note in self.notes for source in note.sources]
        found.sort(key=lambda pair: (pair[1].checked, pair[0].docname, pair[1].line))
        months: dict[str, list[tuple[NoteReport, Read]]] = {}
        for note, source in found:
            months.setdefault(source.checked[:7], []).append((note, source))
        return list(months.items())

    @cached_property
    def unasked(self) -> list[tuple[NoteReport, Stated, list[Refusal]]]:
        """Facts that an item model could ask about and none does, with what was refused."""
        return [
            (note, fact, [one for one in note.refusals if one.model in fact.models])
            for note in self.notes
            for fact in note.facts
            if fact.models and not fact.questions
        ]

    @cached_property
    def without_model(self) -> dict[str, int]:
        """Field → how many notes state it, where no item model asks about it."""
        fields = (fact.field for note in self.notes for fact in note.facts if not fact.models)
        return dict(sorted(Counter(fields).items()))

    @cached_property
    def unproved(self) -> list[Unproved]:
        """How many questions of each note rest on an author's word alone."""
        found = [(note, [q for q in note.questions if not q.is_proved]) for note in self.notes]
        return [
            Unproved(
                name=note.name,
                title=note.title,
                questions=len(note.questions),
                unproved=len(questions),
                options=sum(len(question.outline.widths) for question in questions),
                notes=sum(question.notes for question in questions),
            )
            for note, questions in found
            if questions
        ]
