"""bank.js holds every question of the site, and is written again only when one has changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from quizgen import practice_bank
from quizgen.markup import to_html, to_text
from tests.sites import Built, Site
from tests.support import build as build_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site("test-orchestra", tmp_path_factory.mktemp("bank"))


@pytest.fixture
def site(shared: Site) -> Site:
    shared.restore()
    return shared


def bank(built: Built) -> dict[str, Any]:
    return parsed(built.read("bank.js"))


def parsed(script: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(script.removeprefix("quizgenBank=").removesuffix(";\n"))
    return held


def notes(built: Built) -> dict[str, dict[str, Any]]:
    return {note["name"]: note for note in bank(built)["notes"]}


def test_every_question_is_there_as_the_page_shows_it(site: Site) -> None:
    built = site.build()

    held = {q["id"]: q for note in bank(built)["notes"] for q in note["questions"]}
    assert {q.id for q in built.bank} == held.keys()
    for question in built.bank:
        one = held[question.id]
        assert one["stem"] == to_html(question.stem)
        assert [option[:2] for option in one["options"]] == [
            [option.id, to_html(option.text)] for option in question.options
        ]
        assert [one["options"][place][0] for place in one["keys"]] == [o.id for o in question.keys]
        assert [[*option, ""][2] for option in one["options"]] == [
            to_html(option.reason) for option in question.options
        ]
        assert (one["rev"], one["kind"]) == (question.revision, question.kind)
        assert tuple(one["facts"]) == question.facts
        assert one.get("why", "") == to_html(question.rationale)
        assert one.get("steps", []) == [to_html(step) for step in question.solution]


def test_every_reason_leads_to_a_fact_that_is_there(site: Site) -> None:
    built = site.build()

    held = bank(built)
    addresses = {note["name"]: note["href"] for note in held["notes"]}
    links = [
        (*option[3:], "")[:2]
        for note in held["notes"]
        for question in note["questions"]
        for option in question["options"]
        if option[3:]
    ]
    assert links
    for name, field in links:
        page = built.read(addresses[name])
        anchor = held["anchor"].replace("{note}", name).replace("{field}", field)
        assert not field or f'id="{anchor}"' in page


def test_variants_belong_together(site: Site) -> None:
    built = site.build()

    for note in bank(built)["notes"]:
        for question in note["questions"]:
            expected = (
                question["id"].partition("~")[0] if question["kind"] == "calculated" else None
            )
            assert question.get("item") == expected


def test_difficulty_comes_in_thirds(site: Site) -> None:
    held = bank(site.build())

    low, high = held["bands"]
    scores = [q["hard"] for note in held["notes"] for q in note["questions"]]
    assert min(scores) < low <= high < max(scores)


def test_site_says_by_what_questions_are_chosen(site: Site) -> None:
    held = bank(site.build(kept="groups", quizgen_groups=["grades", "family"]))

    assert [field["name"] for field in held["fields"]] == ["grades", "family"]
    assert {name for note in held["notes"] for name in note.get("groups", {})} == {
        "family",
        "grades",
    }


def test_groups_and_their_labels(site: Site) -> None:
    built = site.build()
    held = bank(built)

    assert [field["name"] for field in held["fields"]] == ["family", "grades", "lessons"]
    family, grades, _lessons = held["fields"]
    assert (family["label"], family["values"][0]) == (
        "Family",
        {"key": "strings", "label": "the string section"},
    )
    assert all(value["codes"] for value in grades["values"])
    assert notes(built)["violin"]["groups"]["family"] == ["strings"]


@pytest.mark.parametrize("name", ["grades", "lessons"])
def test_codes_are_those_that_notes_serve(site: Site, name: str) -> None:
    held = bank(site.build())

    (field,) = (one for one in held["fields"] if one["name"] == name)
    served = [note["groups"].get(name, {}) for note in held["notes"] if "groups" in note]
    assert {code for value in field["values"] for code, _ in value["codes"]} == {
        code for one in served for codes in one.values() for code in codes
    }


def test_note_is_of_the_group_of_those_that_name_it(site: Site) -> None:
    built = site.build(kept="larger", quizgen_groups=["larger"])

    assert notes(built)["violin"]["groups"] == {"larger": ["violin", "viola"]}


def test_texts_are_escaped(tmp_path: Path) -> None:
    note = """\
---
title: "<b>Harp</b> & `co`"
type: instrument
does: is <plucked> & *not* bowed
items:
  - id: how
    stem: "How is a harp </script><img src=x> played & `why`?"
    key: "with <both> hands"
    distractors:
      - "with a bow": "'No' bow."
      - "with a reed": "No \\u2028 reed."
    rationale: "'Yes' & yes."
---

A harp.
"""
    page = "# Practice\n\n```{quiz-practice}\n```\n"

    built = build_site(tmp_path, {"docs/harp.md": note, "docs/practice.md": page})

    assert built.warnings == []
    held = parsed(built.page("bank.js"))
    (harp,) = held["notes"]
    (question,) = harp["questions"]
    assert harp["title"] == "&lt;b&gt;Harp&lt;/b&gt; &amp; <code>co</code>"
    assert question["stem"] == (
        "How is a harp &lt;/script&gt;&lt;img src=x&gt; played &amp; <code>why</code>?"
    )
    (key,) = question["keys"]
    assert question["options"][key][1] == "with &lt;both&gt; hands"


def test_label_loses_its_markdown(site: Site) -> None:
    site.edit("docs/vocabulary.yaml", "label: the string section", "label: the *string* section")
    built = site.build()

    assert bank(built)["fields"][0]["values"][0]["label"] == "the string section"
    assert to_text("the *string* section") == "the string section"


def test_renamed_note_says_its_other_names(site: Site) -> None:
    before = notes(site.build())["horn"]

    site.move("docs/instruments/horn.md", "docs/instruments/french-horn.md")
    site.edit("docs/instruments/french-horn.md", "type: inst", "aliases: [horn, hunt]\ntype: inst")
    after = notes(site.build())["french-horn"]

    assert "was" not in before
    assert after["was"] == ["hunt", "french-horn"]
    assert [q["id"] for q in before["questions"]] == [q["id"] for q in after["questions"]]


def test_no_page_asks_for_it(site: Site) -> None:
    before = site.build()

    site.edit("docs/practice.md", "```{quiz-practice}\n```\n", "")
    after = site.build()

    assert "bank.js" in before.files
    assert "bank.js" not in after.files
    assert "quizgen-practice" not in after.read("practice.html")


def test_text_edit_writes_nothing_and_a_fact_edit_makes_few_parts(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.build()
    made: list[str] = []

    def part_of(build: Any, note: Any, questions: Any, site: Any) -> Any:  # noqa: ANN401 - passed on
        made.append(questions[0].note)
        return original(build, note, questions, site)

    original = practice_bank.part_of
    monkeypatch.setattr("quizgen.kept.part_of", part_of)

    site.edit("docs/tempi/presto.md", "As fast", "Quite as fast")
    text = site.build()
    assert made == []
    assert before.times["bank.js"] == text.times["bank.js"]

    site.edit("docs/instruments/tuba.md", "with valves", "on four valves")
    fact = site.build()
    assert "tuba" in made
    assert not {"violin", "largo"} & set(made)
    assert len(made) < len(bank(fact)["notes"])
    assert before.times["bank.js"] != fact.times["bank.js"]
    assert fact.files["bank.js"] == site.clean().files["bank.js"]


def test_moved_page_and_other_addresses(site: Site) -> None:
    assert notes(site.build("dirhtml"))["violin"]["href"] == "instruments/violin/"
    page = site.build("dirhtml").read("practice/index.html")
    assert '<script src="../bank.js" data-bank defer></script>' in page


@pytest.mark.parametrize("builder", ["text", "epub", "singlehtml", "latex", "man"])
def test_where_no_script_runs_one_sentence_stands(site: Site, builder: str) -> None:
    built = site.build(builder)

    found = [content for content in built.files.values() if b"in a browser" in content]
    assert found
    assert "bank.js" not in built.files


def test_second_place_on_a_page_is_told(site: Site) -> None:
    site.edit("docs/practice.md", "```{quiz-practice}\n```\n", "```{quiz-practice}\n```\n" * 2)
    built = site.build()

    assert "practice.md:7: WARNING: {quiz-practice} stands here already" in built.warnings
    assert built.read("practice.html").count("data-bank ") == 1


def test_parallel_build_writes_the_same(site: Site) -> None:
    assert site.clean(jobs=2).files["bank.js"] == site.clean().files["bank.js"]


@pytest.mark.parametrize(
    "config", [{"quizgen_groups": ["grades"]}, {"html_link_suffix": ".htm"}], ids=str
)
def test_other_groups_and_addresses_are_in_what_was_kept(
    site: Site, config: dict[str, Any]
) -> None:
    before = site.build()
    after = site.build(**config)

    assert before.files["bank.js"] != after.files["bank.js"]
    assert after.files["bank.js"] == site.clean(**config).files["bank.js"]


def test_another_site_name_is_another_site(site: Site) -> None:
    before = site.build()
    after = site.build(quizgen_site="strings-only")

    assert (bank(before)["site"], bank(after)["site"]) == ("Orchestra Notes", "strings-only")
    assert 'data-site="strings-only"' in after.read("practice.html")
