"""What an edit did to the bank; the cases stand in fixtures/diff."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from quizgen.changes import Changes
from quizgen.diff import compare, one_line
from tests.banks import bank_of, data_of, orchestra_build
from tests.support import cases, files_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizgen.canonical import BankData

HARP = """---
title: Harp
type: instrument
does: is plucked with both hands
family: strings
reads: {only: [treble, bass]}
items:
  - id: pedals
    stem: What are its pedals for?
    key: Other notes
    distractors:
      - A softer sound: The piano has such a pedal.
      - A drum: It stands elsewhere.
    rationale: Each pedal changes one note of the scale.
---
"""
TUBA = "---\ntitle: Tuba\ntype: instrument\ndoes: sounds lowest\nfamily: brass\n---\n"
VIOL = "---\ntitle: Viol\ntype: instrument\ndoes: is older\nfamily: strings\nreads: [alto]\n---\n"
FILES = {"harp.md": HARP, "tuba.md": TUBA, "viol.md": VIOL}


def versions(given: str) -> tuple[BankData, BankData]:
    """Take two banks out of a case: files in ``before``, ``after`` and ``both``."""
    found: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for path, text in files_in(given).items():
        folder, _, name = path.partition("/")
        for version in found if folder == "both" else [folder]:
            found[version][name] = text
    return bank_of(found["before"]), bank_of(found["after"])


@pytest.mark.parametrize(("given", "expected"), cases("diff"))
def test_edit_is_told_in_words(given: str, expected: str) -> None:
    told = compare(*versions(given)).as_words()

    assert expected == told


def test_bank_beside_itself_is_no_change() -> None:
    changes = compare(bank_of(FILES), bank_of(FILES))

    assert not changes
    assert changes == Changes(questions=(), notes=(), pages=())


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - any data
    """Say where in some data a text or a truth value stands."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def edited(data: BankData, path: tuple[str | int, ...]) -> BankData:
    """Put something else into one place."""
    data = deepcopy(data)
    at: Any = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = not at[path[-1]] if isinstance(at[path[-1]], bool) else f"{at[path[-1]]}x"
    return data


def part_of(path: tuple[str | int, ...]) -> str:
    return " ".join(key for key in path if isinstance(key, str))


#: Where in the questions something stands, but for the note that a question belongs to.
PLACES = [path for path in leaves(bank_of(FILES)["questions"]) if part_of(path) != "note"]


@pytest.mark.parametrize("part", sorted({part_of(path) for path in PLACES} - {"id"}))
def test_whatever_is_another_in_a_question_is_told(part: str) -> None:
    bank = bank_of(FILES)

    for path in PLACES:
        if part_of(path) == part:
            (told,) = compare(bank, edited(bank, ("questions", *path))).questions
            assert (told.change, told.id) == ("changed", bank["questions"][int(path[0])]["id"])
            assert len(told.as_words()) > 1


def test_question_with_another_id_is_another_question() -> None:
    bank = bank_of(FILES)
    bank["notes"][0]["shows"] = []

    told = compare(bank, edited(bank, ("questions", 0, "id")))

    assert [(question.change, question.id) for question in told.questions] == [
        ("added", "harp.pedalsx"),
        ("retired", "harp.pedals"),
    ]


#: A note that states something of everything.
THEORBO = """---
title: Theorbo
type: instrument
does: has two heads
family: strings
reads: {only: [bass], not: {treble: It is low.}}
strings: 14
leader: [harp]
exams: {grade-1: ["1.1"]}
status: {is: played, since: 1580, until: 1750, successor: harp, note: A few, checked: 2026-01-01,
  source: "https://example.org/played"}
also: [Chitarrone]
formerly: [{Great lute: until 1600}]
unlike: {harp: has a neck}
sources: {default: {url: "https://example.org/theorbo", checked: 2026-01-01}}
---
"""
#: Where in it something stands that readers see, or that says where it stands.
STATED = [
    path
    for path in leaves(bank_of(FILES | {"theorbo.md": THEORBO})["notes"][1])
    if path[0] not in {"name", "identity", "path", "shows"}
    and path[-1] not in {"kind", "groups"}
    and not (path[-1] == "key" and path[0] == "facts")
    # Parts follow from the codes.
    and not {"part", "parts"} & set(path)
    # A label stands for the status; the title of a note for what it is called here.
    and path not in {("status", "value"), ("facts", 4, "values", 0, "label")}
]


@pytest.mark.parametrize("path", STATED, ids=lambda path: " ".join(map(str, path)))
def test_whatever_is_another_of_a_note_is_told(path: tuple[str | int, ...]) -> None:
    bank = bank_of(FILES | {"theorbo.md": THEORBO})

    told = compare(bank, edited(bank, ("notes", 1, *path)))

    assert [(note.change, note.name) for note in told.notes] == [("changed", "theorbo")]


def test_way_back_adds_what_was_retired() -> None:
    fewer = bank_of({"harp.md": HARP})

    there, back = compare(bank_of(FILES), fewer), compare(fewer, bank_of(FILES))

    assert {q.id for q in there.questions if q.change == "retired"} == {
        q.id for q in back.questions if q.change == "added"
    }
    assert there.counts["retired"] == back.counts["added"] > 0
    assert there.counts["added"] == back.counts["retired"] == 0


def test_page_that_shows_another_choice_or_order_is_named() -> None:
    build = orchestra_build(FILES)
    ids = [one.id for one in build.questions(build.bank.notes["harp"])]
    first, second = data_of(build, {"harp": ids[:1]}), data_of(build, {"harp": ids[1:2]})

    changes = compare(first, second)

    assert {(q.change, q.id, q.is_shown) for q in changes.questions} == {
        ("moved", ids[0], False),
        ("moved", ids[1], True),
    }
    assert changes.pages == ("harp",)


def test_page_that_links_to_a_renamed_note_is_named() -> None:
    item = HARP.replace("- A drum:", "- Tuba:")
    renamed = TUBA.replace("type:", "aliases: [tuba]\ntype:")
    before = bank_of({"harp.md": item, "tuba.md": TUBA})
    after = bank_of({"harp.md": item, "bass-tuba.md": renamed})

    changes = compare(before, after)

    assert (changes.questions, changes.pages) == ((), ("bass-tuba", "harp"))
    assert [(note.change, note.name) for note in changes.notes] == [("renamed", "bass-tuba")]


def test_data_say_as_much_as_the_words() -> None:
    edit = FILES | {"harp.md": HARP.replace("Other notes", "Half tones")}

    data = json.loads(json.dumps(compare(bank_of(FILES), bank_of(edit)).as_json()))

    (question,) = data["questions"]
    assert data["version"] == 1
    assert data["counts"] == {"added": 0, "changed": 1, "moved": 0, "retired": 0, "refused": 0}
    assert (question["id"], question["change"], question["path"], question["docname"]) == (
        "harp.pedals",
        "changed",
        "harp.md",
        "harp",
    )
    assert question["parts"][0] == {
        "part": "key",
        "before": "Other notes",
        "after": "Half tones",
        "option": "",
        "text": "",
    }
    assert data["pages"] == ["harp"]


# One line


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ({}, {}, "0 added, 0 changed, 0 retired"),
        ({}, {"a": "1", "b": "1"}, "2 added, 0 changed, 0 retired"),
        (
            {"a": "1", "b": "1", "c": "1"},
            {"a": "1", "b": "2", "d": "1"},
            "1 added, 1 changed, 1 retired",
        ),
    ],
)
def test_one_line_counts(before: dict[str, str], after: dict[str, str], counts: str) -> None:
    assert one_line(before, after) == f"questions since the last build: {counts}"
