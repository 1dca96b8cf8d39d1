"""Items of QTI 3, and of QTI 2.2 turned into such, in a player of somebody else."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from quizgen.exports.cards import explanation_html, reason_html
from quizgen.exports.qti import QTI_22, QTI_30, Version, identifier, to_item, to_qti
from quizgen.markup import to_text
from tests.exports.samples import all_cards, html

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from quizgen.exports.cards import Card

pytestmark = pytest.mark.browser

TOP = Path(__file__).parents[2]
PLAYER = TOP / "node_modules/@citolab/qti-components/cdn/index.global.js"
CONVERTER = TOP / "tests/exports/qti2to3.mjs"

#: Shows an item, answers it with every list of options that is asked for, and reads what it shows.
PLAY = """async ([xml, answers]) => {
  document.body.replaceChildren(document.createElement('item-container'));
  const container = document.body.firstElementChild;
  await container.updateComplete;
  container.itemXML = xml;
  const shown = () => container.shadowRoot?.querySelector('qti-assessment-item');
  for (let n = 0; n < 200 && !shown()?.querySelector('qti-simple-choice'); n += 1) {
    await new Promise((done) => setTimeout(done, 20));
  }
  const item = shown();
  await item.updateComplete;
  const inside = (name) => [...item.querySelectorAll(name)].map((one) => one.innerHTML
    .replace(/<!--.*?-->/g, '').trim());
  const value = (name) => item.variables.find((one) => one.identifier === name).value;
  const scores = answers.map((answer) => {
    item.updateResponseVariable('RESPONSE', answer);
    item.processResponse();
    return Number(value('SCORE'));
  });
  return {
    stem: inside('qti-prompt')[0],
    ids: [...item.querySelectorAll('qti-simple-choice')].map((one) => one.identifier),
    texts: inside('qti-simple-choice').map((text) => text.split('<qti-feedback-inline')[0]),
    reasons: inside('qti-feedback-inline'),
    told: inside('qti-content-body')[0] ?? '',
    feedback: value('FEEDBACK'),
    scores,
  };
}"""


@pytest.fixture(scope="module")
def turned() -> list[str]:
    """Write all questions in QTI 2.2 and let the converter make QTI 3 of them."""
    items = [to_item(card, QTI_22, "en").decode() for card in all_cards()]
    done = subprocess.run(
        ["node", CONVERTER, "/dev/stdin"],
        input=json.dumps(items),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=TOP,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.fixture
def player(context: BrowserContext, tmp_path: Path) -> Page:
    path = tmp_path / "player.html"
    path.write_text('<!DOCTYPE html><meta charset="utf-8"><title>Player</title>', encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    page.add_script_tag(path=PLAYER)
    return page


def test_player_shows_and_scores_items_of_qti_3(player: Page) -> None:
    for card in all_cards():
        expect_whole(card, play(player, to_item(card, QTI_30, "en").decode(), card))


def test_player_shows_and_scores_items_of_qti_2(player: Page, turned: list[str]) -> None:
    for card, item in zip(all_cards(), turned, strict=True):
        expect_whole(card, play(player, item, card))


def answers_of(card: Card) -> list[Any]:
    """Every option alone and, where several are right, all of them, and one with a wrong one."""
    ids = [identifier(choice.id) for choice in card.choices]
    if len(card.keys) == 1:
        return list(ids)
    right = [identifier(key.id) for key in card.keys]
    return [*([one] for one in ids), right, [right[0], next(i for i in ids if i not in right)]]


def play(player: Page, item: str, card: Card) -> dict[str, Any]:
    seen: dict[str, Any] = player.evaluate(PLAY, [item, answers_of(card)])
    return seen


def expect_whole(card: Card, seen: dict[str, Any]) -> None:
    share = 1 / len(card.keys)
    scores = [share if choice.is_key else 0 for choice in card.choices]
    assert seen["scores"] == (scores if len(card.keys) == 1 else [*scores, 1, 0])
    assert seen["ids"] == [identifier(choice.id) for choice in card.choices]
    assert same(seen["stem"], html(card.stem))
    for text, reason, choice in zip(seen["texts"], seen["reasons"], card.choices, strict=True):
        assert same(text, html(choice.text))
        assert same(reason, f"{'✓' if choice.is_key else '✗'} {reason_html(choice)}")
    assert same(seen["told"], explanation_html(card))
    assert seen["feedback"] == "answered"


def same(one: str, other: str) -> bool:
    """Compare HTML by its text and elements; a browser writes quotation marks as they are."""

    def parts(markup: str) -> list[str]:
        root = ET.fromstring(f"<x>{markup.replace('&nbsp;', ' ')}</x>")  # noqa: S314 - ours
        return [ET.tostring(root, encoding="unicode").strip()]

    return [re.sub(r"\s+", " ", part) for part in parts(one)] == [
        re.sub(r"\s+", " ", part) for part in parts(other)
    ]


@pytest.mark.parametrize("version", [QTI_22, QTI_30])
def test_package_names_every_item_once_with_its_tags(version: Version) -> None:
    package = zipfile.ZipFile(io.BytesIO(to_qti(all_cards(), version, "en")))
    manifest = ET.fromstring(package.read("imsmanifest.xml"))  # noqa: S314 - ours

    resources = manifest.findall(".//{*}resource")
    files = [one.get("href") for one in resources]

    assert ["imsmanifest.xml", *files] == package.namelist()
    assert {one.get("type") for one in resources} == {version.resource}
    for card, resource in zip(all_cards(), resources, strict=True):
        words = [one.text for one in resource.findall(".//{*}keyword/{*}string")]
        assert words == list(card.tags)
        item = ET.fromstring(package.read(str(resource.get("href"))))  # noqa: S314 - ours
        assert item.get("identifier") == identifier(card.id)
        assert item.get("title") == to_text(card.stem)
        (interaction,) = (one for one in item.iter() if one.get("shuffle"))
        most = interaction.get("max-choices" if version.hyphens else "maxChoices")
        # Numbers and steps stand in their order.
        assert (interaction.get("shuffle"), most) == ("false", str(len(card.keys)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("oboe.reed", "oboe.reed"), ("3-days", "_3-days"), ("a~1", "a_1"), ("日本", "__")],
)
def test_identifier_is_a_name_that_qti_allows(name: str, expected: str) -> None:
    assert identifier(name) == expected
