"""Comparing, hashing and filling texts; numbers as readers see them."""

from __future__ import annotations

import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.numerals import SHOWN_DIGITS, rounded, show_number
from quizgen.text import Text, by_hash, digest, fill, fold, keep_names, slug, texts_in
from tests.zoo import a_note

quickly = settings(max_examples=100, derandomize=True)


# Folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amber Lynx", "amber-lynx"),
        ("ＡＭＢＥＲ lynx", "Amber  Lynx."),
        ("ﬁsh “and” **chips**", "FISH and `chips`"),
        ("Straße", "STRASSE"),
        ("−5 °C", "-5°C"),
        ("カタカナ・語", "カタカナ語"),
    ],
)
def test_case_width_space_and_punctuation_make_no_other_text(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5", "15"),
        ("-5", "5"),
        ("5 %", "5"),
        ("< 5", "> 5"),
        ("C", "C++"),
        ("C#", "C++"),
        (".", "-"),
        ("猫", "犬"),
    ],
)
def test_what_makes_another_name_or_number_stays(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert slug(one) != slug(other)


@quickly
@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@quickly
@given(st.text(min_size=1).filter(str.strip))
def test_no_text_folds_to_nothing(text: str) -> None:
    """Two texts of signs alone would become the same option."""
    assert fold(text)


@quickly
@given(st.text())
def test_an_id_is_ascii_and_has_no_sign_but_hyphens(text: str) -> None:
    found = slug(text)

    assert found.isascii()
    assert found.replace("-", "").isalnum()


# Hashing


def test_a_hash_tells_parts_from_a_whole() -> None:
    assert digest("ab", "c") != digest("a", "bc")


@quickly
@given(st.sets(st.text(min_size=1), min_size=1), st.text(min_size=1))
def test_one_more_id_moves_no_other(ids: set[str], more: str) -> None:
    before = by_hash("seed", ids)

    after = by_hash("seed", {*ids, more})

    assert [one for one in after if one in ids] == before


def test_an_order_belongs_to_its_seed() -> None:
    ids = [str(number) for number in range(20)]

    assert by_hash("one", ids) != by_hash("other", ids)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_an_order_is_the_same_in_every_process(seed: str) -> None:
    """Python's own ``hash`` of a text is another one in each process."""
    program = "from quizgen.text import by_hash; print(*by_hash('seed', {'a', 'b', 'c', 'd'}))"

    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        cwd=Path(__file__).parent.parent,
        env={"PYTHONHASHSEED": seed},
    )

    assert done.stdout.decode().split() == by_hash("seed", "abcd")


# Filling


def test_names_that_nobody_knows_stay_as_they_are() -> None:
    assert fill("{a} and {b}", {"a": "1"}) == "1 and {b}"


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert fill("{a} {b}", {"a": "{b}", "b": "2"}) == "{b} 2"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("%(note)s: zu %(share)s %%", "%(note)s: zu %(share)s %%"),
        ("ohne Namen", "ohne Namen"),
        ("%(nota)s zu %(share)s", "%(share)s %% of %(note)s"),
        ("%(note) s", "%(share)s %% of %(note)s"),
        ("zu 5 %", "%(share)s %% of %(note)s"),
    ],
)
def test_translation_that_names_another_thing_is_not_taken(found: str, expected: str) -> None:
    assert keep_names(lambda _: found)("%(share)s %% of %(note)s") == expected


def test_every_text_of_a_note_is_found() -> None:
    note = a_note("wolf", "also: [Lobo]\ndoes: howls\nunlike: {lynx: It purrs.}\nitems: []")

    assert [text.source for text in texts_in(note)] == ["Wolf", "Lobo", "It purrs.", "howls"]


def test_readers_see_a_translation_where_there_is_one() -> None:
    assert [str(Text("wolf", 1)), str(Text("wolf", 1, "オオカミ"))] == ["wolf", "オオカミ"]


# Numbers


@pytest.mark.parametrize(
    ("number", "digits", "expected"),
    [
        ("1234567", None, "1,234,567"),
        ("0.5", None, "0.5"),
        ("-12.50", None, "−12.5"),
        ("12", 2, "12.00"),
        ("0.005", 2, "0.01"),
        ("-0.004", 2, "0.00"),
        ("2/3", 3, "0.667"),
        ("0.000000000001", None, "0.000000000001"),
    ],
)
def test_numbers_are_written_for_readers(number: str, digits: int | None, expected: str) -> None:
    assert show_number(Fraction(number), digits) == expected


@quickly
@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 5))
def test_halves_are_rounded_away_from_zero(number: Decimal, digits: int) -> None:
    expected = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)

    assert rounded(Fraction(number), digits) == Fraction(expected)


@quickly
@given(st.decimals(-(10**9), 10**9, places=SHOWN_DIGITS))
def test_a_number_that_is_written_can_be_read_again(number: Decimal) -> None:
    shown = show_number(Fraction(number))

    assert Fraction(shown.replace(",", "").replace("−", "-")) == Fraction(number)
