"""What the notes say that they carry of the ledger, and whether they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.coverage import LEDGER, TOP, declarations, errors, read_ledger, uncarried

if TYPE_CHECKING:
    from pathlib import Path

ROWS = read_ledger(LEDGER.read_text(encoding="utf-8"))
NOTE = """---
title: Oboe
does: plays the high reeds
takes: {is: [air], not: {water: It would drown.}}
items:
  - id: tuning
    stem: Who gives the A to the orchestra before the concert?
x-carries:
  S1: %s
---
The oboe is *the first* to play, see [the tuning](tuning.md) of others.
"""
LEDGER_OF_TWO = """
reeds:
  Oboe:
    S1: {verdict: true, what: tuning}
    S2: {verdict: opinion, what: sound, left: an opinion}
"""


def declared_in(folder: Path, by: str) -> list[str]:
    (folder / "docs").mkdir()
    (folder / "docs" / "oboe.md").write_text(NOTE % by, encoding="utf-8")
    return errors(read_ledger(LEDGER_OF_TWO), declarations(folder / "docs"))


@pytest.mark.parametrize(
    "by",
    [
        "does",
        "takes.not.water",
        "items.tuning",
        "[takes, does]",
        "Gives the A to the orchestra",
        "is the first to play, see the tuning of others",
        "It would drown",
    ],
)
def test_a_row_is_carried_by_a_key_or_by_words_of_the_note(by: str, tmp_path: Path) -> None:
    assert declared_in(tmp_path, by) == []


@pytest.mark.parametrize(
    "by",
    [
        "dose",
        "takes.not.fire",
        "items.tempo",
        "the A",
        "gives the B to the orchestra",
        "x-carries",
    ],
)
def test_neither_a_missing_key_nor_missing_words_carry_a_row(by: str, tmp_path: Path) -> None:
    expected = (
        f"docs/oboe.md:9: x-carries: S1: '{by}' is no key of the note, and no 3 or more words that "
        "stand in it"
    )

    assert declared_in(tmp_path, by) == [expected]


def test_a_row_that_the_ledger_does_not_have_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = (NOTE % "does").replace("S1:", "S3:")
    (tmp_path / "docs" / "oboe.md").write_text(text, encoding="utf-8")

    found = errors(read_ledger(LEDGER_OF_TWO), declarations(tmp_path / "docs"))

    assert found == ["docs/oboe.md:9: x-carries: the ledger has no row 'S3'"]


def test_a_row_is_open_until_a_note_carries_it_or_a_reason_leaves_it(tmp_path: Path) -> None:
    rows = read_ledger(LEDGER_OF_TWO)
    assert [row.id for row in uncarried(rows, [])] == ["S1"]

    declared_in(tmp_path, "does")

    assert uncarried(rows, declarations(tmp_path / "docs")) == []


def test_every_row_of_the_ledger_has_a_verdict_and_only_what_cannot_be_checked_is_left() -> None:
    assert {row.verdict for row in ROWS} == {"true", "stale", "wrong", "opinion", "unverifiable"}
    assert len({row.id for row in ROWS}) == len(ROWS)
    left = {row.id for row in ROWS if row.left}
    assert left == {row.id for row in ROWS if row.verdict in {"opinion", "unverifiable"}}


def test_what_the_notes_say_that_they_carry_stands_in_them() -> None:
    assert errors(ROWS, declarations(TOP / "docs")) == []


def test_every_row_is_carried_or_left_with_a_reason() -> None:
    assert [row.id for row in uncarried(ROWS, declarations(TOP / "docs"))] == []
