"""What formats are told of a bank, the schema of the bank, and what is said to get lost."""

from __future__ import annotations

import ast
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

import quizgen.exports
from quizgen.exports.bank_schema import bank_schema
from quizgen.exports.cards import cards, explanation_html, reason_html, to_html_text
from quizgen.exports.formats import FORMATS, newest_day
from quizgen.exports.losses import FEATURES, losing, table
from quizgen.exports.packing import packed
from quizgen.markup import to_html, to_text
from tests.banks import bank_of
from tests.exports.samples import HOSTILE, all_cards, escaped, plain, two_keys
from tests.test_canonical import FILES

if TYPE_CHECKING:
    from quizgen.canonical import BankData


@pytest.fixture
def bank() -> BankData:
    return bank_of(FILES)


def test_hostile_texts_are_what_readers_see() -> None:
    assert [to_text(escaped(text)) for text in HOSTILE] == list(HOSTILE)
    assert not any("<script" in to_html(escaped(text)) for text in HOSTILE)


def test_card_has_what_its_question_has(bank: BankData) -> None:
    card = next(one for one in cards(bank) if one.id == "oboe.reed")

    assert card.stem == "What does the **player** blow?"
    assert sorted((c.id, c.text, c.is_key, c.page) for c in card.choices) == [
        ("french-horn", "Horn", False, ""),
        ("mouthpiece", "A mouthpiece", False, ""),
        ("reed", "A double reed", True, ""),
    ]
    assert (card.source, card.page) == ("https://example.org/oboe", "")


def test_card_links_to_the_hosted_site(bank: BankData) -> None:
    card = next(one for one in cards(bank, base_url="https://x.org/n/") if one.id == "oboe.reed")

    assert (card.page, card.page_title) == ("https://x.org/n/winds/oboe.html", "Oboe")
    horn = next(choice for choice in card.choices if choice.id == "french-horn")
    assert (horn.page, horn.page_title) == ("https://x.org/n/brass/horn.html", "Horn")


def test_explanation_has_the_steps_and_leads_to_the_page_and_its_source() -> None:
    assert explanation_html(plain()) == (
        "<p>Two blades of cane.</p>"
        '<p><a href="https://example.org/oboe.html">Oboe</a> · '
        '<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a></p>'
    )
    assert explanation_html(two_keys()) == "<ol><li><code>1 + 1 = 2</code></li></ol>"


def test_reason_leads_to_the_page_that_says_so() -> None:
    horn, reed, _ = plain().choices

    assert reason_html(horn) == (
        'So it is with Horn. <a href="https://example.org/horn.html?a=1&amp;b=2">A *page*</a>'
    )
    assert reason_html(reed) == "So it is with A <em>double</em> reed."


def test_place_is_the_type_and_the_first_group(bank: BankData) -> None:
    assert {card.place for card in cards(bank) if card.id.startswith("oboe.")} == {
        ("Instrument", "woodwind")
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ((), ("family::woodwind", "exams::grade-1::1.1", "exams::grade-1::1.2")),
        (("reads",), ("reads::treble",)),
    ],
)
def test_tags_are_what_groups_or_what_the_site_says(
    bank: BankData, fields: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    card = next(one for one in cards(bank, fields) if one.id == "oboe.reed")

    assert card.tags == ("type::instrument", *expected, "kind::written")


def test_bank_fits_its_schema(bank: BankData) -> None:
    jsonschema.validate(bank, json.loads(bank_schema()))


def test_schema_refuses_another_bank(bank: BankData) -> None:
    bank["questions"][0]["kind"] = "guessed"  # type: ignore[typeddict-item]

    with pytest.raises(jsonschema.ValidationError, match="guessed"):
        jsonschema.validate(bank, json.loads(bank_schema()))


def test_losses_count_the_questions_that_lose_something() -> None:
    lost = losing([plain(), two_keys()], FORMATS["aiken"].kept)

    assert lost == {
        "id": 2,
        "several keys": 1,
        "reasons": 2,
        "explanation": 2,
        "markup": 1,
        "option ids": 2,
        "tags": 2,
        "place": 2,
        "revision": 2,
    }


def test_table_of_losses_has_a_row_for_each_format() -> None:
    rows = table(all_cards(), {name: one.kept for name, one in FORMATS.items()}).splitlines()

    assert [row.split(" | ")[0].lstrip("| ") for row in rows[2:]] == list(FORMATS)
    assert {row.count("|") for row in rows} == {len(FEATURES) + 2}


def test_newest_day_is_the_time_of_the_bank(bank: BankData) -> None:
    assert newest_day(bank) == 0

    bank["notes"][0]["sources"] = [{"name": "default", "url": "", "checked": "1970-01-03"}]
    assert newest_day(bank) == 2 * 24 * 60 * 60


def test_package_knows_no_clock_and_keeps_its_order() -> None:
    package = zipfile.ZipFile(io.BytesIO(packed([("b.txt", b"two"), ("a.txt", b"one")])))

    assert [(one.filename, one.date_time) for one in package.infolist()] == [
        ("b.txt", (1980, 1, 1, 0, 0, 0)),
        ("a.txt", (1980, 1, 1, 0, 0, 0)),
    ]
    assert package.read("b.txt") == b"two"


def test_plain_text_is_escaped_for_attributes() -> None:
    assert to_html_text('"&<>') == "&quot;&amp;&lt;&gt;"


def test_exports_import_no_sphinx() -> None:
    folder = Path(quizgen.exports.__file__).parent
    names = {
        name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert not {name for name in names if name.startswith("sphinx")}
    assert "genanki" in names
