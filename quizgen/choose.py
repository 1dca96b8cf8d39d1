"""Which questions of the bank stand on the page of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .text import by_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .notes import Note
    from .questions import Question


def choose_questions(note: Note, questions: Sequence[Question], show: int) -> list[Question]:
    """Choose at most ``show`` questions: the author's first, then a varied few of the generated.

    Never two on one fact, so of a calculated item one variant and of an item model one question.
    Calculated ones come before generated ones, then a hash decides, so that one more question
    changes little.
    """
    wanted = note.show if note.show is not None else show
    written = [
        question
        for question in questions
        if question.kind in {"written", "order"} and not question.model
    ]
    chosen = written[:wanted]
    rest = [question for question in questions if question not in written]
    rank = {key: n for n, key in enumerate(by_hash(note.identity, (q.id for q in rest)))}
    facts = {fact for question in chosen for fact in question.facts}
    for question in sorted(rest, key=lambda q: (q.kind != "calculated", rank[q.id])):
        if facts.isdisjoint(question.facts):
            chosen.append(question)
            facts.update(question.facts)
    return chosen[:wanted]
