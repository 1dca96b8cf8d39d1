"""The linter as an author meets it: warnings of the build, and the files of its own builder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """---
title: Oboe
type: instrument
does: plays the high reeds
items:
  - id: pitch
    stem: Which instrument gives the pitch before a concert begins?
    key: The oboe
    distractors:
      - The horn: It takes the pitch from the oboe as all the others do.
      - The harp: Its strings are tuned long before anybody else is there.
    rationale: Its pitch is steady, so that everybody tunes to it.
---

A reed.
"""
LONG = "The oboe, as it stands in the middle of the orchestra"
FLAWED = SOUND.replace("key: The oboe", f"key: {LONG}")
SAID = (
    f"oboe.md:8: ERROR: oboe.pitch: the key '{LONG}' takes 53 columns and no other option more "
    "than 8; shorten it, or say as much in the others [quizgen.lint.L10]"
)
#: One rule is enough to see what becomes of a finding.
ONLY_L10 = {"*": "off", "L10": "error"}


def silenced(note: str, code: str = "L10") -> str:
    reason = f"    silence: {{{code}: It is called so.}}\n"
    return note.replace("    key:", f"{reason}    key:")


def test_a_flaw_is_told_at_the_line_of_the_text_at_fault(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/oboe.md": FLAWED}, quizgen_lint=ONLY_L10)

    assert result.warnings == [SAID]


@pytest.mark.parametrize("suppressed", ["quizgen", "quizgen.*", "quizgen.lint.L10"])
def test_a_rule_can_be_suppressed_as_every_warning_can(tmp_path: Path, suppressed: str) -> None:
    result = build(
        tmp_path,
        {"docs/oboe.md": FLAWED},
        quizgen_lint=ONLY_L10,
        suppress_warnings=[suppressed],
    )

    assert result.warnings == []


@pytest.mark.parametrize(
    ("severity", "told"),
    [("error", ["ERROR"]), ("warning", ["WARNING"]), ("info", []), ("off", [])],
)
def test_the_site_sets_how_much_a_rule_weighs(
    tmp_path: Path, severity: str, told: list[str]
) -> None:
    weights = {"*": "off", "L10": severity}

    result = build(tmp_path, {"docs/oboe.md": FLAWED}, quizgen_lint=weights)

    assert told == [line.split()[1].rstrip(":") for line in result.warnings]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"L1O": "off"}, "no rule 'L1O'"),
        ({"L10": "loud"}, "L10: 'loud' is none of error, warning, info, off"),
    ],
)
def test_a_slip_in_the_settings_is_told(tmp_path: Path, weights: dict[str, str], said: str) -> None:
    result = build(tmp_path, {"docs/oboe.md": SOUND}, quizgen_lint={"*": "off", **weights})

    assert [f"WARNING: conf.py: quizgen_lint: {said} [quizgen.value]"] == result.warnings


def test_an_author_overrules_a_rule_with_a_reason(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/oboe.md": silenced(FLAWED)}, quizgen_lint=ONLY_L10)

    assert result.warnings == []


def test_an_author_overrules_a_rule_about_the_note_itself(tmp_path: Path) -> None:
    sources = 'sources: {default: {url: "https://example.org", checked: 2020-01-01}}\n'
    status = "status: {is: played, checked: 2026-01-01}\n"
    old = SOUND.replace("items:", f"{sources}{status}items:")
    overruled = old.replace("items:", "quiz: {silence: {L38: Nothing changes there.}}\nitems:")
    only: dict[str, Any] = {
        "quizgen_lint": {"*": "off", "L38": "warning"},
        "quizgen_today": "2026-01-01",
    }

    told = build(tmp_path, {"docs/oboe.md": old}, **only).warnings
    silent = build(tmp_path, {"docs/oboe.md": overruled}, **only).warnings

    assert ([line.split(": ")[0] for line in told], silent) == (["oboe.md:5"], [])


def test_an_author_overrules_a_rule_for_a_question_whenever_that_is_written(tmp_path: Path) -> None:
    note = FLAWED.replace("items:", "quiz: {show: 3}\nitems:")
    quiz = "{show: 3, silence: {oboe.pitch: {L10: It is called so.}}}"

    told, silent = (
        build(tmp_path, {"docs/oboe.md": text}, "lint", quizgen_lint=ONLY_L10).warnings
        for text in (note, note.replace("{show: 3}", quiz))
    )

    assert ([line.split(": ")[0] for line in told], silent) == (["oboe.md:9"], [])


def test_a_rule_about_all_questions_together_stands_in_no_file(tmp_path: Path) -> None:
    result = build(
        tmp_path, {"docs/oboe.md": SOUND}, "lint", quizgen_lint={"*": "off", "L43": "warning"}
    )

    (one,) = json.loads(result.page("lint.sarif"))["runs"][0]["results"]
    assert one["locations"] == []
    assert [line.split(": ")[0] for line in result.warnings] == ["WARNING"]
    assert result.page("lint.txt").startswith("warning L43: ")


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/oboe.md": SOUND}, quizgen_today="tomorrow")

    said = "WARNING: conf.py: quizgen_today: 'tomorrow' is no date such as 2026-06-30"
    assert [f"{said} [quizgen.value]"] == result.warnings


def test_a_silence_that_silences_nothing_is_told(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/oboe.md": silenced(SOUND)}, quizgen_lint=ONLY_L10)

    said = "oboe.md:8: WARNING: L10 is silenced here and finds nothing; take the silence away"
    assert [f"{said} [quizgen.lint.idle]"] == result.warnings


def test_a_silence_of_a_rule_that_is_none_is_told(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/oboe.md": silenced(SOUND, "L99")}, quizgen_lint=ONLY_L10)

    said = "oboe.md:8: WARNING: L99 is silenced here, and there is no such rule; mend the number"
    assert [f"{said} [quizgen.lint.idle]"] == result.warnings


def test_a_silence_without_a_reason_is_told(tmp_path: Path) -> None:
    note = SOUND.replace("    key:", "    silence: {L10: }\n    key:")

    result = build(tmp_path, {"docs/oboe.md": note}, quizgen_lint=ONLY_L10)

    said = "oboe.md:8: WARNING: item 'pitch': silence: say why L10 does not count here"
    assert [f"{said} [quizgen.value]"] == result.warnings


def test_only_notes_that_were_read_are_looked_at_again(tmp_path: Path) -> None:
    drum = FLAWED.replace("Oboe", "Drum").replace("high reeds", "low skins")
    files: dict[str, str | bytes] = {"docs/oboe.md": FLAWED, "docs/drum.md": drum}
    build(tmp_path, files, quizgen_lint=ONLY_L10)
    files["docs/drum.md"] = drum + "\nOne more word.\n"

    (tmp_path / "docs/drum.md").write_text(str(files["docs/drum.md"]), encoding="utf-8")
    told = build(tmp_path, {}, quizgen_lint=ONLY_L10).warnings
    nothing = build(tmp_path, {}, quizgen_lint=ONLY_L10).warnings

    assert ([line.split(": ")[0] for line in told], nothing) == (["drum.md:8"], [])


def test_idle_silences_of_notes_that_were_read_are_told_where_no_other_note_matters(
    tmp_path: Path,
) -> None:
    """Whether a rule about the whole bank needs its silence is known when all notes are read."""
    only = {"*": "off", "L10": "error", "L37": "warning", "L38": "warning"}
    build(tmp_path, {"docs/oboe.md": SOUND}, quizgen_lint=only)
    horn = silenced(SOUND.replace("Oboe", "Horn").replace("high reeds", "low brass"))
    horn = horn.replace("{L10: ", "{L38: It is old., L37: It has to be., L10: ")

    told = build(tmp_path, {"docs/horn.md": horn}, quizgen_lint=only).warnings

    idle = "is silenced here and finds nothing; take the silence away [quizgen.lint.idle]"
    assert told == [f"horn.md:8: WARNING: {code} {idle}" for code in ("L10", "L37")]


def test_the_builder_writes_down_every_finding(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/oboe.md": FLAWED}, "lint", quizgen_lint=ONLY_L10)

    found = json.loads(result.page("lint.json"))["findings"]
    text = result.page("lint.txt").splitlines()
    assert result.warnings == [SAID]
    assert [
        (one["path"].rpartition("/")[2], one["line"], one["code"], one["severity"], one["question"])
        for one in found
    ] == [("oboe.md", 8, "L10", "error", "oboe.pitch")]
    assert text[-1] == "lint: 1 error, 0 warnings, 0 remarks"


def test_the_builder_looks_at_everything_each_time(tmp_path: Path) -> None:
    build(tmp_path, {"docs/oboe.md": FLAWED}, "lint", quizgen_lint=ONLY_L10)

    again = build(tmp_path, {}, "lint", quizgen_lint=ONLY_L10)

    assert again.warnings == [SAID]


def test_editors_and_code_hosts_find_the_place_in_the_sarif_log(tmp_path: Path) -> None:
    result = build(tmp_path, {"docs/oboe.md": FLAWED}, "lint", quizgen_lint=ONLY_L10)

    log = json.loads(result.page("lint.sarif"))
    (run,) = log["runs"]
    (one,) = run["results"]
    place = one["locations"][0]["physicalLocation"]
    assert log["version"] == "2.1.0"
    assert (one["ruleId"], one["level"], place["region"]["startLine"]) == ("L10", "error", 8)
    assert place["artifactLocation"]["uri"].endswith("oboe.md")
    assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == "L10"


def test_places_in_the_sarif_log_are_addresses(tmp_path: Path) -> None:
    result = build(
        tmp_path, {"docs/bläser und rohr/oboe.md": FLAWED}, "lint", quizgen_lint=ONLY_L10
    )

    (one,) = json.loads(result.page("lint.sarif"))["runs"][0]["results"]
    uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.endswith("bl%C3%A4ser%20und%20rohr/oboe.md")


@pytest.mark.parametrize("others", range(5))
def test_an_edit_of_other_notes_changes_no_finding_in_this_one(tmp_path: Path, others: int) -> None:
    """In however many stems of the site the word stands that gives the key away here."""
    echo = SOUND.replace("key: The oboe", "key: The pitch pipe")
    notes: dict[str, str | bytes] = {"docs/oboe.md": echo}
    for number, name in enumerate(("horn", "harp", "viola", "cello")):
        word = "pitch" if number < others else "sound"
        stem = f"Who in the orchestra gives the {word} of a {name} its name?"
        note = SOUND.replace("Oboe", name.title()).replace("plays the high reeds", f"is a {name}")
        notes[f"docs/{name}.md"] = note.replace(
            "Which instrument gives the pitch before a concert begins?", stem
        )

    result = build(tmp_path, notes, quizgen_lint={"*": "off", "L15": "error"})

    said = "oboe.md:8: ERROR: oboe.pitch: the key 'The pitch pipe' alone repeats 'pitch' of the"
    assert [line[: len(said)] for line in result.warnings] == [said]


def test_the_site_names_words_that_give_nothing_away(tmp_path: Path) -> None:
    echo = SOUND.replace("key: The oboe", "key: The pitch pipe")
    only = {"*": "off", "L15": "error"}

    told = build(tmp_path, {"docs/oboe.md": echo}, quizgen_lint=only).warnings
    silent = build(
        tmp_path, {"docs/oboe.md": echo}, quizgen_lint=only, quizgen_common=["pitch"]
    ).warnings

    assert ([line.split(": ")[0] for line in told], silent) == (["oboe.md:8"], [])


def test_the_site_names_abbreviations_that_its_readers_know(tmp_path: Path) -> None:
    note = SOUND.replace("before a concert begins", "to the BBC")
    only = {"*": "off", "L40": "warning"}

    asked = build(tmp_path, {"docs/oboe.md": note}, "lint", quizgen_lint=only).warnings
    known = build(
        tmp_path, {"docs/oboe.md": note}, "lint", quizgen_lint=only, quizgen_known=["BBC"]
    ).warnings

    assert ([line.split(": ")[0] for line in asked], known) == (["oboe.md:7"], [])
