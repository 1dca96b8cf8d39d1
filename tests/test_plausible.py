"""Which notes may be taken for one another, ranked and never drawn by chance."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.plausible import FLOOR, STRANGERS, Plausibility, Pools, traits_digest
from tests.zoo import a_bank, a_build, a_note, questions, vocabulary

DOG = "family: dogs"


def pool(**notes: str) -> list[str]:
    """Name what may stand beside the first note."""
    bank = a_bank(**notes)
    return [note.name for note, _ in Plausibility(bank).pool(bank.notes[next(iter(notes))])]


def score(one: str, other: str) -> float:
    bank = a_bank(wolf=one, lynx=other)
    return Plausibility(bank).score(bank.notes["wolf"], bank.notes["lynx"])


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (("family: dogs", "family: dogs"), ("family: dogs", "family: cats")),
        (("eats: [beef]", "eats: [beef]"), ("eats: [beef]", "eats: [fish]")),
        (
            ("eats: [beef]\nhome: sky", "eats: [fish]\nhome: sky"),
            ("home: sky", "eats: [fish]\nhome: sky"),
        ),
        (
            ("eats: [beef]\nhome: sky", "eats: [fish]\nhome: land"),
            ("eats: [beef]\nhome: sky\nfears: [ape]", "eats: [fish]\nhome: land\nfears: [emu]"),
        ),
        (("unlike: {lynx: It purrs.}", ""), ("", "")),
        (("", "unlike: {wolf: It howls.}"), ("", "")),
        (("title: Grey Wolf", "title: Grey Lynx"), ("title: Grey Wolf", "title: Brown Lynx")),
    ],
    ids=["group", "shared facts", "one difference", "two differences", "unlike",
         "unlike the other way", "names"],
)  # fmt: skip
def test_a_reason_to_confuse_two_notes_brings_them_nearer(
    nearer: tuple[str, str], farther: tuple[str, str]
) -> None:
    assert score(*nearer) > score(*farther)


def test_two_notes_are_as_far_from_each_other_both_ways() -> None:
    wolf, lynx = "family: dogs\neats: [beef]", "family: dogs\nunlike: {wolf: It howls.}"

    assert score(wolf, lynx) == score(*(text.replace("wolf", "lynx") for text in (lynx, wolf)))


@settings(max_examples=30, derandomize=True)
@given(
    st.lists(
        st.sampled_from([DOG, "eats: [beef]", "home: sky", "mate: ape", "title: Grey One"]),
        unique=True,
    ),
    st.lists(st.sampled_from([DOG, "eats: [fish]", "home: sky", "title: Grey Two"]), unique=True),
)
def test_a_score_lies_between_nothing_and_everything(one: list[str], other: list[str]) -> None:
    bank = a_bank(wolf="\n".join(one), lynx="\n".join(other), ape="")

    found = Plausibility(bank).score(bank.notes["wolf"], bank.notes["lynx"])

    assert 0 <= found <= 1


def test_the_nearest_comes_first() -> None:
    found = pool(
        wolf=f"{DOG}\neats: [beef]\nunlike: {{dog: It barks.}}",
        fox=DOG,
        dog=f"{DOG}\neats: [beef]",
        jackal=f"{DOG}\neats: [beef]",
    )

    assert found == ["dog", "jackal", "fox"]


def test_what_nobody_would_confuse_is_left_out() -> None:
    assert pool(wolf=DOG, sparrow="family: birds") == []


def test_a_shared_family_is_enough() -> None:
    assert score(DOG, DOG) >= FLOOR


def test_another_type_is_left_out() -> None:
    assert pool(fern="type: plant\nunlike: {wolf: It howls.}", wolf="does: howls") == []


def test_a_type_without_groups_is_one_group() -> None:
    found = pool(**dict.fromkeys(("fern", "moss", "reed"), "type: plant"))

    assert set(found) == {"moss", "reed"}


def test_an_unlike_note_of_another_family_may_stand_beside_it() -> None:
    wolf = "family: dogs\neats: [beef]\nunlike: {cat: It purrs.}"

    assert pool(wolf=wolf, cat="family: cats\neats: [beef]") == ["cat"]


def test_notes_that_tell_themselves_apart_are_no_strangers() -> None:
    apes = dict.fromkeys((f"ape{n}" for n in range(2 * STRANGERS)), "unlike: {cat: It purrs.}")
    bank = a_bank(cat="family: cats", **apes)

    assert Plausibility(bank).candidates(bank.notes["cat"]) == sorted(apes)


def test_one_more_note_takes_the_place_of_one_stranger() -> None:
    """Whatever the size of a type, so that no note is the one that changes everything."""
    for size in (STRANGERS - 2, STRANGERS, STRANGERS + 1, 2 * STRANGERS):
        few = dict.fromkeys((f"ape{n}" for n in range(size)), "")
        before, after = (Plausibility(a_bank(**notes)) for notes in (few, few | {"newcomer": ""}))

        for name, note in before.bank.notes.items():
            lost = set(before.candidates(note)) - set(after.candidates(after.bank.notes[name]))
            assert len(lost) <= 1


def test_the_work_for_a_note_does_not_grow_with_the_site() -> None:
    many = Plausibility(a_bank(**dict.fromkeys((f"ape{n}" for n in range(4 * STRANGERS)), "")))

    assert {len(many.candidates(note)) for note in many.bank.notes.values()} == {STRANGERS}


def test_one_more_note_of_a_family_changes_few_questions() -> None:
    """Three of n are shown beside each key, so that a newcomer gets into 3 of n + 1 by chance.

    Were options drawn anew from the larger pool, nearly every question would change.
    """
    size = 40
    pack = {f"ape{n}": f"{DOG}\ndoes: says {n}" for n in range(size)}
    before = questions(a_build("who-does", **pack))

    after = questions(a_build("who-does", **pack, newcomer=f"{DOG}\ndoes: is new"))

    changed = [id_ for id_ in before if before[id_].shown() != after[id_].shown()]
    assert len(before) == size
    assert 0 < len(changed) <= 2 * size * 3 / (size + 1)


def test_a_note_of_another_family_changes_no_question() -> None:
    pack = {f"ape{n}": f"{DOG}\ndoes: says {n}" for n in range(10)}
    before = questions(a_build("who-does", "what-it-does", **pack))

    after = questions(
        a_build("who-does", "what-it-does", **pack, swan="family: birds\ndoes: is new")
    )

    assert {id_: after[id_].shown() for id_ in before} == {
        id_: question.shown() for id_, question in before.items()
    }


# What is known from another build


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "title: Grey Fox"),
        ("", "also: [Grey Fox]"),
        ("", "formerly: [Grey Fox]"),
        ("", "aliases: [grey-fox]"),
        ("", "unlike: {lynx: It purrs.}"),
        ("family: dogs", "family: cats"),
        ("eats: [beef]", "eats: [fish]"),
        ("mate: fox", "mate: lynx"),
    ],
    ids=lambda text: text.partition(":")[0],
)
def test_another_trait_is_another_digest(before: str, after: str) -> None:
    assert traits_digest(a_note("wolf", before), vocabulary()) != traits_digest(
        a_note("wolf", after), vocabulary()
    )


def test_a_fact_in_words_is_no_trait() -> None:
    one, other = a_note("wolf", "does: howls"), a_note("wolf", "does: sings")

    assert traits_digest(one, vocabulary()) == traits_digest(other, vocabulary())


def test_pools_that_are_known_are_not_made_again() -> None:
    bank = a_bank(wolf=DOG, fox=DOG, dog=DOG)
    pools: Pools = {}
    made = {name: Plausibility(bank, pools).pool(note) for name, note in bank.notes.items()}

    with patch.object(Plausibility, "candidates", side_effect=AssertionError):
        again = {name: Plausibility(bank, pools).pool(note) for name, note in bank.notes.items()}

    assert pools.keys() == made.keys()
    assert made == again
