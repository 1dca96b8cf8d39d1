"""What index pages show of the notes of an orchestra; the cases stand in fixtures/overview."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from quizgen.build import Build
from quizgen.notes import read_note
from quizgen.overview import Cycle, Entries, Mention, Overview, Table, Terms
from quizgen.reader import Reader
from quizgen.vocabulary import read_vocabulary
from quizgen.wanted import Wanted, problems
from tests.sites import ROOTS
from tests.support import cases, orchestra

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizgen.overview import Block, Cell, Part, Section

DOCS = ROOTS / "test-orchestra" / "docs"


@cache
def overview() -> Overview:
    reader = Reader("vocabulary.yaml")
    vocabulary = read_vocabulary((DOCS / "vocabulary.yaml").read_text(encoding="utf-8"), reader)
    notes = [
        read_note(path.stem, path.read_text(encoding="utf-8"), vocabulary, reader)
        for path in sorted(DOCS.rglob("*.md"))
    ]
    build = Build(filter(None, notes), vocabulary, models=[])
    return Overview(build.bank, build.generator.sentences)


def wanted(given: str) -> Wanted:
    """Read what a case asks for: the options of a directive as YAML."""
    options: dict[str, Any] = yaml.safe_load(given)
    options["by"] = tuple(options.get("by", ()))
    options["where"] = tuple(tuple(one.split("=")) for one in options.get("where", ()))
    options["columns"] = tuple(tuple(one.split(" > ")) for one in options.get("columns", ()))
    return Wanted(path="index.md", line=3, **options)


def told(given: str) -> str:
    asked = wanted(given)
    lines = [str(problem) for problem in problems(asked, overview().bank)]
    for section in overview().sections(asked):
        lines += shown(section)
    return "".join(f"{line}\n" for line in lines or ["nothing"])


def shown(section: Section) -> Iterator[str]:
    if section.key:
        yield f"# {section.title} ({section.key})"
    if section.about:
        yield f"about {entry(*section.about)}"
    for block in section.blocks:
        yield from block_lines(block)


def block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Entries):
        yield from (f"- {entry(*one)}" for one in block.entries)
    elif isinstance(block, Cycle):
        yield f"{block.title}: {block.summary}"
        yield from (f"{number}. {entry(*one)}" for number, one in enumerate(block.entries, 1))
    elif isinstance(block, Table):
        yield from (" | ".join(map(cell, row)).strip() for row in block.rows)
    elif isinstance(block, Terms):
        for term, lines in block.terms:
            yield term
            yield from (f"| {''.join(map(part, line))}" for line in lines)
    else:
        for question, sentences in block.pairs:
            yield question
            yield from (f"- {entry(*one)}" for one in sentences)


def cell(lines: Cell) -> str:
    return " / ".join("".join(map(part, line)) for line in lines)


def entry(mention: Mention, text: str) -> str:
    return f"{part(mention)}: {text}"


def part(one: Part) -> str:
    if not isinstance(one, Mention):
        return one
    instead = f" -> {part(one.instead)}" if one.instead else ""
    return f"<{one.name}>" + (f" [{one.label}]" if one.status else "") + instead


@pytest.mark.parametrize(("given", "expected"), cases("overview"))
def test_overview_shows_what_the_notes_state(given: str, expected: str) -> None:
    assert expected == told(given)


def test_digest_of_what_is_wanted_forgets_where_it_stands() -> None:
    one = Wanted(kind="list", path="a.md", line=3, type="tempo")

    assert one.digest == Wanted(kind="list", path="b.md", line=4, type="tempo").digest
    assert one.digest != Wanted(kind="list", path="a.md", line=3, type="instrument").digest
    assert one.digest != Wanted(kind="list", path="a.md", line=3, type="tempo", after=1).digest


def overview_of(**notes: str) -> Overview:
    """Read notes of instruments, with a vocabulary that knows kinds of values."""
    read = []
    for name, facts in notes.items():
        text = f"---\ntitle: {name.title()}\ntype: instrument\n{facts}\n---\n"
        reader = Reader(f"{name}.md")
        read.append(read_note(name, text, orchestra(), reader))
        assert reader.problems == []
    build = Build(filter(None, read), orchestra(), models=[])
    return Overview(build.bank, build.generator.sentences)


def named(made: Overview, given: str) -> list[str]:
    return [note.name for note in made.notes(wanted(given))]


def test_condition_holds_for_every_kind_of_its_value() -> None:
    made = overview_of(
        tuba="does: growls\nfamily: brass",
        viola="does: hums\nfamily: strings",
        winds="does: blows\nfamily: winds",
    )

    assert named(made, "{kind: list, type: instrument, where: [family=winds]}") == ["tuba", "winds"]
    assert named(made, "{kind: list, type: instrument, where: [family=brass]}") == ["tuba"]


def test_what_is_denied_is_compared_but_makes_no_group() -> None:
    made = overview_of(
        horn="does: calls\nreads: {only: [treble], not: {alto: It never did.}}",
        drum="does: beats\nreads: {only: []}",
        gong="does: rings\nreads: {not: {bass: It has no tone.}}\nplace: {not: {1: It hangs.}}",
    )

    (section,) = made.sections(wanted("{kind: compare, type: instrument}"))
    (grouped, others) = made.sections(wanted("{kind: list, type: instrument, by: [reads]}"))

    assert list(shown(section))[-1] == (
        "reads | nothing | Not bass | treble (nothing else) / Not alto"
    )
    assert list(shown(grouped)) == ["# Treble (treble)", "- <horn>: calls"]
    assert list(shown(others)) == ["# Others (others)", "- <drum>: beats", "- <gong>: rings"]


def test_what_to_use_instead_may_have_no_note() -> None:
    made = overview_of(
        serpent="does: winds\nstatus: {is: retired, successor: The *tuba*}",
        lute="does: plucks\nstatus: {is: played}",
    )

    (section,) = made.sections(wanted("{kind: list, type: instrument}"))

    assert list(shown(section)) == [
        "- <lute>: plucks",
        "- <serpent> [retired] -> The *tuba*: winds",
    ]
