"""Stems: what a template may do with the names that it is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import patch

import jinja2
import pytest

from quizgen.models import Stems, jinja2_environment
from tests.zoo import models

if TYPE_CHECKING:
    from pathlib import Path

(EATS,) = models("what-it-eats")


def rendered(stem: str, translations: dict[str, str] | None = None, **names: str) -> str:
    known = translations or {}
    return Stems(lambda text: known.get(text, text)).render(replace(EATS, stem=stem), names)


def test_names_are_filled_in_and_space_is_one_blank() -> None:
    found = rendered("What\n  does {{ note }}\n  eat?\n", note="Wolf & *Lynx*")

    assert found == "What does Wolf & *Lynx* eat?"


def test_a_stem_is_translated_around_its_names() -> None:
    stem = "{% trans %}What does {{ note }} eat?{% endtrans %}"

    found = rendered(stem, {"What does %(note)s eat?": "%(note)s は何を食べますか。"}, note="狼")

    assert found == "狼 は何を食べますか。"


@pytest.mark.parametrize("percent", ["100 %", "%s", "%(x)s"])
def test_a_sign_of_percent_is_text(percent: str) -> None:
    assert rendered("{% trans %}{{ a }}: 50 %?{% endtrans %}", a=percent) == f"{percent}: 50 %?"


def test_a_text_is_no_template() -> None:
    assert rendered("{{ a }}", a="{{ b }}") == "{{ b }}"


@pytest.mark.parametrize(
    "stem", ["{{ missing }}", "{{ ''.__class__.__mro__ }}", "{{ a.append(1) }}"]
)
def test_what_no_stem_needs_is_refused(stem: str) -> None:
    with pytest.raises(jinja2.exceptions.TemplateError):
        rendered(stem, a="1")


def test_two_models_of_one_environment_keep_their_stems() -> None:
    stems = Stems()
    one, other = replace(EATS, stem="one"), replace(EATS, name="other", stem="other")

    found = [stems.render(model, {}) for model in (one, other, one)]

    assert found == ["one", "other", "one"]


def test_a_stem_is_compiled_once_for_all_runs(tmp_path: Path) -> None:
    kept = jinja2.FileSystemBytecodeCache(str(tmp_path))
    model = replace(EATS, stem="What does {{ note }} eat?")
    first = Stems(compiled=kept).render(model, {"note": "wolf"})

    jinja2_environment.cache_clear()  # as in another process
    with patch.object(jinja2.Environment, "compile", side_effect=AssertionError):
        again = Stems(compiled=kept).render(model, {"note": "wolf"})

    assert first == again == "What does wolf eat?"
