"""A site about a zoo: its vocabulary, its item models and what the tests of the core need."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quizgen.bank import Bank
from quizgen.build import Build
from quizgen.models import read_model
from quizgen.notes import read_note
from quizgen.reader import Reader
from quizgen.truth import status
from quizgen.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from quizgen.items import Item
    from quizgen.models import ItemModel
    from quizgen.notes import Note
    from quizgen.questions import Question
    from quizgen.truth import Verdict
    from quizgen.vocabulary import Vocabulary

RULES = """
types:
  animal:
    fields: [family, eats, home, does, sound, motto, weight, doses, rank, fears, mate, herd, zones]
  plant:
    fields: [does, weight]
fields:
  family: {values: family, one: true, group: true}
  eats: {values: food, says: "{note} eats {values}.", only: "{note} eats only {values}."}
  home: {values: place, one: true}
  does: {text: true, one: true, identifies: true, says: "{note} {value}."}
  sound: {text: true, identifies: true}
  motto: {text: true}
  weight: {number: kg, one: true}
  doses: {number: kg}
  rank: {number: place, one: true, order: true}
  fears: {notes: animal}
  mate: {notes: animal, one: true}
  herd: {notes: animal, whole: true}
  zones: {codes: zone, one: true}
values:
  family: {dogs: {}, cats: {}, birds: {}}
  food:
    meat: {}
    beef: {is: meat}
    veal: {is: beef}
    fish: {}
    tuna: {is: fish}
    plants: {}
    fruit: {is: plants}
    carrion: {overlaps: [beef]}
    insects: {}
  place:
    land: {}
    forest: {is: land}
    swamp: {is: land, overlaps: [water]}
    water: {}
    lake: {is: water}
    cave: {}
    sky: {}
  zone: {north: {codes: {"1": One}}, south: {codes: {"2": Two}}, pole: {is: south}}
  status: {alive: {}, extinct: {}}
"""
#: The ways of asking, by the name of the model.
MODELS = {
    "who-eats": "given: [eats]\n---\nWho eats {{ eats }}?",
    "who-does": "given: [does]\n---\nWho {{ does }}?",
    "who-sounds": "given: [sound]\n---\nWhose is “{{ sound }}”?",
    "who-was": "given: [formerly]\n---\nWho was {{ formerly }}?",
    "who-fears": "given: [fears]\n---\nWho fears {{ fears }}?",
    "who-weighs": "given: [weight]\n---\nWho weighs {{ weight }}?",
    "who-is-next": "given: [rank]\nask: next\n---\nWho comes after {{ note }}?",
    "which-order": "given: [rank]\nask: order\n---\nIn which order do they come?",
    "what-it-eats": "ask: eats\nchoose: all\n---\nWhat does {{ note }} eat? Choose {{ choose }}.",
    "one-food": "ask: eats\n---\nWhich of these does {{ note }} eat?",
    "where": "ask: home\n---\nWhere does {{ note }} live?",
    "what-it-does": "ask: does\n---\nWhat does {{ note }} do?",
    "which-sound": "given: [family]\nask: sound\n---\nWhat do {{ family }} such as {{ note }} say?",
    "sound-of-deed": "given: [sound]\nask: does\n---\nWhat does the one with “{{ sound }}” do?",
    "how-heavy": "ask: weight\n---\nHow heavy is {{ note }}?",
    "old-name": "ask: formerly\n---\nWhat was {{ note }} called?",
    "old-names": "ask: formerly\nchoose: all\n---\nWhat was {{ note }} called?",
    "heir": "ask: successor\n---\nWho came after {{ note }}?",
    "mate": "ask: mate\n---\nWhose mate is {{ note }}?",
    "one-fear": "ask: fears\n---\nWhom does {{ note }} fear?",
    "zone": "ask: zones\n---\nIn which zone is {{ note }}?",
}


@cache
def vocabulary(rules: str = RULES) -> Vocabulary:
    reader = Reader("vocabulary.yaml")
    found = read_vocabulary(rules, reader)
    assert reader.problems == []
    return found


def a_note(name: str, yaml: str = "", rules: str = RULES) -> Note:
    """Read a note; its title is its name unless the YAML has one."""
    reader = Reader(f"{name}.md")
    lines = [yaml]
    lines += [] if "type:" in yaml else ["type: animal"]
    lines += [] if "title:" in yaml else [f"title: {name.capitalize()}"]
    text = "\n".join(["---", *lines, "---"])
    note = read_note(name, text, vocabulary(rules), reader)
    assert reader.problems == []
    assert note is not None
    return note


def an_item(yaml: str) -> Item:
    """Read the one item of a note."""
    indented = yaml.strip().replace("\n", "\n    ")
    (item,) = a_note("wolf", f"items:\n  - {indented}").items
    return item


def a_bank(**notes: str) -> Bank:
    return Bank.of([a_note(name, yaml) for name, yaml in notes.items()], vocabulary())


def verdict(field: str, value: str, **notes: str) -> Verdict:
    """Say whether the first note has a value."""
    bank = a_bank(**notes)
    return status(bank, bank.notes[next(iter(notes))], field, value)


def models(*names: str) -> list[ItemModel]:
    found = []
    for name in names or MODELS:
        reader = Reader(f"{name}.jinja")
        text = f"---\nfor: animal\n{MODELS[name]}\n"
        found.append(read_model(name, text, vocabulary(), reader))
        assert reader.problems == []
    return [model for model in found if model]


def a_build(*names: str, **notes: str) -> Build:
    """Build the questions of some notes by some models, or by all."""
    build = Build(
        [a_note(name, yaml) for name, yaml in notes.items()], vocabulary(), models(*names)
    )
    for note in build.bank.notes.values():
        build.questions(note)
    return build


def questions(build: Build) -> dict[str, Question]:
    notes = build.bank.notes.values()
    return {question.id: question for note in notes for question in build.questions(note)}


def refusals(build: Build) -> dict[str, str]:
    return {refusal.id: refusal.why for refusal in build.refusals}
