"""What is asked from facts: every direction, its options, its ids, and why something is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quizgen.text import slug
from tests.zoo import a_build, questions, refusals

if TYPE_CHECKING:
    from quizgen.questions import Question

#: A pack of which much is known.
PACK = {
    "wolf": "family: dogs\neats: {only: [beef, fish]}\nhome: forest\ndoes: howls at night\n"
    "sound: [auuu, grrr]\nweight: 40.5\nrank: 1\nfears: {only: [bear]}\nmate: fox\n"
    "zones: {north: ['1']}\nformerly: [Canis]\nstatus: {is: extinct, successor: dog}",
    "dog": "family: dogs\neats: {only: [meat, fruit]}\nhome: lake\ndoes: guards the house\n"
    "sound: [wuff]\nweight: 30\nrank: 2\nfears: {only: [fox]}\nmate: bear\nformerly: [Hound]",
    "fox": "family: dogs\neats: {only: [insects]}\nhome: water\ndoes: steals the hens\n"
    "sound: [ring]\nweight: 6\nrank: 3\nfears: {only: [wolf]}\nmate: wolf\nformerly: [Vulpes]",
    "bear": "family: dogs\neats: {only: [fruit]}\nhome: lake\ndoes: sleeps all winter\n"
    "sound: [brumm]\nweight: 350\nrank: 4\nfears: {only: [dog]}\nmate: dog\nformerly: [Ursus]",
}


def asked(model: str, **notes: str) -> dict[str, Question]:
    build = a_build(model, **(PACK | notes))
    assert build.problems == []
    return questions(build)


def texts(question: Question) -> set[str]:
    return {("*" if option.is_key else "") + option.text for option in question.options}


def reasons(question: Question) -> dict[str, str]:
    return {option.id: option.reason for option in question.options}


def test_what_the_author_denied_comes_before_values_that_nobody_named() -> None:
    """A lone cat, of which only its own note knows anything."""
    denied = "{tuna: Bones., insects: Too small., fruit: Too sweet.}"
    cat = f"family: cats\neats:\n  only: [beef]\n  not: {denied}"
    found = asked("one-food", wolf="family: dogs", cat=cat)

    assert texts(found["cat.one-food~beef"]) == {"*Beef", "Tuna", "Insects", "Fruit"}


def test_numbers_near_the_key_come_before_others() -> None:
    weights = {"ant": "0.5", "whale": "9000", "hare": "4", "lynx": "20", "deer": "90"}
    others = {name: f"family: birds\nweight: {weight}" for name, weight in weights.items()}
    build = a_build("how-heavy", cat="family: cats\nweight: 10", **others)

    assert texts(questions(build)["cat.how-heavy"]) == {"*10 kg", "20 kg", "4 kg", "90 kg"}


# Directions


@pytest.mark.parametrize(
    ("model", "id_", "stem", "expected"),
    [
        ("who-eats", "wolf.who-eats", "Who eats beef and fish?", {"*Wolf", "Dog", "Fox", "Bear"}),
        ("who-does", "fox.who-does", "Who steals the hens?", {"*Fox", "Wolf", "Dog", "Bear"}),
        ("who-fears", "fox.who-fears", "Who fears Wolf?", {"*Fox", "Dog", "Bear"}),
        ("who-weighs", "fox.who-weighs", "Who weighs 6 kg?", {"*Fox", "Wolf", "Dog", "Bear"}),
        ("who-is-next", "dog.who-is-next", "Who comes after Dog?", {"*Fox", "Wolf", "Bear"}),
        (
            "what-it-eats",
            "wolf.what-it-eats",
            "What does Wolf eat? Choose 2.",
            {"*Beef", "*Fish", "Fruit", "Insects"},
        ),
        ("where", "dog.where", "Where does Dog live?", {"*Lake", "Forest", "Cave", "Sky"}),
        (
            "how-heavy",
            "fox.how-heavy",
            "How heavy is Fox?",
            {"*6 kg", "30 kg", "40.5 kg", "350 kg"},
        ),
        ("heir", "wolf.heir", "Who came after Wolf?", {"*Dog", "Fox", "Bear"}),
        ("mate", "wolf.mate", "Whose mate is Wolf?", {"*Fox", "Dog", "Bear"}),
        (
            "what-it-does",
            "bear.what-it-does",
            "What does Bear do?",
            {"*Sleeps all winter", "Howls at night", "Guards the house", "Steals the hens"},
        ),
        (
            "old-name",
            f"dog.old-name~{slug('Hound')}",
            "What was Dog called?",
            {"*Hound", "Canis", "Vulpes", "Ursus"},
        ),
        (
            "who-was",
            f"dog.who-was~{slug('Hound')}",
            "Who was Hound?",
            {"*Dog", "Wolf", "Fox", "Bear"},
        ),
        (
            "who-sounds",
            f"wolf.who-sounds~{slug('grrr')}",
            "Whose is “grrr”?",
            {"*Wolf", "Dog", "Fox", "Bear"},
        ),
        ("one-fear", "wolf.one-fear~bear", "Whom does Wolf fear?", {"*Bear", "Dog", "Fox"}),
        (
            "sound-of-deed",
            f"fox.sound-of-deed~{slug('ring')}",
            "What does the one with “ring” do?",
            {"*Steals the hens", "Howls at night", "Guards the house", "Sleeps all winter"},
        ),
    ],
)  # fmt: skip
def test_every_direction(model: str, id_: str, stem: str, expected: set[str]) -> None:
    question = asked(model)[id_]

    assert question.stem == stem
    assert texts(question) == expected


def test_orders_start_at_the_note_and_have_four_places_at_most() -> None:
    found = asked("which-order", boar="family: dogs\nrank: 5")

    right = {id_: next(o.text for o in q.options if o.is_key) for id_, q in found.items()}

    assert right == {
        "wolf.which-order": "Wolf → Dog → Fox → Bear",
        "dog.which-order": "Dog → Fox → Bear → Boar",
        "fox.which-order": "Fox → Bear → Boar",
    }


def test_orders_tell_what_is_out_of_place() -> None:
    question = asked("which-order")["wolf.which-order"]

    for option in question.options:
        steps = option.text.split(" → ")
        first, second = (
            option.reason.strip("“”.").split("” comes before “")
            if (not option.is_key)
            else (steps[0], steps[1])
        )
        assert (steps.index(second) < steps.index(first)) != option.is_key


# Reasons


def test_each_option_says_why() -> None:
    question = asked("who-eats")["wolf.who-eats"]

    assert reasons(question) == {
        "wolf": "Wolf eats only beef and fish.",
        "dog": "Dog eats only meat and fruit.",
        "fox": "Fox eats only insects.",
        "bear": "Bear eats only fruit.",
    }


def test_a_list_that_is_closed_and_empty_says_so() -> None:
    question = asked("who-eats", bear="family: dogs\neats: {only: []}")["wolf.who-eats"]

    assert reasons(question)["bear"] == "Bear – eats: nothing."


def test_a_distractor_that_was_told_apart_says_how() -> None:
    fox = PACK["fox"] + "\nunlike: {dog: It barks at foxes.}"

    question = asked("who-does", fox=fox)["fox.who-does"]

    assert reasons(question)["dog"] == "It barks at foxes."


def test_a_text_of_another_note_says_whose_it_is() -> None:
    question = asked("what-it-does")["bear.what-it-does"]

    assert reasons(question)[slug("steals the hens")] == "Fox steals the hens."


def test_a_number_of_another_note_says_whose_it_is_beside_the_right_one() -> None:
    question = asked("how-heavy")["fox.how-heavy"]

    assert reasons(question)["30"] == "Fox – weight: 6 kg. Dog – weight: 30 kg."


def test_a_question_has_the_line_and_the_source_of_what_it_asks() -> None:
    top = "https://example.org"
    sources = f"{{default: {top}/yak, weight: {top}/scale, does: {top}/deed}}"
    yak = f"sources: {sources}\nfamily: dogs\ndoes: carries loads\nweight: 600"

    found = {model: asked(model, yak=yak)[f"yak.{model}"] for model in ("how-heavy", "who-does")}

    assert {model: (one.line, one.source) for model, one in found.items()} == {
        "how-heavy": (5, f"{top}/scale"),
        "who-does": (4, f"{top}/deed"),
    }


# What stands in a stem


def test_a_stem_that_names_its_key_is_not_asked() -> None:
    build = a_build("who-does", **PACK, lynx="family: dogs\ndoes: is called lynx by hunters")

    assert refusals(build) == {"lynx.who-does": "the stem names the key"}


def test_a_distractor_that_the_stem_names_is_left_out() -> None:
    found = asked("who-does", lynx="family: dogs\ndoes: chases every fox")

    assert texts(found["lynx.who-does"]) == {"*Lynx", "Wolf", "Dog", "Bear"}


def test_a_distractor_that_is_a_part_of_a_word_stays() -> None:
    lynx = "family: dogs\ndoes: outfoxes bearded dogcatchers"

    found = asked("who-does", wolf="family: cats", lynx=lynx)

    assert texts(found["lynx.who-does"]) == {"*Lynx", "Dog", "Fox", "Bear"}


def test_a_word_that_stands_in_the_key_alone_is_not_given() -> None:
    notes = PACK | {"lynx": "title: Grey lynx\nfamily: dogs\ndoes: has grey eyes"}

    build = a_build("who-does", **notes)

    assert refusals(build) == {
        "lynx.who-does": "of all options only the key shares 'grey' with what is given"
    }


def test_a_word_of_three_letters_gives_nothing_away() -> None:
    found = asked("who-does", lynx="title: Red lynx\nfamily: dogs\ndoes: has red eyes")

    assert "lynx.who-does" in found


# Refusals


@pytest.mark.parametrize(
    ("model", "note", "expected"),
    [
        ("what-it-eats", "eats: [beef]", "'eats' is no closed list; unknown: whether anything"),
        ("what-it-eats", "eats: {only: [meat, fish, fruit, insects]}", "'eats' has 4 values"),
        ("what-it-eats", "eats: {only: [beef, meat]}", "'beef' and 'meat' are true together"),
        ("old-names", "formerly: [Leo, Lea]", "'formerly' is no closed list"),
        ("one-food", "eats: [beef]", "0 proved distractors"),
        ("who-is-next", "rank: 9", "no note has the next place"),
        ("which-order", "rank: 3.5", "too few notes come behind this one"),
    ],
)  # fmt: skip
def test_what_cannot_be_proved_is_refused(model: str, note: str, expected: str) -> None:
    found = refusals(a_build(model, **PACK, lion=f"family: cats\n{note}"))

    (why,) = [why for id_, why in found.items() if id_.startswith("lion.")]

    assert why.startswith(expected)


def test_a_note_that_states_nothing_is_not_asked_about() -> None:
    build = a_build(**PACK, lion="family: cats")

    assert [id_ for id_ in (*questions(build), *refusals(build)) if id_.startswith("lion.")] == []


def test_two_distractors_are_enough_and_one_is_not() -> None:
    three = {name: PACK[name] for name in ("wolf", "dog", "fox")}
    two = {name: PACK[name] for name in ("wolf", "dog")}

    assert len(questions(a_build("who-does", **three))) == 3
    whys = set(refusals(a_build("who-does", **two)).values())
    assert {why.partition(";")[0] for why in whys} == {"1 proved distractor, 2 needed"}


# Keys


def test_keys_that_overlap_may_stand_together() -> None:
    found = asked("what-it-eats", lynx="family: dogs\neats: {only: [carrion, veal]}")

    assert {"*Carrion", "*Veal"} <= texts(found["lynx.what-it-eats"])


def test_no_distractor_overlaps_a_key_or_another() -> None:
    found = asked("what-it-eats", lynx="family: dogs\neats: {only: [carrion]}")

    assert texts(found["lynx.what-it-eats"]) & {"Meat", "Beef", "Veal"} == set()


def test_one_of_several_values_is_asked_while_the_others_stay_away() -> None:
    found = asked("one-food", lynx="family: dogs\neats: {only: [beef, fish]}")

    one = {"Fish", "Tuna", "Meat", "Veal"} & {
        option.text for option in found["lynx.one-food~beef"].options
    }

    assert one == set()
    assert found.keys() >= {"lynx.one-food~beef", "lynx.one-food~fish"}


def test_former_names_of_the_note_itself_are_never_wrong() -> None:
    wolf = PACK["wolf"].replace("[Canis]", "[Canis, Lupus]")

    found = asked("old-name", wolf=wolf)

    assert "Lupus" not in texts(found[f"wolf.old-name~{slug('Canis')}"])


# Order of options


def test_numbers_ascend() -> None:
    question = asked("how-heavy")["dog.how-heavy"]

    values = [Fraction(option.id) for option in question.options]

    assert values == sorted(values)


def test_the_key_has_no_place_of_its_own() -> None:
    places = {
        next(n for n, option in enumerate(question.options) if option.is_key)
        for model in ("who-does", "what-it-does", "old-name", "who-was", "mate")
        for question in asked(model).values()
    }

    assert places == {0, 1, 2, 3}


def test_options_stand_as_their_ids_say_whatever_they_are_called() -> None:
    before = asked("who-does")["fox.who-does"]

    after = asked("who-does", dog=PACK["dog"] + "\ntitle: Zebra Dog")["fox.who-does"]

    assert [option.id for option in after.options] == [option.id for option in before.options]


# Ids and revisions


def marks(**notes: str) -> dict[str, str]:
    """Give ids and revisions of all questions."""
    return {id_: q.revision for id_, q in questions(a_build(**(PACK | notes))).items()}


def test_another_title_changes_no_id_and_no_revision() -> None:
    assert marks(wolf=PACK["wolf"] + "\ntitle: Grey Wolf") == marks()


def test_another_reason_changes_no_id_and_no_revision() -> None:
    assert marks(wolf=PACK["wolf"] + "\nunlike: {dog: It hunts.}") == marks()


@pytest.mark.parametrize(
    ("old", "new", "question"),
    [
        ("weight: 40.5", "weight: 41.5", "wolf.how-heavy"),
        ("only: [beef, fish]", "only: [beef, fruit]", "wolf.what-it-eats"),
        ("only: [beef, fish]", "only: [beef, fruit]", "wolf.who-eats"),
        ("home: forest", "home: water", "wolf.where"),
        ("mate: fox", "mate: bear", "wolf.mate"),
        ("successor: dog", "successor: fox", "wolf.heir"),
    ],
)
def test_another_fact_is_another_revision_of_the_same_question(
    old: str, new: str, question: str
) -> None:
    before = marks().get(question)

    after = marks(wolf=PACK["wolf"].replace(old, new)).get(question)

    assert None not in (before, after)
    assert before != after


def test_what_is_known_of_a_distractor_is_no_part_of_the_revision() -> None:
    before = marks()

    after = marks(bear=PACK["bear"].replace("only: [fruit]", "only: [plants]"))

    assert {id_: after[id_] for id_ in after if id_.startswith("wolf.")} == {
        id_: before[id_] for id_ in before if id_.startswith("wolf.")
    }


def test_a_second_value_leaves_the_id_of_the_first() -> None:
    dog = PACK["dog"].replace("[Hound]", "[Hound, Cur]").replace("[wuff]", "[wuff, woof]")

    assert marks().keys() - marks(dog=dog).keys() == set()


def test_a_question_that_is_muted_is_not_asked() -> None:
    fox = PACK["fox"] + "\nquiz: {mute: [fox.who-does]}"

    assert asked("who-does").keys() - asked("who-does", fox=fox).keys() == {"fox.who-does"}


def test_a_note_is_muted_by_its_oldest_name() -> None:
    notes = {name: re.sub(r"\bdog\b", "hund", text) for name, text in PACK.items()}
    hund = notes.pop("dog") + "\naliases: [dog]\nquiz: {mute: [dog.who-does]}"

    build = a_build("who-does", **notes, hund=hund)

    assert build.problems == []
    assert "dog.who-does" not in {*questions(build), *refusals(build)}


@pytest.mark.parametrize("seed", ["1", "77"])
def test_another_process_asks_the_same(seed: str) -> None:
    """Nothing depends on Python's own hashes, which differ from process to process."""
    program = (
        "from tests.test_generate import PACK\n"
        "from tests.zoo import a_build, questions\n"
        "print([q.shown() for q in questions(a_build(**PACK)).values()])"
    )
    expected = [question.shown() for question in questions(a_build(**PACK)).values()]

    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
    )

    assert done.stdout.decode().strip() == str(expected)
