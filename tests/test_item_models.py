"""Item models as maintainers get them wrong; the cases stand in fixtures/item_models."""

from __future__ import annotations

import pytest

from quizgen.models import Stems, read_model
from quizgen.reader import Reader
from tests.support import cases, model_outcome, orchestra

SOUND = """---
for: instrument
given: [does]
---
{% trans %}Which instrument {{ does }}?{% endtrans %}
"""


@pytest.mark.parametrize(("given", "expected"), cases("item_models"))
def test_each_mistake_is_told_once_at_its_line(given: str, expected: str) -> None:
    told = model_outcome(given)

    assert expected == told


@pytest.mark.parametrize("name", ["A Model", "a_model", "a--model", "", 'a"model', "モデル"])
def test_a_file_whose_name_no_id_can_hold_is_told_to_be_renamed(name: str) -> None:
    told = model_outcome(SOUND, name)

    assert told == (
        f"{name}.jinja:1: call the file in lower case with hyphens, not '{name}' "
        "[quizgen.model]\n-> nothing\n"
    )


@pytest.mark.parametrize(
    ("translated", "expected"),
    [
        ("Welches Instrument %(does)s?", "Welches Instrument sings?"),
        ("Welches Instrument?", "Welches Instrument?"),
        ("Welches Instrument %(tut)s?", "Which instrument sings?"),
        ("Welches Instrument %s?", "Which instrument sings?"),
        ("Welches Instrument %?", "Which instrument sings?"),
        ("Welches Instrument %(does)d?", "Which instrument sings?"),
    ],
)
def test_a_slip_in_a_translation_leaves_the_stem_as_it_was(translated: str, expected: str) -> None:
    model = read_model("a-model", SOUND, orchestra(), Reader("a-model.jinja"))
    assert model is not None
    stems = Stems({"Which instrument %(does)s?": translated}.__getitem__)

    stem = stems.render(model, {"note": "Oboe", "choose": "1", "does": "sings"})

    assert expected == stem
