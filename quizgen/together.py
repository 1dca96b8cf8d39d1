"""Questions, reports and findings of many notes, made by several processes."""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util.parallel import ParallelTasks, parallel_available

from .html import has_pages
from .linting import is_linted, linter_mark, site_linter
from .practice import site_of
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .domain import QuizDomain
    from .kept import Kept
    from .lint.run import Linter
    from .notes import Note
    from .practice_bank import Site
    from .problems import Problem
    from .questions import Refusal

#: Fewer are made sooner than a process is started and has sent them back.
FEW = 20


class Made(NamedTuple):
    """What a process made of one note."""

    name: str
    kept: Kept
    #: A mark of each question by its id.
    marks: dict[str, str]
    refusals: list[Refusal]
    problems: list[Problem]


def make_together(domain: QuizDomain) -> None:
    """Make what is kept of notes in as many processes as were wanted, if it has to be made."""
    notes = [one for one in domain.build.bank.notes.values() if not domain.keeper.is_kept(one)]
    if not parallel_available or domain.jobs < 2 or len(notes) < FEW:  # noqa: PLR2004 - one is here
        return
    gc.freeze()  # as where documents are read
    made: dict[str, Made] = {}
    tasks = ParallelTasks(domain.jobs)
    for start in range(domain.jobs):
        # Neighbours are alike, so that each process gets some of all kinds.
        some = notes[start :: domain.jobs]
        tasks.add_task(
            partial(_make, domain),
            some,
            lambda _, found: made.update((one.name, one) for one in found),
        )
    tasks.join()
    for note in notes:
        one = made[note.name]
        domain.keeper.kept[note.docname] = one.kept
        domain.build.adopt(note, one.refusals, one.problems)
        domain.note_asked(note.docname, one.marks, len(one.refusals))


def _make(domain: QuizDomain, notes: Sequence[Note]) -> list[Made]:
    linter = site_linter(domain) if is_linted(domain.env.config) else None
    mark = linter_mark(linter, domain.env.config) if linter else ""
    site = site_of(domain) if has_pages(domain.builder) and domain.data["bank_pages"] else None
    return [_make_one(domain, note, linter, mark, site) for note in notes]


def _make_one(
    domain: QuizDomain, note: Note, linter: Linter | None, mark: str, site: Site | None
) -> Made:
    build, keeper = domain.build, domain.keeper
    before = len(build.problems)
    questions = build.questions(note)
    if linter:
        keeper.findings(note, linter, mark)
    if site:
        keeper.part(note, site)
    if linter or domain.builder.config.quizgen_report:
        keeper.report(note)
    return Made(
        name=note.name,
        kept=keeper.kept[note.docname],
        marks={question.id: digest(question.shown()) for question in questions},
        refusals=build.refused(note),
        problems=build.problems[before:],
    )
