"""Whether a note has a value in a field: TRUE, FALSE with its ground, or UNKNOWN."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from .bank import overlapping
from .notes import FORMERLY, SUCCESSOR
from .numerals import rounded
from .text import slug

if TYPE_CHECKING:
    from .bank import Bank
    from .notes import Note, Statement
    from .questions import Ground
    from .text import Text
    from .vocabulary import Field

Truth = Literal["TRUE", "FALSE", "UNKNOWN"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a value, and why."""

    truth: Truth
    ground: Ground = "true"
    #: The author's own sentence, where there is one.
    because: Text | None = None
    #: The note that the value belongs to, where that makes it false here.
    other: str = ""


TRUE = Verdict("TRUE")
UNKNOWN = Verdict("UNKNOWN")


def status(bank: Bank, note: Note, field_name: str, value: str) -> Verdict:
    """Decide whether ``note`` has ``value`` in ``field_name``, from what the notes state.

    ``value`` is a ``Value.key``: of a value set, a note's name, a number or a text. Nothing is
    false merely because nobody said it: a value that no rule makes false is UNKNOWN.
    """
    if field_name == SUCCESSOR:
        return _successor_status(bank, note, value)
    if field_name == FORMERLY:
        if value in {slug(name.source) for name in note.formerly}:
            return TRUE
        return _identifies(bank, note, field_name, value)
    field = bank.vocabulary.fields[field_name]
    statement = note.statements.get(field_name)
    if statement is None:
        return _identifies(bank, note, field_name, value) if field.identifies else UNKNOWN
    if _is_stated(bank, field, statement, value):
        return TRUE
    if value in statement.denied:
        return Verdict("FALSE", "stated", statement.denied[value])
    if field.kind == "number":
        return _other_number(field, statement, value)
    if field.kind == "text":
        return _identifies(bank, note, field_name, value) if field.identifies else UNKNOWN
    return _excluded(bank, field, statement, value)


def _is_stated(bank: Bank, field: Field, statement: Statement, value: str) -> bool:
    if not field.is_set:
        return value in statement.keys
    known = bank.vocabulary.values[field.of]
    return any(value == stated or value in known[stated].ancestors for stated in statement.keys)


def _other_number(field: Field, statement: Statement, value: str) -> Verdict:
    """Rule a number out where the field has one only, and readers see another one."""
    if not field.one or not statement.values:
        return UNKNOWN
    if any(rounded(Fraction(value)) == rounded(Fraction(stated)) for stated in statement.keys):
        return UNKNOWN
    return Verdict("FALSE", "number")


def _excluded(bank: Bank, field: Field, statement: Statement, value: str) -> Verdict:
    """Rule a value out because the list is closed or holds one value only."""
    if not (statement.closed or (field.one and statement.values)):
        return UNKNOWN
    if any(_may_coincide(bank, field, value, stated) for stated in statement.keys):
        return UNKNOWN
    return Verdict("FALSE", "closed list" if statement.closed else "one only")


def _may_coincide(bank: Bank, field: Field, value: str, stated: str) -> bool:
    if field.is_set:
        return bank.vocabulary.may_coincide(field.of, value, stated)
    one, other = bank.notes.get(value), bank.notes.get(stated)
    # A name that points nowhere may be meant for any note.
    return one is None or other is None or overlapping(one, other)


def _identifies(bank: Bank, note: Note, field_name: str, value: str) -> Verdict:
    """A text that identifies another note of this type is false here."""
    owners = bank.owners(note.type, field_name, value)
    if not owners or any(owner is note or overlapping(note, owner) for owner in owners):
        return UNKNOWN
    if any(bank.is_whole(note, owner) for owner in owners):
        return UNKNOWN
    owner = owners[0]
    because = owner.unlike.get(note.name) if field_name != FORMERLY else None
    return Verdict("FALSE", "contrast" if because else "identifies", because, owner.name)


def _successor_status(bank: Bank, note: Note, value: str) -> Verdict:
    """What took the place of the successor has taken the place of the note too."""
    after = successors(bank, note)
    other = bank.notes.get(value)
    if not after or other is None:
        return UNKNOWN
    if other is after[0]:
        return TRUE
    if any(other is one or overlapping(other, one) for one in after):
        return UNKNOWN
    return Verdict("FALSE", "one only")


def successors(bank: Bank, note: Note) -> list[Note]:
    """Give the note that took the place of a note, what took the place of that, and so on."""
    found: list[Note] = []
    while note.status and note.status.successor:
        after = bank.notes.get(note.status.successor.source)
        if after is None or after in found:
            break
        found.append(after)
        note = after
    return found
