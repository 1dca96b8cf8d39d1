"""Notes as authors get them wrong; the cases stand in fixtures/front_matter."""

from __future__ import annotations

import pytest

from quizgen.notes import read_note, split
from quizgen.reader import Reader
from tests.support import cases, files_in, orchestra, outcome


@pytest.mark.parametrize(("given", "expected"), cases("front_matter"))
def test_each_mistake_is_told_once_at_its_line_and_the_rest_is_used(
    given: str, expected: str
) -> None:
    files = files_in(given)

    told = outcome(files, orchestra())

    assert expected == told


@pytest.mark.parametrize(
    "text",
    [
        "--- \na: 1\n---\t\nText",
        "---\r\na: 1\r\n...\r\nText",
        "\ufeff---\na: 1\n---\nText",
    ],
    ids=["blanks", "breaks of Windows", "mark of the byte order"],
)
def test_fences_are_known_however_an_editor_writes_them(text: str) -> None:
    assert split(text) == ("a: 1", 3)


def test_keys_of_the_sites_own_tools_are_no_part_of_the_note() -> None:
    text = "---\ntitle: Oboe\ntype: instrument\ndoes: plays the high reeds\n---\n"
    with_keys = text.replace("reeds\n", "reeds\nx-recordings: {Mozart: [K. 314]}\n")

    note, same = (
        read_note("oboe", given, orchestra(), Reader("oboe.md")) for given in (text, with_keys)
    )

    assert note
    assert note == same
