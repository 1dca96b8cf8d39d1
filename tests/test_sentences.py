"""How facts are put into words, whatever the language."""

from __future__ import annotations

import pytest
from babel.lists import format_list

from quizgen.sentences import Sentences, known_language
from tests.zoo import a_bank


@pytest.mark.parametrize("language", ["en", "en_GB", "ja", "zh_Hant_TW", "he", "sr_Latn", "th"])
@pytest.mark.parametrize("count", range(6))
def test_words_are_joined_as_babel_joins_them(language: str, count: int) -> None:
    words = ["beef", "{1} fish", "fruit, fresh", "{", "seeds"][:count]
    sentences = Sentences(a_bank(), str, language)

    assert sentences.join(words) == (format_list(words, locale=language) if words else "")


@pytest.mark.parametrize(
    ("language", "known"),
    [
        ("en", "en"),
        ("pt_BR", "pt_BR"),
        ("sr@latin", "sr@latin"),
        ("xx", "en"),
        ("pt-br", "en"),
        ("", "en"),
    ],
)
def test_a_language_that_babel_does_not_know_is_written_as_english(
    language: str, known: str
) -> None:
    assert known_language(language) == known
