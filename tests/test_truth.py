"""What makes a value true of a note, what makes it false, and that all else is unknown."""

from __future__ import annotations

import pytest

from quizgen.text import slug
from quizgen.truth import TRUE, UNKNOWN, Verdict, status
from tests.zoo import a_bank, verdict

ROARS, BARKS = slug("roars"), slug("barks")


# True


def test_true_is_what_the_note_states() -> None:
    assert verdict("eats", "beef", wolf="eats: [beef]") == TRUE


def test_true_is_what_a_stated_value_is_a_kind_of() -> None:
    assert verdict("eats", "meat", wolf="eats: [veal]") == TRUE


@pytest.mark.parametrize(
    ("field", "value", "stated"),
    [
        ("does", slug("Hunts, in packs"), "does: hunts in packs"),
        ("weight", "81/2", "weight: 40.5"),
        ("mate", "lynx", "mate: lynx"),
        ("zones", "south", "zones: {south: ['2']}"),
        ("zones", "south", "zones: {pole: []}"),
        ("formerly", slug("Canis"), "formerly: [Canis]"),
        ("successor", "lynx", "status: {is: extinct, successor: lynx}"),
    ],
)
def test_true_is_what_is_stated_of_every_kind_of_field(field: str, value: str, stated: str) -> None:
    assert verdict(field, value, wolf=stated, lynx="") == TRUE


# Stated


def test_stated() -> None:
    found = verdict("eats", "fruit", wolf="eats: {is: [meat], not: {fruit: It spits.}}")

    assert (found.truth, found.ground, str(found.because)) == (
        "FALSE",
        "stated",
        "It spits.",
    )


def test_stated_says_nothing_of_other_values() -> None:
    assert verdict("eats", "tuna", wolf="eats: {not: {fruit: It spits.}}") == UNKNOWN


# One only


def test_one_only() -> None:
    assert verdict("home", "lake", wolf="home: forest") == Verdict("FALSE", "one only")


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("land", "forest"),  # a kind of what is stated
        ("swamp", "water"),  # overlaps what is stated
        ("water", "swamp"),  # is overlapped by what is stated
        ("lake", "swamp"),  # overlaps what the stated one is a kind of
        ("land", "lake"),  # a kind of it may be a swamp, which may be a lake
    ],
)
def test_one_only_leaves_out_what_may_be_true_as_well(stated: str, value: str) -> None:
    assert verdict("home", value, wolf=f"home: {stated}") == UNKNOWN


def test_one_only_needs_a_value_that_is_stated() -> None:
    assert verdict("home", "lake", wolf="home: {not: {forest: Too dark.}}") == UNKNOWN


def test_one_only_of_codes() -> None:
    assert verdict("zones", "north", wolf="zones: {pole: []}") == Verdict("FALSE", "one only")


def test_one_only_of_notes() -> None:
    assert verdict("mate", "hare", wolf="mate: lynx", lynx="", hare="") == Verdict(
        "FALSE", "one only"
    )


@pytest.mark.parametrize("side", ["lynx", "hare"])
def test_one_only_of_notes_leaves_out_what_overlaps(side: str) -> None:
    other = {"lynx": "hare", "hare": "lynx"}
    notes = {"wolf": "mate: lynx", "lynx": "", "hare": "", side: f"overlaps: [{other[side]}]"}

    assert verdict("mate", "hare", **notes) == UNKNOWN


def test_one_only_of_notes_says_nothing_beside_a_name_that_nobody_has() -> None:
    """The name may be a slip of the pen for the very note that would be ruled out."""
    assert verdict("mate", "hare", wolf="mate: hair", hare="") == UNKNOWN


# Closed list


def test_closed_list() -> None:
    assert verdict("eats", "fish", wolf="eats: {only: [beef, fruit]}") == Verdict(
        "FALSE", "closed list"
    )


def test_closed_list_that_is_empty() -> None:
    assert verdict("eats", "fish", wolf="eats: {only: []}") == Verdict("FALSE", "closed list")


def test_closed_list_of_notes() -> None:
    assert verdict("fears", "hare", wolf="fears: {only: [lynx]}", lynx="", hare="") == Verdict(
        "FALSE", "closed list"
    )


@pytest.mark.parametrize(
    "value",
    [
        "veal",  # a kind of what is listed
        "carrion",  # overlaps what is listed
    ],
)
def test_closed_list_leaves_out_what_may_be_true_as_well(value: str) -> None:
    assert verdict("eats", value, wolf="eats: {only: [beef]}") == UNKNOWN


def test_a_list_that_is_open_makes_nothing_false() -> None:
    assert verdict("eats", "fish", wolf="eats: [beef]") == UNKNOWN


def test_nothing_is_false_of_a_note_that_states_nothing() -> None:
    assert verdict("eats", "fish", wolf="") == UNKNOWN


# Identifies


@pytest.mark.parametrize("stated", ["", "does: barks"])
def test_identifies(stated: str) -> None:
    assert verdict("does", ROARS, wolf=stated, lion="does: roars") == Verdict(
        "FALSE", "identifies", other="lion"
    )


@pytest.mark.parametrize("side", ["wolf", "lion"])
def test_identifies_makes_nothing_false_of_notes_that_overlap(side: str) -> None:
    notes = {"wolf": "does: barks", "lion": "does: roars"}
    other = {"wolf": "lion", "lion": "wolf"}
    notes[side] += f"\noverlaps: [{other[side]}]"

    assert verdict("does", ROARS, **notes) == UNKNOWN


def test_identifies_makes_nothing_false_of_what_overlaps_one_of_two_that_share_the_text() -> None:
    notes = {
        "wolf": "overlaps: [puma]",
        "lion": "does: roars\noverlaps: [puma]",
        "puma": "does: roars",
    }

    assert verdict("does", ROARS, **notes) == UNKNOWN


def test_identifies_makes_nothing_false_of_the_whole() -> None:
    assert verdict("does", ROARS, wolf="does: barks", lion="does: roars\nherd: [wolf]") == UNKNOWN


def test_identifies_makes_nothing_false_of_what_has_one_of_two_as_a_part() -> None:
    notes = {
        "wolf": "does: barks",
        "lion": "does: roars\noverlaps: [puma]",
        "puma": "does: roars\nherd: [wolf]",
    }

    assert verdict("does", ROARS, **notes) == UNKNOWN


def test_what_the_whole_does_is_false_of_a_part() -> None:
    assert verdict("does", ROARS, wolf="herd: [lion]", lion="does: roars") == Verdict(
        "FALSE", "identifies", other="lion"
    )


def test_identifies_says_nothing_of_other_types() -> None:
    assert verdict("does", ROARS, wolf="", fern="type: plant\ndoes: roars") == UNKNOWN


def test_identifies_says_nothing_of_a_text_that_nobody_states() -> None:
    assert verdict("does", ROARS, wolf="does: barks") == UNKNOWN


def test_a_text_that_does_not_identify_makes_nothing_false() -> None:
    assert verdict("motto", ROARS, wolf="motto: barks", lion="motto: roars") == UNKNOWN


def test_identifies_of_former_names() -> None:
    assert verdict("formerly", slug("Felis"), wolf="", lion="formerly: [Felis]") == Verdict(
        "FALSE", "identifies", other="lion"
    )


def test_what_tells_a_note_apart_says_nothing_of_its_former_names() -> None:
    notes = {"wolf": "", "lion": "formerly: [Felis]\nunlike: {wolf: It howls.}"}

    assert verdict("formerly", slug("Felis"), **notes) == Verdict(
        "FALSE", "identifies", other="lion"
    )


# Number


def test_number() -> None:
    assert verdict("weight", "41", wolf="weight: 40.5") == Verdict("FALSE", "number")


def test_number_that_looks_the_same_is_unknown() -> None:
    assert verdict("weight", "400000000000001/10000000000000", wolf="weight: 40") == UNKNOWN


def test_number_of_a_field_with_more_than_one_is_unknown() -> None:
    assert verdict("doses", "41", wolf="doses: [40, 50]") == UNKNOWN


def test_number_needs_one_that_is_stated() -> None:
    assert verdict("weight", "41", wolf="weight: {not: {40: Nobody weighed it.}}") == UNKNOWN


# Contrast


def test_contrast() -> None:
    found = verdict("does", ROARS, wolf="", lion="does: roars\nunlike: {wolf: It howls.}")

    assert (found.truth, found.ground, str(found.because)) == ("FALSE", "contrast", "It howls.")


def test_contrast_is_about_the_note_that_is_named() -> None:
    """What the wolf says of the lion tells a learner nothing about the wolf."""
    found = verdict("does", ROARS, wolf="unlike: {lion: It roars.}", lion="does: roars")

    assert (found.ground, found.because) == ("identifies", None)


# What takes the place of a note


def test_a_successor_is_the_only_one() -> None:
    notes = {"wolf": "status: {is: extinct, successor: lynx}", "lynx": "", "hare": ""}

    assert verdict("successor", "hare", **notes) == Verdict("FALSE", "one only")


def test_a_successor_leaves_out_what_overlaps_it() -> None:
    notes = {
        "wolf": "status: {is: extinct, successor: lynx}",
        "lynx": "",
        "hare": "overlaps: [lynx]",
    }

    assert verdict("successor", "hare", **notes) == UNKNOWN


@pytest.mark.parametrize("state", ["", "status: {is: extinct, successor: nothing in particular}"])
def test_without_a_note_as_the_successor_nothing_is_known(state: str) -> None:
    assert verdict("successor", "hare", wolf=state, hare="") == UNKNOWN


# One entity under many names


@pytest.mark.parametrize("name", ["wolf", "canis", "Grey Wolf", "grey-wolf", "LOBO", "Lupus"])
def test_a_title_a_name_an_alias_and_a_former_name_are_one_entity(name: str) -> None:
    bank = a_bank(
        wolf="title: Grey Wolf\nalso: [Lobo]\nformerly: [Lupus]\naliases: [canis]", lynx=""
    )

    found = bank.resolve(name)

    assert found is bank.notes["wolf"]


def test_a_name_of_two_notes_is_a_contradiction() -> None:
    bank = a_bank(lynx="formerly: [Wolf]", wolf="")

    (problem,) = bank.problems

    assert (problem.path, problem.subtype) == ("lynx.md", "contradiction")


def test_a_text_of_the_note_itself_is_true_although_another_shares_it() -> None:
    bank = a_bank(lion="does: roars\noverlaps: [wolf]", wolf="does: roars")

    truths = [status(bank, note, "does", ROARS) for note in bank.notes.values()]

    assert truths == [TRUE, TRUE]
    assert bank.problems == []


def test_notes_in_another_order_give_the_same_verdicts() -> None:
    notes = {"lion": "does: roars", "wolf": "does: barks\nunlike: {lion: It roars.}"}
    banks = [a_bank(**notes), a_bank(**dict(reversed(notes.items())))]

    found = [status(bank, bank.notes["lion"], "does", BARKS) for bank in banks]

    assert found[0] == found[1]
    assert found[0].ground == "contrast"
