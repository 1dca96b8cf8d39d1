"""A question as the rules look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..text import fold
from .alike import alike
from .words import normal, width, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..bank import Bank
    from ..questions import Kind, Option, Question
    from ..vocabulary import Vocabulary

#: Abbreviations that readers of any site about computers know.
KNOWN = frozenset(
    "AI API ASCII BIOS CD CLI CPU CSS CSV DNS DVD FAQ FTP GIF GPS GPU GUI HTML HTTP HTTPS ID IP "  # noqa: SIM905 - a text is easier to read
    "ISO IT JPEG JSON LAN LED MAC OS PC PDF PIN PNG QR RAM ROM SMS SQL SSD SSH SSL TCP TLS TV UI "
    "UK URI URL US USA USB UTC UTF VPN WIFI XML YAML "
    "KB MB GB TB PB KIB MIB GIB TIB PIB KBPS MBPS GBPS HZ KHZ MHZ GHZ AM PM OK".split()
)
_NUMBER = re.compile(r"[-−+]?\d")


@dataclass(frozen=True, kw_only=True)
class Context:
    """What rules know beside the question itself."""

    #: ``en`` or ``ja``.
    language: str = "en"
    #: Strips the Markdown of a text.
    plain: Callable[[str], str] = str
    #: Words that stand in questions of any kind, so that they give nothing away.
    common: frozenset[str] = frozenset()
    #: Abbreviations, in capitals, that need no explanation on this site.
    known: frozenset[str] = KNOWN
    #: Every note of the site, where the question is part of one.
    bank: Bank | None = None
    #: Abbreviation → whether the notes explain it, so that each is looked up once.
    explained: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    #: How plausible an option is for the key, from 0 to 1; None where nobody can tell.
    plausibility: Callable[[Question, Option], float | None] = field(
        default=lambda _question, _option: None
    )

    @cached_property
    def labels(self) -> dict[str, list[tuple[str, str]]]:
        """Label of a value as ``fold`` makes it → every set that has it, and its key there."""
        found: dict[str, list[tuple[str, str]]] = {}
        for of, values in self.bank.vocabulary.values.items() if self.bank else ():
            for key, value in values.items():
                found.setdefault(fold(str(value.label)), []).append((of, key))
        return found

    @staticmethod
    def common_words(
        vocabulary: Vocabulary, language: str, named: Iterable[str] = ()
    ) -> frozenset[str]:
        """The words of every type, which questions ask for by name, and those that a site names.

        No question decides about them: an edit of one would change what is found in others.
        """
        labels = (str(type_.label) for type_ in vocabulary.types.values())
        return frozenset[str]().union(*(words(text, language) for text in (*labels, *named)))


class Specimen:
    """A question with its texts stripped of Markdown and of differences that nobody sees."""

    def __init__(self, question: Question, context: Context) -> None:
        self.question = question
        self.context = context

    @property
    def language(self) -> str:
        return self.context.language

    @property
    def is_japanese(self) -> bool:
        return self.context.language == "ja"

    @property
    def options(self) -> tuple[Option, ...]:
        return self.question.options

    @cached_property
    def keys(self) -> tuple[Option, ...]:
        return self.question.keys

    @cached_property
    def distractors(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if not option.is_key)

    @property
    def is_single(self) -> bool:
        """Whether there is one key; many cues are cues only then."""
        return len(self.keys) == 1

    @cached_property
    def stem(self) -> str:
        return self.plain(self.question.stem)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Id of each option → its text, in the order of the page."""
        return {option.id: self.plain(option.text) for option in self.options}

    def text(self, option: Option) -> str:
        return self.texts[option.id]

    def plain(self, text: str) -> str:
        return normal(self.context.plain(text))

    def words(self, text: str) -> frozenset[str]:
        """The words of a text that are not common on the site."""
        return words(text, self.language) - self.context.common


class Outline(NamedTuple):
    """As much of a question as the rules about the whole look at.

    Of a whole site they are taken from what is kept, so that nothing is in here that is large.
    """

    id: str
    note: str
    kind: Kind
    path: str
    line: int
    model: str
    stem: str
    facts: tuple[str, ...]
    #: Columns that each option takes, in their order, and where among them the keys stand.
    widths: tuple[int, ...]
    keys: tuple[int, ...]
    #: Whether there is one key and it is longer than every other option.
    is_longest: bool
    #: Whether the options are numbers, which stand in their own order.
    is_of_numbers: bool
    #: The texts of the keys, the same where the keys are.
    answer: tuple[str, ...]
    #: Note, field and value of what the keys claim.
    claims: tuple[tuple[str, str, str], ...]
    #: Note and field of what any option claims, and whether the options are notes.
    asked: tuple[tuple[str, str], ...]
    is_of_notes: bool


def outline(question: Question, plain: Callable[[str], str]) -> Outline:
    """Outline a question; ``plain`` strips the Markdown of a text."""
    options = question.options
    texts = [plain(option.text) for option in options]
    keys = tuple(place for place, option in enumerate(options) if option.is_key)
    widths = tuple(map(width, texts))
    claims = [claim for option in options for claim in option.claims]
    return Outline(
        id=question.id,
        note=question.note,
        kind=question.kind,
        path=question.path,
        line=question.line,
        model=question.model,
        stem=question.stem,
        facts=question.facts,
        widths=widths,
        keys=keys,
        is_longest=len(keys) == 1 and _is_longest(keys[0], widths),
        is_of_numbers=all(_NUMBER.match(option.text) for option in options),
        answer=tuple(sorted({normal(texts[place]).casefold() for place in keys})),
        claims=tuple(
            sorted({(c.note, c.field, c.value) for place in keys for c in options[place].claims})
        ),
        asked=tuple(sorted({(claim.note, claim.field) for claim in claims})),
        is_of_notes=len({claim.note for claim in claims}) > 1,
    )


def _is_longest(key: int, widths: tuple[int, ...]) -> bool:
    return all(widths[key] > width for place, width in enumerate(widths) if place != key)


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Questions as the rules about the whole look at them: those of a site, or of a page."""

    #: By their ids.
    outlines: Mapping[str, Outline]
    context: Context
    #: Ids of the questions that stand on one page, page by page.
    shown: Sequence[Sequence[str]] = ()
    #: The day by which sources are too old, as ``2026-11-20``; a build has no clock, so that
    #: without it the day is that of the newest check.
    today: str = ""
    #: Pairs of questions of one note that ask the same in nearly the same words.
    alike: Sequence[tuple[str, str]] = ()
    #: The questions themselves, where rules about a page look at them.
    specimens: Mapping[str, Specimen] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        specimens: Iterable[Specimen],
        context: Context,
        shown: Sequence[Sequence[str]] = (),
        today: str = "",
    ) -> Collection:
        """Collect the questions themselves."""
        found = {specimen.question.id: specimen for specimen in specimens}
        outlines = {name: outline(one.question, context.plain) for name, one in found.items()}
        pairs = alike(outlines.values(), context.plain, context.language, within_note=True)
        return cls(
            outlines=outlines,
            context=context,
            shown=shown,
            today=today,
            alike=tuple(pairs),
            specimens=found,
        )
