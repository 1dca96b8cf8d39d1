"""What the notes say for certain, for the second proof: sets of what is true and what is false.

For one claim at a time the values that are certainly true, or certainly false on the ground that
the claim names, are laid out as a set, and the claim has to lie in it. What cannot be decided lies
in no set.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from .arithmetic import read_number, round_half_up
from .text import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .notes import Note, Statement
    from .questions import Claim
    from .text import Text
    from .vocabulary import Field, ValueDef, Vocabulary

FORMERLY, SUCCESSOR = "formerly", "successor"
#: Digits after the point that a number of a note keeps when it is shown.
SHOWN = 12

# Everything but letters and digits, save the signs that make another name (C, C++, C#) and the
# point, the minus and the signs that make another number.
_NOISE = re.compile(r"(?!(?<=\d)[.,]\d|(?<![\w)])[-\u2212]\d|[+#<>=%])[\W_]")


class Certain:
    """The notes, and for one claim at a time the sets of what is true and false."""

    def __init__(self, notes: Mapping[str, Note], vocabulary: Vocabulary) -> None:
        self.notes = notes
        self.vocabulary = vocabulary
        self.names: dict[str, set[str]] = {}
        self.types: dict[str, set[str]] = {}
        for note in notes.values():
            self.types.setdefault(note.type, set()).add(note.name)
            for name in names_of(note):
                self.names.setdefault(name, set()).add(note.name)
        self.sharing: dict[tuple[str, str, str], set[str]] = {}
        for note in notes.values():
            for field, key in texts_of(note):
                self.sharing.setdefault((note.type, field, key), set()).add(note.name)
        self.kin: dict[str, dict[str, set[str]]] = {}
        self.false_by: dict[str, Callable[[Claim], set[str]]] = {
            "stated": self.denied,
            "one only": self.not_the_one,
            "closed list": self.not_listed,
            "identifies": partial(self.owned, why=self.same_type),
            "number": self.other_number,
            "contrast": partial(self.owned, why=self.told_apart),
        }

    def holds(self, claim: Claim) -> bool:
        """Whether a claim is as true or as false as it says, on the ground that it gives."""
        true = self.true(claim)
        if claim.truth:
            denied = self.denied(claim) & {claim.value, *self.above(claim.field, {claim.value})}
            return claim.ground == "true" and claim.value in true and not denied
        false = self.false_by.get(claim.ground)
        return false is not None and claim.value in false(claim) - true

    def true(self, claim: Claim) -> set[str]:
        note = self.notes[claim.note]
        if claim.field == FORMERLY:
            return {slug(name.source) for name in note.formerly}
        if claim.field == SUCCESSOR:
            return self.successor(note)
        statement = self.statement(claim)
        stated = {value.key for value in statement.values} if statement else set()
        return stated | self.above(claim.field, stated)

    def above(self, field_name: str, keys: set[str]) -> set[str]:
        known = self.values(field_name)
        return set().union(*(known[key].ancestors for key in keys & known.keys()))

    def denied(self, claim: Claim) -> set[str]:
        statement = self.statement(claim)
        return set(statement.denied) if statement else set()

    def not_the_one(self, claim: Claim) -> set[str]:
        if claim.field == SUCCESSOR:
            return self.outside(set(self.notes), self.successors(self.notes[claim.note]), claim)
        statement = self.statement(claim)
        if not statement or len(statement.values) != 1 or not self.field(claim).one:
            return set()
        return self.outside(self.sphere(claim.field), {statement.values[0].key}, claim)

    def not_listed(self, claim: Claim) -> set[str]:
        statement = self.statement(claim)
        if not statement or not statement.closed:
            return set()
        stated = {value.key for value in statement.values}
        if stated:
            return self.outside(self.sphere(claim.field), stated, claim)
        return self.sphere(claim.field)

    def other_number(self, claim: Claim) -> set[str]:
        statement = self.statement(claim)
        if not statement or len(statement.values) != 1 or not self.field(claim).one:
            return set()
        stated, claimed = read_number(statement.values[0].key), read_number(claim.value)
        if self.field(claim).kind != "number" or stated is None or claimed is None:
            return set()
        differ = round_half_up(stated, SHOWN) != round_half_up(claimed, SHOWN)
        return {claim.value} if differ else set()

    def owned(self, claim: Claim, why: Callable[[Note, Note], bool]) -> set[str]:
        """Give what identifies the other note, where that excludes the note of the claim."""
        note, other = self.notes[claim.note], self.notes.get(claim.other)
        if other is None or not why(note, other):
            return set()
        # Notes that overlap may share a text; whatever may be one of them may have it too.
        sharing = {other.name} | self.sharing.get((other.type, claim.field, claim.value), set())
        if any(name == note.name or self.overlapping(note.name, name) for name in sharing):
            return set()
        if any(note.name in self.wholes(self.notes[name]) for name in sharing):
            return set()
        return self.identifying(claim, other)

    @staticmethod
    def same_type(note: Note, other: Note) -> bool:
        return note.type == other.type

    @staticmethod
    def told_apart(note: Note, other: Note) -> bool:
        return other.name in note.unlike or note.name in other.unlike

    def identifying(self, claim: Claim, other: Note) -> set[str]:
        if claim.field == FORMERLY:
            return {slug(name.source) for name in other.formerly}
        statement = other.statements.get(claim.field)
        if not statement or not self.field(claim).identifies:
            return set()
        return {value.key for value in statement.values if value.text}

    def wholes(self, part: Note) -> set[str]:
        """Name what a note is a part of; whatever the part does, it does too."""
        stated = part.statements.items()
        named = [one.values for field, one in stated if self.vocabulary.fields[field].whole]
        return {value.key for values in named for value in values}

    def field(self, claim: Claim) -> Field:
        """Give the field of a claim, of which there must be a statement."""
        return self.vocabulary.fields[claim.field]

    def statement(self, claim: Claim) -> Statement | None:
        return self.notes[claim.note].statements.get(claim.field)

    def successor(self, note: Note) -> set[str]:
        if note.status is None or note.status.successor is None:
            return set()
        text = note.status.successor.source
        found = {text} if text in self.notes else self.names.get(plain(text), set())
        return found if len(found) == 1 else set()

    def successors(self, note: Note) -> set[str]:
        """Give the successor, its own successor and so on: each of them has taken the place."""
        found: set[str] = set()
        while (ahead := self.successor(note) - found) and (name := ahead.pop()):
            found.add(name)
            note = self.notes[name]
        return found

    def values(self, field_name: str) -> Mapping[str, ValueDef]:
        field = self.vocabulary.fields.get(field_name)
        if field and field.kind in {"values", "codes"}:
            return self.vocabulary.values.get(field.of, {})
        return {}

    def is_notes(self, field_name: str) -> bool:
        field = self.vocabulary.fields.get(field_name)
        return field_name == SUCCESSOR or bool(field and field.kind == "notes")

    def sphere(self, field_name: str) -> set[str]:
        """Give every value that a field can have; none where they cannot be listed, as of texts.

        Two texts may say the same in other words, so that being another text proves nothing.
        """
        if self.is_notes(field_name):
            return self.types.get(self.vocabulary.fields[field_name].of, set())
        return set(self.values(field_name))

    def outside(self, sphere: set[str], stated: set[str], claim: Claim) -> set[str]:
        """Give the values that can be true together with none of the stated ones."""
        if not stated or not stated <= sphere:
            return set()
        return {value for value in sphere if not self.may_meet(claim.field, value, stated)}

    def may_meet(self, field_name: str, value: str, others: set[str]) -> bool:
        if self.is_notes(field_name):
            return value in others or any(self.overlapping(value, other) for other in others)
        return bool(self.relatives(field_name)[value] & others)

    def overlapping(self, one: str, other: str) -> bool:
        return other in self.notes[one].overlaps or one in self.notes[other].overlaps

    def relatives(self, field_name: str) -> dict[str, set[str]]:
        of = self.vocabulary.fields[field_name].of
        if of not in self.kin:
            self.kin[of] = _relatives(self.vocabulary.values[of])
        return self.kin[of]

    def wordings(self, claim: Claim) -> set[str]:
        """Give what the value of a claim may be called, without case and punctuation."""
        if self.is_notes(claim.field):
            return names_of(self.notes[claim.value])
        known = self.values(claim.field)
        if claim.value in known:
            return wordings_of([known[claim.value].label])
        texts: list[Text] = []
        for note in [self.notes[name] for name in (claim.note, claim.other) if name]:
            texts += note.formerly if claim.field == FORMERLY else ()
            statement = note.statements.get(claim.field)
            texts += [value.text for value in statement.values if value.text] if statement else []
        return wordings_of(text for text in texts if slug(text.source) == claim.value)


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Leave out what does not make a text another one: case, width, spaces, punctuation."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub("", text) or text.strip()


def wordings_of(texts: Iterable[Text]) -> set[str]:
    return {plain(wording) for text in texts for wording in (text.source, str(text))}


def names_of(note: Note) -> set[str]:
    texts = wordings_of([note.title, *note.also, *note.formerly])
    return texts | {plain(name) for name in (note.name, *note.aliases)}


def texts_of(note: Note) -> Iterator[tuple[str, str]]:
    """Give the keys of all texts of a note, each with its field."""
    for name in note.formerly:
        yield FORMERLY, slug(name.source)
    for field, statement in note.statements.items():
        for value in statement.values:
            if value.text:
                yield field, value.key


def _relatives(values: Mapping[str, ValueDef]) -> dict[str, set[str]]:
    """Give for each value all that may be true where it is true.

    These are what shares a kind with it (each is a kind of itself), and what has somebody in its
    line that overlaps with somebody in this line; a line is what the own kinds are kinds of.
    """
    below = {key: {key} for key in values}
    for key, value in values.items():
        for ancestor in value.ancestors & values.keys():
            below[ancestor].add(key)
    line = {
        key: kinds.union(*(values[kind].ancestors & values.keys() for kind in kinds))
        for key, kinds in below.items()
    }
    beside: dict[str, set[str]] = {key: set() for key in values}
    for key, value in values.items():
        for other in value.overlaps & values.keys():
            beside[key].add(other)
            beside[other].add(key)
    found = {}
    for key in values:
        touched = set().union(*(beside[kin] for kin in line[key]))
        found[key] = {
            other for other in values if below[key] & below[other] or touched & line[other]
        }
    return found
