"""Which proven options a learner might take for the key: ranking, never sampling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from .text import digest

if TYPE_CHECKING:
    from .bank import Bank
    from .notes import Note
    from .vocabulary import Vocabulary

#: Weights of what makes two notes easy to confuse; they add up to 1.
SAME_GROUP, SHARED_FACTS, MINIMAL_CONTRAST, UNLIKE, NAMES = 0.30, 0.25, 0.20, 0.15, 0.10
#: Kinds of fields that two notes are compared by.
COMPARED = frozenset({"values", "notes"})
#: Below this nobody would choose the option.
FLOOR = 0.25
#: Strangers considered beside the group, so that the work for a note does not grow with the site.
STRANGERS = 12


@dataclass(frozen=True, slots=True)
class Traits:
    """What two notes are compared by."""

    #: (type, field, value) of every group that the note is in.
    groups: frozenset[tuple[str, str, str]]
    #: Fields whose values are of a set or notes, with all values of each, and with one at a time.
    fields: frozenset[str]
    stated: frozenset[tuple[str, frozenset[str]]]
    facts: frozenset[tuple[str, str]]
    #: The longer words of its title.
    words: frozenset[str]


#: Name of a note → names of those that may stand beside it, most plausible first, with a score.
Pools: TypeAlias = "dict[str, list[tuple[str, float]]]"


def traits_digest(note: Note, vocabulary: Vocabulary) -> str:
    """Hash what the pools of a bank rest on in one note; while all of these stay, so do they."""
    stated = [
        (name, statement.keys)
        for name, statement in note.statements.items()
        if vocabulary.fields[name].group or vocabulary.fields[name].kind in COMPARED
    ]
    # Of names that two notes claim one is dropped.
    names = [name.source for name in (note.title, *note.also, *note.formerly)]
    called = (note.docname, note.name, note.type, names, [*note.aliases])
    return digest(repr((*called, [*note.unlike], stated)))


class Plausibility:
    """Ranks the notes of a bank by how easily each is taken for another.

    ``pools`` are those that are known from another build; what is found is added to them.
    """

    def __init__(self, bank: Bank, pools: Pools | None = None) -> None:
        self.bank = bank
        self._pools = {} if pools is None else pools
        self.traits = {name: self._traits(note) for name, note in bank.notes.items()}
        self.groups: dict[tuple[str, str, str], list[str]] = {}
        #: Name → notes whose author told it apart from theirs.
        self.confused: dict[str, set[str]] = {}
        for name, note in bank.notes.items():
            for other in note.unlike:
                self.confused.setdefault(other, set()).add(name)
            for group in self.traits[name].groups:
                self.groups.setdefault(group, []).append(name)
        #: Names of a type in the order of a hash, as a ring; strangers are those that come next.
        self.rings = {name: self._ring(name) for name in {n.type for n in bank.notes.values()}}
        self.places = {name: n for ring in self.rings.values() for n, name in enumerate(ring)}
        #: Types whose notes can be in groups.
        self.grouped = {
            name
            for name, note_type in bank.vocabulary.types.items()
            if any(bank.vocabulary.fields[field].group for field in note_type.fields)
        }
        self._scores: dict[tuple[str, str], float] = {}

    @cached_property
    def named_by(self) -> dict[str, set[str]]:
        """Name → notes that name it, in a field or to tell it apart."""
        found: dict[str, set[str]] = {}
        for name, note in self.bank.notes.items():
            kinds = self.bank.vocabulary.fields
            stated = (one for one in note.statements.values() if kinds[one.field].kind == "notes")
            others = {*note.unlike, *(key for one in stated for key in one.keys)}
            for other in others - {name}:
                found.setdefault(other, set()).add(name)
        return found

    def pool(self, note: Note) -> list[tuple[Note, float]]:
        """Give the notes that may stand beside this one, most plausible first, with a score."""
        if note.name not in self._pools:
            self._pools[note.name] = [(other.name, score) for other, score in self._pool(note)]
        return [(self.bank.notes[name], score) for name, score in self._pools[note.name]]

    def _pool(self, note: Note) -> list[tuple[Note, float]]:
        others = [self.bank.notes[name] for name in self.candidates(note)]
        scored = [(other, self.score(note, other)) for other in others]
        kept = [pair for pair in scored if pair[1] >= FLOOR]
        kept.sort(key=lambda one: (-round(one[1], 6), digest(note.identity, one[0].identity)))
        return kept

    def score(self, one: Note, other: Note) -> float:
        """How plausible one note is in the place of the other, or the other in its, from 0 to 1."""
        pair = (one.name, other.name) if one.name < other.name else (other.name, one.name)
        if pair not in self._scores:
            self._scores[pair] = self._score(one, other)
        return self._scores[pair]

    def _score(self, one: Note, other: Note) -> float:
        mine, theirs = self.traits[one.name], self.traits[other.name]
        same_group = one.type not in self.grouped or not mine.groups.isdisjoint(theirs.groups)
        unlike = other.name in one.unlike or one.name in other.unlike
        return (
            SAME_GROUP * same_group
            + SHARED_FACTS * _shared(mine.facts, theirs.facts)
            + MINIMAL_CONTRAST * _contrast(mine, theirs)
            + UNLIKE * unlike
            + NAMES * _shared(mine.words, theirs.words)
        )

    def candidates(self, note: Note) -> list[str]:
        """Name the notes that are looked at for this one; few, however many the site has."""
        near = {name for group in self.traits[note.name].groups for name in self.groups[group]}
        near |= note.unlike.keys()
        near |= self.confused.get(note.name, set())
        ring, place = self.rings[note.type], self.places[note.name]
        near |= set((ring + ring)[place : place + 1 + STRANGERS])
        known = self.bank.notes
        near = {name for name in near if name in known and known[name].type == note.type}
        return sorted(near - {note.name})

    def _ring(self, type_name: str) -> list[str]:
        notes = self.bank.by_type(type_name)
        return [note.name for note in sorted(notes, key=lambda note: digest("ring", note.identity))]

    def _traits(self, note: Note) -> Traits:
        fields = self.bank.vocabulary.fields
        stated = {
            name: frozenset(statement.keys)
            for name, statement in note.statements.items()
            if fields[name].kind in COMPARED
        }
        return Traits(
            groups=frozenset(
                (note.type, name, key)
                for name, statement in note.statements.items()
                if fields[name].group
                for key in statement.keys
            ),
            fields=frozenset(stated),
            stated=frozenset(stated.items()),
            facts=frozenset((name, key) for name, keys in stated.items() for key in keys),
            words=frozenset(re.findall(r"\w{3,}", note.title.source.casefold())),
        )


def _shared(mine: frozenset[object], theirs: frozenset[object]) -> float:
    """The part of what either has that both have."""
    both = len(mine & theirs)
    return both / (len(mine) + len(theirs) - both or 1)


def _contrast(mine: Traits, theirs: Traits) -> float:
    """1 where the two differ in one field that both state, 0.5 for two, else 0."""
    differing = len(mine.fields & theirs.fields) - len(mine.stated & theirs.stated)
    return {1: 1.0, 2: 0.5}.get(differing, 0.0)
