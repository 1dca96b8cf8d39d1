"""All notes of a site together: who is who, and what cannot stand beside each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from .notes import FORMERLY, Note
from .problems import Problem, did_you_mean
from .text import fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .vocabulary import Vocabulary


@dataclass(slots=True)
class Bank:
    """Every note by name, and every name, title and former name by what it points to."""

    vocabulary: Vocabulary
    #: In the order of their documents.
    notes: dict[str, Note] = field(default_factory=dict)
    #: Folded title, other name, former name or alias → name of the note.
    names: dict[str, str] = field(default_factory=dict)
    #: (type, field, key of a text) → names of the notes that the text identifies: one, unless
    #: they overlap.
    owned: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    #: Names of notes that cannot be read; who names them is not to blame.
    unread: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, notes: Iterable[Note], vocabulary: Vocabulary, unread: Iterable[str] = ()) -> Bank:
        """Join notes; whatever two of them cannot both have is reported with both places."""
        bank = cls(vocabulary, unread=frozenset(unread))
        for note in sorted(notes, key=lambda note: note.docname):
            bank._add(note)
        bank._name_notes()
        for note in bank.notes.values():
            bank._own(note)
        for note in bank.notes.values():
            bank._check_references(note)
            bank._check_contradictions(note)
        bank._check_unique("identifies")
        bank._check_unique("order")
        return bank

    def resolve(self, text: str) -> Note | None:
        """Find the note that a title, a former name, an alias or a name means."""
        name = self.names.get(fold(text))
        return self.notes.get(name) if name else None

    def owners(self, type_name: str, field_name: str, value: str) -> list[Note]:
        """Find the notes of a type that an identifying text or a former name belongs to."""
        return [self.notes[name] for name in self.owned.get((type_name, field_name, value), ())]

    def by_type(self, type_name: str) -> list[Note]:
        return [note for note in self.notes.values() if note.type == type_name]

    def report(self, note: Note, line: int, subtype: str, message: str) -> None:
        self.problems.append(Problem(note.path, line, subtype, message))

    def _add(self, note: Note) -> None:
        other = self.notes.get(note.name)
        if other is not None:
            message = f"a second note '{note.name}', the other is {other.path}; rename one file"
            self.report(note, note.line, "duplicate", message)
            return
        self.notes[note.name] = note

    def _name_notes(self) -> None:
        """Let every name point to its note; of two notes that claim it, one is told, once."""
        places: dict[str, tuple[Note, int]] = {}
        told: set[frozenset[str]] = set()
        for note, name, line in self._claims():
            owner, place = places.setdefault(fold(name), (note, line))
            self.names[fold(name)] = owner.name
            if owner is note:
                continue
            if name in note.aliases:
                self._forget_alias(note.name, name)
            if frozenset({note.name, owner.name}) not in told:
                message = (
                    f"'{name}' is a name of this note and of {owner.path}:{place}; "
                    f"one thing has one note"
                )
                self.report(note, line, "contradiction", message)
            told.add(frozenset({note.name, owner.name}))

    def _claims(self) -> Iterator[tuple[Note, str, int]]:
        """Every name of every note, with its line: those of today before those of earlier days."""
        notes = list(self.notes.values())
        for note in notes:
            yield note, note.name, note.line
            yield note, note.title.source, note.title.line
        for note in notes:
            yield from ((note, name.source, name.line) for name in (*note.also, *note.formerly))
        for note in notes:
            yield from ((note, name, line) for name, line in note.aliases.items())

    def _forget_alias(self, name: str, alias: str) -> None:
        """Ids are made from aliases, and those of two notes must not be the same."""
        note = self.notes[name]
        kept = {other: line for other, line in note.aliases.items() if other != alias}
        self.notes[name] = replace(note, aliases=kept)

    def _own(self, note: Note) -> None:
        texts = [(FORMERLY, slug(name.source)) for name in note.formerly]
        for statement in note.statements.values():
            if self.vocabulary.fields[statement.field].identifies:
                texts += [(statement.field, key) for key in statement.keys]
        for field_name, key in texts:
            self.owned.setdefault((note.type, field_name, key), []).append(note.name)

    def _check_references(self, note: Note) -> None:
        for what, names in (
            ("unlike", {name: text.line for name, text in note.unlike.items()}),
            ("overlaps", note.overlaps),
        ):
            for name, line in names.items():
                self._check_note(note, what, name, line)
        for statement in note.statements.values():
            field_ = self.vocabulary.fields[statement.field]
            if field_.kind == "notes":
                for value in statement.values:
                    self._check_note(note, field_.name, value.key, value.line, field_.of)

    def _check_note(self, note: Note, what: str, name: str, line: int, of: str = "") -> None:
        other = self.notes.get(name)
        if other is None:
            if name not in self.unread:
                meant = self.resolve(name)
                hint = did_you_mean(meant.name if meant else name, self.notes)
                self.report(note, line, "reference", f"{what}: no note '{name[:60]}'{hint}")
        elif other is note:
            self.report(note, line, "reference", f"{what}: '{name}' is this note itself")
        elif of and other.type != of:
            message = f"{what}: '{name}' is of type '{other.type}', and '{of}' is wanted"
            self.report(note, line, "reference", message)

    def _check_contradictions(self, note: Note) -> None:
        """A value cannot be false where a kind of it is true; what overlaps cannot be unlike."""
        for statement in note.statements.values():
            field_ = self.vocabulary.fields[statement.field]
            if field_.kind != "values":
                continue
            for value in statement.values:
                ancestors = self.vocabulary.values[field_.of][value.key].ancestors
                for denied in sorted(ancestors & statement.denied.keys()):
                    line = statement.denied[denied].line
                    message = (
                        f"{field_.name}: '{value.key}' is a kind of '{denied}', "
                        f"which {note.path}:{line} denies"
                    )
                    self.report(note, value.line, "contradiction", message)
        for name in sorted(note.unlike.keys() & note.overlaps.keys()):
            message = f"unlike: '{name}' stands under 'overlaps' in line {note.overlaps[name]} too"
            self.report(note, note.unlike[name].line, "contradiction", message)

    def _check_unique(self, flag: Literal["identifies", "order"]) -> None:
        """What identifies one note, or its place in an order, cannot be a second note's."""
        seen: dict[tuple[str, str, str], tuple[Note, int]] = {}
        for note in self.notes.values():
            for statement in note.statements.values():
                if not getattr(self.vocabulary.fields[statement.field], flag):
                    continue
                for value in statement.values:
                    text = fold(value.text.source) if value.text else value.key
                    mark = (note.type, statement.field, text)
                    other, line = seen.setdefault(mark, (note, value.line))
                    if other is not note and not overlapping(note, other):
                        message = (
                            f"{statement.field}: this also stands at {other.path}:{line} and can "
                            f"be true of one note only; change one of them"
                        )
                        self.report(note, value.line, "contradiction", message)

    def is_whole(self, note: Note, part: Note) -> bool:
        """Whether one note is what the other is a part of, and so does all that it does."""
        fields = self.vocabulary.fields
        return any(
            note.name in statement.keys
            for statement in part.statements.values()
            if fields[statement.field].whole
        )


def overlapping(one: Note, other: Note) -> bool:
    """Whether an author said that what identifies one may be true of the other."""
    return other.name in one.overlaps or one.name in other.overlaps
