"""Which proven options a learner might take for the key: ranking, never sampling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .text import by_hash, digest

if TYPE_CHECKING:
    from .bank import Bank
    from .notes import Note

#: Weights of what makes two notes easy to confuse; they add up to 1.
SAME_GROUP, SHARED_FACTS, MINIMAL_CONTRAST, UNLIKE, NAMES = 0.30, 0.25, 0.20, 0.15, 0.10
#: Below this nobody would choose the option.
FLOOR = 0.25
#: Strangers considered beside the group, so that the work for a note does not grow with the site.
STRANGERS = 12


class Plausibility:
    """Ranks the notes of a bank by how easily each is taken for another."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.groups: dict[tuple[str, str, str], list[str]] = {}
        self.facts = {name: self._facts(note) for name, note in bank.notes.items()}
        #: Name → notes whose author told it apart from theirs.
        self.confused: dict[str, set[str]] = {}
        for name, note in bank.notes.items():
            for other in note.unlike:
                self.confused.setdefault(other, set()).add(name)
            for group in self._groups(note):
                self.groups.setdefault(group, []).append(name)
        #: Names of a type in the order of a hash, as a ring; strangers are those that come next.
        self.rings = {name: self._ring(name) for name in {n.type for n in bank.notes.values()}}
        self.places = {name: n for ring in self.rings.values() for n, name in enumerate(ring)}
        self._pools: dict[str, list[tuple[Note, float]]] = {}

    def pool(self, note: Note) -> list[tuple[Note, float]]:
        """Give the notes that may stand beside this one, most plausible first, with a score."""
        if note.name not in self._pools:
            others = [self.bank.notes[name] for name in self.candidates(note)]
            scored = [(other, self.score(note, other)) for other in others]
            kept = [pair for pair in scored if pair[1] >= FLOOR]
            ranked = by_hash(note.identity, (other.identity for other, _ in kept))
            order = {identity: n for n, identity in enumerate(ranked)}
            kept.sort(key=lambda pair: (-round(pair[1], 6), order[pair[0].identity]))
            self._pools[note.name] = kept
        return self._pools[note.name]

    def score(self, one: Note, other: Note) -> float:
        """How plausible one note is in the place of the other, from 0 to 1."""
        mine, theirs = self.facts[one.name], self.facts[other.name]
        shared = len(mine & theirs) / (len(mine | theirs) or 1)
        unlike = other.name in one.unlike or one.name in other.unlike
        return (
            SAME_GROUP * self._same_group(one, other)
            + SHARED_FACTS * shared
            + MINIMAL_CONTRAST * self._contrast(one, other)
            + UNLIKE * unlike
            + NAMES * _similar_names(one, other)
        )

    def candidates(self, note: Note) -> list[str]:
        """Name the notes that are looked at for this one; few, however many the site has."""
        near = {name for group in self._groups(note) for name in self.groups[group]}
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

    def _groups(self, note: Note) -> list[tuple[str, str, str]]:
        fields = self.bank.vocabulary.fields
        return [
            (note.type, name, key)
            for name, statement in note.statements.items()
            if fields[name].group
            for key in statement.keys
        ]

    def _same_group(self, one: Note, other: Note) -> bool:
        fields = self.bank.vocabulary.types[one.type].fields
        if not any(self.bank.vocabulary.fields[name].group for name in fields):
            return True
        return bool(set(self._groups(one)) & set(self._groups(other)))

    def _facts(self, note: Note) -> frozenset[tuple[str, str]]:
        fields = self.bank.vocabulary.fields
        return frozenset(
            (name, key)
            for name, statement in note.statements.items()
            if fields[name].kind in {"values", "notes"}
            for key in statement.keys
        )

    def _contrast(self, one: Note, other: Note) -> float:
        """1 where the two differ in one field that both state, 0.5 for two, else 0."""
        both = {
            name
            for name in one.statements.keys() & other.statements.keys()
            if self.bank.vocabulary.fields[name].kind in {"values", "notes"}
        }
        differing = sum(one.statements[n].keys != other.statements[n].keys for n in both)
        return {1: 1.0, 2: 0.5}.get(differing, 0.0)


def _similar_names(one: Note, other: Note) -> float:
    words = [set(re.findall(r"\w{3,}", note.title.source.casefold())) for note in (one, other)]
    return len(words[0] & words[1]) / (len(words[0] | words[1]) or 1)
