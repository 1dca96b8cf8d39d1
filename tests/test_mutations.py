"""Every rule is watched: with one rule spoilt, the second proof or the oracle says so.

Each mutant is a copy of the core in which one line is changed. What it makes of a site full of
traps is judged by the second proof of the package as it is, and by the oracle of ``worlds``.
"""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quizgen.proof import Checker
from tests.worlds import ASKED, Oracle, Site, claims_asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizgen.questions import Question

QUIZGEN = Path(__file__).parent.parent / "quizgen"


@dataclass(frozen=True)
class Mutant:
    """A line of a module, what becomes of it, and who has to notice."""

    module: str
    line: str
    becomes: str
    #: ``proof`` for the second proof, ``oracle`` for the worlds that a site allows.
    caught_by: frozenset[str]


def mutant(module: str, line: str, becomes: str, *caught_by: str) -> Mutant:
    return Mutant(module, line, becomes, frozenset(caught_by))


MUTANTS = {
    # truth
    "the unknown is false": mutant(
        "truth", 'UNKNOWN = Verdict("UNKNOWN")', 'UNKNOWN = Verdict("FALSE", "closed list")',
        "proof", "oracle"),
    "true and false are swapped": mutant(
        "generate", 'if verdict.truth != "FALSE":', 'if verdict.truth != "TRUE":',
        "proof", "oracle"),
    "a value is false only if it is true": mutant(
        "generate", 'verdict.truth == "FALSE" and', 'verdict.truth == "TRUE" and',
        "proof", "oracle"),
    "an unknown value is false": mutant(
        "generate", 'verdict.truth == "FALSE" and', 'verdict.truth != "TRUE" and',
        "proof", "oracle"),
    "every list is closed": mutant(
        "truth", "if not (statement.closed or (field.one and statement.values)):", "if not field:",
        "proof", "oracle"),
    "every field has one value": mutant(
        "truth", "(field.one and statement.values)", "statement.values", "proof", "oracle"),
    "one value rules out all although none is stated": mutant(
        "truth", "(field.one and statement.values)", "field.one", "oracle"),
    "what a value is a kind of is not true": mutant(
        "truth", "value == stated or value in known[stated].ancestors", "value == stated",
        "oracle"),
    "the kinds of a stated value are true": mutant(
        "truth", "value in known[stated].ancestors", "stated in known[value].ancestors",
        "oracle"),
    "a closed list rules out all that it does not name": mutant(
        "truth", "_may_coincide(bank, field, value, stated) for", "value == stated for",
        "proof", "oracle"),
    "kinds never meet": mutant(
        "vocabulary", "        if mine & theirs:\n            return True\n", "",
        "proof", "oracle"),
    "overlapping values never meet": mutant(
        "vocabulary",
        "return any(theirs & known[value].overlaps for value in mine) or any(", "return any(",
        "proof", "oracle"),
    "values overlap in one direction": mutant(
        "vocabulary", "mine & known[value].overlaps for value in theirs", "() for value in theirs",
        "proof", "oracle"),
    "overlaps are not inherited": mutant(
        "vocabulary", "        mine = mine.union(*(known[kind].ancestors for kind in mine))\n", "",
        "proof", "oracle"),
    "only parents are ancestors": mutant(
        "vocabulary", "ahead.extend(parents[parent])", "pass", "proof", "oracle"),
    "overlapping notes never meet": mutant(
        "truth", "return one is None or other is None or overlapping(one, other)", "return False",
        "proof", "oracle"),
    "what is denied is unknown": mutant(
        "truth", "if value in statement.denied:", "if not value:", "oracle"),
    "a number of many rules out the others": mutant(
        "truth", "if not field.one or not statement.values:", "if not statement.values:",
        "proof", "oracle"),
    "a number rules out others although none is stated": mutant(
        "truth", "if not field.one or not statement.values:", "if not field.one:",
        "oracle"),
    "numbers that look alike are different": mutant(
        "truth", "rounded(Fraction(value)) == rounded(Fraction(stated))", "value == stated",
        "oracle"),
    "a text may be false of notes that overlap": mutant(
        "truth", "owner is note or overlapping(note, owner) for owner in owners",
        "owner is note for owner in owners", "proof", "oracle"),
    "a whole does nothing that its parts do": mutant(
        "truth", "if any(bank.is_whole(note, owner) for owner in owners):", "if not owners:",
        "proof", "oracle"),
    "what any field names is a whole": mutant(
        "bank", "            if fields[statement.field].whole\n", "", "oracle"),
    "a text has one owner": mutant(
        "truth", "overlapping(note, owner) for owner in owners",
        "overlapping(note, owner) for owner in owners[:1]", "proof", "oracle"),
    "overlaps count for one of the two": mutant(
        "bank", "return other.name in one.overlaps or one.name in other.overlaps",
        "return other.name in one.overlaps", "proof", "oracle"),
    "a text that identifies is false of nobody's own": mutant(
        "truth", "if not owners or any(", "if not owners or all(", "proof", "oracle"),
    "former names are not true": mutant(
        "truth", "in {slug(name.source) for name in note.formerly}:", "in set():", "oracle"),
    "any note but the successor took no place": mutant(
        "truth", "other is one or overlapping(other, one)", "other is one", "proof", "oracle"),
    "a successor has no successor": mutant(
        "truth", "        note = after\n", "        break\n", "proof", "oracle"),
    "a contrast has the ground of another rule": mutant(
        "truth", '"contrast" if because else "identifies"', '"contrast"', "proof"),
    "a text is false because of nobody": mutant(
        "truth", "because, owner.name)", "because)", "proof"),
    # generate
    "options may overlap": mutant(
        "generate", "and self.stands_apart(name, value, taken)", "", "proof"),
    "keys may be kinds of each other": mutant(
        "generate", "if field and field.is_set and", "if False and", "proof"),
    "the next note but one is next": mutant(
        "generate", "key=str(number + 1)", "key=str(number + 2)", "oracle"),
    "any order with the right start is right": mutant(
        "generate", "is_key = list(places) == sorted(places)", "is_key = places[0] == 0",
        "proof", "oracle"),
    "orders claim what is not so": mutant(
        "generate", "truth=place == at,", "truth=place != at,", "proof"),
    "a distractor claims something else": mutant(
        "generate", "(_false(other.name, name, value.key, verdict),)",
        "(_false(other.name, name, values[0].key + 'x', verdict),)", "proof"),
    "a distractor does not say whose text it is": mutant(
        "generate", "other=verdict.other", 'other=""', "proof"),
    "a key claims less than it should": mutant(
        "generate", "            for value in values\n        )\n",
        "            for value in values[:1]\n        )\n", "proof"),
    "a distractor is called by another note's title": mutant(
        "generate", "text=str(other.title),", "text=str(self.bank.by_type(other.type)[0].title),",
        "proof"),
    "a value is called by its first letter": mutant(
        "text", "return text[:1].upper() + text[1:]", "return text[:1].upper()", "proof"),
    # names
    "former names are not names": mutant(
        "bank", "(*note.also, *note.formerly)", "note.also", "proof"),
    "other names are not names": mutant(
        "bank", "(*note.also, *note.formerly)", "note.formerly", "proof"),
    "an old name of a file is no name": mutant(
        "bank", "((note, name, line) for name, line in note.aliases.items())", "()", "proof"),
    "two names of one note are two options": mutant(
        "written", "id=meant.identity if meant else written.id", "id=written.id", "proof"),
    # orders and calculations
    "an order of an author has another key": mutant(
        "written", "is_key=places == tuple(range(len(steps)))", "is_key=places[-1] == 0", "proof"),
    "numbers that break the condition are used": mutant(
        "calculate", "if calculation.where and not calculation.where.value(numbers):", "if not 1:",
        "proof"),
    "a mistake is not rounded": mutant(
        "calculate", "value = rounded(mistake.formula.value(numbers), calculation.digits)",
        "value = mistake.formula.value(numbers)", "proof"),
    "the key is not rounded": mutant(
        "calculate", "key = rounded(calculation.key.value(numbers), calculation.digits)",
        "key = calculation.key.value(numbers)", "proof"),
    "mistakes need not differ": mutant(
        "calculate", "if all(_differ(value, other) for other in taken):", "if True:", "proof"),
    "halves are rounded down": mutant(
        "numerals", "return (halves + 1) // 2", "return halves // 2", "proof"),
    "ceilings are floors": mutant(
        "formulas", "Fraction(math.ceil(value))", "Fraction(math.floor(value))", "proof"),
    "differences are sums": mutant("formulas", "ast.Sub: operator.sub", "ast.Sub: operator.add",
        "proof"),
    "a result shows another number": mutant(
        "written", "text = self.sentences.with_unit(number, unit)",
        'text = self.sentences.with_unit(f"1{number}", unit)', "proof"),
}  # fmt: skip

SHARDS = {
    "id": "shards",
    "stem": "With {a} and {b}?",
    "rationale": "It is so.",
    "calculate": {
        "given": {"a": ["1", "2", "3"], "b": ["2", "5", "10"]},
        "where": "a < b",
        "steps": {"c": "b - a"},
        "key": "ceil(b / 4) + c / 2",
        "mistakes": {
            "forgot the half": "ceil(b / 4) + c",
            "changed nothing": "c / 2 + ceil(b / 4)",
            "took a third": "b / 3 + 5",
            "turned it round": "b * a + 11",
        },
        "variants": "9",
    },
}
NAMED = {
    "id": "named",
    "stem": "Which?",
    "rationale": "It is so.",
    "key": "The ant",
    "distractors": [{"Bumble": "No."}, {"Ocat": "No."}, {"The dog": "No."}],
}
TRAPS = Site(
    food={
        "va": {"is": [], "overlaps": []},
        "vb": {"is": ["va"], "overlaps": []},
        "vc": {"is": ["vb"], "overlaps": []},
        "vd": {"is": [], "overlaps": ["vb"]},
        "ve": {"is": [], "overlaps": []},
        "vf": {"is": ["ve"], "overlaps": []},
        "vg": {"is": [], "overlaps": []},
        "vh": {"is": [], "overlaps": ["vg"]},
    },
    notes={
        "ant": {
            "title": "The ant", "kin": "ka", "eats": {"only": ["vc"]}, "home": "vc",
            "does": "dant", "says": ["sant", "tant"], "size": "1", "doses": ["1", "2"],
            "rank": "1", "fears": {"only": ["bee"]}, "mate": "bee", "formerly": ["Oant"],
            "status": {"is": "gone", "successor": "bee"}, "unlike": {"dog": "It differs."},
            "items": [SHARDS, NAMED],
        },
        "bee": {
            "title": "The bee", "kin": "ka", "eats": {"only": ["ve", "vf"]}, "home": "ve",
            "does": "dbee", "says": ["sbee"], "size": "2", "doses": ["2"], "rank": "2",
            "fears": {"only": ["cat", "dog"]}, "mate": "cat", "formerly": ["Obee"],
            "status": {"is": "gone", "successor": "cat"}, "overlaps": ["fox"], "also": ["Bumble"],
            "items": [{**NAMED, "key": "The bee"}],
        },
        "cat": {
            "title": "The cat", "kin": "ka", "eats": {"only": ["vg"]}, "home": "va",
            "does": "dcat", "size": "1.5", "rank": "3", "fears": {"only": ["ant"]}, "mate": "dog",
            "formerly": ["Ocat"], "overlaps": ["dog"],
            "items": [{**NAMED, "key": "The cat"}],
        },
        "dog": {
            "title": "The dog", "kin": "ka",
            "eats": {"is": ["vd"], "not": {"vc": "No.", "vg": "Not so."}}, "home": "vd",
            "does": "ddog", "says": ["sdog"], "size": "20", "doses": ["1"], "rank": "4",
            "fears": ["eel"], "mate": "eel", "formerly": ["Odog"], "aliases": ["hound"],
            "herd": ["ant"],
            "items": [
                {**NAMED, "key": "hound"},
                {"id": "steps", "stem": "How?", "order": ["first", "second", "third", "fourth"],
                 "rationale": "So."},
            ],
        },
        "eel": {
            "title": "The eel", "kin": "ka", "eats": {"only": []}, "home": "vg", "does": "deel",
            "says": ["seel"], "size": {"not": {"2": "No."}}, "rank": "5",
            "doses": {"not": {"1": "No.", "2": "No."}},
            "fears": {"only": ["fox"]}, "mate": "ant",
        },
        "fox": {
            "title": "The fox", "kin": "ka", "eats": {"only": ["vh"]},
            "home": {"not": {"vg": "Not there."}}, "does": "dfox", "size": "1", "rank": "6",
            "doses": {"not": {"2": "No."}},
        },
        "gnu": {
            "title": "The gnu", "kin": "ka", "eats": ["vg", "ve", "va"], "home": "vh",
            "says": ["sant"], "overlaps": ["ant", "hen"], "formerly": ["Ognu"],
        },
        "hen": {"title": "The hen", "kin": "ka", "size": "7", "fears": {"only": ["hog"]}},
        "hog": {
            "title": "The hog", "kin": "ka", "fears": {"only": ["cow"]}, "eats": {"only": ["va"]},
        },
        "cow": {"title": "The cow", "kin": "ka"},
    },
)  # fmt: skip


class Copy:
    """The core, loaded once more under another name, with one line changed or none."""

    def __init__(self, folder: Path, name: str, change: Mutant | None) -> None:
        package = folder / name
        for path in sorted(QUIZGEN.rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            if change and path == QUIZGEN / f"{change.module}.py":
                assert source.count(change.line) == 1, "the line has changed: change the mutant"
                source = source.replace(change.line, change.becomes)
            target = package / path.relative_to(QUIZGEN)
            target.parent.mkdir(exist_ok=True)
            # What stands in an `__init__` of the package would need Sphinx.
            target.write_text("" if path.stem == "__init__" else source, encoding="utf-8")
        self.name = name

    def module(self, name: str) -> Any:  # noqa: ANN401 - as the original, and another one
        return importlib.import_module(f"{self.name}.{name}")

    def build(self, site: Site) -> Any:  # noqa: ANN401
        """Build a site as the package would."""
        reader = self.module("reader").Reader("site")
        vocabulary = self.module("vocabulary").read_vocabulary(json.dumps(site.rules), reader)
        models = [
            self.module("models").read_model(name, text, vocabulary, reader)
            for name, text in site.model_texts.items()
        ]
        notes = [
            self.module("notes").read_note(name, text, vocabulary, reader)
            for name, text in site.note_texts.items()
        ]
        return self.module("build").Build(filter(None, notes), vocabulary, models)

    def unproved(self, build: Any) -> Iterator[Question]:  # noqa: ANN401
        """Make every question, before the second proof has looked at it."""
        written = self.module("written").Written(build.bank, build.generator.sentences)
        for note in build.bank.notes.values():
            yield from written.questions(note)
            yield from build.generator.questions(note, build.models)


def catchers(copy: Copy, site: Site) -> set[str]:
    """Say who finds fault with what a copy makes of a site."""
    build = copy.build(site)
    notes = {note.name: note for note in site.read()}
    oracle = Oracle(site)
    found = set()
    for question in copy.unproved(build):
        if Checker(notes, site.vocabulary).check(question):
            found.add("proof")
        if question.model and not is_sound(question, oracle):
            found.add("oracle")
    status = copy.module("truth").status
    for name, field, value in site.claims():
        truth = status(build.bank, build.bank.notes[name], field, value).truth
        # Denials make more false than what they name, which the rules leave unknown.
        denied = oracle.stated(name, field).denied
        left_unknown = truth == "UNKNOWN" and denied and value not in denied
        if truth != oracle.judge(name, field, value) and not left_unknown:
            found.add("oracle")
    return found


def is_sound(question: Question, oracle: Oracle) -> bool:
    for option in question.options:
        judged = {oracle.judge(*claim) for claim in claims_asked(oracle.site, question, option)}
        if not (judged == {"TRUE"} if option.is_key else "FALSE" in judged):
            return False
    return True


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to import from, of which nothing stays behind."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_copy_without_a_change_is_caught_by_nobody(folder: Path) -> None:
    copy = Copy(folder, "unchanged", None)

    assert catchers(copy, TRAPS) == set()


def test_the_traps_are_asked_about_in_every_way(folder: Path) -> None:
    """What is never asked could not be caught."""
    copy = Copy(folder, "asking", None)

    asked = {question.model for question in copy.unproved(copy.build(TRAPS))}

    assert asked >= {f"m{n}" for n in range(len(ASKED))}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_spoilt_rule_is_caught(name: str, folder: Path) -> None:
    copy = Copy(folder, f"mutant{[*MUTANTS].index(name)}", MUTANTS[name])

    assert catchers(copy, TRAPS) == MUTANTS[name].caught_by
