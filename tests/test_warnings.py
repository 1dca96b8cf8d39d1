"""What Sphinx says of a mistake: one line with file, line and subtype; and all else is built."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from quizgen.problems import SUBTYPES
from tests.support import INDEX, ORCHESTRA, build

if TYPE_CHECKING:
    from pathlib import Path

Files = dict[str, str | bytes]

OBOE = """---
title: Oboe
type: instrument
does: plays the high reeds
family: woodwind
items:
  - id: pitch
    stem: Who gives the note to tune by?
    key: The oboe
    distractors:
      - The horn: It tunes to the others.
      - The harp: It is tuned before.
    rationale: Its pitch is steady.
---

Text.
"""
HORN = OBOE.replace("Oboe", "Horn").replace("high reeds", "round notes")
SOUND: Files = {"docs/horn.md": HORN}
DRUM = "---\ntitle: Drum\ntype: instrument\nformerly: Crash\ndoes: rumbles\n---\n"
LAUGHS = """laughs:
  - &a [ha, ha, *a]
  - &b [*a, *a, *a]"""
NESTED: Files = {"docs/index.md": INDEX.replace("*\n", "*\noboe/*\n")}
MODEL = "---\nfor: instrument\ngiven: [does]\n---\nWhich instrument {{ does }}?\n"


def oboe(old: str, new: str) -> Files:
    return {"docs/oboe.md": OBOE.replace(old, new)}


CALCULATION = """items:
  - id: seats
    stem: How many?
    calculate:
      given: {desks: [1, 2]}
      key: desks / (desks - desks)
      mistakes: {ten: desks + 10, twenty: desks + 20}
    rationale: So it is.
"""
#: For each subtype a site with one such mistake, and what is said of it.
MISTAKES: dict[str, tuple[Files, str]] = {
    "yaml": (
        oboe("title: Oboe", 'title: "Oboe'),
        "oboe.md:2: WARNING: front matter: a quote that is never closed",
    ),
    "key": (
        oboe("rationale", "rational"),
        "oboe.md:13: WARNING: item 'pitch': unknown key 'rational' (did you mean 'rationale'?)",
    ),
    "value": (
        oboe("family: woodwind", "family: wodwind"),
        "oboe.md:5: WARNING: family: no value 'wodwind' (did you mean 'woodwind'?)",
    ),
    "reference": (
        oboe("family: woodwind", "unlike: {hron: It is of brass.}"),
        "oboe.md:5: WARNING: unlike: no note 'hron' (did you mean 'horn'?)",
    ),
    "duplicate": (
        {"docs/oboe.md": OBOE, "docs/oboe/horn.md": OBOE.replace("Oboe", "Shawm"), **NESTED},
        "oboe/horn.md:2: WARNING: a second note 'horn', the other is horn.md; rename one file",
    ),
    "item": (
        oboe("    key: The oboe\n", ""),
        "oboe.md:7: WARNING: item 'pitch' has no key; add 'key', 'order' or 'calculate'",
    ),
    "formula": (
        oboe("items:\n", CALCULATION),
        (
            "oboe.md:11: WARNING: item 'seats': 'desks / (desks - desks)' divides by zero "
            "for desks = 1"
        ),
    ),
    "model": (
        {"docs/oboe.md": OBOE, "_templates/items/a-model.jinja": MODEL.replace("{ does", "{ dose")},
        (
            "../_templates/items/a-model.jinja:5: WARNING: the stem uses 'dose' "
            "(did you mean 'does'?)"
        ),
    ),
    "contradiction": (
        oboe("high reeds", "round notes"),
        (
            "oboe.md:4: WARNING: does: this also stands at horn.md:4 and can be true of one note "
            "only; change one of them"
        ),
    ),
    "proof": (
        {
            "docs/oboe.md": OBOE.replace("The harp", "Crash").replace("The horn", "Drum"),
            "docs/cymbal.md": DRUM.replace("Drum", "Cymbal").replace("rumbles", "clashes"),
            "docs/drum.md": DRUM,
        },
        "oboe.md:7: WARNING: question 'oboe.pitch' is not shown: 2 options have the note 'drum'",
    ),
}


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_a_mistake_is_told_in_one_line_with_its_place_and_subtype(
    tmp_path: Path, subtype: str
) -> None:
    files, said = MISTAKES[subtype]
    # Only two notes of one name, which is a contradiction, leave anything to the second proof.
    beside = ["quizgen.contradiction"] if subtype == "proof" else []

    result = build(tmp_path, SOUND | files, suppress_warnings=beside)

    assert [f"{said} [quizgen.{subtype}]"] == result.warnings


@pytest.mark.parametrize("subtype", SUBTYPES)
@pytest.mark.parametrize("scope", ["quizgen", "quizgen.*", "subtype"])
def test_a_warning_can_be_suppressed(tmp_path: Path, subtype: str, scope: str) -> None:
    files, _ = MISTAKES[subtype]
    suppressed = ["quizgen.contradiction", f"quizgen.{subtype}"] if scope == "subtype" else [scope]

    result = build(tmp_path, SOUND | files, suppress_warnings=suppressed)

    assert result.warnings == []


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_a_mistake_in_one_note_leaves_the_others_as_they_are(tmp_path: Path, subtype: str) -> None:
    files, _ = MISTAKES[subtype]

    result = build(tmp_path, SOUND | files)

    assert '<quiz-question class="no-search" id="horn.pitch"' in result.page("horn.html")


#: Files that no editor would write, and what is said of them.
FILES: dict[str, tuple[Files, str]] = {
    "no UTF-8": (
        {"docs/oboe.md": OBOE.encode().replace(b"high reeds", b"h\xf6chste Noten")},
        "oboe.md:4: WARNING: the file is not in UTF-8; save it in that encoding [quizgen.yaml]",
    ),
    "UTF-16": (
        {"docs/oboe.md": OBOE.encode("utf-16")},
        "oboe.md:1: WARNING: the file is not in UTF-8; save it in that encoding [quizgen.yaml]",
    ),
    "no UTF-8 in the text": (
        {"docs/oboe.md": OBOE.encode().replace(b"Text", b"\xff")},
        "oboe.md:16: WARNING: the file is not in UTF-8; save it in that encoding [quizgen.yaml]",
    ),
    "a byte order mark": ({"docs/oboe.md": b"\xef\xbb\xbf" + OBOE.encode()}, ""),
    "line ends of Windows": ({"docs/oboe.md": OBOE.encode().replace(b"\n", b"\r\n")}, ""),
    "line ends of old Macs": ({"docs/oboe.md": OBOE.encode().replace(b"\n", b"\r")}, ""),
    "line ends of Windows and a mistake": (
        {"docs/oboe.md": OBOE.replace("rationale", "rational").replace("\n", "\r\n")},
        (
            "oboe.md:13: WARNING: item 'pitch': unknown key 'rational' "
            "(did you mean 'rationale'?) [quizgen.key]"
        ),
    ),
    "line ends that only YAML knows": (
        {"docs/oboe.md": OBOE.replace("high", "hi\u2028g\x85h").replace("rationale", "rational")},
        (
            "oboe.md:13: WARNING: item 'pitch': unknown key 'rational' "
            "(did you mean 'rationale'?) [quizgen.key]"
        ),
    ),
    "NUL": (
        {"docs/oboe.md": OBOE.replace("high", "hi\0gh")},
        (
            "oboe.md:4: WARNING: front matter: the character U+0000 may not stand in YAML "
            "[quizgen.yaml]"
        ),
    ),
    "a bell": (
        {"docs/oboe.md": OBOE.replace("Its pitch", "Its \a pitch")},
        (
            "oboe.md:13: WARNING: front matter: the character U+0007 may not stand in YAML "
            "[quizgen.yaml]"
        ),
    ),
    "a line break in a name": (
        {"docs/oboe.md": OBOE.replace("family:", '"fam\\nily\\u202e":')},
        (
            "oboe.md:5: WARNING: front matter: unknown key 'fam\\nily\\u202e' "
            "(did you mean 'family'?) [quizgen.key]"
        ),
    ),
    "nothing": ({"docs/oboe.md": b""}, ""),
    "ten megabytes": (
        {"docs/oboe.md": OBOE.replace("Its pitch", "Its pitch " * 1_000_000)},
        (
            "oboe.md:2: WARNING: front matter: more than 500,000 characters of YAML; "
            "split the note [quizgen.yaml]"
        ),
    ),
    "ten thousand brackets": (
        {"docs/oboe.md": OBOE.replace("woodwind", "[" * 10_000 + "]" * 10_000)},
        "oboe.md:5: WARNING: front matter: nested more than 40 deep [quizgen.yaml]",
    ),
    "six hundred levels of indentation": (
        {
            "docs/oboe.md": OBOE.replace(
                "woodwind", "\n" + "".join(f"{' ' * n}- \n" for n in range(1, 600))
            )
        },
        "oboe.md:45: WARNING: front matter: nested more than 40 deep [quizgen.yaml]",
    ),
    "a billion laughs": (
        {"docs/oboe.md": OBOE.replace("family: woodwind", LAUGHS)},
        (
            "oboe.md:6: WARNING: front matter: references (*name) are not allowed; write the "
            "value out [quizgen.yaml]"
        ),
    ),
    "a name that no id can hold": (
        {"docs/the oboe.md": OBOE},
        (
            "the oboe.md:1: WARNING: call the file in letters, digits and hyphens, not 'the oboe' "
            "[quizgen.value]"
        ),
    ),
    "a name that would leave its attribute": (
        {"docs/a\"b<i onclick='c'>&.md": OBOE},
        (
            "a\"b<i onclick='c'>&.md:1: WARNING: call the file in letters, digits and hyphens, "
            "not 'a\"b<i onclick='c'>&' [quizgen.value]"
        ),
    ),
    "a name in Japanese": ({"docs/オーボエ.md": OBOE}, ""),
    "a folder with the name of a note": ({"docs/oboe.md": OBOE, "docs/reed.md/a.txt": ""}, ""),
    "a vocabulary that is no UTF-8": (
        {"docs/vocabulary.yaml": ORCHESTRA.encode() + b"# \xff\n", "docs/oboe.md": OBOE},
        (
            f"vocabulary.yaml:{ORCHESTRA.count(chr(10)) + 1}: WARNING: the file is not in UTF-8; "
            "save it in that encoding [quizgen.yaml]"
        ),
    ),
    "an empty vocabulary": (
        {"docs/vocabulary.yaml": b"", "docs/oboe.md": OBOE},
        (
            "vocabulary.yaml:1: WARNING: the vocabulary has no 'types', so that notes can state "
            "nothing [quizgen.key]"
        ),
    ),
    "a vocabulary with a field that is broken": (
        {
            "docs/vocabulary.yaml": ORCHESTRA.replace("values: family,", "values: famly,"),
            "docs/oboe.md": OBOE,
        },
        (
            "vocabulary.yaml:13: WARNING: field 'family': no values 'famly' (did you mean "
            "'family'?) [quizgen.value]"
        ),
    ),
    "an item model that is no UTF-8": (
        {"_templates/items/a-model.jinja": MODEL.encode() + b"\xff", "docs/oboe.md": OBOE},
        (
            "../_templates/items/a-model.jinja:6: WARNING: the file is not in UTF-8; save it in "
            "that encoding [quizgen.yaml]"
        ),
    ),
    "an item model that is a folder": (
        {"_templates/items/a-model.jinja/a.txt": "", "docs/oboe.md": OBOE},
        (
            "../_templates/items/a-model.jinja:1: WARNING: the file cannot be read: Is a directory "
            "[quizgen.yaml]"
        ),
    ),
}


@pytest.mark.parametrize(("files", "told"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_used_is_told_and_the_rest_is_built(
    tmp_path: Path, files: Files, told: str
) -> None:
    start = time.process_time()  # so that other work on the machine does not count

    # Of an empty page Sphinx itself says that it has no title.
    result = build(tmp_path, SOUND | files, suppress_warnings=["toc.no_title"])

    assert told == "\n".join(result.warnings)
    assert "Text." in result.page("horn.html")
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (
            "missing.yaml",
            "there is no such file; write one, or set 'quizgen_vocabulary' to its place",
        ),
        (".", "the file cannot be read: Is a directory"),
    ],
)
def test_a_vocabulary_that_cannot_be_read_is_told_once(tmp_path: Path, name: str, why: str) -> None:
    result = build(tmp_path, {"docs/horn.md": HORN, "docs/oboe.md": OBOE}, quizgen_vocabulary=name)

    assert [f"{name}:1: WARNING: {why} [quizgen.yaml]"] == result.warnings


@pytest.mark.parametrize("models", ["models", ["models"]])
def test_a_folder_of_item_models_that_is_not_there_is_told(
    tmp_path: Path, models: str | list[str]
) -> None:
    result = build(tmp_path, {"docs/horn.md": HORN}, quizgen_models=models)

    told = "WARNING: conf.py: quizgen_models: there is no folder 'models' [quizgen.value]"
    assert [told] == result.warnings


def test_notes_are_read_again_when_the_vocabulary_is_mended(tmp_path: Path) -> None:
    build(tmp_path, {"docs/horn.md": HORN, "docs/vocabulary.yaml": "types: [\n"})

    result = build(tmp_path, {"docs/horn.md": HORN})

    assert result.warnings == []
    assert "horn.pitch" in result.page("horn.html")


def test_a_note_is_read_again_when_its_encoding_is_mended(tmp_path: Path) -> None:
    build(tmp_path, {"docs/horn.md": HORN.encode("utf-16")})

    result = build(tmp_path, {"docs/horn.md": HORN})

    assert result.warnings == []
    assert "horn.pitch" in result.page("horn.html")


def test_a_note_that_lost_its_encoding_loses_its_page(tmp_path: Path) -> None:
    build(tmp_path, {"docs/horn.md": HORN, "docs/oboe.md": OBOE})

    result = build(tmp_path, {"docs/horn.md": HORN, "docs/oboe.md": OBOE.encode("utf-16")})

    assert len(result.warnings) == 1
    assert not (result.out / "oboe.html").exists()


def test_a_second_title_in_the_text_is_told_at_its_line(tmp_path: Path) -> None:
    """The questions would stand above the text that follows it."""
    result = build(tmp_path, oboe("Text.", "# Oboe again\n\nText."))

    told = "a second heading of the first level; begin the headings of a note with '##'"
    assert [line.endswith(f"{told} [quizgen.value]") for line in result.warnings] == [True]
    assert "oboe.md:16:" in result.warnings[0]
