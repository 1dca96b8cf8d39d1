"""Questions: items with their options laid out, each option with its claim and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Why an option is right or wrong. ``stated`` … ``mistake`` are the seven grounds of falsehood;
#: ``true`` is the ground of a key, ``written`` that of an option which an author reasons for.
Ground = Literal[
    "true",
    "stated",
    "one only",
    "closed list",
    "identifies",
    "number",
    "contrast",
    "mistake",
    "written",
]
Kind = Literal["written", "generated", "calculated", "order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What an option says of a note: that ``field`` has (or has not) ``value``.

    ``value`` is the key of a value, the name of a note, a number as ``Fraction`` writes it, or
    the key of a text. A claim that is false has a ground, and where the ground lies in another
    note (``identifies``, ``contrast``) ``other`` is that note's name.
    """

    note: str
    field: str
    value: str
    truth: bool
    ground: Ground
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a question. Texts are inline Markdown."""

    id: str
    text: str
    is_key: bool
    reason: str
    ground: Ground
    #: Every claim holds for a key; one claim suffices against a distractor.
    claims: tuple[Claim, ...] = ()
    #: The note and the field that the reason rests on; empty where it is the author's word.
    note: str = ""
    field: str = ""
    #: The text of a generated option in the language of the notes.
    original: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as a reader meets it, options in their order."""

    #: ``note.item``, or ``note.model`` with ``~value`` behind it; the same in every edition.
    id: str
    note: str
    kind: Kind
    #: Where the author can change it.
    path: str
    line: int
    #: The item model of a generated question.
    model: str = ""
    stem: str
    options: tuple[Option, ...]
    rationale: str = ""
    #: The steps of a calculation.
    solution: tuple[str, ...] = ()
    #: ``note.field`` of every fact it rests on; two questions of one block share none.
    facts: tuple[str, ...]
    #: Changes when the key or a fact behind it changes, and not when a text is reworded.
    revision: str
    #: The address of the page that the key was read from.
    source: str = ""
    #: Numbers of a calculated variant, by name, as ``Fraction`` writes them.
    numbers: tuple[tuple[str, str], ...] = ()

    def shown(self) -> str:
        """Everything of it that a page shows; what does not change this changes no page."""
        options = [(o.id, o.text, o.is_key, o.reason) for o in self.options]
        texts = (self.stem, self.rationale, self.solution, self.source)
        return repr((self.id, texts, options, self.revision))

    @property
    def keys(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.is_key)

    @property
    def choose(self) -> int:
        """How many options the reader has to choose."""
        return len(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that nobody stated, and the line that would state it. Texts are Markdown."""

    #: "whether `reads: alto` is true of Viola"
    what: str
    #: "`reads: {only: […]}`"
    write: str
    #: Empty where a note of its own is wanted.
    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f" in {self.path}:{self.line}" if self.path else ""
        return f"{self.what} – write {self.write}{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A question that is not asked, and the proof that is missing."""

    id: str
    note: str
    model: str
    #: Where the fact stands that it would ask about.
    path: str
    line: int
    cause: str
    #: What would supply the proof, most plausible first.
    missing: tuple[Missing, ...] = ()

    @property
    def why(self) -> str:
        """The cause and what to do about it, in one line."""
        if not self.missing:
            return self.cause
        return f"{self.cause}; unknown: {'; '.join(map(str, self.missing))}"
