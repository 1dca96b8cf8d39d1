"""GIFT, read by gift-pegjs, which is stricter than Moodle; and Aiken."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from quizgen.exports.aiken import to_aiken
from quizgen.exports.cards import explanation_html, reason_html
from quizgen.exports.gift import to_gift
from quizgen.markup import to_text
from tests.exports.samples import all_cards, html

TOP = Path(__file__).parents[2]
PARSER = Path(__file__).with_name("gift.mjs")


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("gift") / "gift.txt"
    path.write_text(to_gift(all_cards()), encoding="utf-8")
    done = subprocess.run(
        ["node", PARSER, path], capture_output=True, encoding="utf-8", check=False, cwd=TOP
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]]
    category, *found = json.loads(done.stdout)
    assert (category["type"], category["title"]) == ("Category", "Instruments/Wood // wind")
    return found


def test_every_question_is_read_back_whole(questions: list[dict[str, Any]]) -> None:
    for card, question in zip(all_cards(), questions, strict=True):
        assert (question["type"], question["title"]) == ("MC", card.id)
        assert question["stem"] == {"format": "html", "text": html(card.stem)}
        assert [one["text"] for one in question["choices"]] == [
            {"format": "html", "text": html(choice.text)} for choice in card.choices
        ]
        assert [one["feedback"]["text"] for one in question["choices"]] == [
            reason_html(choice) for choice in card.choices
        ]
        told = (question["globalFeedback"] or {"text": ""})["text"]
        assert told == explanation_html(card)


def test_each_option_scores_as_it_should(questions: list[dict[str, Any]]) -> None:
    for card, question in zip(all_cards(), questions, strict=True):
        for choice, one in zip(card.choices, question["choices"], strict=True):
            share = one["weight"] if one["weight"] is not None else 100 * one["isCorrect"]
            assert share == (1 if choice.is_key else -(len(card.keys) > 1)) * 100 / len(card.keys)


def test_id_and_tags_stand_where_moodle_reads_them() -> None:
    head = to_gift(all_cards()).split("\n")[2]

    assert head == (
        "// [id:oboe.reed] [tag:type::instrument] [tag:exams::grade-1::1.1] [tag:kind::written]"
    )


def test_aiken_has_the_questions_with_one_key() -> None:
    blocks = to_aiken(all_cards()).split("\n\n")
    single = [card for card in all_cards() if len(card.keys) == 1]

    assert len(blocks) == len(single)
    for card, block in zip(single, blocks, strict=True):
        stem, *options, answer = block.strip().split("\n")
        assert stem == to_text(card.stem)
        assert [re.sub(r"^[A-F]\. ", "", one) for one in options] == [
            to_text(choice.text) for choice in card.choices
        ]
        letter = answer.removeprefix("ANSWER: ")
        assert card.choices["ABCDEF".index(letter)].is_key
