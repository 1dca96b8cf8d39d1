"""A question as the rules look at it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..text import fold
from .words import normal, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..bank import Bank
    from ..questions import Option, Question

#: A word in more than this part of all stems gives nothing away.
COMMON = 0.2
#: Abbreviations that readers of any site about computers know.
KNOWN = frozenset(
    "AI API ASCII BIOS CD CLI CPU CSS CSV DNS DVD FAQ FTP GIF GPS GPU GUI HTML HTTP HTTPS ID IP "  # noqa: SIM905 - a text is easier to read
    "ISO IT JPEG JSON LAN LED MAC OS PC PDF PIN PNG QR RAM ROM SMS SQL SSD SSH SSL TCP TLS TV UI "
    "UK URI URL US USA USB UTC UTF VPN WIFI XML YAML "
    "KB MB GB TB PB KIB MIB GIB TIB PIB KBPS MBPS GBPS HZ KHZ MHZ GHZ AM PM OK".split()
)


@dataclass(frozen=True, kw_only=True)
class Context:
    """What rules know beside the question itself."""

    #: ``en`` or ``ja``.
    language: str = "en"
    #: Strips the Markdown of a text.
    plain: Callable[[str], str] = str
    #: Words that stand in so many stems that they give nothing away.
    common: frozenset[str] = frozenset()
    #: The same for the stems about one type of note, where there are many of them.
    common_of_type: Mapping[str, frozenset[str]] = field(default_factory=dict)
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
    def common_words(stems: Iterable[str], language: str) -> frozenset[str]:
        """The words that stand in more than a fifth of some stems."""
        counted = [words(stem, language) for stem in stems]
        count = Counter(word for one in counted for word in one)
        return frozenset(word for word, n in count.items() if n > COMMON * len(counted))


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
    def common(self) -> frozenset[str]:
        """Words that give nothing away; notes of another type make none of them rarer."""
        known = self.context
        note = known.bank.notes.get(self.question.note) if known.bank else None
        return known.common_of_type.get(note.type, known.common) if note else known.common

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
        """The words of a text that are not in every stem about such notes."""
        return words(text, self.language) - self.common


class Collection:
    """All questions of a site as the rules about the whole look at them."""

    def __init__(
        self,
        specimens: Iterable[Specimen],
        context: Context,
        shown: Iterable[Iterable[str]] = (),
        today: str = "",
    ) -> None:
        self.specimens = {specimen.question.id: specimen for specimen in specimens}
        self.context = context
        #: Ids of the questions that stand on one page, page by page.
        self.shown = tuple(tuple(page) for page in shown)
        #: The day by which sources are too old, as ``2026-11-20``; a build has no clock, so that
        #: without it the day is that of the newest check.
        self.today = today

    @property
    def questions(self) -> list[Question]:
        return [specimen.question for specimen in self.specimens.values()]
