"""Tell which note carries each row of the ledger, and what no note carries yet.

A note says so in its front matter::

    x-carries:
      S000-012: does                                # a key,
      S000-013: items.themes-in-letters             # a key in a key, or an item,
      S000-014: positive, negative, neutral or mixed  # or words that stand in the note.

It is an error if the key or the words are not there, so that no edit of a note loses a row unseen.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen import yamltree
from quizgen.notes import split
from quizgen.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizgen.yamltree import Tree

TOP = Path(__file__).parents[1]
LEDGER = TOP / "tests" / "ledger.yaml"
KEY = "x-carries"
#: Fewer words stand in a text by chance.
MIN_WORDS = 3
#: Marks of Markdown, which a quotation need not repeat, and the address of a link.
MARKS = re.compile(r"\]\([^)]*\)|[*`\[\]]")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One claim of the ledger."""

    id: str
    kind: str
    about: str
    verdict: str
    what: str
    #: Why no note has to carry it.
    left: str


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a note says about one row."""

    row: str
    note: str
    #: A key of the note, or a quotation.
    by: str
    place: str
    holds: bool


def read_ledger(text: str) -> list[Row]:
    """Read every row, in the order of the file."""
    rows = []
    for kind, groups in _pairs(yamltree.parse(text)):
        for about, entries in _pairs(groups):
            for row, entry in _pairs(entries):
                parts = {key: _text(value) for key, value in _pairs(entry)}
                rows.append(Row(id=row, kind=kind, about=about, **{"left": ""} | parts))
    return rows


def declarations(docs: Path) -> list[Declared]:
    """Find what the notes of a folder say that they carry."""
    found: list[Declared] = []
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if KEY in text:
            found += _declared(path.stem, path.relative_to(docs.parent).as_posix(), text)
    return found


def _declared(note: str, path: str, text: str) -> Iterator[Declared]:
    front, fenced = split(text)
    whole = yamltree.parse(front, first_line=2)
    carries = [value for key, value in _pairs(whole) if key == KEY]
    tree = Mapping(whole.line)
    if isinstance(whole, Mapping):
        tree.pairs = [(key, value) for key, value in whole.pairs if key.text != KEY]
    body = "\n".join(text.splitlines()[fenced:])
    words = [_plain(body), *(_plain(leaf) for leaf in _leaves(tree))]
    for row, value in [pair for one in carries for pair in _pairs(one)]:
        for by in value.entries if isinstance(value, Sequence) else [value]:
            said = _text(by)
            holds = _find(tree, said) or _is_quoted(said, words)
            yield Declared(row=row, note=note, by=said, place=f"{path}:{by.line}", holds=holds)


def _find(tree: Tree, path: str) -> bool:
    """Whether a tree has such a key: ``takes``, ``unlike.polly``, or an item by its id."""
    for name in path.split("."):
        entries = tree.entries if isinstance(tree, Sequence) else []
        named = [(_text(dict(_pairs(entry)).get("id")), entry) for entry in entries]
        found = next((value for key, value in named + _pairs(tree) if key == name), None)
        if found is None:
            return False
        tree = found
    return True


def _is_quoted(said: str, words: list[str]) -> bool:
    quotation = _plain(said)
    return len(quotation.split()) >= MIN_WORDS and any(quotation in text for text in words)


def _plain(text: str) -> str:
    return " ".join(MARKS.sub("", text).replace("|", " ").split()).casefold()


def _leaves(tree: Tree) -> Iterator[str]:
    """Give every text of a note; an option is a key, and its reason the value."""
    match tree:
        case Scalar(text=text):
            yield text
        case Sequence(entries=entries):
            for entry in entries:
                yield from _leaves(entry)
        case Mapping(pairs=pairs):
            for key, value in pairs:
                yield key.text
                yield from _leaves(value)


def _pairs(tree: Tree) -> list[tuple[str, Tree]]:
    return [(key.text, value) for key, value in tree.pairs] if isinstance(tree, Mapping) else []


def _text(tree: Tree | None) -> str:
    return tree.text.strip() if isinstance(tree, Scalar) else ""


def errors(rows: Iterable[Row], declared: Iterable[Declared]) -> list[str]:
    """Name what a note declares and what is not so."""
    known = {row.id for row in rows}
    found = []
    for one in declared:
        if one.row not in known:
            found.append(f"{one.place}: {KEY}: the ledger has no row '{one.row}'")
        elif not one.holds:
            why = f"is no key of the note, and no {MIN_WORDS} or more words that stand in it"
            found.append(f"{one.place}: {KEY}: {one.row}: '{one.by}' {why}")
    return found


def uncarried(rows: Iterable[Row], declared: Iterable[Declared]) -> list[Row]:
    """Give the rows that no note carries and that have no reason to be left."""
    carried = {one.row for one in declared if one.holds}
    return [row for row in rows if row.id not in carried and not row.left]


def main(arguments: list[str]) -> int:
    """Print the rows; fail where a declaration is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kinds", nargs="*", help="kinds of rows; all if left out")
    parser.add_argument("--open", action="store_true", help="print only what nobody carries")
    options = parser.parse_args(arguments)
    everything = read_ledger(LEDGER.read_text(encoding="utf-8"))
    declared = declarations(TOP / "docs")
    rows = [row for row in everything if row.kind in options.kinds or not options.kinds]
    missing = {row.id for row in uncarried(rows, declared)}
    count = Counter[tuple[str, str]]()
    for row in rows:
        by = [f"{one.note}: {one.by}" for one in declared if one.row == row.id and one.holds]
        state = "uncarried" if row.id in missing else "carried" if by else "left"
        count[row.kind, state] += 1
        if row.id in missing or not options.open:
            said = "; ".join(by) or (row.left and f"left: {row.left}") or "UNCARRIED"
            print(f"{row.id}  {row.verdict:<12}  {row.about}: {row.what}  ->  {said}")
    for kind in dict.fromkeys(row.kind for row in rows):
        states = ("carried", "left", "uncarried")
        print(f"{kind}: {', '.join(f'{count[kind, state]} {state}' for state in states)}")
    wrong = errors(everything, declared)
    for error in wrong:
        print(error, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
