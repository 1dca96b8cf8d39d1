"""What a note states, read from its front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from difflib import get_close_matches
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, TypeAlias

from . import yamltree
from .items import RULE, Item, Silence, read_items, read_silence
from .problems import cut_in_brackets, did_you_mean
from .reader import NAME
from .text import Text, digest, fold, lines_of, quoted, slug
from .vocabulary import COMMON_KEYS
from .yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Sequence as SequenceOf
    from fractions import Fraction

    from .reader import Reader
    from .vocabulary import Field, Vocabulary
    from .yamltree import Tree

FENCE = "---"
#: Stands for the note itself where rules of the linter are silenced.
WHOLE_NOTE = ""
#: Keys by which a note is known that has lost its type.
NOTE_KEYS = {"formerly", "unlike", "overlaps", "quiz", "items"}
#: Keys that start so are read by tools of the site; nothing here looks at them.
OWN_KEY = "x-"
#: What may stand below the keys of every note, and below a field.
QUIZ_KEYS = ("show", "mute", "silence")
STATUS_KEYS = ("is", "checked", "since", "until", "successor", "note", "source")
SOURCE_KEYS = ("url", "checked")
FORMS = ("is", "only", "not")
#: Facts that every note may state without a field in the vocabulary.
FORMERLY = "formerly"
SUCCESSOR = "successor"

#: A tuple, or what unpacks one when it is asked, see domain.py.
Items: TypeAlias = "SequenceOf[Item]"

# Neither these nor the texts and items in them have slots: the build environment keeps them, and
# Python would pickle them several times slower.


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact was read, and the day on which somebody last compared."""

    url: str
    checked: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value of a field. ``key`` is what makes it the same as another in any language."""

    key: str
    line: int
    text: Text | None = None
    number: Fraction | None = None
    #: Codes under a value, such as the tasks of an exam.
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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
    #: Former names of the file, oldest first, each with its line.
    aliases: dict[str, int] = dataclass_field(default_factory=dict)
    status: Status | None = None
    #: Names of other notes, each with the sentence that tells it apart, and the line.
    unlike: dict[str, Text] = dataclass_field(default_factory=dict)
    overlaps: dict[str, int] = dataclass_field(default_factory=dict)
    sources: dict[str, Source] = dataclass_field(default_factory=dict)
    statements: dict[str, Statement] = dataclass_field(default_factory=dict)
    items: Items = ()
    #: Everything that options of the items say, folded: some are the names of other notes.
    mentions: tuple[str, ...] = ()
    #: How many questions its page shows; None leaves it to the site.
    show: int | None = None
    mute: dict[str, int] = dataclass_field(default_factory=dict)
    #: Id of a generated question, or ``WHOLE_NOTE`` → code of a rule of the linter → why it does
    #: not count there.
    silence: dict[str, dict[str, Silence]] = dataclass_field(default_factory=dict)
    #: Hash of everything above, and one of what questions of other notes may rest on.
    digest: str = ""
    fact_digest: str = ""

    @property
    def identity(self) -> str:
        """The oldest name; ids are made from it, so that a renamed note keeps them."""
        return next(iter(self.aliases), self.name)

    def address_of(self, *names: str) -> str:
        """The address of the first of these sources that the note has, or of its default."""
        known = (self.sources[name] for name in (*names, "default") if name in self.sources)
        source = next(known, None)
        return source.url if source else ""


def split(text: str) -> tuple[str, int]:
    """Cut the front matter out of a document.

    Returns the YAML and the number of lines that it takes with both fences; an empty YAML
    and 0 where there is none. A fence that is never closed takes the document to its end.
    """
    lines = lines_of(text)
    if lines[0].rstrip() != FENCE:
        return "", 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {FENCE, "..."}:
            return "\n".join(lines[1:number]), number + 1
    return "\n".join(lines[1:]), 0


def looks_like_note(text: str) -> bool:
    """Whether a document seems to be meant as a note, though it cannot be read as one."""
    return bool(re.search(r"^type\s*:", split(text)[0], re.MULTILINE))


def read_note(docname: str, text: str, vocabulary: Vocabulary, reader: Reader) -> Note | None:
    """Read the note of a document, or None where its front matter makes it no note."""
    yaml, fenced = split(text)
    if not yaml.strip():
        if _has_lost_its_fence(text, vocabulary):
            message = "the front matter starts with '---', alone in the first line of the file"
            reader.report(1, "yaml", message)
        return None
    if not fenced:
        # A page may start with a line that is drawn across it.
        if looks_like_note(text):
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
        _check_page(tree, reader)
        return None
    note = _Reading(docname, vocabulary, reader).note(tree)
    if note is None:
        return None
    facts = digest(repr(replace(note, items=(), show=None, mute={}, silence={})))
    own = digest(facts, repr((note.items, note.show, note.mute, note.silence)))
    return replace(note, digest=own, fact_digest=facts, mentions=_mentions(note.items))


def _mentions(items: Items) -> tuple[str, ...]:
    options = [one for item in items for one in (*item.keys, *item.distractors)]
    return tuple(sorted({fold(option.text.source) for option in options}))


def _has_lost_its_fence(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a note starts with something else than its fence: blanks, or its first key."""
    lines = (line.strip() for line in lines_of(text))
    started = dropwhile(lambda line: not line.strip("-"), lines)
    pairs = [line.partition(":") for line in takewhile(lambda line: line != FENCE, started)]
    stated = {key: value.strip() for key, _, value in pairs}
    begins = bool(pairs) and pairs[0][0] in COMMON_KEYS
    return begins and "title" in stated and stated.get("type") in vocabulary.types


def _check_page(tree: Mapping, reader: Reader) -> None:
    """Tell a note that has lost its type from a page that is none."""
    for key, _ in tree.pairs:
        if get_close_matches(key.text.lower(), ["type"], cutoff=0.75):
            message = f"front matter: unknown key '{key.text}' (did you mean 'type'?)"
            reader.report(key.line, "key", message)
            return
    for key, _ in tree.pairs:
        if key.text in NOTE_KEYS:
            message = f"'{key.text}' stands in notes only, and a note needs a 'type'"
            reader.report(key.line, "key", message)
            return


def _in_one_line(tree: Tree | None) -> Tree | None:
    """A heading has no line breaks, so a title has none anywhere."""
    return Scalar(tree.line, " ".join(tree.text.split())) if isinstance(tree, Scalar) else tree


def _is_empty(tree: Tree | None) -> bool:
    match tree:
        case None | Sequence(entries=[]):
            return True
        case Scalar(text=text):
            return not text.strip()
        case _:
            return False


class _Reading:
    """Reads one note."""

    def __init__(self, docname: str, vocabulary: Vocabulary, reader: Reader) -> None:
        self.docname = docname
        self.vocabulary = vocabulary
        self.reader = reader

    def note(self, tree: Mapping) -> Note | None:
        reader, since = self.reader, self.reader.mark
        raw = {key.text: value for key, value in reversed(tree.pairs)}
        type_name = reader.word(raw["type"], "type")
        note_type = self.vocabulary.types.get(type_name)
        if note_type is None:
            # Without any type it is the vocabulary that is broken, which was told already.
            if self.vocabulary.types:
                hint = did_you_mean(type_name, self.vocabulary.types)
                message = f"no type '{type_name[:60]}'{hint}"
                reader.report_missing(since, raw["type"].line, message, "value")
            return None
        own = [key.text for key, _ in tree.pairs if key.text.startswith(OWN_KEY)]
        known = (*COMMON_KEYS, *note_type.fields, *self.vocabulary.broken, *own)
        entry = reader.mapping(tree, "front matter", known)
        title = reader.text(_in_one_line(entry.get("title")), "title")
        name = self.docname.rpartition("/")[2]
        if title is None:
            reader.report_missing(since, tree.line, "the note has no title; give it one", "key")
            return None
        if not NAME.fullmatch(name):
            message = f"call the file in letters, digits and hyphens, not '{name}'"
            reader.report(1, "value", message)
            return None
        if missing := [field for field in note_type.requires if _is_empty(entry.get(field))]:
            message = f"a note of type '{type_name}' needs {quoted(missing)}"
            reader.report_missing(since, tree.line, message, "key")
        empty = Mapping(tree.line)
        formerly = self.names(entry.get("formerly"), "formerly")
        quiz = reader.mapping(entry.get("quiz", empty), "quiz", QUIZ_KEYS)
        return Note(
            name=name,
            docname=self.docname,
            path=reader.path,
            title=title,
            type=type_name,
            line=entry["title"].line,
            also=tuple(name for name, _ in self.names(entry.get("also"), "also")),
            formerly=tuple(name for name, _ in formerly),
            formerly_when=tuple(when for _, when in formerly),
            aliases=self.aliases(entry.get("aliases")),
            status=self.status(entry.get("status")),
            unlike=self.unlike(entry.get("unlike", empty)),
            overlaps=self.lines(entry.get("overlaps"), "overlaps"),
            sources=self.sources(entry.get("sources", empty)),
            statements=self.statements(entry, note_type.fields),
            items=read_items(entry["items"], reader) if "items" in entry else (),
            show=reader.whole(quiz["show"], "quiz: show", 0) if "show" in quiz else None,
            mute=self.lines(quiz.get("mute"), "quiz: mute"),
            silence=self.silence(quiz.get("silence", empty)),
        )

    def silence(self, tree: Tree) -> dict[str, dict[str, Silence]]:
        what = "quiz: silence"
        pairs = self.reader.pairs(tree, what)
        whole = [(key, reason) for key, reason in pairs if RULE.fullmatch(key.text)]
        found = {WHOLE_NOTE: read_silence(Mapping(tree.line, whole), what, self.reader)}
        return found | {
            question.text: read_silence(rules, f"{what}: {question.text}", self.reader)
            for question, rules in pairs
            if not RULE.fullmatch(question.text)
        }

    def lines(self, tree: Tree | None, what: str) -> dict[str, int]:
        return {word.text: word.line for word in self.reader.words(tree, what)}

    def aliases(self, tree: Tree | None) -> dict[str, int]:
        found = {}
        for word in self.reader.words(tree, "aliases"):
            if NAME.fullmatch(word.text):
                found[word.text] = word.line
            else:
                message = (
                    f"aliases: '{word.text[:60]}' is no name of a file; write it without its ending"
                )
                self.reader.report(word.line, "value", message)
        return found

    def names(self, tree: Tree | None, what: str) -> list[tuple[Text, Text | None]]:
        """Read names; each may have a remark: ``{Old Name: until 2024}``."""
        found: dict[str, tuple[Text, Text | None]] = {}
        entries = [tree] if isinstance(tree, Mapping) else self.reader.sequence(tree, what)
        for entry in entries:
            pairs = entry.pairs if isinstance(entry, Mapping) else [(entry, None)]
            for name, remark in pairs:
                text = self.reader.text(name, what)
                if text and fold(text.source) in found:
                    message = f"{what}: '{text.source[:60]}' stands twice; keep one"
                    self.reader.report(text.line, "value", message)
                elif text:
                    remarked = self.reader.text(remark, f"{what}: {text.source[:60]}")
                    found[fold(text.source)] = text, remarked
        return list(found.values())

    def status(self, tree: Tree | None) -> Status | None:
        if tree is None:
            return None
        reader = self.reader
        mark = reader.mark
        entry = reader.mapping(tree, "status", STATUS_KEYS)
        value = reader.word(entry.get("is"), "status: is")
        known = self.vocabulary.values.get("status", {})
        if value not in known:
            hint = did_you_mean(value, known)
            line = entry.get("is", tree).line
            reader.report_missing(mark, line, f"status: no value '{value[:60]}'{hint}", "value")
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
            mark = self.reader.mark
            text = self.reader.text(value, f"unlike: {key.text}")
            if text is None:
                hint = cut_in_brackets(key.text)
                message = f"unlike: say what tells '{key.text[:60]}' apart{hint}"
                self.reader.report_missing(mark, key.line, message, "value")
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
            checked, mark = "", reader.mark
            url_tree: Tree | None = value
            if isinstance(value, Mapping):
                entry = reader.mapping(value, what, SOURCE_KEYS)
                url_tree = entry.get("url")
                checked = reader.date(entry.get("checked"), f"{what}: checked")
            if url := reader.url(url_tree, what):
                found[key.text] = Source(url=url, checked=checked, line=key.line)
            else:
                reader.report_missing(mark, value.line, f"{what} has no url; add one", "value")
        return found

    def statements(self, entry: dict[str, Tree], names: tuple[str, ...]) -> dict[str, Statement]:
        found = {}
        for name in names:
            if _is_empty(entry.get(name)):
                continue  # told already where the field is needed
            if one := self.statement(self.vocabulary.fields[name], entry[name]):
                found[name] = one
        return found

    def statement(self, field_: Field, tree: Tree) -> Statement | None:
        mark = self.reader.mark
        closed, denied = False, dict[str, Text]()
        if field_.kind == "codes":
            values = self.coded(field_, tree)
        else:
            values, closed, denied = self.listed(field_, tree)
        if field_.one and len(values) > 1:
            message = f"{field_.name} takes one value, and here are {len(values)}; keep one"
            self.reader.report(tree.line, "value", message)
        seen: set[str] = set()
        for value in values:
            if value.key in seen:
                message = f"{field_.name}: a value stands twice; keep one"
                self.reader.report(value.line, "value", message)
            seen.add(value.key)
            if value.key in denied:
                message = f"{field_.name}: '{value.key}' is stated and denied in one breath"
                self.reader.report(value.line, "contradiction", message)
        if not self.reader.is_clean(mark):
            return None
        return Statement(
            field=field_.name, line=tree.line, values=values, closed=closed, denied=denied
        )

    def listed(self, field_: Field, tree: Tree) -> tuple[tuple[Value, ...], bool, dict[str, Text]]:
        closed, denied = False, {}
        stated: Tree | None = tree
        if isinstance(tree, Mapping):
            entry = self.reader.mapping(tree, field_.name, FORMS)
            closed = "only" in entry
            if closed and isinstance(entry["only"], Scalar) and not entry["only"].text.strip():
                message = f"{field_.name}: 'only' has no value; write [] where there is none at all"
                self.reader.report(entry["only"].line, "value", message)
            if closed and "is" in entry:
                message = f"{field_.name}: 'only' and 'is' cannot stand together; keep one"
                self.reader.report(tree.line, "value", message)
            stated = entry.get("only", entry.get("is"))
            denied = self.denied(field_, entry.get("not", Mapping(tree.line)))
        entries = self.reader.sequence(stated, field_.name)
        values = [value for one in entries if (value := self.value(field_, one))]
        return tuple(values), closed, denied

    def denied(self, field_: Field, tree: Tree) -> dict[str, Text]:
        found = {}
        for key, reason in self.reader.pairs(tree, f"{field_.name}: not"):
            mark = self.reader.mark
            value = self.value(field_, key)
            text = self.reader.text(reason, f"{field_.name}: not: {key.text}")
            if value and text:
                found[value.key] = text
            else:
                message = f"{field_.name}: not: say why not '{key.text}'"
                self.reader.report_missing(mark, key.line, message, "value")
        return found

    def value(self, field_: Field, tree: Tree) -> Value | None:
        match field_.kind:
            case "text":
                text = self.reader.text(tree, field_.name)
                if text and field_.identifies and text.source.endswith("."):
                    message = f"{field_.name} stands inside sentences; end it without a full stop"
                    self.reader.report(tree.line, "value", message)
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
        mark = self.reader.mark
        word = self.reader.word(tree, field_.name)
        known = self.vocabulary.values[field_.of]
        if word in known:
            return Value(key=word, line=tree.line)
        listed = "it takes one value" if field_.one else "a list needs brackets: [a, b]"
        hint = f"; {listed}" if "," in word else cut_in_brackets(word)
        hint = hint or did_you_mean(word, known)
        message = f"{field_.name}: no value '{word[:60]}'{hint}"
        self.reader.report_missing(mark, tree.line, message, "value")
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
