"""YAML as a tree of texts that know their lines.

The usual loaders turn ``No`` into ``False`` and ``1.10`` into ``1.1``, forget where a value
stood, and let a later key silently replace an earlier one. Here every scalar stays text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

#: A front matter beyond this is a mistake or an attack; real ones have some thousand characters.
MAX_CHARACTERS = 500_000
MAX_DEPTH = 40


@dataclass(slots=True)
class Scalar:
    """A single value, always text."""

    line: int
    text: str


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    entries: list[Tree] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """A mapping, in the order of the file; a key may stand twice, the reader complains."""

    line: int
    pairs: list[tuple[Scalar, Tree]] = field(default_factory=list)


Tree = Scalar | Sequence | Mapping


class TreeError(Exception):
    """The text is no YAML that can be used; ``line`` is counted as in the file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str, first_line: int = 1) -> Tree:
    """Read YAML; ``first_line`` is the line of the file on which the text starts.

    Raises TreeError where the text is no YAML, and for what no note needs: references to
    anchors (which can blow a few lines up to gigabytes), a second document, deep nesting.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"more than {MAX_CHARACTERS:,} characters of YAML; split the note"
        raise TreeError(first_line, message)
    try:
        return _Builder(first_line).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise TreeError(line, f"{error.problem or error.context}; {_hint(error)}") from None
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, max(error.position, 0))
        raise TreeError(line, f"a character that YAML does not allow: {error.reason}") from None


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "mapping values are not allowed" in problem or "expected <block end>" in problem:
        return "put quotes around a text that contains a colon, a quote or starts with a sign"
    if "\\t" in problem or "tab" in problem:
        return "indent with spaces"
    return "mend the YAML here or just above"


class _Builder:
    """Builds the tree from parser events, without recursion."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []
        self.root: Tree | None = None
        self.documents = 0

    def build(self, text: str) -> Tree:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        for event in yaml.parse(text, Loader=loader):
            self.take(event, self.first_line + (event.start_mark.line if event.start_mark else 0))
        return self.root or Mapping(self.first_line)

    def take(self, event: yaml.Event, line: int) -> None:
        match event:
            case yaml.ScalarEvent():
                self.add(Scalar(line, event.value))
            case yaml.MappingStartEvent():
                self.begin(Mapping(line))
            case yaml.SequenceStartEvent():
                self.begin(Sequence(line))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
                self.keys.pop()
            case yaml.AliasEvent():
                raise TreeError(line, "references (*name) are not allowed; write the value out")
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise TreeError(line, "a second YAML document; remove the '---'")
            case _:
                pass

    def begin(self, tree: Sequence | Mapping) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise TreeError(tree.line, f"nested more than {MAX_DEPTH} deep")
        self.add(tree)
        self.open.append(tree)
        self.keys.append(None)

    def add(self, tree: Tree) -> None:
        if not self.open:
            self.root = tree
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.entries.append(tree)
            return
        key = self.keys[-1]
        if key is not None:
            parent.pairs.append((key, tree))
            self.keys[-1] = None
        elif isinstance(tree, Scalar):
            self.keys[-1] = tree
        else:
            raise TreeError(tree.line, "a key must be a plain text; put quotes around it")
