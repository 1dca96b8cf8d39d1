"""The bank as data: what comparisons and exports are made from, the same bytes for the same bank.

Texts are inline Markdown in the language of the edition. Every key is always there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypedDict

# The types below are read as a schema.
from . import vocabulary  # noqa: TC001
from .questions import Ground, Kind  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .build import Build
    from .notes import Note, Statement, Status, Value
    from .questions import Option, Question, Refusal
    from .sentences import Sentences
    from .text import Text

#: Another number means that a key is gone or means another thing; a new key alone changes nothing.
VERSION = 1


class CodeData(TypedDict):
    """A code under a value, such as the task of an exam, and the key of its part, or none."""

    code: str
    label: str
    part: str


class PartData(TypedDict):
    """A part of the codes of a value, such as a domain of an exam."""

    key: str
    label: str
    #: How much it counts beside the other parts of the value.
    weight: float


class ValueData(TypedDict):
    """A value of a field; ``key`` is the same in any language, ``label`` is what readers see."""

    key: str
    label: str
    codes: list[CodeData]
    #: Those that the codes belong to.
    parts: list[PartData]


class DeniedData(TypedDict):
    """A value that is known to be false, and why."""

    key: str
    label: str
    reason: str


class FactData(TypedDict):
    """What a note states of one field; where it is of kind ``notes``, keys are names of notes."""

    field: str
    label: str
    kind: vocabulary.Kind
    #: Its values put the note into groups, to make tags from.
    groups: bool
    values: list[ValueData]
    #: No other value is true.
    closed: bool
    denied: list[DeniedData]


class StatusData(TypedDict):
    """Where the thing stands in its life; all is empty where the note does not say."""

    value: str
    label: str
    since: str
    until: str
    #: The name of a note, or any text.
    successor: str
    note: str
    checked: str
    source: str


class NameData(TypedDict):
    """A name of earlier days, with a remark or none."""

    name: str
    remark: str


class UnlikeData(TypedDict):
    """What a note is not to be confused with, and what tells them apart."""

    note: str
    text: str


class SourceData(TypedDict):
    """Where facts were read, and the day on which somebody last compared, or none."""

    name: str
    url: str
    checked: str


class TypeData(TypedDict):
    """A type of notes, and what readers see of it."""

    key: str
    label: str
    plural: str


class NoteData(TypedDict):
    """A note; its questions point to it by its name."""

    name: str
    #: The oldest name, with which the ids of its questions start.
    identity: str
    docname: str
    #: The file as an author sees it from the folder of ``conf.py``.
    path: str
    title: str
    type: str
    status: StatusData
    also: list[str]
    formerly: list[NameData]
    facts: list[FactData]
    unlike: list[UnlikeData]
    sources: list[SourceData]
    #: Ids of the questions on its page, in their order there.
    shows: list[str]


class OptionData(TypedDict):
    """An option; ``note`` and ``field`` are what its reason rests on, or empty."""

    id: str
    text: str
    key: bool
    reason: str
    ground: Ground
    note: str
    field: str


class QuestionData(TypedDict):
    """A question with its options in the order of the page."""

    id: str
    note: str
    kind: Kind
    #: The item model, or empty.
    model: str
    stem: str
    options: list[OptionData]
    rationale: str
    solution: list[str]
    facts: list[str]
    revision: str
    source: str


class RefusalData(TypedDict):
    """A question that is not asked, and why."""

    id: str
    note: str
    why: str
    #: What would supply the proof, with the file and the line to write it.
    missing: list[str]


class BankData(TypedDict):
    """Everything that is asked, note by note in the order of their documents."""

    version: int
    language: str
    types: list[TypeData]
    notes: list[NoteData]
    questions: list[QuestionData]
    refusals: list[RefusalData]
    #: Names of notes whose front matter cannot be read.
    unread: list[str]


def canonical(build: Build, language: str, shown: Callable[[Note], Iterable[Question]]) -> BankData:
    """Put a bank into its one form; ``shown`` says which questions stand on the page of a note."""
    bank = build.bank
    notes = bank.notes.values()
    questions = [question for note in notes for question in build.questions(note)]
    place = {name: n for n, name in enumerate(bank.notes)}
    refusals = sorted(build.refusals, key=lambda one: (place[one.note], one.id))
    return BankData(
        version=VERSION,
        language=language,
        types=[
            TypeData(key=one.name, label=str(one.label), plural=str(one.plural))
            for one in bank.vocabulary.types.values()
        ],
        notes=[_note(note, build.generator.sentences, shown(note)) for note in notes],
        questions=[_question(question) for question in questions],
        refusals=[_refusal(refusal) for refusal in refusals],
        unread=sorted(bank.unread),
    )


def to_json(bank: BankData) -> str:
    """Write a bank as text, with its keys in the order of the types above."""
    return json.dumps(bank, ensure_ascii=False, indent=2) + "\n"


def _note(note: Note, sentences: Sentences, shown: Iterable[Question]) -> NoteData:
    known = sentences.bank.vocabulary
    stated = [name for name in known.types[note.type].fields if name in note.statements]
    return NoteData(
        name=note.name,
        identity=note.identity,
        docname=note.docname,
        path=note.path,
        title=str(note.title),
        type=note.type,
        status=_status(note.status, known),
        also=[str(name) for name in note.also],
        formerly=[
            NameData(name=str(name), remark=_text(when))
            for name, when in zip(note.formerly, note.formerly_when, strict=True)
        ],
        facts=[_fact(note.statements[name], sentences) for name in stated],
        unlike=[UnlikeData(note=name, text=str(text)) for name, text in note.unlike.items()],
        sources=[
            SourceData(name=name, url=source.url, checked=source.checked)
            for name, source in note.sources.items()
        ],
        shows=[question.id for question in shown],
    )


def _text(text: Text | None) -> str:
    return str(text) if text else ""


def _status(status: Status | None, known: vocabulary.Vocabulary) -> StatusData:
    return StatusData(
        value=status.value if status else "",
        label=str(known.values["status"][status.value].label) if status else "",
        since=status.since if status else "",
        until=status.until if status else "",
        # A name of a note is never translated.
        successor=status.successor.source if status and status.successor else "",
        note=_text(status.note) if status else "",
        checked=status.checked if status else "",
        source=status.source if status else "",
    )


def _fact(statement: Statement, sentences: Sentences) -> FactData:
    field = sentences.bank.vocabulary.fields[statement.field]
    return FactData(
        field=field.name,
        label=str(field.label),
        kind=field.kind,
        groups=field.is_set and (field.group or field.kind == "codes"),
        values=[_value(field, value, sentences) for value in statement.values],
        closed=statement.closed,
        denied=[
            DeniedData(key=key, label=sentences.label(field.name, key), reason=str(reason))
            for key, reason in statement.denied.items()
        ],
    )


def _value(field: vocabulary.Field, value: Value, sentences: Sentences) -> ValueData:
    data = ValueData(key=value.key, label=sentences.label(field.name, value), codes=[], parts=[])
    if not value.codes:
        return data
    known = sentences.bank.vocabulary.values[field.of][value.key]
    parts = {code: known.part_of(code) for code in value.codes}
    for code, part in parts.items():
        label, key = str(known.codes[code]), part.key if part else ""
        data["codes"].append(CodeData(code=code, label=label, part=key))
    data["parts"] = [
        PartData(key=part.key, label=str(part.label), weight=float(part.weight))
        for part in known.parts.values()
        if part in parts.values()
    ]
    return data


def _question(question: Question) -> QuestionData:
    return QuestionData(
        id=question.id,
        note=question.note,
        kind=question.kind,
        model=question.model,
        stem=question.stem,
        options=[_option(option) for option in question.options],
        rationale=question.rationale,
        solution=list(question.solution),
        facts=list(question.facts),
        revision=question.revision,
        source=question.source,
    )


def _option(option: Option) -> OptionData:
    return OptionData(
        id=option.id,
        text=option.text,
        key=option.is_key,
        reason=option.reason,
        ground=option.ground,
        note=option.note,
        field=option.field,
    )


def _refusal(refusal: Refusal) -> RefusalData:
    return RefusalData(
        id=refusal.id,
        note=refusal.note,
        why=refusal.cause,
        missing=[str(missing) for missing in refusal.missing],
    )
