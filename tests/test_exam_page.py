"""What the bank says of exams, and what a page that offers them needs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from quizgen.bank import Bank
from quizgen.mock import ExamFields, exams, lengths, misfits
from quizgen.notes import read_note
from quizgen.practice import PLAYERS, blanks
from quizgen.reader import Reader
from quizgen.vocabulary import Vocabulary, read_vocabulary
from tests.browser.pages import environment
from tests.support import ORCHESTRA
from tests.support import build as build_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Result

RULES = ORCHESTRA.replace(
    "\nfields:\n",
    """  sitting:
    fields: [guide, asked, lasts]

fields:
  guide: {values: exam, one: true}
  asked: {number: questions, one: true}
  lasts: {number: minutes, one: true}
""",
    1,
).replace("  exam:\n", "  exam:\n    grade-0: {codes: {'1': Scales}}\n", 1)
PAGE = """# Exam

```{quiz-exam}
:exam: guide
:questions: asked
:minutes: lasts
```
"""
SITTING = "---\ntitle: Grade 1\ntype: sitting\nguide: grade-1\nasked: 5\nlasts: 10\n---\n"
OBOE = """---
title: Oboe
type: instrument
does: gives the note to tune by
exams: {grade-1: ["1.1"]}
items:
  - id: tuning
    stem: By which one do the others tune?
    key: Oboe
    distractors:
      - Horn: It waits for the note.
      - Tuba: It waits for the note, too.
    rationale: Its tone is steady.
---
"""
FILES: dict[str, str | bytes] = {
    "docs/vocabulary.yaml": RULES,
    "docs/exam.md": PAGE,
    "docs/grade-one.md": SITTING,
    "docs/oboe.md": OBOE,
}
FIELDS = ExamFields("guide", "asked", "lasts")


def vocabulary() -> Vocabulary:
    return read_vocabulary(RULES, Reader("vocabulary.yaml"))


def bank_of(**notes: str) -> Bank:
    rules = vocabulary()
    read = [read_note(name, text, rules, Reader(f"{name}.md")) for name, text in notes.items()]
    return Bank.of(filter(None, read), rules)


def held(result: Result) -> dict[str, Any]:
    script = result.page("bank.js")
    found: dict[str, Any] = json.loads(script.removeprefix("quizgenBank=").removesuffix(";\n"))
    return found


# The core


def test_exam_has_the_length_that_its_note_states() -> None:
    (exam,) = exams(FIELDS, bank_of(one=SITTING, oboe=OBOE))

    assert (exam.field, exam.value.key, exam.note.name) == ("exams", "grade-1", "one")
    assert [tuple(length) for length in lengths(exam)] == [
        ("whole", 5, 600, (3, 2)),
        ("half", 3, 300, (2, 1)),
        ("quarter", 1, 150, (1, 0)),
    ]


def test_time_that_is_not_stated_is_no_limit() -> None:
    (exam,) = exams(FIELDS, bank_of(one=SITTING.replace("lasts: 10\n", "")))
    (other,) = exams(FIELDS._replace(minutes=""), bank_of(one=SITTING))

    assert {length.seconds for one in (exam, other) for length in lengths(one)} == {None}


@pytest.mark.parametrize(
    "note",
    [
        SITTING.replace("asked: 5\n", ""),
        SITTING.replace("guide: grade-1\n", ""),
        SITTING.replace("grade-1", "grade-0"),  # it has no parts
    ],
)
def test_what_cannot_be_drawn_is_not_offered(note: str) -> None:
    assert exams(FIELDS, bank_of(one=note, oboe=OBOE)) == []


def test_of_two_notes_on_one_exam_the_first_by_name_counts() -> None:
    (exam,) = exams(FIELDS, bank_of(two=SITTING.replace("5", "7"), one=SITTING))

    assert (exam.note.name, exam.questions) == ("one", 5)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (FIELDS, []),
        (FIELDS._replace(minutes=""), []),
        (
            FIELDS._replace(exam="guid"),
            ["exam: 'guid' is no field whose values have codes (did you mean 'guide'?)"],
        ),
        (
            FIELDS._replace(exam="family"),
            ["exam: 'family' is no field whose values have codes (known: guide)"],
        ),
        (
            ExamFields("guide", "", "does"),
            [
                "questions: '' is no field of numbers (known: asked, lasts, place, strings)",
                "minutes: 'does' is no field of numbers (known: asked, lasts, place, strings)",
            ],
        ),
    ],
)
def test_names_of_no_fields_are_told(fields: ExamFields, expected: list[str]) -> None:
    assert expected == list(misfits(fields, vocabulary()))


# The page


def test_bank_holds_exams_with_their_parts(tmp_path: Path) -> None:
    result = build_site(tmp_path, FILES)

    assert result.warnings == []
    assert held(result)["exams"] == [
        {
            "field": "exams",
            "key": "grade-1",
            "note": "grade-one",
            "lengths": [
                {"name": "whole", "questions": 5, "seconds": 600, "shares": [3, 2]},
                {"name": "half", "questions": 3, "seconds": 300, "shares": [2, 1]},
                {"name": "quarter", "questions": 1, "seconds": 150, "shares": [1, 0]},
            ],
        }
    ]
    (value,) = next(one["values"] for one in held(result)["fields"] if one["name"] == "exams")
    assert value["parts"] == [["1", "Playing", 60], ["2", "Hearing", 40]]


def test_page_loads_what_exams_need(tmp_path: Path) -> None:
    page = build_site(tmp_path, FILES).page("exam.html")

    for name in ("bank.js", *PLAYERS["exam"].scripts):
        assert name in page
    assert "quizgen-practice.js" not in page
    assert page.count('data-player="exam"') == 1


def test_edits_of_the_exam_reach_the_bank(tmp_path: Path) -> None:
    build_site(tmp_path, FILES)

    longer = build_site(tmp_path, FILES | {"docs/grade-one.md": SITTING.replace("5", "10")})
    assert held(longer)["exams"][0]["lengths"][0]["shares"] == [6, 4]

    other = PAGE.replace(":minutes: lasts\n", "")
    untimed = build_site(tmp_path, FILES | {"docs/exam.md": other})
    assert "seconds" not in held(untimed)["exams"][0]["lengths"][0]

    gone = build_site(tmp_path, FILES | {"docs/exam.md": "# Exam\n\n```{quiz-practice}\n```\n"})
    assert held(gone)["exams"] == []


def test_other_weights_reach_the_bank(tmp_path: Path) -> None:
    build_site(tmp_path, FILES)

    rules = RULES.replace("weight: 60", "weight: 2.5").replace("weight: 40", "weight: 22.5")
    result = build_site(tmp_path, FILES | {"docs/vocabulary.yaml": rules})

    assert held(result)["exams"][0]["lengths"][0]["shares"] == [1, 4]
    (value,) = next(one["values"] for one in held(result)["fields"] if one["name"] == "exams")
    assert [weight for *_, weight in value["parts"]] == [2.5, 22.5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PAGE.replace("asked", "askd"),
            (
                "exam.md:3: WARNING: {quiz-exam}: questions: 'askd' is no field of numbers"
                " (did you mean 'asked'?) [quizgen.value]"
            ),
        ),
        (
            PAGE + PAGE.removeprefix("# Exam\n"),
            (
                "exam.md:9: WARNING: {quiz-exam} stands here already; give each its own page"
                " [quizgen.duplicate]"
            ),
        ),
    ],
)
def test_mistake_is_told_in_one_line(tmp_path: Path, text: str, expected: str) -> None:
    result = build_site(tmp_path, FILES | {"docs/exam.md": text})

    assert result.warnings == [expected]
    assert result.page("exam.html").count('data-player="exam"') == 1


def test_field_that_is_gone_later_is_told(tmp_path: Path) -> None:
    build_site(tmp_path, FILES)

    rules = RULES.replace("asked", "length")
    note = SITTING.replace("asked", "length")
    result = build_site(
        tmp_path, FILES | {"docs/vocabulary.yaml": rules, "docs/grade-one.md": note}
    )

    assert [line.partition(" (")[0] for line in result.warnings] == [
        "exam.md:3: WARNING: {quiz-exam}: questions: 'asked' is no field of numbers"
    ]
    assert held(result)["exams"] == []


def test_every_text_of_the_page_can_be_translated() -> None:
    made = environment()
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: f"«{text}»",
        lambda one, many, n: f"«{one if n == 1 else many}»",
        newstyle=False,
    )
    page = made.get_template("exam.html").render(site="s", bank="bank.js", blanks=blanks())

    translated = re.compile("«[^»]*»")
    assert len(translated.findall(page)) > 50
    texts = re.split("<[^>]*>", translated.sub("", page))
    assert [text for text in texts if re.search("[a-zA-Z]", text)] == []


@pytest.mark.parametrize("builder", ["text", "singlehtml"])
def test_where_no_script_runs_one_sentence_stands(tmp_path: Path, builder: str) -> None:
    result = build_site(tmp_path, FILES, builder)

    page = result.page({"text": "exam.txt", "singlehtml": "index.html"}[builder])
    assert "This works on the pages of the site, in a browser." in page
    assert not (result.out / "bank.js").exists()
