"""Tell for each domain of each exam how many questions a mock exam needs, and how many there are.

`make exams` prints a table. No two questions of one exam rest on the same fact.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.build import Build
from quizgen.mock import ExamFields, exams, supply
from quizgen.models import read_model
from quizgen.reader import Reader
from scripts.site_notes import notes_of, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizgen.mock import Supply

TOP = Path(__file__).parents[1]
#: What the notes on exams state.
FIELDS = ExamFields("guide", "questions", "minutes")
HEADS = ("weight", "needed", "there", "apart", "drawn")


def build_of(top: Path) -> Build:
    """Read the notes and the item models; what is wrong with them, a build tells."""
    docs = top / "docs"
    vocabulary = vocabulary_of(docs)
    models = [
        read_model(path.stem, path.read_text(encoding="utf-8"), vocabulary, Reader(path.as_posix()))
        for path in sorted((top / "_templates/items").glob("*.jinja"))
    ]
    return Build(notes_of(docs, vocabulary), vocabulary, filter(None, models))


def supplies(build: Build) -> dict[str, list[Supply]]:
    """Say for each exam whose length a note states what there is for its domains."""
    asked = [(note, build.questions(note)) for note in build.bank.notes.values()]
    return {
        exam.value.key: supply(exam.field, exam.value, exam.questions, asked)
        for exam in exams(FIELDS, build.bank)
    }


def lines(found: dict[str, list[Supply]]) -> Iterator[str]:
    """Lay out what there is as a table."""
    yield f"{'':52}{''.join(f'{head:>8}' for head in HEADS)}"
    for exam, parts in found.items():
        for one in parts:
            name = f"{exam}  {one.part.key} {one.part.label}"
            numbers = (one.part.weight, one.needed, one.there, one.apart, one.drawn)
            short = f"  {one.needed - one.drawn} short" if one.is_short else ""
            yield f"{name[:51]:52}{''.join(f'{number!s:>8}' for number in numbers)}{short}"
    yield "apart: on facts of which no two are the same; drawn: for one exam with all its domains"


def main() -> None:
    """Print the table."""
    print("\n".join(lines(supplies(build_of(TOP)))))


if __name__ == "__main__":
    main()
