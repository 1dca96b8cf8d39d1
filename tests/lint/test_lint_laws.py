"""Laws of the linter: what holds for any question in any language."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lint.judged import codes, judge
from tests.lint.mutants import FLAWS
from tests.lint.parents import FOLDER, LANGUAGES, every_parent, plain_question

if TYPE_CHECKING:
    from quizgen.questions import Question

Form = Literal["NFC", "NFD"]

#: The only rule about one question that looks at the order of its options.
ORDERED = {"L07"}
PAIRS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "pairs.yaml").read_text(encoding="utf-8"))

WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F) if chr(n).isalpha()})
#: Rules about words, which are the same words in capitals and in wide letters.
ABOUT_WORDS = ("L20", "L21", "L24", "L25", "L33")

PIECES = (
    *("**", "_", "__", "`", "[", "](", ")", "$", "\\", "<b>", "&amp;", "*", "# ", "- ", "|", "{}"),
    *("not", "all of the above", "10 GB", "1,5", "1e9", "−3 °C", "2026-02-30", "a/an", "A and B"),
    *(
        "ない",
        "上記のすべて",
        "（　）",
        "3万5千円",
        "令和99年",
        "1回以上",
        "～",
        "ｱ",
        "々",
        "ー",
        "①",
    ),
    *("\x00", "\u200b", "\u202e", "\ufeff", "\ud7ff", "😀", "e\u0301", "\n\n", "\t", "½"),
    *("٣", "Ⅳ"),
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.sampled_from(["", " ", "0", "." * 400, "ない" * 400, "a " * 2000, "９" * 400]),
)


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    stem=TEXTS,
    options=st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=6),
    reason=TEXTS,
)
@settings(max_examples=150, derandomize=True)
def test_no_text_is_too_odd(
    language: str, stem: str, options: list[tuple[str, bool]], reason: str
) -> None:
    question = plain_question(stem, [("", False), *options, ("the key", True)])
    reasoned = tuple(replace(option, reason=reason) for option in question.options)

    judge(replace(question, options=reasoned, rationale=reason), language)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=150, derandomize=True)
def test_the_order_of_options_says_nothing(language: str, data: st.DataObject) -> None:
    flawed = data.draw(st.sampled_from([one for one in FLAWS if one.language == language]))
    parents = every_parent(language)
    question = parents[data.draw(st.sampled_from(sorted(parents)))]
    question = flawed.change(question) or question
    options = data.draw(st.permutations(question.options))

    before = judge(question, language, flawed.plausibility)
    after = judge(replace(question, options=tuple(options)), language, flawed.plausibility)

    assert {found for found in before if found[0] not in ORDERED} == {
        found for found in after if found[0] not in ORDERED
    }


@pytest.mark.parametrize(
    "spelt", [str.upper, str.lower, str.title, lambda text: text.translate(WIDE)]
)
@pytest.mark.parametrize("code", ABOUT_WORDS)
def test_words_are_the_same_in_any_spelling(code: str, spelt: Any) -> None:  # noqa: ANN401
    parents = every_parent("en")
    flawed = [one for one in FLAWS if one.code == code and one.language == "en"]
    mutants = [mutant for one in flawed for q in parents.values() if (mutant := one.change(q))]

    assert mutants
    for mutant in mutants:
        options = tuple(replace(option, text=spelt(option.text)) for option in mutant.options)
        found = judge(replace(mutant, options=options), "en")
        assert code in {one for one, _ in found}, [option.text for option in options]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_the_same(language: str, form: Form) -> None:
    def in_form(text: str) -> str:
        return unicodedata.normalize(form, text)

    for question in every_parent(language).values():
        options = tuple(replace(o, text=in_form(o.text)) for o in question.options)
        assert (
            judge(replace(question, stem=in_form(question.stem), options=options), language) == []
        )


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair["code"]))
def test_a_translation_has_the_flaw_of_its_original(pair: dict[str, Any]) -> None:
    found = {language: judge(written(pair[language]), language) for language in LANGUAGES}

    for language in LANGUAGES:
        assert pair["code"] in codes(found[language], "error", "warning"), language
        assert codes(found[language], "error") <= {pair["code"]}, language


def written(one: dict[str, Any]) -> Question:
    options = [(text.removeprefix("*"), text.startswith("*")) for text in one["options"]]
    return plain_question(one["stem"], options)
