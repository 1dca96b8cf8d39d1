"""What a mock exam is drawn from: how many questions of each part it needs, and which fit together.

An exam is a value with codes and parts. Notes name the codes that they help with, and a question
serves what its note serves.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .bank import Bank
    from .notes import Note
    from .questions import Question
    from .vocabulary import CodePart, ValueDef, Vocabulary

#: An exam can be drawn in its real length or in a part of it.
LENGTHS = {"whole": 1, "half": 2, "quarter": 4}
SECONDS = 60


class ExamFields(NamedTuple):
    """What notes on exams state: which one it is, how many questions it has, and how long it is."""

    exam: str
    questions: str
    minutes: str = ""


class Exam(NamedTuple):
    """A value with parts, and what a note states of it as an exam."""

    #: The field in which notes name the codes that they help with.
    field: str
    value: ValueDef
    note: Note
    questions: int
    #: Nothing where the note does not say.
    minutes: Fraction | None


class Length(NamedTuple):
    """An exam in its real length, or in half or a quarter of it."""

    name: str
    questions: int
    seconds: int | None
    #: How many questions of each part, in the order of the parts.
    shares: tuple[int, ...]


class Supply(NamedTuple):
    """The questions for one part of an exam."""

    part: CodePart
    #: How many an exam of the length asked for needs.
    needed: int
    #: How many there are.
    there: int
    #: How many of them can stand in one exam, if it had no other part.
    apart: int
    #: How many were found for one exam with all its parts; never more than it needs.
    drawn: int

    @property
    def is_short(self) -> bool:
        return self.drawn < self.needed


def misfits(fields: ExamFields, vocabulary: Vocabulary) -> Iterator[str]:
    """Say which names are no fields of the vocabulary, or not of the kind that is needed."""
    for role, name in zip(fields._fields, fields, strict=True):
        kind = "values" if role == "exam" else "number"
        known = [one.name for one in vocabulary.fields.values() if one.kind == kind]
        if role == "exam":
            known = [one for one in known if _tasks(vocabulary, one)]
        if (name or role != "minutes") and name not in known:
            of = "whose values have codes" if role == "exam" else "of numbers"
            yield f"{role}: '{name[:60]}' is no field {of}{did_you_mean(name, known)}"


def _tasks(vocabulary: Vocabulary, name: str) -> str:
    """The field of codes of the values that another field names."""
    of = vocabulary.fields[name].of
    fields = vocabulary.fields.values()
    return next((one.name for one in fields if one.kind == "codes" and one.of == of), "")


def exams(fields: ExamFields, bank: Bank) -> list[Exam]:
    """Find the exams with parts whose length a note states, in the order of the vocabulary."""
    tasks = _tasks(bank.vocabulary, fields.exam)
    values = bank.vocabulary.values[bank.vocabulary.fields[tasks].of]
    found: dict[str, Exam] = {}
    for name in sorted(bank.notes):
        note = bank.notes[name]
        named, length = note.statements.get(fields.exam), _number(note, fields.questions)
        for key in named.keys if named and length else ():
            exam = Exam(tasks, values[key], note, int(length or 0), _number(note, fields.minutes))
            found.setdefault(key, exam)
    return [found[key] for key, value in values.items() if key in found and value.parts]


def _number(note: Note, field: str) -> Fraction | None:
    statement = note.statements.get(field)
    return statement.values[0].number if statement and statement.values else None


def lengths(exam: Exam) -> list[Length]:
    """Give the lengths in which an exam can be sat; half a question rounds up."""
    found = []
    for name, divisor in LENGTHS.items():
        questions = int(Fraction(exam.questions, divisor) + Fraction(1, 2))
        seconds = None if exam.minutes is None else int(exam.minutes * SECONDS / divisor)
        parts = tuple(shares(exam.value, questions).values())
        found.append(Length(name, questions, seconds, parts))
    return found


def supply(
    field: str, value: ValueDef, length: int, asked: Iterable[tuple[Note, Iterable[Question]]]
) -> list[Supply]:
    """Say for each part of an exam what there is to draw from."""
    needed = shares(value, length)
    there = pools(field, value, asked)
    drawn = draw(there, needed)
    return [
        Supply(part, needed[key], len(there[key]), len(apart(there[key])), len(drawn[key]))
        for key, part in value.parts.items()
    ]


def shares(value: ValueDef, length: int) -> dict[str, int]:
    """Give each part its number of questions by its weight; the largest remainders round up."""
    exact = {key: value.share(part) * length for key, part in value.parts.items()}
    whole = {key: int(number) for key, number in exact.items()}
    # Sorting keeps the order of the vocabulary where remainders are the same.
    by_remainder = sorted(exact, key=lambda key: whole[key] - exact[key])
    more = set(by_remainder[: length - sum(whole.values())])
    return {key: number + (key in more) for key, number in whole.items()}


def served(note: Note, field: str, value: ValueDef) -> list[str]:
    """Name the parts of an exam that a note helps with."""
    statement = note.statements.get(field)
    values = statement.values if statement else ()
    codes = [code for one in values if one.key == value.key for code in one.codes]
    found = {part.key for code in codes if (part := value.part_of(code))}
    return [key for key in value.parts if key in found]


def pools(
    field: str, value: ValueDef, asked: Iterable[tuple[Note, Iterable[Question]]]
) -> dict[str, list[Question]]:
    """Collect the questions of each part; one can be in several."""
    found: dict[str, list[Question]] = {key: [] for key in value.parts}
    for note, questions in asked:
        there = list(questions)
        for key in served(note, field, value):
            found[key] += there
    return found


def apart(questions: Iterable[Question]) -> list[Question]:
    """Choose many questions of which no two rest on one fact, nor on one calculated item.

    Those on the fewest facts come first: they leave most to the others.
    """
    chosen, facts = [], set[str]()
    for question in sorted(questions, key=lambda one: (len(one.facts), one.id)):
        if facts.isdisjoint(question.facts):
            chosen.append(question)
            facts.update(question.facts)
    return chosen


def draw(
    there: Mapping[str, list[Question]], needed: Mapping[str, int]
) -> dict[str, list[Question]]:
    """Find questions for every part of one exam, so that no two of them rest on one fact.

    The part with the least to spare chooses first, and each takes what fewest parts could use.
    """
    uses = Counter(question.id for pool in there.values() for question in pool)
    facts = set[str]()
    found: dict[str, list[Question]] = {key: [] for key in there}
    for key in sorted(there, key=lambda key: len(apart(there[key])) - needed[key]):
        free = apart(one for one in there[key] if facts.isdisjoint(one.facts))
        free.sort(key=lambda one: uses[one.id])
        found[key] = free[: needed[key]]
        facts.update(fact for one in found[key] for fact in one.facts)
    return found
