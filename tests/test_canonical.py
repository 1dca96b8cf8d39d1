"""The bank as data, and the builder that writes it."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from quizgen.canonical import BankData, to_json
from tests.banks import bank_of, data_of, orchestra_build
from tests.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "winds/oboe.md": """---
title: Oboe
type: instrument
does: gives the note to tune by
family: woodwind
reads: {only: [treble], not: {bass: It is *too* low.}}
strings: 0
exams: {grade-1: ["1.1", "1.2"]}
status: {is: played, checked: 2026-11-01}
also: [Hautbois]
formerly: [{Hoboy: until 1770}, Shawm]
unlike: {horn: has no *reed*}
sources: https://example.org/oboe
items:
  - id: reed
    stem: What does the **player** blow?
    key: {id: reed, text: A double reed, because: Two blades of cane.}
    distractors:
      - Horn: It is *brass*.
      - {id: mouthpiece, text: A mouthpiece, because: It has none.}
---
""",
    "brass/horn.md": """---
title: Horn
type: instrument
does: plays with a hand in the bell
family: brass
aliases: [french-horn]
---
""",
    "tuba.md": "---\ntitle: Tuba\ntype: instrument\ndoes: sounds lowest\nfamily: brass\n---\n",
    "torn.md": "---\ntitle: Torn\ntype: instrumnt\n---\n",
}


def test_bank_is_what_its_types_say() -> None:
    assert list(faults(bank_of(FILES), BankData, "bank")) == []


def faults(value: Any, wanted: Any, where: str) -> list[str]:  # noqa: ANN401 - any data, any type
    """Compare data with the types that describe it; say where they differ."""
    if is_typeddict(wanted):
        hints = get_type_hints(wanted)
        if list(value) != list(hints):
            return [f"{where}: {list(value)}"]
        return [one for key, hint in hints.items() for one in faults(value[key], hint, key)]
    if get_origin(wanted) is list:
        (inner,) = get_args(wanted)
        return [one for entry in value for one in faults(entry, inner, f"{where}[]")]
    if get_origin(wanted) is Literal:
        return [] if value in get_args(wanted) else [f"{where}: {value}"]
    return [] if type(value) is wanted else [f"{where}: {value}"]


def test_comparison_with_types_sees_what_is_wrong() -> None:
    bank = bank_of(FILES)
    bank["questions"][0]["kind"] = "guessed"  # type: ignore[typeddict-item]
    bank["notes"][0]["shows"] = [7]  # type: ignore[list-item]
    del bank["refusals"][0]["why"]  # type: ignore[misc]

    found = faults(bank, BankData, "bank")

    assert found == ["shows[]: 7", "kind: guessed", "refusals[]: ['id', 'note', 'missing']"]


def test_note_says_where_it_stands_and_what_it_states() -> None:
    note = bank_of(FILES)["notes"][2]

    facts = note.pop("facts")  # type: ignore[misc]

    assert [fact["field"] for fact in facts] == ["does", "family", "reads", "strings", "exams"]
    assert note == {
        "name": "oboe",
        "identity": "oboe",
        "docname": "winds/oboe",
        "path": "winds/oboe.md",
        "title": "Oboe",
        "type": "instrument",
        "status": {
            "value": "played",
            "label": "played",
            "since": "",
            "until": "",
            "successor": "",
            "note": "",
            "checked": "2026-11-01",
            "source": "",
        },
        "also": ["Hautbois"],
        "formerly": [
            {"name": "Hoboy", "remark": "until 1770"},
            {"name": "Shawm", "remark": ""},
        ],
        "unlike": [{"note": "horn", "text": "has no *reed*"}],
        "sources": [{"name": "default", "url": "https://example.org/oboe", "checked": ""}],
        "shows": ["oboe.reed", "oboe.clefs"],
    }


@pytest.mark.parametrize(
    ("field", "stated"),
    [
        (
            "family",
            {
                "label": "family",
                "kind": "values",
                "groups": True,
                "values": [{"key": "woodwind", "label": "woodwind", "codes": [], "parts": []}],
                "closed": False,
                "denied": [],
            },
        ),
        (
            "reads",
            {
                "label": "reads",
                "kind": "values",
                "groups": False,
                "values": [{"key": "treble", "label": "treble", "codes": [], "parts": []}],
                "closed": True,
                "denied": [{"key": "bass", "label": "bass", "reason": "It is *too* low."}],
            },
        ),
        (
            "strings",
            {
                "label": "strings",
                "kind": "number",
                "groups": False,
                "values": [{"key": "0", "label": "0 strings", "codes": [], "parts": []}],
                "closed": False,
                "denied": [],
            },
        ),
        (
            "exams",
            {
                "label": "exams",
                "kind": "codes",
                "groups": True,
                "values": [
                    {
                        "key": "grade-1",
                        "label": "grade-1",
                        "codes": [
                            {"code": "1.1", "label": "Scales", "part": "1"},
                            {"code": "1.2", "label": "Sight reading", "part": "1"},
                        ],
                        "parts": [{"key": "1", "label": "Playing", "weight": 60.0}],
                    }
                ],
                "closed": False,
                "denied": [],
            },
        ),
    ],
)
def test_fact_is_there_whole(field: str, stated: dict[str, object]) -> None:
    facts = {fact["field"]: fact for fact in bank_of(FILES)["notes"][2]["facts"]}

    assert {"field": field, **stated} == facts[field]


def test_question_is_there_whole() -> None:
    question = next(one for one in bank_of(FILES)["questions"] if one["id"] == "oboe.reed")
    options = {option["id"]: option for option in question["options"]}

    rest = {key: value for key, value in question.items() if key not in {"options", "revision"}}

    assert len(question["revision"]) == 10
    assert rest == {
        "id": "oboe.reed",
        "note": "oboe",
        "kind": "written",
        "model": "",
        "stem": "What does the **player** blow?",
        "rationale": "",
        "solution": [],
        "facts": ["oboe.items.reed"],
        "source": "https://example.org/oboe",
    }
    assert sorted(options) == ["french-horn", "mouthpiece", "reed"]
    assert options["french-horn"] == {
        "id": "french-horn",
        "text": "Horn",
        "key": False,
        "reason": "It is *brass*.",
        "ground": "written",
        "note": "horn",
        "field": "",
    }
    assert [option["key"] for option in options.values()].count(True) == 1


def test_every_question_of_every_note_is_there_with_its_options_in_their_order() -> None:
    build = orchestra_build(FILES)
    asked = [one for note in build.bank.notes.values() for one in build.questions(note)]

    data = data_of(build)["questions"]

    assert len(asked) > len(build.bank.notes)
    assert [(q.id, [o.id for o in q.options]) for q in asked] == [
        (q["id"], [option["id"] for option in q["options"]]) for q in data
    ]


def test_question_that_is_refused_says_why_and_what_is_missing() -> None:
    bank = bank_of(FILES)

    refused = {refusal["id"]: refusal for refusal in bank["refusals"]}

    assert all(refusal["why"] for refusal in bank["refusals"])
    assert refused.keys().isdisjoint(question["id"] for question in bank["questions"])
    assert any(refusal["missing"] for refusal in bank["refusals"])


def test_note_that_cannot_be_read_is_named() -> None:
    assert bank_of(FILES)["unread"] == ["torn"]


@pytest.mark.parametrize("order", list(itertools.permutations(FILES)), ids=" ".join)
def test_order_in_which_notes_are_read_changes_no_byte(order: tuple[str, ...]) -> None:
    assert to_json(bank_of({path: FILES[path] for path in order})) == to_json(bank_of(FILES))


def test_order_in_which_questions_are_made_changes_no_byte() -> None:
    build = orchestra_build(FILES)
    for note in reversed(build.bank.notes.values()):
        build.questions(note)

    assert to_json(data_of(build)) == to_json(bank_of(FILES))


def test_text_is_written_as_it_is() -> None:
    files = FILES | {"koto.md": "---\ntitle: 箏\ntype: instrument\ndoes: has “silk” & <b>\n---\n"}

    written = to_json(bank_of(files))

    assert '"title": "箏"' in written
    assert json.loads(written) == bank_of(files)


# The builder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site("test-orchestra", tmp_path_factory.mktemp("bank"))


def test_builder_writes_the_bank_and_nothing_else(site: Site) -> None:
    site.restore()

    built = site.clean("bank")
    bank: BankData = json.loads(built.read("bank.json"))

    assert (list(built.files), built.warnings) == (["bank.json"], "")
    assert [question.id for question in built.bank] == [one["id"] for one in bank["questions"]]
    assert {note["docname"]: note["shows"] for note in bank["notes"]} == {
        name: [question.id for question in shown]
        for name, shown in built.shown.items()
        if built.domain.note(name)
    }


def test_builder_writes_the_same_in_parallel_and_after_an_edit(site: Site) -> None:
    site.restore()
    site.build("bank")
    site.edit("docs/instruments/oboe.md", "title: Oboe", "title: Oboe d’amore")

    after_an_edit = site.build("bank").files
    clean = site.clean("bank").files
    parallel = site.clean("bank", kept="parallel", jobs=2).files

    assert after_an_edit == clean == parallel
    assert "Oboe d’amore" in clean["bank.json"].decode()


def test_builder_leaves_a_file_alone_that_is_as_it_would_write_it(site: Site) -> None:
    site.restore()

    first, second = site.build("bank", kept="twice"), site.build("bank", kept="twice")

    assert first.times == second.times


def test_builder_goes_on_where_a_note_is_broken(site: Site) -> None:
    site.restore()
    site.edit("docs/instruments/oboe.md", "type: instrument", "type: instrumnt")

    built = site.clean("bank")

    assert "oboe.md:3: WARNING: no type 'instrumnt'" in built.warnings
    assert json.loads(built.read("bank.json"))["unread"] == ["oboe"]


def test_builder_shares_what_was_read_with_another(tmp_path: Path) -> None:
    """Pages are compared for each builder by itself."""
    site = Site("test-orchestra", tmp_path)
    site.build("html", doctrees="shared")

    alone, beside = site.clean("bank"), site.build("bank", doctrees="shared")

    assert alone.files == beside.files
