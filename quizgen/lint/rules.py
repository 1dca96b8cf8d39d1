"""What a rule of the linter is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .specimen import Collection, Specimen

#: ``error`` and ``warning`` are told as warnings of the build, ``info`` in the report alone.
Severity = Literal["error", "warning", "info", "off"]
Part = Literal["stem", "option", "reason", "rationale", "solution"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing that a rule found in a question."""

    #: What is wrong, in words that name the text at fault, and what to do about it.
    message: str
    part: Part = "stem"
    #: The id of the option whose text or reason it is.
    option: str = ""
    #: Where it weighs more or less than the rule's own severity.
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFlaw:
    """One thing that a rule found in the bank as a whole."""

    message: str
    #: The question that it is about; else the place of the text at fault.
    question: str = ""
    path: str = ""
    line: int = 0
    severity: Severity | None = None


LookedAt = TypeVar("LookedAt")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyRule(Generic[LookedAt, Found]):
    """A rule with the function that finds what breaks it."""

    #: ``L10``; part of the subtype of the warning, ``quizgen.lint.L10``.
    code: str
    #: What the rule asks for, as a sentence: "The key is not the longest option by far."
    title: str
    severity: Severity
    #: The threshold in words, for the page that lists the rules.
    limit: str
    #: What is different in Japanese; empty where nothing is.
    japanese: str = ""
    flaws: Callable[[LookedAt], Iterable[Found]]


#: A rule about one question, and one about all of a site or of a page together.
Rule: TypeAlias = "AnyRule[Specimen, Flaw]"
BankRule: TypeAlias = "AnyRule[Collection, BankFlaw]"


def rule(
    code: str, title: str, severity: Severity, *, limit: str, japanese: str = ""
) -> Callable[[Callable[[LookedAt], Iterator[Found]]], AnyRule[LookedAt, Found]]:
    """Make a rule of the function that finds its flaws."""

    def decorate(flaws: Callable[[LookedAt], Iterator[Found]]) -> AnyRule[LookedAt, Found]:
        return AnyRule(
            code=code, title=title, severity=severity, limit=limit, japanese=japanese, flaws=flaws
        )

    return decorate
