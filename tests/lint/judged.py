"""What the rules find in one question, and in a small site."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from quizgen.lint.run import RULES
from quizgen.lint.specimen import Context, Specimen
from quizgen.linting import plausibility_of
from quizgen.markup import to_text
from tests.lint.parents import build

if TYPE_CHECKING:
    from quizgen.build import Build
    from quizgen.lint.rules import Severity
    from quizgen.questions import Question


def context_of(made: Build, language: str) -> Context:
    """What rules know of a site, as when it is built."""
    return Context(
        language=language,
        plain=to_text,
        common=Context.common_words(made.bank.vocabulary, language),
        bank=made.bank,
        plausibility=plausibility_of(made),
    )


@cache
def context(language: str) -> Context:
    return context_of(build(language), language)


def judge(
    question: Question,
    language: str,
    plausibility: float | None = None,
    around: Context | None = None,
) -> list[tuple[str, Severity]]:
    """The code and the severity of every flaw, in the order of the codes."""
    known = around or context(language)
    if plausibility is not None:
        known = replace(known, plausibility=lambda _question, _option: plausibility)
    specimen = Specimen(question, known)
    return [
        (rule.code, flaw.severity or rule.severity)
        for rule in RULES
        for flaw in rule.flaws(specimen)
    ]


def codes(found: list[tuple[str, Severity]], *severities: Severity) -> set[str]:
    return {code for code, severity in found if severity in severities}
