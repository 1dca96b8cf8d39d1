"""What the report says of a bank, without Sphinx."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from quizgen.build import Build
from quizgen.lint.run import Finding
from quizgen.models import read_model
from quizgen.notes import read_note
from quizgen.reader import Reader
from quizgen.report import KINDS, Report, note_report, report_inputs
from tests.support import orchestra

if TYPE_CHECKING:
    from quizgen.report import NoteReport

NOTES = {
    "horn": """\
title: "*French* horn"
type: instrument
does: calls hunters home
family: brass
reads: treble
strings: {only: []}
exams: {grade-1: ["1.1"]}
status: {is: played, checked: 2024-05-02}
sources:
  default: {url: "https://horn.example/", checked: 2023-11-30}
  parts: https://horn.example/parts
quiz: {silence: {horn.which-does: {L10: The name is as long as it is.}}}
items:
  - id: valves
    stem: What do valves change?
    key: "`The length` of the tube"
    distractors: [{Horn: Not that.}, {Trumpet: Not that.}]
    rationale: The tube grows longer.
    silence: {L13: It has to be precise.}
  - id: breath
    stem: How much air in {n} bars?
    calculate: {given: {n: [2, 3]}, key: 2 * n, mistakes: {n is forgotten: 2, doubled: 4 * n}}
""",
    "trumpet": """\
title: Trumpet
type: instrument
does: wakes soldiers
family: brass
reads: treble
exams: {grade-1: ["1.1"]}
formerly: [Clarion]
status: {is: retired, successor: horn}
""",
    "tuba": """\
title: Tuba
type: instrument
does: carries the march
family: brass
sources:
  default: {url: "https://tuba.example/", checked: 2023-11-02}
""",
    "ann": "title: Ann\ntype: player\nplays: [tuba]\n",
}
MODELS = {
    "which-does": "for: instrument\ngiven: [does]\nsilence: {L18: Names are names.}\n"
    "---\nWhich {{ does }}?",
    "which-reads": "for: instrument\ngiven: [reads]\n---\nWhich reads {{ reads }}?",
    "clefs": "for: instrument\nask: reads\nchoose: all\n---\nWhat does {{ note }} read?",
    "strings": "for: instrument\nask: strings\n---\nHow many strings has {{ note }}?",
}


def the_build(**changed: str) -> Build:
    notes, models = [], []
    for name, yaml in (NOTES | changed).items():
        reader = Reader(f"{name}.md")
        notes.append(read_note(f"notes/{name}", f"---\n{yaml}---\n", orchestra(), reader))
        assert reader.problems == []
    for name, text in MODELS.items():
        reader = Reader(f"{name}.jinja")
        models.append(read_model(name, f"---\n{text}\n", orchestra(), reader))
        assert reader.problems == []
    return Build(filter(None, notes), orchestra(), filter(None, models))


def note_reports(build: Build) -> dict[str, NoteReport]:
    return {
        note.name: note_report(build, note, ["horn.valves"], lambda text: text.replace("`", ""))
        for note in build.bank.notes.values()
    }


def the_report(*findings: Finding, **changed: str) -> Report:
    build = the_build(**changed)
    return Report.of(note_reports(build).values(), findings, orchestra(), build.models)


def test_a_note_is_reported_with_all_that_is_asked_of_it() -> None:
    horn = note_reports(the_build())["horn"]

    assert [(q.id, q.kind, q.outline.model, q.is_shown, q.is_proved) for q in horn.questions] == [
        ("horn.valves", "written", "", True, False),
        ("horn.breath~2", "calculated", "", False, True),
        ("horn.breath~3", "calculated", "", False, True),
        ("horn.which-does", "generated", "which-does", False, True),
    ]


def test_a_question_has_the_places_and_widths_of_its_options() -> None:
    build = the_build()
    valves, breath, *_ = note_reports(build)["horn"].questions
    options = build.questions(build.bank.notes["horn"])[0].options

    one, other = valves.outline, breath.outline
    assert [options[place].is_key for place in one.keys] == [True]
    assert sorted(one.widths) == [4, 7, 22]
    assert (one.is_longest, one.is_of_numbers, valves.notes) == (True, False, 2)
    assert (other.keys, other.widths, other.is_of_numbers) == ((1,), (1, 1, 1), True)


def test_a_question_has_its_difficulty_with_the_parts() -> None:
    difficulty = note_reports(the_build())["horn"].questions[-1].difficulty

    assert 0 < difficulty.score < 1
    assert [name for name, _ in difficulty.parts] == [
        "plausibility",
        "facts",
        "direction",
        "steps",
        "salience",
        "form",
    ]


def test_facts_are_reported_with_the_models_that_ask_and_the_questions() -> None:
    reports = note_reports(the_build())

    assert [(f.field, f.line, f.models, f.questions) for f in reports["horn"].facts] == [
        ("does", 4, ("which-does",), 1),
        ("family", 5, (), 0),
        ("reads", 6, ("clefs", "which-reads"), 0),
        ("strings", 7, ("strings",), 0),
        ("exams", 8, (), 0),
    ]
    assert [fact.field for fact in reports["trumpet"].facts][-2:] == ["formerly", "successor"]


def test_a_report_can_be_kept() -> None:
    for report in note_reports(the_build()).values():
        assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - it is our own


def test_only_what_changed_has_to_be_reported_anew() -> None:
    """A note that names another makes it better known, though nothing else is said of it."""
    before, after = the_build(), the_build(ann=NOTES["ann"].replace("[tuba]", "[tuba, horn]"))
    inputs = [
        {name: report_inputs(build, note) for name, note in build.bank.notes.items()}
        for build in (before, after)
    ]

    changed = {name for name in NOTES if inputs[0][name] != inputs[1][name]}
    differing = {name for name in NOTES if note_reports(before)[name] != note_reports(after)[name]}

    assert changed >= differing == {"ann", "horn"}
    assert changed == {"ann", "horn"}


def test_the_order_of_notes_makes_no_difference() -> None:
    build = the_build()
    reports = list(note_reports(build).values())

    one = Report.of(reports, [], orchestra(), build.models)
    other = Report.of(reversed(reports), [], orchestra(), build.models)

    assert one == other


# All together


def test_questions_are_counted_by_kind() -> None:
    report = the_report()

    assert {kind: report.number(kind) for kind in KINDS} == {
        "written": 1,
        "generated": 3,
        "calculated": 2,
        "order": 0,
    }


def test_questions_are_counted_by_task_and_by_note() -> None:
    """Of those tasks, too, that no note serves."""
    tables = the_report().tables

    assert [(table.label, [row[:3] for row in table.rows]) for table in tables] == [
        (
            "exams: grade-1",
            [("Scales", "1.1", 2), ("Sight reading", "1.2", 0), ("Intervals", "2.1", 0)],
        ),
        ("plays", [("*French* horn", "horn", 1), ("Trumpet", "trumpet", 1), ("Tuba", "tuba", 2)]),
    ]


def test_a_line_is_wanted_by_all_questions_that_lack_it() -> None:
    report = the_report()

    assert [(missing.path, missing.line, ids) for missing, ids in report.wanted] == [
        ("tuba.md", 2, ["horn.which-reads", "trumpet.which-reads"]),
        ("horn.md", 6, ["horn.clefs"]),
        ("trumpet.md", 6, ["trumpet.clefs"]),
    ]


def test_facts_that_could_be_asked_about_are_told_from_those_that_no_model_knows() -> None:
    report = the_report()

    assert [(n.name, f.field, f.is_empty, [r.id for r in rs]) for n, f, rs in report.unasked] == [
        ("horn", "reads", False, ["horn.clefs", "horn.which-reads"]),
        ("horn", "strings", True, []),
        ("trumpet", "reads", False, ["trumpet.clefs", "trumpet.which-reads"]),
    ]
    assert report.without_model == {
        "exams": 2,
        "family": 3,
        "formerly": 1,
        "plays": 1,
        "successor": 1,
    }


def test_questions_that_rest_on_an_authors_word_are_told() -> None:
    (horn,) = the_report().unproved
    ids = [q.id for note, q in the_report().questions if note.name == "horn" and not q.is_proved]

    assert (horn.name, horn.unproved, ids) == ("horn", 1, ["horn.valves"])


def test_sources_stand_by_month_oldest_first_and_unchecked_before() -> None:
    months = [
        (month, [(note.name, source.name, source.checked) for note, source in sources])
        for month, sources in the_report().months
    ]

    assert months == [
        ("", [("horn", "parts", ""), ("trumpet", "status", "")]),
        ("2023-11", [("tuba", "default", "2023-11-02"), ("horn", "default", "2023-11-30")]),
        ("2024-05", [("horn", "status", "2024-05-02")]),
    ]


def test_silences_of_items_notes_and_models_are_told_with_their_reasons() -> None:
    silences = [(s.path, s.line, s.code, s.about, s.reason) for s in the_report().silences]

    assert silences == [
        ("horn.md", 20, "L13", "horn.valves", "It has to be precise."),
        ("horn.md", 13, "L10", "horn.which-does", "The name is as long as it is."),
        ("which-does.jinja", 4, "L18", "which-does", "Names are names."),
    ]


def test_findings_stand_by_severity_and_place() -> None:
    report = the_report(
        Finding(path="b", line=1, code="L10", severity="error", message="wrong"),
        Finding(path="a", line=2, code="L10", severity="error", message="wrong"),
        Finding(path="a", line=1, code="L10", severity="info", message="wrong"),
    )

    assert [(one.path, one.line) for one in report.found("error")] == [("a", 2), ("b", 1)]
    assert len(report.found("info")) == 1


def test_bands_hold_every_question_once() -> None:
    report = the_report()

    counted = [report.in_band(band, kind) for band in ("easy", "medium", "hard") for kind in KINDS]

    assert sum(counted) == len(report.questions) == 6
    scores = [question.difficulty.score for _, question in report.hardest_first]
    assert scores == sorted(scores, reverse=True)


# Position and length


def fanfares(count: int, key: str) -> str:
    items = [
        f"  - {{id: call-{n}, stem: Which call is it?, key: '{key}', "
        "distractors: [{Attack: Not that.}, {Retreat: Not that.}, {Halt: Not that.}], "
        "rationale: So it is.}\n"
        for n in range(count)
    ]
    return "title: Bugle\ntype: instrument\ndoes: calls\nitems:\n" + "".join(items)


@pytest.mark.parametrize(("key", "longest"), [("Charge now", 100), ("Go", 0)])
def test_keys_that_are_longest_too_often_are_beyond_chance(key: str, longest: int) -> None:
    report = the_report(bugle=fanfares(100, key))
    (cue,) = [cue for cue in report.longest if cue.options == 4]

    assert (cue.questions, cue.counts, cue.least, cue.most) == (100, (longest,), 0, 35)
    assert cue.is_beyond(longest) == (longest > 35)


def test_places_of_keys_are_counted_for_each_number_of_options() -> None:
    three, four = the_report(bugle=fanfares(100, "Go")).places

    assert (four.questions, sum(four.counts)) == (100, 100)
    assert (four.least, four.most) == (13, 39)
    assert not any(map(four.is_beyond, four.counts))
    assert (four.is_beyond(12), four.is_beyond(40)) == (True, True)
    assert (three.questions, sum(three.counts)) == (4, 4)


def test_variants_of_a_calculated_item_count_once_among_numbers() -> None:
    (cue,) = the_report().places_of_numbers

    assert (cue.options, cue.questions, cue.counts) == (3, 1, (0, 1, 0))


@pytest.mark.parametrize(("bars", "counts"), [(1, (1, 0, 0)), (9, (0, 0, 1))])
def test_the_variant_that_counts_is_the_one_on_the_page(bars: int, counts: tuple[int, ...]) -> None:
    """So it is where the linter counts places, too."""
    two = "calculate: {given: {n: [1, 9]}, key: n, mistakes: {five: 5, six: 6}}"
    build = the_build(horn=NOTES["horn"].replace(NOTES["horn"].splitlines()[-1].strip(), two))
    shown = {
        "horn": [q.id for q in build.questions(build.bank.notes["horn"]) if f"in {bars} " in q.stem]
    }
    reports = [
        note_report(build, note, shown.get(name, ())) for name, note in build.bank.notes.items()
    ]

    (cue,) = Report.of(reports, [], orchestra()).places_of_numbers

    assert (len(shown["horn"]), cue.counts) == (1, counts)
