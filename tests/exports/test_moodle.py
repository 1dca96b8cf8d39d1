"""Moodle XML, by the rules that Moodle's importer was seen to enforce."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from quizgen.exports.cards import explanation_html, reason_html
from quizgen.exports.moodle import to_moodle
from quizgen.exports.scoring import shares
from tests.exports.samples import all_cards, html

#: Moodle refuses a file with any other share. (question/type/…: get_grade_options)
GRADES = {
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333"),
    *("30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
}


def questions() -> list[ET.Element]:
    root = ET.fromstring(to_moodle(all_cards()))  # noqa: S314 - our own
    return [one for one in root if one.get("type") == "multichoice"]


def test_every_question_is_read_back_whole() -> None:
    for card, question in zip(all_cards(), questions(), strict=True):
        assert question.findtext("questiontext/text") == html(card.stem)
        assert question.findtext("name/text") == card.id == question.findtext("idnumber")
        assert (question.findtext("generalfeedback/text") or "") == explanation_html(card)
        answers = question.findall("answer")
        assert [one.findtext("text") for one in answers] == [html(c.text) for c in card.choices]
        assert [one.findtext("feedback/text") for one in answers] == [
            reason_html(choice) for choice in card.choices
        ]
        assert {one.get("format") for one in answers} == {"html"}
        assert [one.text for one in question.findall("tags/tag/text")] == list(card.tags)


def test_options_keep_their_order() -> None:
    """Numbers stand in ascending order."""
    assert {one.findtext("shuffleanswers") for one in questions()} == {"0"}


def test_each_option_scores_as_it_should() -> None:
    for card, question in zip(all_cards(), questions(), strict=True):
        shares = [float(one.get("fraction", "")) for one in question.findall("answer")]
        right = [share for share, c in zip(shares, card.choices, strict=True) if c.is_key]
        wrong = [share for share, c in zip(shares, card.choices, strict=True) if not c.is_key]

        assert sum(right) == pytest.approx(100)
        assert max(wrong) <= 0 < min(right)
        assert question.findtext("single") == ("true" if len(card.keys) == 1 else "false")


@pytest.mark.parametrize("keys", [1, 2, 3, 4, 5, 6])
def test_shares_are_on_the_list_that_moodle_takes(keys: int) -> None:
    right, wrong = shares(keys)

    assert right in GRADES
    assert wrong.removeprefix("-") in GRADES


def test_category_is_the_place_with_slashes_doubled() -> None:
    root = ET.fromstring(to_moodle(all_cards()))  # noqa: S314 - our own

    categories = [one.findtext("category/text") for one in root if one.get("type") == "category"]

    assert categories == ["$course$/top/Instruments/Wood // wind"]
