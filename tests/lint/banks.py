"""Flaws to put into a sound bank: for every rule about the whole, what breaks it.

The sound bank is that of the notes on fibres, with the pages that their site would have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from quizgen.choose import choose_questions
from quizgen.lint.editions import parity
from quizgen.lint.run import BANK_RULES
from quizgen.lint.specimen import Collection, Specimen
from tests.lint.judged import context_of
from tests.lint.mutants import distractors, longer, reworded
from tests.lint.parents import build_of, questions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizgen.build import Build
    from quizgen.lint.rules import Severity
    from quizgen.questions import Question

    Questions = dict[str, Question]

#: Notes on steps have two questions each, which is a remark.
STEPS = {"shearing", "scouring", "carding", "spinning", "weaving"}
SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class Site:
    """A bank and what its pages show."""

    made: Build
    questions: Questions
    shown: tuple[tuple[str, ...], ...]

    def collection(self, language: str, today: str = "2026-11-20") -> Collection:
        context = context_of(self.made, language)
        specimens = [Specimen(question, context) for question in self.questions.values()]
        return Collection.of(specimens, context, shown=self.shown, today=today)


def site(language: str, change: Callable[[str, str], str] = lambda _name, text: text) -> Site:
    def kept(name: str, text: str) -> str:
        return "" if name in STEPS else change(name, text)

    made, problems = build_of(language, kept)
    assert problems == []
    chosen = [
        choose_questions(note, made.questions(note), SHOWN, made.generator.plausibility)
        for note in made.bank.notes.values()
    ]
    shown = tuple(tuple(question.id for question in page) for page in chosen)
    return Site(made=made, questions=questions_of(made), shown=shown)


@cache
def sound(language: str) -> Site:
    return site(language)


def judge_bank(collection: Collection) -> list[tuple[str, Severity]]:
    """The code and the severity of every flaw of a bank, in the order of the codes."""
    return [
        (rule.code, flaw.severity or rule.severity)
        for rule in BANK_RULES
        for flaw in rule.flaws(collection)
    ]


def with_questions(language: str, change: Callable[[Question], Question | None]) -> Site:
    """The sound bank with every question as a change leaves it."""
    old = sound(language)
    changed = {name: change(question) for name, question in old.questions.items()}
    return replace(old, questions={name: one for name, one in changed.items() if one})


def edited(language: str, name: str, old: str, new: str) -> Site:
    """The sound bank with one text of one note replaced."""

    def change(note: str, text: str) -> str:
        if note != name:
            return text
        assert old in text, (name, old)
        return text.replace(old, new, 1)

    return site(language, change)


def key_first(question: Question) -> Question:
    options = sorted(question.options, key=lambda option: not option.is_key)
    return replace(question, options=tuple(options))


def long_keys(question: Question) -> Question:
    key = question.keys[0]
    if len(question.keys) > 1 or key.text[0].isdigit():
        return question
    options = [reworded(o, longer(question, o.text)) if o is key else o for o in question.options]
    return replace(question, options=tuple(options))


def appended(language: str, name: str, item: str) -> Site:
    """The sound bank with one more item at the end of a note."""

    def change(note: str, text: str) -> str:
        return text.rstrip().removesuffix("---") + item if note == name else text

    return site(language, change)


AGAIN = {
    "en": """\
  - id: shirt-again
    stem: >-
      A walker crosses the hills in cold rain, and her shirt has to warm her while it is damp.
      Which fibre suits the shirt?
    key: Wool
    distractors:
      - Cotton: It soaks up the cold rain and chills the walker.
      - Linen: It carries heat away from the skin of the walker.
    rationale: Its crimp holds air, so that the shirt loses little heat in the cold rain.
---
""",
    "ja": """\
  - id: shirt-again
    stem: 冷たい雨の山を歩く人がいる。濡れても体を冷やさない肌着に適した繊維はどれか？
    key: ウール
    distractors:
      - コットン: 雨を吸って濡れたままになり、山を歩く人の体を冷やす。
      - リネン: 熱を逃がす繊維であり、濡れた肌着は体を冷やす。
    rationale: 縮れた毛が空気を抱くため、雨で濡れても体を冷やすことはない。
---
""",
}
ANSWERING = {
    "en": """\
  - id: bath
    stem: Which bath of a filature takes place first?
    key: The soak of the cocoons
    distractors:
      - The rinse of the skeins: It follows when the reel is full.
      - The wash of the cloth: Cloth comes out of the loom long after that.
    rationale: >-
      The heat of the water has to loosen the gum that glues the threads, before the reeling starts.
---
""",
    "ja": """\
  - id: bath
    stem: 製糸場で最初に行う作業はどれか。
    key: 繭を浸す作業
    distractors:
      - 綛を洗う作業: 糸を巻き取った後の作業である。
      - 布を洗う作業: 布は織った後に洗う。
    rationale: 製糸場では、糸を引く前に、湯の熱が溶かす成分である糸を包む膠質を取る。
---
""",
}


def asked_twice(language: str) -> Site:
    return appended(language, "wool", AGAIN[language])


def given_away(language: str) -> Site:
    return appended(language, "silk", ANSWERING[language])


def without_source(language: str) -> Site:
    return edited(
        language,
        "polyester",
        'sources:\n  default: {url: "https://example.org/polyester", checked: 2026-11-01}\n',
        "",
    )


def without_day(language: str) -> Site:
    return edited(language, "polyester", 'polyester", checked: 2026-11-01}', 'polyester"}')


def fact_gone(language: str) -> Site:
    """A bank whose questions were made before a note lost a fact."""
    old = sound(language)
    return replace(edited(language, "nylon", "melts_at: 220\n", ""), questions=old.questions)


def one_sided(language: str) -> Site:
    line = {"en": "  cotton: It grows on a shrub.\n", "ja": "  cotton: 畑で摘み取る。\n"}
    return edited(language, "wool", line[language], "")


def overlapping(language: str) -> Site:
    line = {"en": "  cotton: It grows on a shrub.\n", "ja": "  cotton: 畑で摘み取る。\n"}

    def change(name: str, text: str) -> str:
        if name != "wool":
            return text
        return text.replace(line[language], "").replace("sources:", "overlaps: [cotton]\nsources:")

    return site(language, change)


def not_asked(language: str) -> Site:
    return with_questions(language, lambda q: None if q.id == "wool.who-does" else q)


def too_few(language: str) -> Site:
    return with_questions(
        language, lambda q: None if q.note == "wool" and q.kind == "generated" else q
    )


def keys_first(language: str) -> Site:
    return with_questions(language, key_first)


def keys_longest(language: str) -> Site:
    return with_questions(language, long_keys)


def old_limit(language: str) -> Site:
    """A number has to be looked up more often than other facts."""
    return edited(language, "nylon", 'nylon", checked: 2026-11-01}', 'nylon", checked: 2026-04-01}')


def old_source(language: str) -> Site:
    return edited(language, "wool", 'wool", checked: 2026-11-01}', 'wool", checked: 2025-10-01}')


#: Code, what was done, and the bank that it leaves.
BANK_FLAWS: tuple[tuple[str, str, Callable[[str], Site]], ...] = (
    ("L09", "every key stands first", keys_first),
    ("L12", "every key is the longest", keys_longest),
    ("L36", "a page asks the same twice", asked_twice),
    ("L37", "a rationale tells another key", given_away),
    ("L38", "a note has no source", without_source),
    ("L38", "a source has no day", without_day),
    ("L38", "a source is older than a year", old_source),
    ("L38", "the source of a number is older than half a year", old_limit),
    ("L38", "a fact is stated no more", fact_gone),
    ("L45", "a fact is not asked of one note", not_asked),
    ("L46", "a note has two questions", too_few),
    ("L47", "one note tells two apart, the other does not", one_sided),
    ("L48", "one note tells two apart, the other overlaps", overlapping),
)


# Two editions


def number_changed(question: Question) -> Question | None:
    found = re.search(r"\d+", question.stem)
    if not found:
        return None
    other = str(int(found[0]) + 7)
    return replace(question, stem=question.stem.replace(found[0], other, 1))


def key_moved(question: Question) -> Question | None:
    if question.kind == "order" or len(question.keys) > 1:
        return None
    other = distractors(question)[0]
    options = tuple(
        replace(option, is_key=not option.is_key) if option in {question.keys[0], other} else option
        for option in question.options
    )
    return replace(question, options=options)


def option_dropped(question: Question) -> Question | None:
    return replace(question, options=tuple(o for o in question.options[:-1]))


#: What a translator did to a question.
EDITION_FLAWS: tuple[tuple[str, Callable[[Question], Question | None]], ...] = (
    ("a number is another", number_changed),
    ("another option is the key", key_moved),
    ("an option is gone", option_dropped),
)


def translated(question: Question) -> Question:
    """The question as a translator would leave it, for who looks at numbers, names and keys."""
    options = tuple(
        replace(option, text=f"訳 {option.text}", reason=f"訳 {option.reason}")
        for option in question.options
    )
    solution = tuple(f"訳 {step}" for step in question.solution)
    rationale = f"訳 {question.rationale}" if question.rationale else ""
    return replace(
        question,
        stem=f"訳 {question.stem}",
        options=options,
        solution=solution,
        rationale=rationale,
    )


def edition(language: str) -> Questions:
    return {name: translated(question) for name, question in sound(language).questions.items()}


def judge_editions(language: str, change: Callable[[Question], Question | None]) -> Iterator[bool]:
    """Whether a change to one question of a translation is found, question by question."""
    source, known = sound(language).questions, edition(language)
    for name, question in known.items():
        if changed := change(question):
            told = parity(source.values(), (known | {name: changed}).values())
            yield name in {flaw.question for flaw in told}
