"""Random small sites, and what is true in them, told from every world that they allow.

Nothing here is shared with the package but the ids of texts. A value of a set is the set of the
things that it covers, so that what a note has is a set of things too, of which the note tells only
a part. A value is true if every such set meets it, and false if none does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Literal

from hypothesis import strategies as st

from quizgen.models import ItemModel, read_model
from quizgen.notes import Note, read_note
from quizgen.reader import Reader
from quizgen.text import slug
from quizgen.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from quizgen.questions import Option, Question

Judgement = Literal["TRUE", "FALSE", "UNKNOWN"]
World = frozenset[frozenset[str]]
Data = dict[str, Any]
#: A note, a field and a value, written as in a claim.
Claimed = tuple[str, str, str]

KIN = ("ka", "kb")
FIELDS: dict[str, Data] = {
    "kin": {"values": "kin", "one": "true", "group": "true"},
    "eats": {"values": "food"},
    "home": {"values": "food", "one": "true"},
    "does": {"text": "true", "one": "true", "identifies": "true"},
    "says": {"text": "true", "identifies": "true"},
    "size": {"number": "cm", "one": "true"},
    "doses": {"number": "cm"},
    "rank": {"number": "place", "one": "true", "order": "true"},
    "fears": {"notes": "animal"},
    "mate": {"notes": "animal", "one": "true"},
    "herd": {"notes": "animal", "whole": "true"},
}
ASKED = {
    "given: [eats]": "Who eats {{ eats }}?",
    "given: [home, eats]": "Who lives in {{ home }} on {{ eats }}?",
    "given: [does]": "Who {{ does }}?",
    "given: [says]": "Whose is {{ says }}?",
    "given: [formerly]": "Who was {{ formerly }}?",
    "given: [fears]": "Who fears {{ fears }}?",
    "given: [size]": "Who is {{ size }}?",
    "given: [doses]": "Who takes {{ doses }}?",
    "given: [rank]\nask: next": "Who is next to {{ note }}?",
    "given: [rank]\nask: order": "In which order?",
    "ask: eats\nchoose: all": "All that {{ note }} eats?",
    "ask: eats": "What does {{ note }} eat?",
    "ask: home": "Where is {{ note }}?",
    "ask: does": "What does {{ note }} do?",
    "given: [home]\nask: says": "What says {{ note }} of {{ home }}?",
    "ask: size": "What size is {{ note }}?",
    "ask: fears\nchoose: all": "All that {{ note }} fears?",
    "ask: mate": "Whose is {{ note }}?",
    "ask: formerly": "What was {{ note }}?",
    "ask: successor": "What came after {{ note }}?",
}


@dataclass(frozen=True)
class Site:
    """The plain data of a vocabulary and of notes, as authors would write them."""

    #: Value → what it is a kind of and what it overlaps.
    food: dict[str, dict[str, list[str]]]
    #: Name → front matter.
    notes: dict[str, Data]

    @property
    def rules(self) -> Data:
        kin: Data = {key: {} for key in KIN}
        return {
            "types": {"animal": {"fields": [*FIELDS]}},
            "fields": FIELDS,
            "values": {"food": self.food, "kin": kin, "status": {"gone": {}}},
        }

    @property
    def model_texts(self) -> dict[str, str]:
        return {
            f"m{n}": f"---\nfor: animal\n{head}\n---\n{stem}"
            for n, (head, stem) in enumerate(ASKED.items())
        }

    @property
    def note_texts(self) -> dict[str, str]:
        return {
            name: f"---\n{json.dumps({'type': 'animal', **data})}\n---\n"
            for name, data in self.notes.items()
        }

    @cached_property
    def vocabulary(self) -> Vocabulary:
        reader = Reader("vocabulary.yaml")
        found = read_vocabulary(json.dumps(self.rules), reader)
        assert reader.problems == []
        return found

    @cached_property
    def models(self) -> list[ItemModel]:
        reader = Reader("model")
        texts = self.model_texts.items()
        found = [read_model(name, text, self.vocabulary, reader) for name, text in texts]
        assert reader.problems == []
        return [model for model in found if model]

    def read(self) -> list[Note]:
        reader = Reader("note")
        texts = self.note_texts.items()
        found = [read_note(name, text, self.vocabulary, reader) for name, text in texts]
        assert reader.problems == []
        return [note for note in found if note]

    def claims(self) -> list[Claimed]:
        """Give every claim that could be made of a note."""
        texts = {
            field: [
                slug(text) for note in self.notes.values() for text in _listed(note.get(field, []))
            ]
            for field in ("does", "says", "formerly")
        }
        alike = str(1 + Fraction(1, 10**13))
        values = {
            **texts,
            **{field: [*self.food] for field in ("eats", "home")},
            **{field: [*self.notes] for field in ("fears", "mate", "successor")},
            **{field: ["1", "3/2", "2", "7", alike] for field in ("size", "rank", "doses")},
        }
        return [
            (name, field, key) for name in self.notes for field in values for key in values[field]
        ]

    def renamed(self, old: str, new: str) -> Site:
        """Rename the file of a note, with all that points to it."""
        data = json.loads(json.dumps(self.notes).replace(f'"{old}"', f'"{new}"'))
        data[new]["aliases"] = [old]
        return Site(self.food, data)

    def with_note(self, name: str, data: Data) -> Site:
        return Site(self.food, {**self.notes, name: data})


def claims_asked(site: Site, question: Question, option: Option) -> list[Claimed]:
    """Give what the question asks of an option, told from its model and the site alone."""
    head = [*ASKED][int(question.model[1:])]
    given = re.findall(r"\w+", head.partition("\n")[0].partition("given:")[2])
    asked = head.partition("ask: ")[2].partition("\n")[0] or "note"
    if asked == "order":
        names = [title.removeprefix("The ") for title in option.text.split(" → ")]
        places = sorted(int(site.notes[name]["rank"]) for name in names)
        return [(name, "rank", str(place)) for name, place in zip(names, places, strict=True)]
    if asked == "next":
        return [(option.note, "rank", str(int(site.notes[question.note]["rank"]) + 1))]
    if asked != "note":
        return [(question.note, asked, option.claims[0].value)]
    return [
        (option.note, field, key)
        for field in given
        for key in _keys(site.notes[question.note], field)
        if "~" not in question.id or key == question.id.partition("~")[2]
    ]


def _keys(note: Data, field: str) -> list[str]:
    values = Stated.of(note[field], one=False).values
    if field in {"does", "says", "formerly"}:
        return [slug(text) for text in values]
    return [str(Fraction(value)) for value in values] if "number" in FIELDS[field] else values


# --- what is true --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a note states of a field, in one form."""

    values: list[str]
    denied: list[str]
    closed: bool
    one: bool

    @classmethod
    def of(cls, data: object, *, one: bool) -> Stated:
        if not isinstance(data, Mapping):
            return cls(values=_listed(data), denied=[], closed=False, one=one)
        closed = "only" in data
        values = _listed(data.get("only" if closed else "is", []))
        return cls(values=values, denied=[*data.get("not", {})], closed=closed, one=one)


@dataclass(frozen=True)
class Oracle:
    """Tells what is true in every world that a site allows."""

    site: Site

    def judge(self, name: str, field: str, value: str) -> Judgement:
        """Judge a claim; ``value`` is written as in the claim."""
        if field in {"does", "says", "formerly"}:
            return self._text(name, field, value)
        if field == "successor":
            return self._successor(name, value)
        if "number" in FIELDS[field]:
            return _number(self.stated(name, field), value)
        known = self.beings if "notes" in FIELDS[field] else self.things
        return _judged(self.stated(name, field), value, known)

    def stated(self, name: str, field: str) -> Stated:
        one = field not in FIELDS or "one" in FIELDS[field]
        return Stated.of(self.site.notes[name].get(field, []), one=one)

    def _text(self, name: str, field: str, key: str) -> Judgement:
        having = {
            other
            for other, note in self.site.notes.items()
            if key in map(slug, _listed(note.get(field, [])))
        }
        if name in having:
            return "TRUE"
        excluded = having and not any(
            self._overlap(name, other) or name in self.stated(other, "herd").values
            for other in having
        )
        return "FALSE" if excluded else "UNKNOWN"

    def _successor(self, name: str, value: str) -> Judgement:
        """What took the place of the first successor took that of the note, later."""
        chain: list[str] = []
        while name not in chain and "status" in self.site.notes[name]:
            chain.append(name)
            name = self.site.notes[name]["status"]["successor"]
        after = {self.site.notes[one]["status"]["successor"] for one in chain}
        if not after:
            return "UNKNOWN"
        if value == self.site.notes[chain[0]]["status"]["successor"]:
            return "TRUE"
        met = any(self.beings[value] & self.beings[one] for one in after)
        return "UNKNOWN" if met else "FALSE"

    def _overlap(self, one: str, other: str) -> bool:
        notes = self.site.notes
        return other in notes[one].get("overlaps", []) or one in notes[other].get("overlaps", [])

    @cached_property
    def beings(self) -> dict[str, World]:
        """Every note as the things that it covers: itself, and what is two notes at once."""
        names = [frozenset({name}) for name in self.site.notes]
        both = [
            frozenset(pair) for pair in combinations(self.site.notes, 2) if self._overlap(*pair)
        ]
        return {
            name: frozenset(thing for thing in names + both if name in thing)
            for name in self.site.notes
        }

    @cached_property
    def things(self) -> dict[str, World]:
        """Every value as the things that it covers, and kinship as nothing but itself."""
        food = self.site.food
        lines = {key: _line(food, key) for key in food}
        meeting = {
            frozenset({one, other}) for one, value in food.items() for other in value["overlaps"]
        }
        both = [
            frozenset(pair)
            for pair in combinations(food, 2)
            if any(frozenset(two) in meeting for two in product(*(lines[part] for part in pair)))
        ]
        things = [frozenset({key}) for key in food] + both
        return {key: frozenset({frozenset({key})}) for key in KIN} | {
            key: frozenset(thing for thing in things if any(key in lines[part] for part in thing))
            for key in food
        }

    def is_possible(self) -> bool:
        """Whether every statement about a set of values holds in some world."""
        return all(
            bool(_worlds(self.stated(name, field), self.things))
            for name in self.site.notes
            for field in ("eats", "home")
        )


def _number(stated: Stated, value: str) -> Judgement:
    """Judge a number by how it is written with twelve digits after the point."""
    found = {f"{float(Fraction(number)):.12f}" for number in stated.values}
    if Fraction(value) in map(Fraction, stated.values):
        return "TRUE"
    another = found and stated.one and f"{float(Fraction(value)):.12f}" not in found
    denied = Fraction(value) in map(Fraction, stated.denied)
    return "FALSE" if another or denied else "UNKNOWN"


def _judged(stated: Stated, value: str, covered: dict[str, World]) -> Judgement:
    found = {bool(world & covered[value]) for world in _worlds(stated, covered)}
    if len(found) == 1:
        return "TRUE" if found == {True} else "FALSE"
    return "UNKNOWN"


def _listed(data: object) -> list[str]:
    return [str(one) for one in data] if isinstance(data, list) else [str(data)]


def _line(food: dict[str, dict[str, list[str]]], key: str) -> set[str]:
    """Give a value and all that it is a kind of."""
    return {key}.union(*(_line(food, parent) for parent in food[key]["is"]))


def _worlds(stated: Stated, covered: dict[str, World]) -> set[World]:
    """Give what the note may have: a thing for each stated value, and perhaps one thing more.

    What is true or false of each of these is so of every set of things that the note allows.
    """
    nothing: World = frozenset()
    denied = nothing.union(*(covered[key] for key in stated.denied))
    listed = nothing.union(*(covered[key] for key in stated.values))
    more = [nothing, *(frozenset({thing}) for thing in nothing.union(*covered.values()))]
    having = {frozenset(things) for things in product(*(covered[key] for key in stated.values))}
    return {
        world
        for world in {least | one for least in having for one in more}
        if not world & denied
        and not (stated.closed and world - listed)
        and not (stated.one and len(world) > 1)
    }


# --- sites ---------------------------------------------------------------------------------------

NAMES = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu"]
FOOD = ["va", "vb", "vc", "vd", "ve"]


@st.composite
def foods(draw: DrawFn) -> dict[str, dict[str, list[str]]]:
    """Draw values, some of them kinds of earlier ones or overlapping them."""
    keys = FOOD[: draw(st.integers(3, len(FOOD)))]
    found: dict[str, dict[str, list[str]]] = {keys[0]: {"is": [], "overlaps": []}}
    for place, key in enumerate(keys[1:], start=1):
        some = st.lists(st.sampled_from(keys[:place]), min_size=1, max_size=2, unique=True)
        found[key] = {part: draw(rarely(some, [])) for part in ("is", "overlaps")}
    return found


def rarely(strategy: st.SearchStrategy[Any], otherwise: object) -> st.SearchStrategy[Any]:
    return st.integers(0, 2).flatmap(lambda n: st.just(otherwise) if n else strategy)


@st.composite
def statements(draw: DrawFn, known: list[str]) -> Data:
    """Draw what a note states of a field that may have many values."""
    stated = draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
    if draw(st.integers(0, 3)):
        return {"only": stated}
    rest = [key for key in known if key not in stated]
    denied = draw(st.lists(st.sampled_from(rest), max_size=2, unique=True)) if rest else []
    return {"is": stated, "not": {key: f"It is not {key}." for key in denied}}


@st.composite
def animals(draw: DrawFn, name: str, names: list[str], food: list[str], rank: int) -> Data:
    """Draw the front matter of a note."""
    others = st.sampled_from([other for other in names if other != name])
    some = st.lists(others, min_size=1, max_size=2, unique=True)
    often: dict[str, st.SearchStrategy[Any]] = {
        "kin": st.sampled_from(["ka", "ka", "kb"]),
        "eats": statements(food),
        "home": st.sampled_from(food),
        "does": st.just(f"d{name}"),
        "says": st.just([f"s{name}", f"t{name}"]),
        "size": st.sampled_from(["1", "1.5", "2", "20"]),
        "doses": st.lists(st.sampled_from(["1", "1.5", "2"]), min_size=1, unique=True),
        "rank": st.just(str(rank)),
        "fears": some.map(lambda notes: {"only": notes}),
        "mate": others,
        "formerly": st.just([f"O{name}"]),
    }
    data = {"title": f"The {name}", "unlike": {}}
    data |= {key: draw(one) for key, one in often.items() if draw(st.integers(0, 3))}
    if overlaps := draw(rarely(some, [])):
        data["overlaps"] = overlaps
    if herd := draw(rarely(some, [])):
        data["herd"] = herd
    if after := draw(rarely(others, "")):
        data["status"] = {"is": "gone", "successor": after}
    unlike = draw(st.lists(others, max_size=1))
    data["unlike"] = {other: "It differs." for other in unlike if other not in overlaps}
    return data


@st.composite
def sites(draw: DrawFn) -> Site:
    """Draw a site of four to seven notes."""
    food = draw(foods())
    names = NAMES[: draw(st.integers(4, len(NAMES)))]
    ranks = draw(st.permutations(range(1, len(names) + 1)))
    notes = {
        name: draw(animals(name, names, [*food], rank))
        for name, rank in zip(names, ranks, strict=True)
    }
    return Site(food, notes)
