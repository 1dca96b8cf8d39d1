"""Items by hand as questions: their options, their orders, their ids."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from quizgen.written import orders, shuffled
from tests.zoo import a_build, questions

if TYPE_CHECKING:
    from quizgen.questions import Question

ITEM = """items:
  - id: night
    stem: Who howls at night?
    key: Wolf
    distractors:
      - Lynx: It purrs.
      - A dog that is asleep: It dreams.
    rationale: It calls the *pack*.
"""
ORDER = """items:
  - id: hunt
    stem: How does it hunt?
    order: [smell, follow, leap, eat]
    rationale: Hunger comes first.
"""


def asked(yaml: str, name: str = "wolf", **notes: str) -> Question:
    build = a_build(**{name: yaml}, **({"lynx": ""} | notes))
    assert build.problems == []
    (question,) = questions(build).values()
    return question


def marks(question: Question) -> tuple[str, str]:
    return question.id, question.revision


def test_an_option_that_is_a_note_has_its_id_and_points_to_it() -> None:
    options = {option.text: option for option in asked(ITEM).options}

    assert (options["Lynx"].id, options["Lynx"].note) == ("lynx", "lynx")
    assert options["A dog that is asleep"].note == ""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["90 days", "2 weeks", "1 year"], ["2 weeks", "90 days", "1 year"]),
        (["10 packs", "9 packs", "100 packs"], ["9 packs", "10 packs", "100 packs"]),
        (["up to 5 km", "up to 3 km", "up to 20 km"], ["up to 3 km", "up to 5 km", "up to 20 km"]),
    ],
)
def test_numbers_stand_in_ascending_order(texts: list[str], expected: list[str]) -> None:
    item = ITEM.replace("Wolf", texts[0]).replace("Lynx", texts[1])
    item = item.replace("A dog that is asleep", texts[2])

    assert expected == [option.text for option in asked(item).options]


@pytest.mark.parametrize("texts", [["Wolf", "3 foxes", "2 foxes"], ["5 km", "3 days", "20 GB"]])
def test_what_cannot_be_compared_stands_in_the_order_of_the_question(texts: list[str]) -> None:
    item = ITEM.replace("Wolf", texts[0]).replace("Lynx", texts[1])
    item = item.replace("A dog that is asleep", texts[2])

    options = [option.text for option in asked(item).options]

    assert sorted(options) == sorted(texts)
    assert options == [option.text for option in shuffled("wolf.night", asked(item).options)]


def test_an_option_does_not_point_to_its_own_page() -> None:
    (key,) = asked(ITEM).keys

    assert (key.id, key.note) == ("wolf", "")


def test_one_key_is_explained_by_the_rationale_which_is_not_said_twice() -> None:
    question = asked(ITEM)

    assert question.rationale == ""
    assert {option.text: option.reason for option in question.options} == {
        "Wolf": "It calls the *pack*.",
        "Lynx": "It purrs.",
        "A dog that is asleep": "It dreams.",
    }


def test_rationale_stands_beside_a_reason_of_the_key() -> None:
    question = asked(ITEM.replace("key: Wolf", "key: {Wolf: It is the only one.}"))

    assert question.rationale == "It calls the *pack*."
    assert [key.reason for key in question.keys] == ["It is the only one."]


def test_source_of_an_item_is_its_own_or_that_of_items_or_of_the_note() -> None:
    top = "https://example.org"
    sources = [f"default: {top}/all", f"items: {top}/items", f"own: {top}/own"]
    own = ITEM.replace("    rationale", "    source: own\n    rationale")

    found = [
        asked(f"sources: {{{', '.join(sources[:count])}}}\n{item}").source
        for count, item in ((1, ITEM), (2, ITEM), (3, own))
    ]

    assert found == [f"{top}/all", f"{top}/items", f"{top}/own"]


def test_source_that_the_note_has_not_is_told_at_its_line() -> None:
    item = ITEM.replace("    rationale", "    source: onw\n    rationale")

    (problem,) = a_build(wolf=f"sources: {{own: 'https://example.org/'}}\n{item}").problems

    assert (problem.line, problem.message) == (
        10,
        "item 'night': no source 'onw' (did you mean 'own'?)",
    )


@pytest.mark.parametrize("name", ["also: [Luchs]", "formerly: [Luchs]", "aliases: [luchs]"])
def test_two_names_of_one_note_are_one_option(name: str) -> None:
    build = a_build(wolf=ITEM.replace("A dog that is asleep", "Luchs"), lynx=name)

    assert questions(build) == {}
    assert [problem.message for problem in build.problems] == [
        "item 'night': 'Lynx' and 'Luchs' are the same thing"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Who howls", "Who howles"),
        ("It purrs.", "It purs."),
        ("It calls", "He calls"),
        ("    rationale", "      - Moon: It shines.\n    rationale"),
        ("    rationale", "    source: other\n    rationale"),
    ],
    ids=["stem", "reason", "rationale", "one more distractor", "source"],
)
def test_what_leaves_the_key_alone_keeps_id_and_revision(old: str, new: str) -> None:
    sources = "sources: {other: 'https://example.org/'}\n"

    assert marks(asked(sources + ITEM.replace(old, new))) == marks(asked(ITEM))


def test_another_key_is_another_revision_of_the_same_question() -> None:
    before, after = asked(ITEM), asked(ITEM.replace("key: Wolf", "key: The moon"))

    assert after.id == before.id
    assert after.revision != before.revision


def test_a_renamed_file_keeps_id_revision_and_options() -> None:
    before = asked(ITEM, name="wolf")

    after = asked(f"title: Wolf\naliases: [wolf]\n{ITEM}", name="canis")

    assert marks(after) == marks(before)
    assert [option.id for option in after.options] == [option.id for option in before.options]


def test_a_renamed_note_beside_the_key_stays_the_same_option() -> None:
    before = asked(ITEM)

    after = asked(ITEM, lynx="title: Bobcat\nformerly: [Lynx]")

    assert {option.id for option in after.options} == {option.id for option in before.options}


# Orders


def test_the_right_order_is_the_key_and_each_other_says_what_is_wrong() -> None:
    question = asked(ORDER)
    (key,) = question.keys

    assert (key.text, key.reason) == ("smell → follow → leap → eat", "Hunger comes first.")
    for option in question.options:
        steps = option.text.split(" → ")
        if not option.is_key:
            first, second = option.reason.strip("“”.").split("” comes before “")
            assert steps.index(second) < steps.index(first)


@pytest.mark.parametrize("steps", [3, 4, 5, 6])
def test_orders_are_four_different_ones_and_the_right_one_is_first(steps: int) -> None:
    found = orders("wolf.hunt", steps)

    assert found[0] == tuple(range(steps))
    assert len(set(found)) == 4
    assert all(sorted(order) == [*range(steps)] for order in found)


@pytest.mark.parametrize("steps", [4, 5, 6])
def test_wrong_orders_have_few_pairs_out_of_place(steps: int) -> None:
    for order in orders("wolf.hunt", steps)[1:]:
        turned = sum(one > other for one, other in itertools.combinations(order, 2))

        assert 1 <= turned <= 3


def test_another_item_has_other_wrong_orders() -> None:
    assert len({tuple(orders(f"wolf.hunt{n}", 5)) for n in range(5)}) == 5


def test_rewording_a_stem_keeps_id_and_revision_of_an_order() -> None:
    assert marks(asked(ORDER.replace("How does", "How dose"))) == marks(asked(ORDER))


def test_another_order_is_another_revision() -> None:
    turned = ORDER.replace("smell, follow", "follow, smell")

    assert asked(turned).revision != asked(ORDER).revision
