"""What a mock exam is drawn from: how many questions of each part it needs, and which fit together.

An exam is a value with codes and parts. Notes name the codes that they help with, and a question
serves what its note serves.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .notes import Note
    from .questions import Question
    from .vocabulary import CodePart, ValueDef


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
