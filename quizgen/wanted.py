"""What a page asks to be shown of all notes, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from .problems import Problem, did_you_mean
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .bank import Bank

Kind = Literal["list", "table", "matrix", "compare", "names", "codes", "cycle"]

#: Every note has them, and they can stand where the name of a field can.
TITLE, STATUS = "title", "status"
#: Kinds of fields whose values several notes share.
SHARED = ("values", "notes", "codes")
#: Kinds of overviews that can show notes of every type at once.
OF_ALL_TYPES = ("names", "codes")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a page asks to be shown."""

    kind: Kind
    path: str
    line: int
    type: str = ""
    #: Fields that make the groups; of each note the first one counts that it states.
    by: tuple[str, ...] = ()
    #: Fields with a value that a note has to have.
    where: tuple[tuple[str, str], ...] = ()
    rows: str = ""
    #: Fields of a table, some of them together in one column, or the one field of a matrix.
    columns: tuple[tuple[str, ...], ...] = ()
    #: A field with codes, and the value whose codes are listed.
    field: str = ""
    value: str = ""
    classes: tuple[str, ...] = ()
    #: The id of the section it stands in, and how many sections stand there before it.
    under: str = ""
    after: int = 0

    @property
    def digest(self) -> str:
        """Hash what is asked for, wherever in the file that stands."""
        return digest(repr(replace(self, path="", line=0)))


def problems(wanted: Wanted, bank: Bank) -> list[Problem]:
    """Say what is wrong with what is asked for."""
    return [
        Problem(wanted.path, wanted.line, "value", f"{{quiz-{wanted.kind}}}: {message}")
        for message in _Mistakes(wanted, bank).all()
    ]


class _Mistakes:
    def __init__(self, wanted: Wanted, bank: Bank) -> None:
        self.wanted = wanted
        self.bank = bank
        self.types = bank.vocabulary.types
        self.fields = bank.vocabulary.fields

    def all(self) -> Iterator[str]:
        wanted, types = self.wanted, self.types
        if not wanted.type and wanted.kind not in OF_ALL_TYPES:
            yield f"say the type of the notes{did_you_mean('', types)}"
            return
        if wanted.type and wanted.type not in types:
            yield f"type: no type '{wanted.type[:60]}'{did_you_mean(wanted.type, types)}"
            return
        for name in wanted.by:
            yield from self.unknown("by", name, (TITLE, STATUS))
        for name, value in wanted.where:
            yield from self.unknown("where", name, (STATUS,)) or self.no_value("where", name, value)
        if wanted.kind == "codes":
            yield from self.no_codes()
        if wanted.kind == "matrix":
            yield from self.not_a_matrix()
        if wanted.kind == "cycle" and not any(
            self.fields[name].order for name in types[wanted.type].fields
        ):
            yield f"no field of '{wanted.type}' puts its notes in order"
        for name in (name for names in wanted.columns for name in names):
            is_matrix = wanted.kind == "matrix"
            more = (STATUS,) if is_matrix else ()
            yield from self.unknown("columns", name, more, shared=is_matrix)

    def not_a_matrix(self) -> Iterator[str]:
        rows, columns = self.wanted.rows, self.wanted.columns
        if not rows or [len(names) for names in columns] != [1]:
            yield "say 'rows' and 'columns', each with one field"
        if rows:
            yield from self.unknown("rows", rows, (TITLE, STATUS))

    def no_codes(self) -> Iterator[str]:
        field, value = self.wanted.field, self.wanted.value
        coded = [name for name, one in self.fields.items() if one.kind == "codes"]
        if not field or not value:
            yield f"say 'field', a field with codes, and 'value'{did_you_mean('', coded)}"
        elif field not in coded:
            yield f"field: no field '{field[:60]}' with codes{did_you_mean(field, coded)}"
        else:
            yield from self.no_value("value", field, value)

    def unknown(
        self, option: str, name: str, more: tuple[str, ...], *, shared: bool = True
    ) -> list[str]:
        """Say that a field cannot stand in an option."""
        if name in more:
            return []
        own = self.types[self.wanted.type].fields if self.wanted.type else ()
        fields = own or tuple(self.fields)
        fitting = [one for one in fields if not shared or self.fields[one].kind in SHARED]
        if name in fitting:
            return []
        hint = did_you_mean(name, [*fitting, *more])
        if name in fields:
            return [f"{option}: '{name}' has no values that notes share{hint}"]
        return [f"{option}: no field '{name[:60]}'{hint}"]

    def no_value(self, option: str, name: str, value: str) -> list[str]:
        field = self.fields.get(name)
        if field and field.kind == "notes":
            known = [note.name for note in self.bank.by_type(field.of)]
        else:
            known = list(self.bank.vocabulary.values.get(field.of if field else STATUS, {}))
        if value in known:
            return []
        return [f"{option}: no value '{value[:60]}' of '{name}'{did_you_mean(value, known)}"]
