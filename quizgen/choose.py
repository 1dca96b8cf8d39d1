"""Which questions of the bank stand on the page of a note."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from .difficulty import Direction, direction, within_note
from .text import by_hash, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .notes import Note
    from .plausible import Plausibility
    from .questions import Question


def choose_questions(
    note: Note, questions: Sequence[Question], show: int, plausibility: Plausibility
) -> list[Question]:
    """Choose at most ``show`` questions: the author's first, then a varied few of the generated.

    Never two on one fact, so of a calculated item one variant and of an item model one question.
    Calculated ones come before generated ones, which take turns in what is asked for and in how
    hard it is; where that is the same a hash decides, so that one more question changes little.
    """
    wanted = note.show if note.show is not None else show
    written = [
        question
        for question in questions
        if question.kind in {"written", "order"} and not question.model
    ]
    chosen = _Chosen(written[:wanted], wanted)
    rest = [question for question in questions if question not in written]
    rest.sort(key=lambda question: digest(note.identity, question.id))
    chosen.add(question for question in rest if question.kind == "calculated")
    if chosen.has_room:
        generated = [question for question in rest if question.kind != "calculated"]
        chosen.take_turns(note, generated, plausibility)
    return chosen.questions


class _Chosen:
    """The questions that a page shows, while they are chosen."""

    def __init__(self, questions: list[Question], wanted: int) -> None:
        self.questions = questions
        self.wanted = wanted
        self.facts = {fact for question in questions for fact in question.facts}

    @property
    def has_room(self) -> bool:
        return len(self.questions) < self.wanted

    def add(self, questions: Iterable[Question]) -> None:
        for question in questions:
            if self.has_room and self.facts.isdisjoint(question.facts):
                self.questions.append(question)
                self.facts.update(question.facts)

    def take_turns(self, note: Note, ranked: list[Question], plausibility: Plausibility) -> None:
        """Add the first that brings the direction had least, in turns a hard and an easy one.

        The key of a question that asks for the note is the title of its page, which a reader finds
        out soon: one such, and no second while there is anything else to ask.
        Scores count in tenths: a smaller difference is none that a reader could tell.
        """
        directions = {q.id: direction(q, plausibility.bank) for q in ranked}
        score = {q.id: round(within_note(q, plausibility), 1) for q in ranked}
        place = {d: n for n, d in enumerate(by_hash(note.identity, get_args(Direction)))}
        had = Counter[str]()

        def closes(question: Question) -> int:
            """How many directions that had none would have no question any more."""
            missing = {directions[q.id] for q in left if not had[directions[q.id]]}
            open_ = {directions[q.id] for q in left if set(q.facts).isdisjoint(question.facts)}
            return len(missing - open_ - {directions[question.id]})

        def order(question: Question) -> tuple[bool, int, int, int, float]:
            asked = directions[question.id]
            is_title_again = asked == "note from value" and had[asked] > 0
            is_hard_turn = (had[asked] + place[asked]) % 2 == 0
            hardness = score[question.id] * (-1 if is_hard_turn else 1)
            return is_title_again, had[asked], closes(question), place[asked], hardness

        while self.has_room:
            left = [q for q in ranked if self.facts.isdisjoint(q.facts)]
            if not left:
                break
            best = min(left, key=order)
            had[directions[best.id]] += 1
            self.add([best])
