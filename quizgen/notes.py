"""What a note states, read from its front matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING

from . import yamltree
from .items import Item, read_items
from .problems import did_you_mean
from .text import Text, digest, slug
from .yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from fractions import Fraction

    from .reader import Reader
    from .vocabulary import Field, Vocabulary
    from .yamltree import Tree

FENCE = "---"
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
#: Facts that every note may state without a field in the vocabulary.
FORMERLY = "formerly"
SUCCESSOR = "successor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read, and the day on which somebody last compared."""

    url: str
    checked: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a field. ``key`` is what makes it the same as another in any language."""

    key: str
    line: int
    text: Text | None = None
    number: Fraction | None = None
    #: Codes under a value, such as the tasks of an exam.
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a note says about one field."""

    field: str
    line: int
    values: tuple[Value, ...]
    #: No other value is true.
    closed: bool = False
    #: Values that are known to be false, with the author's reason.
    denied: dict[str, Text] = dataclass_field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(value.key for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where the thing stands in its life."""

    value: str
    line: int
    checked: str = ""
    since: str = ""
    until: str = ""
    #: The name of a note, or any text.
    successor: Text | None = None
    note: Text | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Everything that the front matter of one document says."""

    name: str
    docname: str
    path: str
    title: Text
    type: str
    line: int
    also: tuple[Text, ...] = ()
    formerly: tuple[Text, ...] = ()
    formerly_when: tuple[Text | None, ...] = ()
    aliases: tuple[str, ...] = ()
    status: Status | None = None
    #: Names of other notes, each with the sentence that tells it apart, and the line.
    unlike: dict[str, Text] = dataclass_field(default_factory=dict)
    overlaps: dict[str, int] = dataclass_field(default_factory=dict)
    sources: dict[str, Source] = dataclass_field(default_factory=dict)
    statements: dict[str, Statement] = dataclass_field(default_factory=dict)
    items: tuple[Item, ...] = ()
    #: How many questions its page shows; None leaves it to the site.
    show: int | None = None
    mute: dict[str, int] = dataclass_field(default_factory=dict)
    #: Hash of everything above.
    digest: str = ""

    @property
    def identity(self) -> str:
        """The oldest name; ids are made from it, so that a renamed note keeps them."""
        return self.aliases[0] if self.aliases else self.name

    def source_of(self, name: str) -> Source | None:
        return self.sources.get(name) or self.sources.get("default")


def split(text: str) -> tuple[str, int]:
    """Cut the front matter out of a document.

    Returns the YAML and the number of lines that it takes with both fences; an empty YAML
    and 0 where there is none. A fence that is never closed takes the document to its end.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return "", 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {FENCE, "..."}:
            return "\n".join(lines[1:number]), number + 1
    return "\n".join(lines[1:]), 0


def read_note(docname: str, text: str, vocabulary: Vocabulary, reader: Reader) -> Note | None:
    """Read the note of a document, or None where its front matter makes it no note."""
    yaml, fenced = split(text)
    if not yaml.strip():
        return None
    if not fenced:
        reader.report(1, "yaml", "the front matter is never closed; put '---' below it")
        return None
    try:
        tree = yamltree.parse(yaml, first_line=2)
    except yamltree.TreeError as error:
        reader.report(error.line, "yaml", f"front matter: {error}")
        return None
    if not isinstance(tree, Mapping):
        reader.report(tree.line, "yaml", "the front matter must be keys with values")
        return None
    if all(key.text != "type" for key, _ in tree.pairs):
        return None
    note = _Reading(docname, vocabulary, reader).note(tree)
    return note and replace(note, digest=digest(repr(note)))


class _Reading:
    """Reads one note."""

    def __init__(self, docname: str, vocabulary: Vocabulary, reader: Reader) -> None:
        self.docname = docname
        self.vocabulary = vocabulary
        self.reader = reader

    def note(self, tree: Mapping) -> Note | None:
        reader = self.reader
        raw = {key.text: value for key, value in reversed(tree.pairs)}
        type_name = reader.word(raw["type"], "type")
        note_type = self.vocabulary.types.get(type_name)
        if note_type is None:
            hint = did_you_mean(type_name, self.vocabulary.types)
            reader.report(raw["type"].line, "value", f"no type '{type_name[:60]}'{hint}")
            return None
        entry = reader.mapping(tree, "front matter", (*COMMON_KEYS, *note_type.fields))
        title = reader.text(entry.get("title"), "title")
        if title is None:
            reader.report(tree.line, "key", "the note has no title")
            return None
        for name in note_type.requires:
            if name not in entry:
                reader.report(tree.line, "key", f"a {type_name} needs the field '{name}'")
        empty = Mapping(tree.line)
        formerly = self.names(entry.get("formerly"), "formerly")
        quiz = reader.mapping(entry.get("quiz", empty), "quiz", ("show", "mute"))
        return Note(
            name=self.docname.rpartition("/")[2],
            docname=self.docname,
            path=reader.path,
            title=title,
            type=type_name,
            line=entry["title"].line,
            also=tuple(name for name, _ in self.names(entry.get("also"), "also")),
            formerly=tuple(name for name, _ in formerly),
            formerly_when=tuple(when for _, when in formerly),
            aliases=tuple(word.text for word in reader.words(entry.get("aliases"), "aliases")),
            status=self.status(entry.get("status")),
            unlike=self.unlike(entry.get("unlike", empty)),
            overlaps=self.lines(entry.get("overlaps"), "overlaps"),
            sources=self.sources(entry.get("sources", empty)),
            statements=self.statements(entry, note_type.fields),
            items=read_items(entry["items"], reader) if "items" in entry else (),
            show=reader.whole(quiz["show"], "quiz: show", 0) if "show" in quiz else None,
            mute=self.lines(quiz.get("mute"), "quiz: mute"),
        )

    def lines(self, tree: Tree | None, what: str) -> dict[str, int]:
        return {word.text: word.line for word in self.reader.words(tree, what)}

    def names(self, tree: Tree | None, what: str) -> list[tuple[Text, Text | None]]:
        """Read names; each may have a remark: ``{Old Name: until 2024}``."""
        found: list[tuple[Text, Text | None]] = []
        entries = [tree] if isinstance(tree, Mapping) else self.reader.sequence(tree, what)
        for entry in entries:
            pairs = entry.pairs if isinstance(entry, Mapping) else [(entry, None)]
            for name, remark in pairs:
                if text := self.reader.text(name, what):
                    found.append((text, self.reader.text(remark, what)))
        return found

    def status(self, tree: Tree | None) -> Status | None:
        if tree is None:
            return None
        reader = self.reader
        keys = ("is", "checked", "since", "until", "successor", "note", "source")
        entry = reader.mapping(tree, "status", keys)
        value = reader.word(entry.get("is"), "status: is")
        known = self.vocabulary.values.get("status", {})
        if value not in known:
            hint = did_you_mean(value, known)
            reader.report(tree.line, "value", f"status: no value '{value[:60]}'{hint}")
            return None
        return Status(
            value=value,
            line=tree.line,
            checked=reader.date(entry.get("checked"), "status: checked"),
            since=reader.date(entry.get("since"), "status: since"),
            until=reader.date(entry.get("until"), "status: until"),
            successor=reader.text(entry.get("successor"), "status: successor"),
            note=reader.text(entry.get("note"), "status: note"),
            source=reader.url(entry.get("source"), "status: source"),
        )

    def unlike(self, tree: Tree) -> dict[str, Text]:
        found = {}
        for key, value in self.reader.pairs(tree, "unlike"):
            text = self.reader.text(value, f"unlike: {key.text}")
            if text is None:
                self.reader.report(key.line, "value", f"unlike: say what tells '{key.text}' apart")
            else:
                found[key.text] = text
        return found

    def sources(self, tree: Tree) -> dict[str, Source]:
        reader = self.reader
        if isinstance(tree, Scalar):
            tree = Mapping(tree.line, [(Scalar(tree.line, "default"), tree)])
        found = {}
        for key, value in reader.pairs(tree, "sources"):
            what = f"sources: {key.text}"
            checked = ""
            url_tree: Tree | None = value
            if isinstance(value, Mapping):
                entry = reader.mapping(value, what, ("url", "checked"))
                url_tree = entry.get("url")
                checked = reader.date(entry.get("checked"), f"{what}: checked")
            if url := reader.url(url_tree, what):
                found[key.text] = Source(url=url, checked=checked, line=key.line)
        return found

    def statements(self, entry: dict[str, Tree], names: tuple[str, ...]) -> dict[str, Statement]:
        found = {}
        for name in names:
            if name in entry and (one := self.statement(self.vocabulary.fields[name], entry[name])):
                found[name] = one
        return found

    def statement(self, field_: Field, tree: Tree) -> Statement | None:
        before = len(self.reader.problems)
        closed, denied = False, dict[str, Text]()
        if field_.kind == "codes":
            values = self.coded(field_, tree)
        else:
            values, closed, denied = self.listed(field_, tree)
        if field_.one and len(values) > 1:
            message = f"{field_.name} takes one value, and here are {len(values)}"
            self.reader.report(tree.line, "value", message)
        seen: set[str] = set()
        for value in values:
            if value.key in seen:
                self.reader.report(value.line, "value", f"{field_.name}: a value stands twice")
            seen.add(value.key)
            if value.key in denied:
                message = f"{field_.name}: '{value.key}' is stated and denied in one breath"
                self.reader.report(value.line, "contradiction", message)
        if len(self.reader.problems) > before:
            return None
        return Statement(
            field=field_.name, line=tree.line, values=values, closed=closed, denied=denied
        )

    def listed(self, field_: Field, tree: Tree) -> tuple[tuple[Value, ...], bool, dict[str, Text]]:
        closed, denied = False, {}
        stated: Tree | None = tree
        if isinstance(tree, Mapping):
            entry = self.reader.mapping(tree, field_.name, ("is", "only", "not"))
            closed = "only" in entry
            if closed and "is" in entry:
                message = f"{field_.name}: 'only' and 'is' cannot stand together"
                self.reader.report(tree.line, "value", message)
            stated = entry.get("only", entry.get("is"))
            denied = self.denied(field_, entry.get("not", Mapping(tree.line)))
        entries = self.reader.sequence(stated, field_.name)
        values = [value for one in entries if (value := self.value(field_, one))]
        return tuple(values), closed, denied

    def denied(self, field_: Field, tree: Tree) -> dict[str, Text]:
        found = {}
        for key, reason in self.reader.pairs(tree, f"{field_.name}: not"):
            value = self.value(field_, key)
            text = self.reader.text(reason, f"{field_.name}: not: {key.text}")
            if value and text:
                found[value.key] = text
            elif value:
                self.reader.report(
                    key.line, "value", f"{field_.name}: not: say why not '{key.text}'"
                )
        return found

    def value(self, field_: Field, tree: Tree) -> Value | None:
        match field_.kind:
            case "text":
                text = self.reader.text(tree, field_.name)
                return Value(key=slug(text.source), line=tree.line, text=text) if text else None
            case "number":
                number = self.reader.number(tree, field_.name)
                if number is None:
                    return None
                return Value(key=str(number), line=tree.line, number=number)
            case "notes":
                word = self.reader.word(tree, field_.name)
                return Value(key=word, line=tree.line) if word else None
            case _:
                return self.known_value(field_, tree)

    def known_value(self, field_: Field, tree: Tree) -> Value | None:
        word = self.reader.word(tree, field_.name)
        known = self.vocabulary.values[field_.of]
        if word in known:
            return Value(key=word, line=tree.line)
        if not isinstance(tree, Sequence | Mapping):
            hint = did_you_mean(word, known)
            self.reader.report(tree.line, "value", f"{field_.name}: no value '{word[:60]}'{hint}")
        return None

    def coded(self, field_: Field, tree: Tree) -> tuple[Value, ...]:
        found = []
        for key, codes in self.reader.pairs(tree, field_.name):
            if self.known_value(field_, key) is None:
                continue
            known = self.vocabulary.values[field_.of][key.text].codes
            words = self.reader.words(codes, f"{field_.name}: {key.text}")
            for word in words:
                if word.text not in known:
                    hint = did_you_mean(word.text, known)
                    message = f"{field_.name}: {key.text} has no '{word.text}'{hint}"
                    self.reader.report(word.line, "value", message)
            found.append(
                Value(key=key.text, line=key.line, codes=tuple(word.text for word in words))
            )
        return tuple(found)
