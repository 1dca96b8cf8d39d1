"""What notes may state and what follows from it: types, fields and values of a site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from . import yamltree
from .problems import did_you_mean
from .reader import NAME
from .text import PLACEHOLDER, Text, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from .reader import Reader
    from .yamltree import Scalar, Tree

Kind = Literal["values", "notes", "text", "number", "codes"]
KINDS: tuple[Kind, ...] = ("values", "notes", "text", "number", "codes")
FLAGS = ("one", "many", "identifies", "group", "order", "whole")
SENTENCES = ("says", "only", "none")
PARTS = ("types", "fields", "values")
TYPE_KEYS = ("label", "plural", "fields", "requires")
FIELD_KEYS = ("label", "help", *KINDS, *FLAGS, *SENTENCES, "url")
VALUE_KEYS = ("label", "is", "overlaps", "codes", "parts")
CODE_PART_KEYS = ("label", "weight")
#: What a sentence may name.
NAMES = ("note", "value", "values")
#: Stands for a code, in small letters, in the address of its page.
CODE = "{code}"
#: What every note may state beside the fields of its type.
COMMON_KEYS = (
    "title",
    "type",
    "also",
    "formerly",
    "aliases",
    "status",
    "unlike",
    "overlaps",
    "sources",
    "quiz",
    "items",
)
#: No field can have the name of such a key, or of what item models know beside fields.
RESERVED = {*COMMON_KEYS, "successor", "note", "choose", "next", "order"}
#: Item models use the names of fields, and so do ids in a page.
FIELD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a note may state, and the logic of it."""

    name: str
    label: Text
    help: Text | None
    kind: Kind
    #: The set of values, the type of notes, or the unit of the number.
    of: str
    #: At most one value is true, so any other is false.
    one: bool
    #: A text that is true of one note alone.
    identifies: bool
    #: Notes that share the value compete with each other.
    group: bool
    #: The numbers put the notes of a type in order.
    order: bool
    #: It names what the note is a part of; that does all that the note does.
    whole: bool
    #: Sentences with {note}, {value} and {values}.
    says: Text | None
    only: Text | None
    none: Text | None
    #: Where a code is explained, with {code}.
    url: str = ""

    @property
    def is_set(self) -> bool:
        """Whether its values come from a set of the vocabulary."""
        return self.kind in {"values", "codes"}

    @property
    def counts(self) -> bool:
        """Whether questions are counted by it: by notes such as phases, or by tasks of exams."""
        return self.kind == "codes" or (self.kind == "notes" and not self.one)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePart:
    """A part of the codes of a value, such as a domain of an exam: all that begin with its key."""

    key: str
    label: Text
    #: How much it counts beside the other parts of the value.
    weight: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueDef:
    """One value of a set."""

    key: str
    label: Text
    #: Every value that this one is a kind of, near and far.
    ancestors: frozenset[str]
    #: Values that may be true of the same thing without being a kind of it.
    overlaps: frozenset[str]
    codes: Mapping[str, Text]
    parts: Mapping[str, CodePart]

    def part_of(self, code: str) -> CodePart | None:
        """The part that a code belongs to."""
        return next((self.parts[key] for key in _parts_of(code, self.parts)), None)

    def share(self, part: CodePart) -> Fraction:
        """How much of the whole a part is."""
        return part.weight / sum(one.weight for one in self.parts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteType:
    """A kind of note."""

    name: str
    label: Text
    plural: Text
    fields: tuple[str, ...]
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything that a site's notes may say."""

    types: Mapping[str, NoteType]
    fields: Mapping[str, Field]
    values: Mapping[str, Mapping[str, ValueDef]]
    #: Changes when the file changes.
    digest: str
    #: Fields that are declared and cannot be used; notes are not blamed for stating them.
    broken: frozenset[str] = frozenset()

    def may_coincide(self, of: str, one: str, other: str) -> bool:
        """Whether one value may be true where the other is.

        It may if they have a kind in common (each is a kind of itself), or if what a kind of one
        belongs to overlaps what a kind of the other belongs to.
        """
        known = self.values[of]
        mine, theirs = self._kinds(of, one), self._kinds(of, other)
        if mine & theirs:
            return True
        mine = mine.union(*(known[kind].ancestors for kind in mine))
        theirs = theirs.union(*(known[kind].ancestors for kind in theirs))
        return any(theirs & known[value].overlaps for value in mine) or any(
            mine & known[value].overlaps for value in theirs
        )

    def nested(self, of: str, one: str, other: str) -> bool:
        """Whether one value is the other or a kind of it."""
        return one in self._kinds(of, other) or other in self._kinds(of, one)

    def _kinds(self, of: str, key: str) -> set[str]:
        """Give a value and every kind of it."""
        return {key} | {kind for kind, value in self.values[of].items() if key in value.ancestors}


EMPTY = Vocabulary(types={}, fields={}, values={}, digest="")


def read_vocabulary(text: str, reader: Reader) -> Vocabulary:
    """Read a vocabulary; what cannot be used is reported by the reader and left out."""
    try:
        tree = yamltree.parse(text)
    except yamltree.TreeError as error:
        reader.report(error.line, "yaml", str(error))
        return EMPTY
    mark = reader.mark
    top = reader.mapping(tree, "vocabulary", PARTS)
    empty = yamltree.Mapping(tree.line)
    values = {
        key.text: _read_values(key.text, entry, reader)
        for key, entry in reader.pairs(top.get("values", empty), "values")
    }
    type_pairs = reader.pairs(top.get("types", empty), "types")
    type_names = {key.text for key, _ in type_pairs}
    read = {
        key.text: _read_field(key, entry, reader, set(values), type_names)
        for key, entry in reader.pairs(top.get("fields", empty), "fields")
    }
    fields = {name: field for name, field in read.items() if field}
    types = {key.text: _read_type(key.text, entry, reader, read) for key, entry in type_pairs}
    for part, found in (("types", types), ("fields", read)):
        if not found:
            message = f"the vocabulary has no '{part}', so that notes can state nothing"
            reader.report_missing(mark, top.get(part, tree).line, message, "key")
    return Vocabulary(
        types=types,
        fields=fields,
        values=values,
        digest=digest(text),
        broken=frozenset(read.keys() - fields.keys()),
    )


def _label(
    entry: Mapping[str, Tree], what: str, fallback: Text, reader: Reader, part: str = "label"
) -> Text:
    return reader.text(entry.get(part), f"{what}: {part}") or fallback


def _named(name: str, line: int, reader: Reader) -> Text:
    """The name of a thing, where the author gave it no label."""
    return Text(name, line, reader.translate(name))


def _read_type(
    name: str, tree: Tree, reader: Reader, fields: Mapping[str, Field | None]
) -> NoteType:
    what = f"type '{name}'"
    entry = reader.mapping(tree, what, TYPE_KEYS)
    lists: dict[str, tuple[str, ...]] = {}
    for part in ("fields", "requires"):
        words = {word.text: word for word in reader.words(entry.get(part), f"{what}: {part}")}
        for word in words.values():
            if word.text not in fields:
                hint = did_you_mean(word.text, fields)
                reader.report(word.line, "value", f"{what}: no field '{word.text[:60]}'{hint}")
        lists[part] = tuple(word for word in words if fields.get(word))
    label = _label(entry, what, _named(name, tree.line, reader), reader)
    return NoteType(
        name=name,
        label=label,
        plural=_label(entry, what, label, reader, "plural"),
        fields=lists["fields"],
        requires=lists["requires"],
    )


def _read_field(
    key: Scalar, tree: Tree, reader: Reader, value_sets: set[str], types: set[str]
) -> Field | None:
    name = key.text
    what, mark = f"field '{name[:60]}'", reader.mark
    if name in RESERVED or not FIELD.fullmatch(name):
        why = "every site knows that name" if name in RESERVED else "use a-z, digits and _"
        reader.report(key.line, "key", f"{what} must have another name; {why}")
        return None
    entry = reader.mapping(tree, what, FIELD_KEYS)
    kinds = [kind for kind in KINDS if kind in entry]
    if len(kinds) != 1:
        message = f"{what} needs exactly one of {', '.join(KINDS)}"
        reader.report_missing(mark, tree.line, message, "key")
        return None
    kind = kinds[0]
    of = reader.word(entry[kind], what)
    known = {"values": value_sets, "codes": value_sets, "notes": types}.get(kind)
    if known is not None and of not in known:
        wanted = "type" if kind == "notes" else "values"
        message = f"{what}: no {wanted} '{of[:60]}'{did_you_mean(of, known)}"
        reader.report_missing(mark, entry[kind].line, message, "value")
        return None
    flags = {flag: reader.flag(entry.get(flag), f"{what}: {flag}") for flag in FLAGS}
    needs = {
        "identifies": "" if kind == "text" else "'text: true'",
        "order": "" if kind == "number" and flags["one"] else "a number and 'one: true'",
        "whole": "" if kind == "notes" else "'notes'",
        "many": "a field without 'one: true'" if flags["one"] else "",
    }
    for flag, need in needs.items():
        if flags[flag] and need:
            reader.report(entry[flag].line, "key", f"{what}: '{flag}' needs {need}")
    sentences = {part: _sentence(entry.get(part), f"{what}: {part}", reader) for part in SENTENCES}
    return Field(
        name=name,
        label=_label(entry, what, _named(name, tree.line, reader), reader),
        help=reader.text(entry.get("help"), f"{what}: help"),
        kind=kind,
        of=of,
        one=flags["one"],
        identifies=flags["identifies"],
        group=flags["group"],
        order=flags["order"],
        whole=flags["whole"],
        **sentences,
        url=_address(entry.get("url"), f"{what}: url", kind, reader),
    )


def _sentence(tree: Tree | None, what: str, reader: Reader) -> Text | None:
    sentence = reader.text(tree, what)
    for name in PLACEHOLDER.findall(sentence.source) if sentence else []:
        if tree and name not in NAMES:
            reader.report(
                tree.line, "value", f"{what}: {{{name}}} is none of {{note}}, {{value}}, {{values}}"
            )
    return sentence


def _address(tree: Tree | None, what: str, kind: Kind, reader: Reader) -> str:
    """Read the address of the page of each code."""
    url = reader.url(tree, what)
    if tree and kind != "codes":
        reader.report(tree.line, "key", f"{what} is for a field with 'codes'")
    elif tree and url and CODE not in url:
        reader.report(tree.line, "value", f"{what}: write {CODE} where the code stands")
    return url


def _read_values(name: str, tree: Tree, reader: Reader) -> dict[str, ValueDef]:
    raw: dict[str, dict[str, Tree]] = {}
    lines: dict[str, int] = {}
    mark = reader.mark
    for word, value in reader.pairs(tree, f"values '{name}'"):
        what = f"value '{word.text[:60]}'"
        if not NAME.fullmatch(word.text):
            message = f"{what} must be a name of letters, digits and hyphens; the label is free"
            reader.report(word.line, "key", message)
            continue
        raw[word.text] = reader.mapping(value, what, VALUE_KEYS)
        lines[word.text] = word.line
    ancestors = _read_ancestors(raw, reader)
    found = {}
    for key, entry in raw.items():
        what = f"value '{key}'"
        codes = reader.pairs(entry["codes"], f"{what}: codes") if "codes" in entry else []
        parts = _read_parts(entry["parts"], what, codes, reader) if "parts" in entry else {}
        overlaps = _known(reader, entry.get("overlaps"), raw.keys(), f"{what}: overlaps")
        found[key] = ValueDef(
            key=key,
            label=_label(entry, what, _named(key, lines[key], reader), reader),
            ancestors=ancestors[key],
            overlaps=frozenset(overlaps),
            codes={
                code.text: reader.text(label, f"{what}: code '{code.text}'")
                or Text(code.text, code.line)
                for code, label in codes
            },
            parts=parts,
        )
    if not found:
        reader.report_missing(mark, tree.line, f"values '{name}' has no values", "key")
    return found


def _read_parts(
    tree: Tree, what: str, codes: list[tuple[Scalar, Tree]], reader: Reader
) -> dict[str, CodePart]:
    """Read the parts of a value; each code belongs to one of them, and each has a code."""
    pairs = reader.pairs(tree, f"{what}: parts")
    keys = [key.text for key, _ in pairs]
    empty = set(keys)
    for code, _ in codes if keys else []:
        parts = _parts_of(code.text, keys)
        empty -= set(parts)
        if len(parts) != 1:
            wrong = f"is in two parts; keep one of {', '.join(parts)}" if parts else "is in no part"
            hint = "" if parts else f"; it has to begin with one of {', '.join(keys)} and a point"
            reader.report(code.line, "value", f"{what}: code '{code.text[:60]}' {wrong}{hint}")
    found = {}
    for key, entry in pairs:
        name = f"{what}: part '{key.text[:60]}'"
        if key.text in empty:
            message = f"{name} has no code; add one that begins with '{key.text[:60]}.'"
            reader.report(key.line, "value", message)
        found[key.text] = _read_part(key, entry, name, reader)
    return {key: part for key, part in found.items() if part}


def _read_part(key: Scalar, tree: Tree, what: str, reader: Reader) -> CodePart | None:
    mark = reader.mark
    entry = reader.mapping(tree, what, CODE_PART_KEYS)
    weight = reader.number(entry["weight"], f"{what}: weight") if "weight" in entry else None
    if "weight" not in entry:
        reader.report_missing(mark, key.line, f"{what} needs a 'weight', a number over 0", "key")
    elif weight is not None and weight <= 0:
        message = f"{what}: weight must be a number over 0"
        reader.report(entry["weight"].line, "value", message)
        weight = None
    label = _label(entry, what, _named(key.text, key.line, reader), reader)
    return CodePart(key=key.text, label=label, weight=weight) if weight else None


def _parts_of(code: str, parts: Iterable[str]) -> list[str]:
    """Name the parts whose key and a point stand at the beginning of a code."""
    return [key for key in parts if code.startswith(f"{key}.")]


def _known(reader: Reader, tree: Tree | None, known: Iterable[str], what: str) -> list[str]:
    names = set(known)
    words = reader.words(tree, what)
    for word in words:
        if word.text not in names:
            hint = did_you_mean(word.text, names)
            reader.report(word.line, "value", f"{what}: no value '{word.text}'{hint}")
    return [word.text for word in words if word.text in names]


def _read_ancestors(
    raw: Mapping[str, Mapping[str, Tree]], reader: Reader
) -> dict[str, frozenset[str]]:
    """Read what each value is a kind of, near and far; a circle is told at its first value."""
    parents = {
        key: _known(reader, entry.get("is"), raw.keys(), f"value '{key}': is")
        for key, entry in raw.items()
    }
    found = {key: _ancestors(key, parents) for key in raw}
    circled: set[str] = set()
    for key in [key for key in raw if key in found[key]]:
        if key not in circled:
            message = f"value '{key}' is a kind of itself; break the circle"
            reader.report(raw[key]["is"].line, "value", message)
        circled |= found[key]
        found[key] = frozenset()
    return found


def _ancestors(key: str, parents: dict[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = list(parents[key])
    while ahead:
        parent = ahead.pop()
        if parent not in found:
            found.add(parent)
            ahead.extend(parents[parent])
    return frozenset(found)
