"""What index pages show: the notes of a site grouped, laid out in tables, and compared."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from babel.numbers import format_percent

from .text import capital, fill, fold
from .wanted import STATUS, TITLE, problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .bank import Bank
    from .notes import Note, Statement, Value
    from .sentences import Sentences
    from .vocabulary import CodePart, Field, ValueDef
    from .wanted import Wanted

#: Stands in a cell of a matrix that says no more than that it is so.
MARK = "•"
OTHERS = "others"


class Mention(NamedTuple):
    """A note as other pages name it."""

    name: str
    docname: str
    title: str
    #: Its status with the label, where that is not the usual one, and what to use instead.
    status: str = ""
    label: str = ""
    instead: str | Mention = ""

    @classmethod
    def of(cls, note: Note) -> Mention:
        return cls(note.name, note.docname, str(note.title))


#: A text in inline Markdown, or a note.
Part = str | Mention
Line = tuple[Part, ...]
Cell = tuple[Line, ...]


class Entries(NamedTuple):
    """Notes, each with what it is."""

    entries: tuple[tuple[Mention, str], ...]


class Cycle(NamedTuple):
    """Notes that come one after the other, and the first again after the last."""

    entries: tuple[tuple[Mention, str], ...]
    #: What it shows, in a few words and in a sentence.
    title: str
    summary: str


class Table(NamedTuple):
    """A table; the first row and the first cell of each other row are its heads."""

    rows: tuple[tuple[Cell, ...], ...]


class Pairs(NamedTuple):
    """What tells two notes apart: a question, and a sentence about each of them."""

    pairs: tuple[tuple[str, tuple[tuple[Mention, str], ...]], ...]


class Terms(NamedTuple):
    """Texts, each with lines of notes below it."""

    terms: tuple[tuple[str, Cell], ...]


Block = Entries | Cycle | Table | Pairs | Terms


class Section(NamedTuple):
    """A group of notes; without a key it is shown without a heading."""

    key: str
    title: str
    #: What the group is, where it is a note itself.
    about: tuple[Mention, str] | None
    blocks: tuple[Block, ...]


class Group(NamedTuple):
    """Notes that have something in common."""

    #: The field, and the value of it that they share.
    field: str
    key: str
    title: str
    notes: tuple[Note, ...]


class Overview:
    """Lays out what pages ask for, from all notes of a site."""

    def __init__(self, bank: Bank, sentences: Sentences) -> None:
        self.bank = bank
        self.vocabulary = bank.vocabulary
        self.sentences = sentences
        self._ = sentences.translate
        self.statuses = list(self.vocabulary.values.get(STATUS, {}))

    def sections(self, wanted: Wanted) -> tuple[Section, ...]:
        """Give what is to be shown; nothing where an option is wrong, as ``problems`` says."""
        if problems(wanted, self.bank):
            return ()
        notes = self.notes(wanted)
        if wanted.kind == "codes":
            return self.coded(notes, wanted)
        if not wanted.by:
            blocks = self.blocks(wanted, notes)
            return (Section("", "", None, blocks),) if blocks else ()
        groups = self.groups(notes, wanted.by, rest=wanted.kind != "compare")
        return tuple(
            Section(group.key, group.title, self.about(group), blocks)
            for group in groups
            if (blocks := self.blocks(wanted, group.notes))
        )

    def blocks(self, wanted: Wanted, notes: tuple[Note, ...]) -> tuple[Block, ...]:
        if not notes:
            return ()
        match wanted.kind:
            case "list":
                is_told = wanted.by == (STATUS,)  # by the heading
                return (Entries(tuple(self.entry(note, is_told=is_told) for note in notes)),)
            case "table":
                return (self.table(notes, wanted.columns),)
            case "matrix":
                return _filled(self.matrix(notes, wanted.rows, wanted.columns[0][0]))
            case "names":
                return _filled(self.names(notes))
            case "compare":
                return self.comparison(notes, wanted.by) if len(notes) > 1 else ()
            case "cycle":
                return (self.cycle(notes),)
            case "codes":
                return ()  # they make sections of their own

    # Which notes, and in which groups

    def notes(self, wanted: Wanted) -> tuple[Note, ...]:
        notes = self.bank.by_type(wanted.type) if wanted.type else self.bank.notes.values()
        asked: dict[str, list[str]] = {}
        for name, value in wanted.where:
            asked.setdefault(name, []).append(value)
        found = (
            note
            for note in notes
            if all(self.has_one(note, name, values) for name, values in asked.items())
        )
        return self.in_order(found)

    def has_one(self, note: Note, name: str, values: list[str]) -> bool:
        """Whether a note has one of these values, or a kind of it."""
        keys = self.keys(note, name)
        field = self.vocabulary.fields.get(name)
        if field and field.kind == "values":
            known = self.vocabulary.values[field.of]
            keys = [kind for key in keys for kind in (key, *known[key].ancestors)]
        return any(value in keys for value in values)

    def in_order(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """By the number that puts the notes of a type in order, else by the alphabet."""
        return tuple(sorted(notes, key=lambda note: (self.place(note), *_alphabetical(note))))

    def place(self, note: Note) -> float:
        for name, statement in note.statements.items():
            if self.vocabulary.fields[name].order and statement.values:
                return float(statement.values[0].number or 0)
        return float("inf")

    def groups(
        self, notes: Iterable[Note], by: tuple[str, ...], *, rest: bool = True
    ) -> list[Group]:
        """Group notes by the first of some fields that each of them states.

        The groups stand in the order of the vocabulary or of their notes; ``rest`` adds those
        that state none of the fields.
        """
        found: dict[tuple[int, str], list[Note]] = {}
        others = []
        for note in notes:
            stated = ((place, self.keys(note, name)) for place, name in enumerate(by))
            place, keys = next(((place, keys) for place, keys in stated if keys), (0, []))
            for key in keys:
                found.setdefault((place, key), []).append(note)
            if not keys:
                others.append(note)
        groups = [
            Group(name, key, capital(self.label(name, key)), tuple(found[place, key]))
            for place, name in enumerate(by)
            for key in self.known(name, [key for where, key in found if where == place])
        ]
        if others and rest:
            groups.append(Group("", OTHERS, self._("Others"), tuple(others)))
        return groups

    def keys(self, note: Note, name: str) -> list[str]:
        """The values by which a note is grouped."""
        if name == TITLE:
            title = str(note.title)
            return [next((char for char in title if char.isalnum()), title[:1]).upper()]
        if name == STATUS:
            return [note.status.value] if note.status else []
        statement = note.statements.get(name)
        return list(statement.keys) if statement else []

    def known(self, name: str, keys: list[str]) -> list[str]:
        """Put values of a field in order, and leave out names of notes that are not there."""
        if name == TITLE:
            return sorted(keys)
        field = self.vocabulary.fields.get(name)
        if field and field.kind == "notes":
            there = (self.bank.notes[key] for key in keys if key in self.bank.notes)
            return [note.name for note in self.in_order(there)]
        order = self.vocabulary.values[field.of] if field else self.statuses
        return [key for key in order if key in keys]

    def label(self, name: str, key: str) -> str:
        if name == TITLE:
            return key
        if name == STATUS:
            return str(self.vocabulary.values[STATUS][key].label)
        return self.sentences.label(name, key)

    def about(self, group: Group) -> tuple[Mention, str] | None:
        """The note that a group is named after."""
        field = self.vocabulary.fields.get(group.field)
        note = self.bank.notes[group.key] if field and field.kind == "notes" else None
        return (self.mention(note), self.gist(note)) if note else None

    # How a note is named

    def mention(self, note: Note) -> Mention:
        plain = Mention.of(note)
        status = note.status
        if status is None or status.value == self.statuses[0]:
            return plain
        instead: str | Mention = ""
        if status.successor:
            other = self.bank.notes.get(status.successor.source)
            instead = Mention.of(other) if other else str(status.successor)
        label = self.label(STATUS, status.value)
        return plain._replace(status=status.value, label=label, instead=instead)

    def entry(self, note: Note, *, is_told: bool) -> tuple[Mention, str]:
        mention = self.mention(note)
        if is_told:
            mention = mention._replace(status="", label="")
        return mention, self.gist(note)

    def gist(self, note: Note) -> str:
        """What identifies a note, in short."""
        for name in self.vocabulary.types[note.type].fields:
            if self.vocabulary.fields[name].identifies and name in note.statements:
                return self.sentences.values(note, name)
        return ""

    def cycle(self, notes: tuple[Note, ...]) -> Cycle:
        """Notes in their order, which ends where it began."""
        entries = tuple(self.entry(note, is_told=False) for note in notes)
        names = {"first": entries[0][0].title, "last": entries[-1][0].title}
        summary = self._("From “{first}” to “{last}”, and from there back to “{first}”.")
        title = str(self.vocabulary.types[notes[0].type].plural)
        return Cycle(entries, title, fill(summary, names))

    # Tables

    def table(self, notes: tuple[Note, ...], columns: tuple[tuple[str, ...], ...]) -> Table:
        """One row a note; columns in which no note of the table has anything are left out."""
        rows = [[self.joined(note, names) for names in columns] for note in notes]
        used = [place for place, _ in enumerate(columns) if any(row[place] for row in rows)]
        head = [" → ".join(map(self.heading, columns[place])) for place in used]
        body = [
            (self.named(note), *(row[place] for place in used))
            for note, row in zip(notes, rows, strict=True)
        ]
        return Table((self.head(notes, *head), *body))

    def joined(self, note: Note, names: tuple[str, ...]) -> Cell:
        """Several fields of a note in one cell, from the first to the last."""
        lines = [self.values(note, name) for name in names]
        if not any(lines):
            return ()
        first, *others = lines
        return ((*first, *(part for line in others for part in (" → ", *line))),)

    def values(self, note: Note, name: str) -> Line:
        statement = note.statements.get(name)
        parts = [self.value(name, value) for value in statement.values] if statement else []
        return _apart(parts)

    def value(self, name: str, value: Value) -> Part:
        field = self.vocabulary.fields[name]
        if field.kind == "notes" and value.key in self.bank.notes:
            return Mention.of(self.bank.notes[value.key])
        label = self.sentences.label(name, value)
        codes = ", ".join(self.sentences.code(name, code) for code in value.codes)
        return f"{label}: {codes}" if codes else label

    def named(self, note: Note) -> Cell:
        return ((self.mention(note),),)

    def head(self, notes: Iterable[Note], *labels: str) -> tuple[Cell, ...]:
        """The first row of a table of notes, with the name of their types in its corner."""
        types = dict.fromkeys(note.type for note in notes)
        corner = "; ".join(str(self.vocabulary.types[name].label) for name in types)
        return _cells(corner, *labels)

    def heading(self, name: str) -> str:
        return self._("Status") if name == STATUS else str(self.vocabulary.fields[name].label)

    def matrix(self, notes: tuple[Note, ...], rows: str, columns: str) -> Table:
        """Values of two fields, with the notes that have both; or notes and values of one field."""
        if rows == TITLE:
            wide = self.groups(notes, (columns,), rest=False)
            body = [
                (self.named(note), *(self.marked(note, columns, group) for group in wide))
                for note in notes
                if self.keys(note, columns)
            ]
            return Table((self.head(notes, *(group.title for group in wide)), *body))
        both = [note for note in notes if self.keys(note, rows) and self.keys(note, columns)]
        high, wide = (self.groups(both, (name,), rest=False) for name in (rows, columns))
        corner = f"{self.heading(rows)} → {self.heading(columns)}"
        head = _cells(corner, *(group.title for group in wide))
        body = []
        for group in high:
            there = {note.name for note in group.notes}
            cells = (
                tuple(
                    (self.mention(note)._replace(instead=""),)  # cells are small
                    for note in other.notes
                    if note.name in there
                )
                for other in wide
            )
            body.append((((group.title,),), *cells))
        return Table((head, *body))

    def marked(self, note: Note, name: str, group: Group) -> Cell:
        """What stands where a note meets a value: its codes, or that it has it."""
        if name == STATUS or note not in group.notes:
            return ((MARK,),) if note in group.notes else ()
        codes = next(one.codes for one in note.statements[name].values if one.key == group.key)
        shown = ", ".join(self.sentences.code(name, code) for code in codes)
        return ((shown or MARK,),)

    def names(self, notes: tuple[Note, ...]) -> Table:
        """Every former name and every other name, by the alphabet, with the name of today."""
        found: list[tuple[str, Note, str]] = []
        for note in notes:
            found += [
                (str(name), note, str(when or ""))
                for name, when in zip(note.formerly, note.formerly_when, strict=True)
            ]
            found += [(str(name), note, self._("another name of today")) for name in note.also]
        found.sort(key=lambda one: (one[0].casefold(), *_alphabetical(one[1])))
        head = _cells(self._("Name"), self._("Today"), self._("When"))
        body = [
            (((name,),), self.named(note), ((when,),) if when else ()) for name, note, when in found
        ]
        return Table((head, *body))

    # Codes

    def coded(self, notes: tuple[Note, ...], wanted: Wanted) -> tuple[Section, ...]:
        """A section for each part of a value, or one for all: its codes, and who names them."""
        value = self.vocabulary.values[self.vocabulary.fields[wanted.field].of][wanted.value]
        sections = {part.key: self.part_title(value, part) for part in value.parts.values()}
        found: dict[str, list[tuple[str, Cell]]] = {key: [] for key in sections or [""]}
        for code, label in value.codes.items():
            part = value.part_of(code)
            there = [note for note in notes if code in self.codes(note, wanted)]
            if part or not sections:
                term = f"{self.sentences.code(wanted.field, code)} {label}"
                found[part.key if part else ""].append((term, self.by_type(there, wanted.type)))
        return tuple(
            Section(key, sections.get(key, ""), None, (Terms(tuple(terms)),))
            for key, terms in found.items()
            if terms
        )

    def part_title(self, value: ValueDef, part: CodePart) -> str:
        share = format_percent(float(value.share(part)), locale=self.sentences.language)
        return f"{part.key} {capital(str(part.label))} ({share})"

    def codes(self, note: Note, wanted: Wanted) -> tuple[str, ...]:
        statement = note.statements.get(wanted.field)
        values = statement.values if statement else ()
        return next((one.codes for one in values if one.key == wanted.value), ())

    def by_type(self, notes: Iterable[Note], asked: str) -> Cell:
        """A line of notes for each of their types, with its name unless only one was asked for."""
        found: dict[str, list[Note]] = {name: [] for name in self.vocabulary.types}
        for note in notes:
            found[note.type].append(note)
        lines = []
        for name, there in found.items():
            mentions = [self.mention(note)._replace(instead="") for note in there]
            parts = _apart(mentions)
            label = "" if asked else f"{self.vocabulary.types[name].plural}: "
            lines += [(label, *parts) if label else parts] if parts else []
        return tuple(lines) or ((self._("none yet"),),)

    # Comparing

    def comparison(self, notes: tuple[Note, ...], by: tuple[str, ...]) -> tuple[Block, ...]:
        """One row for each field that two notes state at least, and what tells pairs apart."""
        names = dict.fromkeys(
            name for note in notes for name in self.vocabulary.types[note.type].fields
        )
        head = (self.head(notes)[0], *map(self.named, notes))
        body = [
            (((self.heading(name),),), *(self.compared(note, name) for note in notes))
            for name in names
            if name not in by and self.is_compared(notes, name)
        ]
        pairs = [
            (self.which(one, other), told)
            for one, other in combinations(notes, 2)
            if (told := self.told_apart(one, other))
        ]
        return (*_filled(Table((head, *body))), *((Pairs(tuple(pairs)),) if pairs else ()))

    def is_compared(self, notes: tuple[Note, ...], name: str) -> bool:
        stated = sum(name in note.statements for note in notes)
        return stated > 1 and self.vocabulary.fields[name].kind != "codes"

    def compared(self, note: Note, name: str) -> Cell:
        """All that a note says of a field, and what it denies."""
        statement = note.statements.get(name)
        if statement is None:
            return ()
        line = self.values(note, name)
        if statement.closed:
            line = (*line, " " + self._("(nothing else)")) if line else (self._("nothing"),)
        denied = self.denied(self.vocabulary.fields[name], statement)
        return (line, *denied) if line else denied

    def denied(self, field: Field, statement: Statement) -> Cell:
        if field.kind not in {"values", "notes"} or not statement.denied:
            return ()
        labels = "; ".join(self.sentences.label(field.name, key) for key in statement.denied)
        return ((self._("Not {value}").replace("{value}", labels),),)

    def which(self, one: Note, other: Note) -> str:
        titles = {"one": str(one.title), "other": str(other.title)}
        return fill(self._("{one} or {other}?"), titles)

    def told_apart(self, one: Note, other: Note) -> tuple[tuple[Mention, str], ...]:
        """What each of two notes says of the other."""
        both = ((one, other), (other, one))
        return tuple(
            (self.mention(about), str(teller.unlike[about.name]))
            for about, teller in both
            if about.name in teller.unlike
        )


def _alphabetical(note: Note) -> tuple[str, str]:
    return fold(str(note.title)), note.name


def _cells(*labels: str) -> tuple[Cell, ...]:
    return tuple(((label,),) for label in labels)


def _apart(parts: Iterable[Part]) -> Line:
    """Put a semicolon between parts."""
    return tuple(part for one in parts for part in ("; ", one))[1:]


def _filled(table: Table) -> tuple[Table, ...]:
    """Nothing where a table has no row but its head."""
    return (table,) if len(table.rows) > 1 else ()
