"""The real site: every note is whole, every link lands, nothing comes from elsewhere."""

from __future__ import annotations

import json
import math
import os
import re
from collections import Counter
from functools import cache
from html import unescape
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest
from sphinx.search.en import SearchEnglish

from quizgen.build import Build
from quizgen.choose import choose_questions
from quizgen.difficulty import bands, direction, estimate
from quizgen.markup import to_text
from quizgen.models import read_model
from quizgen.notes import read_note
from quizgen.proof import Checker
from quizgen.reader import Reader
from quizgen.vocabulary import read_vocabulary
from tests.real_site import TOP, PageParts, build_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizgen.questions import Option, Question

DOCS = TOP / "docs"
#: What opens on a page below a question.
ANSWER = re.compile(r'<details class="quiz-answer.*?</details>', re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, PageParts]:
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): PageParts.of(path) for path in found}


@cache
def bank() -> Build:
    """Read the real notes without Sphinx."""
    reader = Reader("vocabulary.yaml")
    vocabulary = read_vocabulary((DOCS / "vocabulary.yaml").read_text(encoding="utf-8"), reader)
    notes = [
        read_note(path.relative_to(DOCS).with_suffix("").as_posix(), text, vocabulary, reader)
        for path in sorted(DOCS.rglob("*.md"))
        if (text := path.read_text(encoding="utf-8"))
    ]
    models = [
        read_model(path.stem, path.read_text(encoding="utf-8"), vocabulary, reader)
        for path in sorted((TOP / "_templates/items").glob("*.jinja"))
    ]
    build = Build([n for n in notes if n], vocabulary, [m for m in models if m])
    assert [str(problem) for problem in (*reader.problems, *build.problems)] == []
    return build


def all_questions() -> list[Question]:
    build = bank()
    return [q for note in build.bank.notes.values() for q in build.questions(note)]


NAMES = sorted(bank().bank.notes)


@pytest.mark.parametrize("name", NAMES)
def test_note_has_two_items_by_hand_and_a_dated_source(name: str) -> None:
    note = bank().bank.notes[name]

    assert len([item for item in note.items if not item.calculation]) >= 2
    assert note.sources["default"].checked
    assert [key for key, source in note.sources.items() if not source.checked] == []


@pytest.mark.parametrize("name", NAMES)
def test_note_has_the_length_that_a_learner_is_glad_to_read(name: str) -> None:
    note = bank().bank.notes[name]
    body = (DOCS / f"{note.docname}.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]

    assert 150 <= len(body.split()) <= 600


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_proved_and_every_option_has_a_reason(name: str) -> None:
    build = bank()
    questions = build.questions(build.bank.notes[name])

    assert questions
    for question in questions:
        assert Checker(build.bank.notes, build.bank.vocabulary).check(question) == []
        assert all(option.reason for option in question.options)


def test_every_item_model_asks_or_says_what_it_lacks() -> None:
    build = bank()
    asked = {q.model for note in build.bank.notes.values() for q in build.questions(note)}
    refused = {refusal.model for refusal in build.refusals if refusal.missing}

    assert sorted({model.name for model in build.models} - asked - refused) == []


def test_each_best_practice_of_the_lens_stands_in_the_phase_that_its_id_names() -> None:
    """The ids on reliability count from the second phase, as AWS has none for the first."""
    vocabulary = bank().bank.vocabulary
    titles = {code for pillar in vocabulary.values["pillar"].values() for code in pillar.codes}
    found = Counter[str]()
    for note in bank().bank.by_type("phase"):
        place = note.statements["position"].values[0].number
        for pillar in note.statements["practices"].values:
            found.update(pillar.codes)
            offset = pillar.key == "reliability"
            assert {int(code[-7:-5]) + offset for code in pillar.codes} == {place}

    assert found == Counter(titles)
    assert len(titles) == 105


def file_at(address: str, page: str) -> str:
    """Name the file that an address on a page leads to; one that starts with `/` is of the top."""
    return os.path.normpath(Path("/", page).parent / address).lstrip("/")


def test_every_link_inside_the_site_lands(pages: dict[str, PageParts], site: Path) -> None:
    lost = []
    for page, parts in pages.items():
        for link in (link for link in parts.links if "://" not in link):
            path, anchor = urldefrag(link)
            target = file_at(unquote(path), page) if path else page
            there = pages[target].ids if target in pages else None
            if not (site / target).is_file() or (anchor and unquote(anchor) not in (there or ())):
                lost.append(f"{page}: {link}")

    assert lost == []


def test_every_link_of_the_bank_lands(pages: dict[str, PageParts], site: Path) -> None:
    script = (site / "bank.js").read_text(encoding="utf-8")
    held = json.loads(script.removeprefix("quizgenBank=").removesuffix(";\n"))
    addresses = {note["name"]: note["href"] for note in held["notes"]}
    lost = []
    for note in held["notes"]:
        for option in (option for one in note["questions"] for option in one["options"]):
            name, field = (*option[3:], "", "")[:2]
            anchor = held["anchor"].replace("{note}", name).replace("{field}", field)
            if name and (not field or anchor in pages[addresses[name]].ids):
                continue
            lost += [f"{name} {field}"] if name else []

    assert lost == []
    assert sum(len(note["questions"]) for note in held["notes"]) == len(all_questions())


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, PageParts], site: Path) -> None:
    for page, parts in pages.items():
        for load in parts.loads:
            path = file_at(load.partition("?")[0], page)
            assert (site / path).is_file(), f"{page}: {load}"


def test_no_page_needs_more_than_a_strict_policy_allows(pages: dict[str, PageParts]) -> None:
    assert {page: parts.inline for page, parts in pages.items() if parts.inline} == {}


def test_every_page_has_one_heading_and_no_id_twice(pages: dict[str, PageParts]) -> None:
    assert {page: parts.tags.count("h1") for page, parts in pages.items()} == dict.fromkeys(
        pages, 1
    )
    twice = {page: len(parts.ids) - len(set(parts.ids)) for page, parts in pages.items()}
    assert twice == dict.fromkeys(pages, 0)


def test_script_of_questions_is_only_where_there_are_questions(
    pages: dict[str, PageParts],
) -> None:
    for parts in pages.values():
        has_script = any("quizgen.js" in load for load in parts.loads)
        assert has_script == ("quiz-question" in parts.tags)


def test_former_names_are_found_and_answers_are_not(site: Path) -> None:
    index = json.loads(
        (site / "searchindex.js").read_text(encoding="utf-8").removeprefix("Search.setIndex(")[:-1]
    )
    found = {index["docnames"][n] for n in _pages(index["terms"], "analyt")}

    assert "services/managed-flink" in found
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))
    read, answers = ANSWER.sub("", pages), "".join(ANSWER.findall(pages))
    told_in_answers_alone = _stems(answers) - _stems(read)
    assert told_in_answers_alone
    assert sorted(told_in_answers_alone & index["terms"].keys()) == []


def _stems(text: str) -> set[str]:
    stem = SearchEnglish({}).stem
    return {stem(word) for word in re.findall(r"\w+", unescape(text).casefold())}


def _pages(terms: dict[str, int | list[int]], start: str) -> list[int]:
    found: list[int] = []
    for term, where in terms.items():
        if term.startswith(start):
            found += where if isinstance(where, list) else [where]
    return found


def test_preview_of_a_note_says_what_it_is_about_and_no_more(site: Path) -> None:
    """What programs show of a link: no stem, no option and no reason."""
    build = bank()
    for note in build.bank.notes.values():
        named = [name for name in note.statements if build.bank.vocabulary.fields[name].identifies]
        says = [to_text(build.generator.sentences.says(note, name)) for name in named]
        page = (site / f"{note.docname}.html").read_text(encoding="utf-8")
        shown = dict(re.findall(r'<meta property="(og:[^"]*)" content="([^"]*)">', page))

        assert unescape(shown.pop("og:title")) == to_text(str(note.title))
        assert [unescape(shown.pop("og:description"))] == says[:1]
        assert shown == {"og:type": "article", "og:site_name": "ML Exam Notes"}


def test_every_document_says_what_it_is_about_in_one_way(site: Path) -> None:
    documents = [path.relative_to(DOCS).with_suffix(".html") for path in DOCS.rglob("*.md")]
    assert documents
    for document in documents:
        head = (site / document).read_text(encoding="utf-8").partition("</head>")[0]
        metas = [dict(re.findall(r'(\S+)="([^"]*)"', tag)) for tag in re.findall("<meta.*?>", head)]
        said = {
            name: one["content"]
            for one in metas
            if "description" in (name := one.get("name") or one.get("property", ""))
        }
        assert len([one for one in metas if one.get("name") == "description"]) <= 1
        assert said.get("description") == said.get("og:description"), document
        assert said or document.parts[0] in {"authors", "about.html"}, document


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml", "gettext"])
def test_other_builders_take_the_same_notes(builder: str, tmp_path: Path) -> None:
    out = build_site(tmp_path, builder)

    found = [path for path in out.rglob("*.*") if b"Amazon Athena" in path.read_bytes()]
    assert found


# What pages show


def blocks() -> dict[str, list[Question]]:
    """Give what the page of each note shows."""
    build, show = bank(), 6
    plausibility = build.generator.plausibility
    return {
        note.name: choose_questions(note, build.questions(note), show, plausibility)
        for note in build.bank.notes.values()
    }


def made(questions: list[Question]) -> list[Question]:
    return [question for question in questions if question.model]


def test_spread_of_what_pages_show() -> None:
    """`pytest -s -k spread` prints it."""
    bank_, plausibility = bank().bank, bank().generator.plausibility
    score = {q.id: estimate(q, bank_, plausibility).score for q in all_questions()}
    thirds = bands(score.values())
    rows: dict[str, tuple[Counter[str], ...]] = {
        name: (
            Counter(question.kind for question in block),
            Counter(direction(question, bank_) for question in made(block)),
            Counter(thirds.band(score[question.id]) for question in block),
        )
        for name, block in blocks().items()
    }
    kinds, directions, levels = total = Counter[str](), Counter[str](), Counter[str]()
    for row in rows.values():
        for counter, counted in zip(total, row, strict=True):
            counter.update(counted)
    print(f"\n{'':24}{'kinds':50}{'directions of generated ones':52}estimated difficulty")
    for name, row in (rows | {"all": total}).items():
        print(f"{name:24}{_counts(row[0]):50}{_counts(row[1]):52}{_counts(row[2])}")

    assert {"written", "generated", "calculated", "order"} == kinds.keys()
    sides = sorted(directions[side] for side in ("note from value", "value from note"))
    assert sides[1] <= 1.5 * sides[0]
    assert min(levels[level] for level in ("easy", "medium", "hard")) >= kinds.total() / 10
    assert sum(len(row[2]) > 1 for row in rows.values()) >= 0.75 * len(rows)


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counter.items()))


@pytest.mark.parametrize("name", NAMES)
def test_block_has_hand_written_ones_first_and_no_fact_twice(name: str) -> None:
    block = blocks()[name]
    facts = [fact for question in block for fact in question.facts]

    assert [*block] == sorted(block, key=lambda question: bool(question.model))
    assert len(facts) == len(set(facts))


@pytest.mark.parametrize("name", NAMES)
def test_block_asks_in_each_direction_that_it_can(name: str) -> None:
    build = bank()
    asked = made(build.questions(build.bank.notes[name]))
    block = made(blocks()[name])
    possible = {
        (direction(one, build.bank), direction(other, build.bank))
        for one, other in permutations(asked, 2)
        if set(one.facts).isdisjoint(other.facts)
    }

    found = {direction(question, build.bank) for question in block}

    if len(block) > 1 and any(one != other for one, other in possible):
        assert len(found) > 1


def by_guessing(questions: list[Question], guess: Callable[[Question], Option]) -> float:
    """How far a way of guessing one option is from chance, in standard deviations."""
    chances = [question.choose / len(question.options) for question in questions]
    hits = sum(guess(question).is_key for question in questions)
    return (hits - sum(chances)) / math.sqrt(sum(chance * (1 - chance) for chance in chances))


@pytest.mark.parametrize("place", range(4))
def test_no_place_among_the_options_is_a_good_guess(place: int) -> None:
    """One in 1,000 fair banks would fail at a place: an alarm here means a fault."""
    questions = [question for question in all_questions() if len(question.options) > place]

    assert by_guessing(questions, lambda question: question.options[place]) < 3.1


@pytest.mark.parametrize("pick", [min, max])
def test_neither_the_longest_nor_the_shortest_is_a_good_guess(pick: Callable[..., Option]) -> None:
    questions = [question for question in all_questions() if question.kind != "order"]

    def guess(question: Question) -> Option:
        return pick(question.options, key=lambda option: len(option.text))

    assert by_guessing(questions, guess) < 3.1
