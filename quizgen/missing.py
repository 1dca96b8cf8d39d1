"""Proofs that are missing, and the lines that would supply them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .notes import FORMERLY, SUCCESSOR
from .questions import Missing
from .truth import status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .bank import Bank
    from .notes import Note, Value

#: So many are named; an author goes on from there.
MAX_NAMED = 3


class Proofs:
    """Names what a bank would have to state for a value to be false of a note."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def of_notes(
        self, others: Iterable[Note], given: Mapping[str, tuple[Value, ...]]
    ) -> Iterator[Missing]:
        """Notes that would be distractors if one of the given values were false of them."""
        for other in others:
            asked = ((name, value) for name, values in given.items() for value in values)
            found = (self.of_value(other, name, value) for name, value in asked)
            if missing := next((one for one in found if one), None):
                yield missing

    def of_value(self, note: Note, name: str, value: Value) -> Missing | None:
        """None where something is known of the value, or nothing that can be written says more."""
        if status(self.bank, note, name, value.key).truth != "UNKNOWN":
            return None
        if lines := self.lines(note, name, value):
            what = f"whether {shown(name, value)} is true of {note.title.source}"
            return self.missing(note, name, what, lines)
        return None

    def of_values(self, note: Note, name: str, values: Iterable[Value]) -> Missing | None:
        """One line says of all of them whether they are true of the note."""
        unknown = [value for value in values if self.of_value(note, name, value)][:MAX_NAMED]
        if not unknown:
            return None
        named = " or ".join(shown(name, value) for value in unknown)
        what = f"whether {named} is true of {note.title.source}"
        return self.missing(note, name, what, self.lines(note, name, unknown[0]))

    def of_list(self, note: Note, name: str) -> Missing | None:
        """Nobody said that a list is whole."""
        statement = note.statements.get(name)
        if statement is None or statement.closed or not self.closable(name):
            return None
        what = f"whether anything else under `{name}` is true of {note.title.source}"
        listed = ", ".join(statement.keys)
        return self.missing(note, name, what, f"`{name}: {{only: [{listed}]}}`")

    def of_silent(self, others: Iterable[Note], name: str) -> Iterator[Missing]:
        """Notes that say nothing about what is asked, and so have no distractor to offer."""
        if name not in self.bank.vocabulary.fields:  # most things never had another name
            return
        for other in others:
            if name not in other.statements:
                yield self.missing(other, name, f"`{name}` of {other.title.source}", f"`{name}: …`")

    def of_company(self, note: Note) -> Missing:
        """A note that stands beside no other has nothing to be taken for."""
        what, fields = f"what {note.title.source} is taken for", self.bank.vocabulary.fields
        groups = [
            name for name in self.bank.vocabulary.types[note.type].fields if fields[name].group
        ]
        stated = [
            (name, key)
            for name in groups
            if name in note.statements
            for key in note.statements[name].keys
        ]
        if groups and not stated:
            return self.missing(note, groups[0], what, f"`{groups[0]}: …`")
        same = " and ".join(f"`{name}: {key}`" for name, key in stated)
        write = f"another note with {same}" if same else f"another note of type `{note.type}`"
        return Missing(what=what, write=write)

    def missing(self, note: Note, name: str, what: str, write: str) -> Missing:
        statement = note.statements.get(name)
        line = statement.line if statement else note.line
        return Missing(what=what, write=write, path=note.path, line=line)

    def closable(self, name: str) -> bool:
        field = self.bank.vocabulary.fields.get(name)
        return field is not None and field.kind in {"values", "notes"}

    def lines(self, note: Note, name: str, value: Value) -> str:
        """What an author may write so that the value is false; nothing where nothing helps."""
        field = self.bank.vocabulary.fields.get(name)
        if name in {FORMERLY, SUCCESSOR} or field is None or field.kind == "codes":
            return ""
        if field.identifies:  # it is another's already, and `overlaps` joins the two
            return ""
        statement = note.statements.get(name)
        denial = code(f"{name}: {{not: {{{as_key(value)}: why}}}}")
        if field.one:
            return denial if statement else f"`{name}: …`"
        # What may be the same as something in the list is not ruled out by its end.
        if not self.closable(name) or (statement and not self.ends(note, name, value)):
            return denial
        return f"`{name}: {{only: […]}}` or {denial}"

    def ends(self, note: Note, name: str, value: Value) -> bool:
        """Whether the value would be false if the list of the note were closed."""
        field, statement = self.bank.vocabulary.fields[name], note.statements[name]
        if statement.closed:
            return False
        if not field.is_set:
            return True
        return not any(
            self.bank.vocabulary.may_coincide(field.of, value.key, stated)
            for stated in statement.keys
        )


def shown(name: str, value: Value) -> str:
    return code(f"{name}: {value.text.source if value.text else value.key}")


def as_key(value: Value) -> str:
    """A value as the key of a mapping."""
    return json.dumps(value.text.source, ensure_ascii=False) if value.text else value.key


def code(text: str) -> str:
    """Mark a text as code, which may have marks of its own in it."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
