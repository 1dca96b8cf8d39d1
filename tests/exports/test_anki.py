"""Anki itself imports what is made for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)

from quizgen.exports.anki import guid, to_anki
from quizgen.exports.anki_csv import to_anki_csv
from quizgen.exports.cards import explanation_html, reason_html
from tests.exports.samples import SETTING, all_cards, html, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from quizgen.exports.cards import Card

DAY = 24 * 60 * 60
#: On a card, the mark of each option and its kind of box.
MARKS = re.compile(r"<b>([✓✗]) ")
BOXES = re.compile(r'<label><input type="(\w+)"')


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def take(collection: Collection, tmp_path: Path) -> Callable[..., Any]:
    """Write a package and let Anki import it."""

    def take(cards: Sequence[Card], changed: int = SETTING.changed) -> Any:  # noqa: ANN401 - of Anki
        path = tmp_path / "deck.apkg"
        path.write_bytes(to_anki(cards, SETTING.site, SETTING.title, changed))
        options = ImportAnkiPackageOptions(merge_notetypes=True)
        request = ImportAnkiPackageRequest(package_path=str(path), options=options)
        return collection.import_anki_package(request).log

    return take


def note_of(collection: Collection, name: str) -> Any:  # noqa: ANN401 - of Anki
    (found,) = collection.find_notes(f'"Id:{name}"')
    return collection.get_note(found)


def test_every_question_comes_in_whole(collection: Collection, take: Callable[..., Any]) -> None:
    cards = all_cards()

    log = take(cards)

    assert (len(log.new), len(log.conflicting), collection.note_count()) == (
        len(cards),
        0,
        len(cards),
    )
    for card in cards:
        note = note_of(collection, card.id)
        assert note["Stem"] == braced(html(card.stem))
        assert texts(note["Options"]) == [braced(html(choice.text)) for choice in card.choices]
        assert keys(note["Answers"]) == [choice.id for choice in card.keys]
        for choice in card.choices:
            assert braced(reason_html(choice)) in note["Answers"]
        assert note["Explanation"] == braced(explanation_html(card))
        assert sorted(note.tags) == sorted(card.tags)
        assert note.guid == guid(SETTING.site, card.id)
    problems, is_sound = collection.fix_integrity()
    assert is_sound, problems


def test_decks_are_the_places(collection: Collection, take: Callable[..., Any]) -> None:
    take(all_cards())

    decks = {deck.name for deck in collection.decks.all_names_and_ids()}

    place = "Orchestra::Instruments::Wood / wind"
    assert decks == {"Default", "Orchestra", "Orchestra::Instruments", place}


def test_both_sides_show_the_question(collection: Collection, take: Callable[..., Any]) -> None:
    for card in all_cards():
        take([card])
        (found,) = collection.find_cards(f'"Id:{card.id}"')
        shown = collection.get_card(found).render_output()

        assert braced(html(card.stem)) in shown.question_text
        assert braced(html(card.keys[0].text)) in shown.answer_text
        assert "✓" not in shown.question_text
        assert MARKS.findall(shown.answer_text) == ["✗✓"[one.is_key] for one in card.choices]
        boxes = {"radio" if len(card.keys) == 1 else "checkbox"}
        assert set(BOXES.findall(shown.question_text)) == boxes


def test_the_same_again_changes_nothing(take: Callable[..., Any]) -> None:
    take(all_cards())

    log = take(all_cards())

    assert (len(log.new), len(log.updated)) == (0, 0)
    assert len(log.duplicate) == len(all_cards())


def test_later_version_changes_the_text_and_keeps_the_dates(
    collection: Collection, take: Callable[..., Any]
) -> None:
    take([plain()])
    (found,) = collection.find_cards('"Id:oboe.reed"')
    card = collection.get_card(found)
    card.ivl, card.due, card.type, card.queue = 46, 100, 2, 2  # type: ignore[assignment]
    collection.update_card(card)

    log = take([replace(plain(), stem="What is blown?")], SETTING.changed + DAY)

    assert (len(log.new), len(log.updated)) == (0, 1)
    assert note_of(collection, "oboe.reed")["Stem"] == "What is blown?"
    again = collection.get_card(found)
    assert (again.ivl, again.due, again.type) == (46, 100, 2)


def test_two_sites_stand_beside_each_other(
    collection: Collection, take: Callable[..., Any], tmp_path: Path
) -> None:
    take([plain()])
    path = tmp_path / "other.apkg"
    path.write_bytes(to_anki([plain()], "planets", "Planets", SETTING.changed))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path)))

    assert collection.note_count() == 2


def test_package_has_the_same_bytes_each_time() -> None:
    once, again = (to_anki(all_cards(), "s", "T", 1_790_000_000) for _ in range(2))

    assert once == again


def test_rows_come_in_and_keep_their_guid(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "deck.csv"
    cards = all_cards()
    path.write_text(to_anki_csv(cards, SETTING.site, SETTING.title), encoding="utf-8")

    def take() -> Any:  # noqa: ANN401 - of Anki
        metadata = collection.get_csv_metadata(str(path), None)
        return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log

    assert len(take().new) == len(cards)
    assert (len(take().new), collection.note_count()) == (0, len(cards))
    for card in cards:
        (found,) = (
            one
            for one in map(collection.get_note, collection.find_notes(""))
            if one.guid == guid(SETTING.site, card.id)
        )
        assert f"<p>{html(card.stem)}</p>" in found["Front"]
        for choice in card.choices:
            assert f"<li>{html(choice.text)}</li>" in found["Front"]
            assert f"{'✓' if choice.is_key else '✗'} {reason_html(choice)}" in found["Back"]
        letters = [letter for letter, one in zip("ABCD", card.choices, strict=False) if one.is_key]
        assert found["Back"].startswith(f"<p><b>{', '.join(letters)}</b></p>")
        assert found["Back"].endswith(explanation_html(card))
        assert sorted(found.tags) == sorted(card.tags)
        (deck,) = {collection.decks.name(one.current_deck_id()) for one in found.cards()}
        assert deck == "Orchestra::Instruments::Wood / wind"


def braced(text: str) -> str:
    return text.replace("{{", "&#123;&#123;")


def texts(options: str) -> list[str]:
    return re.findall(r"<span>(.*?)</span></label>", options)


def keys(answers: str) -> list[str]:
    return re.findall(r'<div class="key" data-option="(.*?)">', answers)
