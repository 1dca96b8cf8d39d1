"""Which questions of the bank stand on the page of a note."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .text import by_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .notes import Note
    from .questions import Question


def choose_questions(note: Note, questions: Sequence[Question], show: int) -> list[Question]:
    """Choose at most ``show`` questions: the author's first, then a varied few of the generated.

    Never two on one fact, and of a calculated item one variant. Among generated ones the
    direction (item model) that was used least comes next, then a hash decides, so that one more
    note changes little.
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
    used: Counter[str] = Counter()
    facts = {fact for question in chosen for fact in question.facts}
    while len(chosen) < wanted:
        free = [q for q in rest if not facts & set(q.facts)]
        if not free:
            break
        best = min(free, key=lambda q: (q.kind != "calculated", used[q.model], rank[q.id]))
        chosen.append(best)
        used[best.model] += 1
        facts |= set(best.facts)
    return chosen
