"""Whatever stands in a file: nothing is raised, every complaint has a line, siblings survive."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from quizgen.build import Build
from quizgen.markup import to_html, to_nodes, to_text
from quizgen.models import read_model
from quizgen.notes import Note, read_note
from quizgen.problems import SUBTYPES, Problem
from quizgen.reader import Reader
from quizgen.text import lines_of
from quizgen.vocabulary import read_vocabulary
from tests.support import ORCHESTRA, build, orchestra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quizgen.models import ItemModel
    from quizgen.vocabulary import Vocabulary

VIOLA = """---
title: Viola
type: instrument
also: [Bratsche]
formerly: {Viola da braccio: until 1700}
aliases: [alto]
does: plays below the violin
family: strings
reads: {only: [alto, treble], not: {bass: It is too low.}}
strings: 4
place: 2
leader: [cello]
exams: {grade-1: ["1.1", "1.2"]}
status: {is: played, checked: 2026-01-01, successor: cello, note: It stays.}
unlike: {cello: It stands on the floor.}
overlaps: [violin]
sources: {default: {url: "https://example.org", checked: 2026-01-01}}
quiz: {show: 3, mute: [alto.which-instrument]}
items:
  - id: held
    stem: What is held under the **chin**?
    key: A viola
    distractors:
      - A trombone: It has a slide.
      - {id: bass-drum, text: A bass drum, because: It stands.}
    rationale: It is small.
    source: default
  - id: build
    stem: In which order is it built?
    order: [Top, Neck, Strings]
    rationale: So it is.
  - id: seats
    stem: How many sit at {desks} desks?
    calculate:
      given: {desks: [2, 3, 4], rows: [1, 2]}
      where: desks > rows
      steps: {pairs: desks * 2}
      key: pairs * rows
      unit: players
      digits: 0
      mistakes: {forgot the rows: pairs + 7, forgot the pairs: desks + 20}
      variants: 2
    rationale: Two sit at each of {desks}.
---

Text.
"""
SIBLINGS = {
    "cello": """---
title: Cello
type: instrument
does: sings between the knees
family: strings
place: 3
reads: {only: [bass]}
items:
  - id: pin
    stem: What has a spike?
    key: Cello
    distractors: [{Timpani: They have feet.}, {Piccolo: It is held.}]
    rationale: It stands on it.
---
""",
    "violin": "---\ntitle: Violin\ntype: instrument\ndoes: leads\nplace: 1\nfamily: strings\n---\n",
    "tuba": "---\ntitle: Tuba\ntype: instrument\ndoes: booms\nplace: 4\nfamily: brass\n---\n",
}
MODELS = {
    "which-instrument": "---\nfor: instrument\ngiven: [does]\n---\nWhich one {{ does }}?\n",
    "which-family": "---\nfor: instrument\nask: family\n---\nWhere does {{ note }} sit?\n",
    "which-clefs": "---\nfor: instrument\nask: reads\nchoose: all\n---\nWhat reads {{ note }}?\n",
    "which-next": "---\nfor: instrument\ngiven: [place]\nask: next\n---\nWhat follows?\n",
    "which-order": "---\nfor: instrument\ngiven: [place]\nask: order\n---\nIn which order?\n",
    "which-name": "---\nfor: instrument\nask: formerly\n---\nWhat was {{ note }}?\n",
    "which-leader": "---\nfor: instrument\nask: leader\n---\n{% trans %}Who?{% endtrans %}\n",
}
SIGNS = [
    *" \t\n\r\0-:,[]{}#&*!|>'\"%@`?~=$<\\/.+()^\x85\u2028\u202e\ufeff１é😀",
    *("---\n", "...\n", ": ", "- ", "&a ", "*a", "\\ud800", "\\0", "日本"),
    *("{{ ", " }}", "{% ", " %}", "9**9**9", "__import__('os')", "!!python/object:os.system "),
    *("is", "only", "not", "null", "1/0"),
]

pieces = st.lists(st.sampled_from(SIGNS) | st.text(max_size=5), max_size=6).map("".join)


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """Edit a text: take parts of it out, put others in, move lines."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        middle = draw(pieces | st.just(text[start:end] * 2))
        text = text[:start] + middle + text[end:]
        if draw(st.booleans()):
            lines = text.split("\n")
            line = lines.pop(draw(st.integers(0, len(lines) - 1)))
            lines.insert(draw(st.integers(0, len(lines))), line)
            text = "\n".join(lines)
    return text


def places(tree: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - YAML
    """Give the way to every value in a tree."""
    if isinstance(tree, dict):
        ways = [places(value, (*at, key)) for key, value in tree.items()]
    elif isinstance(tree, list):
        ways = [places(value, (*at, n)) for n, value in enumerate(tree)]
    else:
        ways = []
    return [*([at] if at else []), *(way for found in ways for way in found)]


def within(tree: Any, way: tuple[Any, ...]) -> Any:  # noqa: ANN401 - YAML
    for step in way:
        tree = tree[step]
    return tree


@st.composite
def regrown(draw: st.DrawFn, tree: dict[str, Any], keep: str = "") -> dict[str, Any]:
    """Put other values, other parts of the tree or nothing into places of a tree."""
    tree = copy.deepcopy(tree)
    leaves = st.none() | st.booleans() | st.integers() | pieces | st.text(max_size=20)
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from([way for way in places(tree) if way != (keep,)]))
        parent = within(tree, tuple(way))
        value = draw(
            st.recursive(
                leaves,
                lambda inner: (
                    st.lists(inner, max_size=4) | st.dictionaries(leaves, inner, max_size=4)
                ),
                max_leaves=6,
            )
            | st.sampled_from(places(tree)).map(lambda way: copy.deepcopy(within(tree, way)))
        )
        what = draw(st.sampled_from(["change", "drop", "rename"]))
        if what == "change" or (what == "rename" and not isinstance(parent, dict)):
            parent[last] = value
        else:
            found = parent.pop(last)
            if what == "rename":
                parent[str(value)] = found
    return tree


def dumped(tree: dict[str, Any]) -> str:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def front_matter(text: str) -> dict[str, Any]:
    tree: dict[str, Any] = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)  # noqa: S506
    return tree


any_text = st.text() | st.binary().map(lambda found: found.decode("utf-8", "replace"))
fuzz = settings(max_examples=150)


def check_problems(problems: Iterable[Problem], text: str, path: str) -> None:
    for problem in problems:
        if problem.path == path:
            assert 1 <= problem.line <= len(lines_of(text))
        assert problem.subtype in SUBTYPES
        assert problem.message.isprintable()
        assert len(problem.message) < 500


def siblings(vocabulary: Vocabulary) -> list[Note]:
    found = [read_note(n, text, vocabulary, Reader(f"{n}.md")) for n, text in SIBLINGS.items()]
    return [note for note in found if note]


def models(vocabulary: Vocabulary) -> list[ItemModel]:
    found = [read_model(name, text, vocabulary, Reader(name)) for name, text in MODELS.items()]
    return [model for model in found if model]


def check_note(text: str) -> None:
    vocabulary, reader = orchestra(), Reader("viola.md")

    note = read_note("viola", text, vocabulary, reader)
    made = Build([*siblings(vocabulary), *([note] if note else [])], vocabulary, models(vocabulary))
    questions = {
        name: [question.id for question in made.questions(known)]
        for name, known in made.bank.notes.items()
    }

    check_problems([*reader.problems, *made.problems], text, "viola.md")
    assert "cello.pin" in questions["cello"]
    ids = [question for found in questions.values() for question in found]
    assert len(ids) == len(set(ids))


@fuzz
@given(edited(VIOLA))
def test_an_edited_note_raises_nothing(text: str) -> None:
    check_note(text)


@fuzz
@given(regrown(front_matter(VIOLA)))
def test_a_note_with_other_values_raises_nothing(tree: dict[str, Any]) -> None:
    check_note(f"---\n{dumped(tree)}---\n\nText.\n")


@fuzz
@given(any_text, st.sampled_from(["{}", "---\n{}\n---\n", "---\ntype: instrument\n{}\n---\n"]))
def test_any_text_as_a_note_raises_nothing(text: str, frame: str) -> None:
    check_note(frame.replace("{}", text))


def check_vocabulary(text: str) -> None:
    reader = Reader("vocabulary.yaml")

    vocabulary = read_vocabulary(text, reader)
    note_reader = Reader("viola.md")
    note = read_note("viola", VIOLA, vocabulary, note_reader)
    notes = [*siblings(vocabulary), *([note] if note else [])]
    made = Build(notes, vocabulary, models(vocabulary))
    for known in made.bank.notes.values():
        made.questions(known)

    check_problems(reader.problems, text, "vocabulary.yaml")
    check_problems([*note_reader.problems, *made.problems], VIOLA, "viola.md")


@fuzz
@given(edited(ORCHESTRA))
def test_an_edited_vocabulary_raises_nothing(text: str) -> None:
    check_vocabulary(text)


@fuzz
@given(regrown(yaml.load(ORCHESTRA, Loader=yaml.BaseLoader)))  # noqa: S506 - all stays text
def test_a_vocabulary_with_other_values_raises_nothing(tree: dict[str, Any]) -> None:
    check_vocabulary(dumped(tree))


@fuzz
@given(any_text | pieces)
@example("---")
def test_any_text_as_a_vocabulary_raises_nothing(text: str) -> None:
    check_vocabulary(text)


def check_model(text: str) -> None:
    vocabulary, reader = orchestra(), Reader("a-model.jinja")
    note = read_note("viola", VIOLA, vocabulary, Reader("viola.md"))
    assert note is not None

    model = read_model("a-model", text, vocabulary, reader)
    made = Build([note, *siblings(vocabulary)], vocabulary, [model] if model else [])
    for known in made.bank.notes.values():
        made.questions(known)

    check_problems(reader.problems, text, "a-model.jinja")
    assert (model is None) == bool(reader.problems)


@fuzz
@given(st.sampled_from(sorted(MODELS.values())).flatmap(edited))
def test_an_edited_item_model_raises_nothing(text: str) -> None:
    check_model(text)


@fuzz
@given(any_text | pieces, st.sampled_from(["{}", "---\nfor: instrument\ngiven: [does]\n---\n{}"]))
def test_any_text_as_an_item_model_raises_nothing(text: str, frame: str) -> None:
    check_model(frame.replace("{}", text))


@fuzz
@given(any_text | pieces)
@pytest.mark.parametrize("show", [to_html, to_text, to_nodes])
def test_any_text_can_be_shown(show: Callable[[str], object], text: str) -> None:
    show(text)


@settings(  # nothing is made smaller: each try builds a site
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(regrown(front_matter(VIOLA), keep="type"), min_size=30, max_size=30))
def test_notes_with_other_values_are_built_and_warned_of_in_one_line_each(
    tmp_path_factory: pytest.TempPathFactory, trees: list[dict[str, Any]]
) -> None:
    notes = {f"docs/n{n}.md": f"---\n{dumped(tree)}---\n\nText.\n" for n, tree in enumerate(trees)}
    rules = {f"_templates/items/{name}.jinja": text for name, text in MODELS.items()}
    others = {f"docs/{name}.md": text for name, text in SIBLINGS.items()}
    files: dict[str, str | bytes] = {**notes, **rules, **others}

    result = build(tmp_path_factory.mktemp("site"), files)

    told = re.compile(r"[\w-]+\.md:\d+: WARNING: .* \[quizgen\.\w+\]")
    assert [line for line in result.warnings if not told.fullmatch(line)] == []
    assert 'id="cello.pin"' in result.page("cello.html")
