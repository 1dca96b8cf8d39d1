"""The bank as practice and exam pages load it: one script, the same bytes for the same bank.

The part of each note is made by itself, so that it can be kept while the note stays the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .difficulty import bands, estimate
from .mock import exams, lengths
from .overview import Overview
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from .build import Build
    from .mock import Exam, ExamFields
    from .notes import Note, Statement
    from .questions import Option, Question
    from .vocabulary import Field

    #: Inline Markdown to safe HTML.
    Html = Callable[[str], str]

#: Another number means that a key is gone or means another thing; a new key alone changes nothing.
VERSION = 1


class Part(NamedTuple):
    """One note and its questions, each as the line of a script, since there is much of them."""

    #: The mark of the site that they were written for.
    site_mark: str
    bank_line: bytes
    #: The same with no more than what tells its questions from others: ids and revisions.
    ids_line: bytes
    #: How hard each question is, from 0 to 1.
    scores: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the bank says of the site, and how addresses in it are made."""

    id: str
    language: str
    #: Document → its address, as seen from the script.
    address: Callable[[str], str]
    #: The id of a fact in the page of its note, with ``{note}`` and ``{field}``.
    anchor: str
    html: Html
    #: Inline Markdown without its marks.
    text: Callable[[str], str]
    #: What notes on exams state, if a page offers them.
    exams: Iterable[ExamFields] = ()
    #: The fields by which questions are chosen, or none for all that put notes into groups.
    groups: Iterable[str] = ()

    @cached_property
    def mark(self) -> str:
        """Hash what parts of notes rest on."""
        return digest(self.address("a/page"), *self.groups)


def part_of(build: Build, note: Note, questions: Sequence[Question], site: Site) -> Part:
    """Write a note and its questions; this rests on what ``report_inputs`` hashes, and the site."""
    plausibility = build.generator.plausibility
    scores = tuple(estimate(one, build.bank, plausibility).score for one in questions)
    written = [
        _question(question, score, build, site.html)
        for question, score in zip(questions, scores, strict=True)
    ]
    ids = [{key: one[key] for key in ("id", "item", "rev") if key in one} for one in written]
    names = _given(name=note.name, was=_former(note), href=site.address(note.docname))
    return Part(
        site_mark=site.mark,
        bank_line=_json({**_note(note, build, site), "questions": written}).encode(),
        ids_line=_json({**names, "questions": ids}).encode(),
        scores=scores,
    )


def bank_script(build: Build, parts: Sequence[Part], site: Site) -> list[bytes]:
    """Join the parts of all notes to a script that sets ``quizgenBank``.

    It is given in pieces: it is large, and each copy of it takes a while.
    """
    thirds = bands(score for part in parts for score in part.scores)
    asked = {exam.value.key: exam for fields in site.exams for exam in exams(fields, build.bank)}
    head = {
        "v": VERSION,
        "site": site.id,
        "language": site.language,
        "anchor": site.anchor,
        "bands": [thirds.low, thirds.high],
        "fields": _fields(build, site),
        "exams": [_exam(exam) for exam in asked.values()],
    }
    return _script("quizgenBank", head, [part.bank_line for part in parts])


def ids_script(parts: Iterable[Part], site: str) -> list[bytes]:
    """Write what tells which questions each note has, and no more: a script sets ``quizgenIds``."""
    head = {"v": VERSION, "site": site}
    return _script("quizgenIds", head, [part.ids_line for part in parts if part.scores])


def _script(name: str, head: dict[str, object], lines: Iterable[bytes]) -> list[bytes]:
    """Write a script that sets a name; each note stands in a line of its own."""
    pieces = [f'{name}={_json(head)[:-1]},"notes":['.encode()]
    between = b"\n"
    for line in lines:
        pieces += [between, line]
        between = b",\n"
    return [*pieces, b"\n]};\n"]


def _former(note: Note) -> list[str]:
    """Ids start with the oldest name of the note; those of its other names were given out too."""
    return [name for name in (*note.aliases, note.name) if name != note.identity]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _given(**entries: object) -> dict[str, object]:
    """Leave out what is empty: it would stand there thousands of times."""
    return {name: value for name, value in entries.items() if value}


def _question(question: Question, score: float, build: Build, html: Html) -> dict[str, object]:
    return _given(
        id=question.id,
        # Variants of a calculated item belong together.
        item=question.id.partition("~")[0] if question.numbers else "",
        rev=question.revision,
        kind=question.kind,
        hard=round(score, 3),
        facts=question.facts,
        stem=html(question.stem),
        options=[_option(option, build, html) for option in question.options],
        keys=[place for place, option in enumerate(question.options) if option.is_key],
        why=html(question.rationale),
        steps=[html(step) for step in question.solution],
        source=question.source,
    )


def _option(option: Option, build: Build, html: Html) -> list[str]:
    """Give its id, text and reason, and the note and the field that the reason rests on."""
    note = build.bank.notes.get(option.note)
    field = option.field if note and option.field in note.statements else ""
    parts = [option.id, html(option.text), html(option.reason), option.note, field]
    while not parts[-1]:
        parts.pop()
    return parts


def _note(note: Note, build: Build, site: Site) -> dict[str, object]:
    return _given(
        name=note.name,
        was=_former(note),
        title=site.html(str(note.title)),
        type=note.type,
        href=site.address(note.docname),
        groups=_groups(note, chosen_by(build, site)),
    )


# What questions are chosen by


def _fields(build: Build, site: Site) -> list[dict[str, object]]:
    overview = Overview(build.bank, build.generator.sentences)
    found: list[dict[str, object]] = []
    for field in chosen_by(build, site):
        used: dict[str, set[str]] = {}
        for note in build.bank.notes.values():
            for key, codes in _values(note, field):
                used.setdefault(key, set()).update(codes)
        values = [
            _given(
                key=key,
                label=site.text(overview.label(field.name, key)),
                codes=_codes(build, field, key, used[key], site),
                parts=_parts(build, field, key, site),
            )
            for key in overview.known(field.name, list(used))
        ]
        if values:
            found.append(
                {"name": field.name, "label": site.text(str(field.label)), "values": values}
            )
    return found


def chosen_by(build: Build, site: Site) -> list[Field]:
    """The fields by which learners choose: those named, or all that group notes or count them."""
    fields = build.bank.vocabulary.fields
    if site.groups:
        return [fields[name] for name in site.groups if name in fields]
    return [field for field in fields.values() if (field.group and field.is_set) or field.counts]


def _codes(
    build: Build, field: Field, key: str, used: set[str], site: Site
) -> list[tuple[str, str]]:
    if field.kind != "codes":
        return []
    known = build.bank.vocabulary.values[field.of][key].codes
    return [(code, site.text(str(label))) for code, label in known.items() if code in used]


def _parts(build: Build, field: Field, key: str, site: Site) -> list[tuple[str, str, int | float]]:
    if field.kind != "codes":
        return []
    parts = build.bank.vocabulary.values[field.of][key].parts.values()
    return [(part.key, site.text(str(part.label)), _plain(part.weight)) for part in parts]


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def _exam(exam: Exam) -> dict[str, object]:
    return {
        "field": exam.field,
        "key": exam.value.key,
        "note": exam.note.name,
        "lengths": [
            _given(
                name=length.name,
                questions=length.questions,
                seconds=length.seconds,
                shares=length.shares,
            )
            for length in lengths(exam)
        ],
    }


def _groups(note: Note, groups: list[Field]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in groups:
        values = _values(note, field)
        if values and field.kind == "codes":
            found[field.name] = dict(values)
        elif values:
            found[field.name] = [key for key, _ in values]
    return found


def _values(note: Note, field: Field) -> list[tuple[str, tuple[str, ...]]]:
    """The values of a field by which the questions of a note are chosen, with their codes."""
    statement: Statement | None = note.statements.get(field.name)
    values = [(value.key, value.codes) for value in statement.values] if statement else []
    # What notes serve is a note, too.
    is_one = field.kind == "notes" and note.type == field.of
    return [(note.name, ()), *values] if is_one else values
