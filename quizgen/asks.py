"""What item models ask of notes: the questions that are to be made, before anything is proved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .models import ASK_NEXT, ASK_NOTE, ASK_ORDER
from .notes import FORMERLY, SUCCESSOR, Value
from .text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .bank import Bank
    from .models import ItemModel
    from .notes import Note

#: What may be asked for and is no field.
NO_FIELDS = {ASK_NOTE, ASK_NEXT, ASK_ORDER}


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to be made: what is given of a note, and the part of its id."""

    note: Note
    model: ItemModel
    #: Field → the values that stand in the stem.
    given: dict[str, tuple[Value, ...]]
    suffix: str = ""
    #: The values that are the key, where values are asked for.
    keys: tuple[Value, ...] = ()
    #: The stem in the words of the notes, whatever the edition: what it names is no option.
    stem: str = ""

    @property
    def choose(self) -> int:
        return len(self.keys) or 1

    @property
    def id(self) -> str:
        return f"{self.note.identity}.{self.model.name}{self.suffix}"


class Asks:
    """Finds what is asked, and what notes state of it.

    Former names and a successor count as fields here, beside those of the vocabulary.
    """

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def of(self, note: Note, models: Iterable[ItemModel]) -> Iterator[Ask]:
        """Give everything that item models ask of a note."""
        for model in models:
            if model.type == note.type:
                yield from self.of_model(note, model)

    def of_model(self, note: Note, model: ItemModel) -> Iterator[Ask]:
        """One question per text or former name given, otherwise one for all values together.

        Where there may be more of them the id names which one it is, so that the next one that
        somebody adds changes no id.
        """
        given: dict[str, tuple[Value, ...]] = {}
        for name in model.given:
            given[name] = self.stated(note, name)
            if not given[name]:
                return
        texts = [name for name in given if self.is_text(name)]
        if len(texts) == 1 and self.is_many(texts[0]):
            for value in given[texts[0]]:
                one = given | {texts[0]: (value,)}
                yield from self.asked(Ask(note, model, one, f"~{value.key}"))
        else:
            yield from self.asked(Ask(note, model, given))

    def asked(self, ask: Ask) -> Iterator[Ask]:
        """One question per value asked for, unless all are asked for together."""
        name = ask.model.ask
        if name in NO_FIELDS:
            yield ask
            return
        values = self.stated(ask.note, name)
        if ask.model.choose == "one" and self.is_many(name):
            for value in values:
                suffix = f"{ask.suffix}~{self.value_id(name, value)}"
                yield replace(ask, keys=(value,), suffix=suffix)
        elif values:
            yield replace(ask, keys=values)

    def stated(self, note: Note, name: str) -> tuple[Value, ...]:
        if name == FORMERLY:
            return tuple(Value(key=slug(t.source), line=t.line, text=t) for t in note.formerly)
        if name == SUCCESSOR:
            successor = note.status and note.status.successor
            known = self.bank.notes.get(successor.source) if successor else None
            return (Value(key=known.name, line=note.line),) if known else ()
        statement = note.statements.get(name)
        fields = self.bank.vocabulary.fields
        values = statement.values if statement else ()
        if name in fields and fields[name].kind == "notes":
            return tuple(value for value in values if value.key in self.bank.notes)
        return values

    def is_text(self, name: str) -> bool:
        field = self.bank.vocabulary.fields.get(name)
        return name == FORMERLY or (field is not None and field.kind == "text")

    def is_many(self, name: str) -> bool:
        field = self.bank.vocabulary.fields.get(name)
        return name == FORMERLY or (field is not None and not field.one)

    def is_number(self, name: str) -> bool:
        field = self.bank.vocabulary.fields.get(name)
        return field is not None and field.kind == "number"

    def value_id(self, name: str, value: Value) -> str:
        note = self.bank.notes.get(value.key) if self.is_note(name) else None
        return note.identity if note else value.key

    def is_note(self, name: str) -> bool:
        field = self.bank.vocabulary.fields.get(name)
        return name == SUCCESSOR or (field is not None and field.kind == "notes")
