"""Rules about all questions together.

Those from L45 on stand in no list of rules for single items: they are about what a site covers and
how its notes speak of each other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import groupby, product
from typing import TYPE_CHECKING

from ..text import quoted
from .alike import ALIKE, JAPANESE_SHINGLE, SHINGLE, alike
from .chance import ALARM, FAULT, at_one_place, run
from .keys import by_options, longest, numbered, places, shuffled, worded
from .rules import BankFlaw, BankRule, rule
from .words import width, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..bank import Bank
    from ..notes import Note
    from ..questions import Claim
    from .keys import Cue
    from .specimen import Collection, Outline, Specimen

#: Columns of a text that is not in a sentence by chance, and words of the stem that have to be with
#: it before a sentence answers an item whose facts nobody stated.
TELLING, SHARED_WORDS = 12, 3
#: Days after which a limit, and any other fact, has to be looked up again.
LIMIT_DAYS, FACT_DAYS = 180, 365
#: Fewer questions than this leave a page nothing to choose from.
FEW = 4


# Where the key stands, and how long it is


@rule(
    "L09",
    "The key stands at no place more often than by chance.",
    "warning",
    limit="exact binomial, for each number of options and over all places: 1 bank in 100 is warned "
    "of, 1 in 1,000 is an error; a run in the order of the pages: 1 in 100; numbers stand in their "
    "order, so that there each item counts once and nothing is an error",
)
def key_at_one_place(collection: Collection) -> Iterator[BankFlaw]:
    questions = in_order(collection)
    for options, group in by_options(shuffled(questions)):
        yield from _uneven(places(options, group))
        yield from _running(options, group)
    for options, group in by_options(numbered(questions)):
        advice = "; add mistakes that come out on the other side of the key"
        yield from _uneven(places(options, group), advice)


def _uneven(cue: Cue, advice: str = "") -> Iterator[BankFlaw]:
    for place, count in enumerate(cue.counts):
        if not cue.is_beyond(count):
            continue
        few, many = at_one_place(cue.questions, cue.options, FAULT)
        is_fault = not advice and not few < count < many
        kind = "numbers in their order" if advice else "options"
        message = (
            f"the key stands at place {place + 1} in {count} of {cue.questions} questions "
            f"with {cue.options} {kind}; by chance it is {cue.least} to {cue.most}{advice}"
        )
        yield BankFlaw(message=message, severity="error" if is_fault else "warning")


def _running(options: int, questions: list[Outline]) -> Iterator[BankFlaw]:
    limit = run(len(questions), options, ALARM)
    for place, group in groupby(questions, key=lambda one: one.keys[0]):
        row = list(group)
        if len(row) >= limit:
            message = (
                f"from here on the key stands at place {place + 1} in {len(row)} questions with "
                f"{options} options running, up to '{row[-1].id}'; by chance it is {limit - 1} at "
                "most"
            )
            yield BankFlaw(message=message, question=row[0].id, severity="warning")


@rule(
    "L12",
    "The key is the longest option no more often than by chance.",
    "error",
    limit="exact binomial, for each number of options: 1 bank in 100",
    japanese="East Asian characters are two columns wide.",
)
def key_is_longest(collection: Collection) -> Iterator[BankFlaw]:
    for options, group in by_options(worded(in_order(collection))):
        cue = longest(options, group)
        (count,) = cue.counts
        if cue.is_beyond(count):
            shown = ", ".join(one.id for one in group if one.is_longest and not one.model)
            message = (
                f"the key is the longest option in {count} of {cue.questions} questions "
                f"with {options} options; by chance it is {cue.most} at most"
                f"{'; by hand: ' if shown else ''}{shown}"
            )
            yield BankFlaw(message=message)


def in_order(collection: Collection) -> list[Outline]:
    """Give the questions as pages show them, and then those that no page shows."""
    shown = dict.fromkeys(name for page in collection.shown for name in page)
    known = collection.outlines
    return [known[name] for name in {**shown, **known} if name in known]


# Questions that ask the same, or answer each other


@rule(
    "L36",
    "No fact is asked twice.",
    "info",
    limit=f"the same claims in the same direction, or the same key and {ALIKE:.0%} of the groups "
    f"of {SHINGLE} letters of the stem; an error where one page shows both",
    japanese=f"Groups of {JAPANESE_SHINGLE} characters.",
)
def asked_twice(collection: Collection) -> Iterator[BankFlaw]:
    page_of = {name: number for number, page in enumerate(collection.shown) for name in page}
    for family in families(collection):
        pages: dict[int, list[str]] = {}
        for name in family:
            if name in page_of:
                pages.setdefault(page_of[name], []).append(name)
        together = [names for names in pages.values() if len(names) > 1]
        for first, *others in together:
            for name in others:
                message = f"'{first}' on the same page asks the same; ask another fact in one"
                yield BankFlaw(message=message, question=name, severity="error")
        if not together:
            yield BankFlaw(message=f"{quoted(family[1:])} ask the same", question=family[0])


def families(collection: Collection) -> list[list[str]]:
    """Name the questions that ask the same, each group once, in the order of the bank.

    Variants of a calculated item are one item and no family.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    context, outlines = collection.context, collection.outlines.values()
    across = alike(outlines, context.plain, context.language, within_note=False)
    for one, other in [*_same_claims(collection), *collection.alike, *across]:
        parent[root(other)] = root(one)
    found: dict[str, list[str]] = {}
    for name in collection.outlines:
        found.setdefault(root(name), []).append(name)
    return [family for family in found.values() if len(family) > 1]


def _same_claims(collection: Collection) -> Iterator[tuple[str, str]]:
    first: dict[object, str] = {}
    for name, one in collection.outlines.items():
        if not one.claims or one.kind == "calculated":
            continue
        mark = (one.claims, one.is_of_notes, one.kind)
        if first.setdefault(mark, name) != name:
            yield first[mark], name


@rule(
    "L37",
    "No item of a page answers another.",
    "warning",
    limit="a stem, or a reason or solution under another item, that names the note and the value "
    f"asked for (of {TELLING} columns at least); for an item by hand its key of as many columns "
    f"and {SHARED_WORDS} more words of its stem",
    japanese="Words are pairs of kanji and runs of katakana, Latin letters and digits.",
)
def given_away(collection: Collection) -> Iterator[BankFlaw]:
    for page in collection.shown:
        specimens = [collection.specimens[name] for name in page if name in collection.specimens]
        texts = {one.question.id: list(_texts(one)) for one in specimens}
        asked = [(one, is_answer) for one in specimens if (is_answer := _answer_to(one))]
        for (one, is_answer), other in product(asked, specimens):
            told = texts[other.question.id] if other is not one else ()
            part = next((part for part, text in told if is_answer(text)), "")
            if part:
                message = (
                    f"{part} of '{other.question.id}' on the same page gives the answer away; "
                    "say it in other words there, or ask something else"
                )
                yield BankFlaw(message=message, question=one.question.id)


def _texts(specimen: Specimen) -> Iterator[tuple[str, str]]:
    """The texts of a question, in small letters, each with what it is."""
    question = specimen.question
    options = [("a reason", option.reason) for option in question.options]
    steps = [("the solution", step) for step in question.solution]
    texts = [("the stem", question.stem), ("the rationale", question.rationale), *options, *steps]
    return ((part, specimen.plain(text).casefold()) for part, text in texts)


def _answer_to(specimen: Specimen) -> Callable[[str], bool] | None:
    """Give the function that says whether a text answers a question; None where none may."""
    bank = specimen.context.bank
    claims = [claim for key in specimen.keys for claim in key.claims]
    if claims and bank:
        return _says(specimen, claims, bank)
    if claims or not bank or specimen.question.kind in {"order", "calculated"}:
        return None
    keys = [specimen.text(key) for key in specimen.keys]
    if any(width(key) < TELLING or bank.resolve(key) for key in keys):
        return None
    stand_in = _all_in(keys)
    asked = specimen.words(specimen.stem) - words(" ".join(keys), specimen.language)
    return lambda text: stand_in(text) and len(asked & specimen.words(text)) >= SHARED_WORDS


def _says(specimen: Specimen, claims: list[Claim], bank: Bank) -> Callable[[str], bool] | None:
    """Look for the note and every value that the key claims of it."""
    values = {specimen.plain(_value(claim, bank)) for claim in claims}
    titles = {specimen.plain(str(bank.notes[claim.note].title)) for claim in claims}
    return _all_in(titles | values) if min(map(width, values)) >= TELLING else None


def _value(claim: Claim, bank: Bank) -> str:
    """The words of the value that is claimed; none for a number."""
    statement = bank.notes[claim.note].statements.get(claim.field)
    if statement is None:
        return ""
    field = bank.vocabulary.fields[claim.field]
    if field.is_set:
        return str(bank.vocabulary.values[field.of][claim.value].label)
    value = next((one for one in statement.values if one.key == claim.value), None)
    return str(value.text or "") if value else ""


def _all_in(names: Iterable[str]) -> Callable[[str], bool]:
    """Look for names as whole words in a text in small letters."""
    folded = [name.casefold() for name in names]
    return lambda text: (
        all(name in text for name in folded)
        and all(
            not name.isascii() or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
            for name in folded
        )
    )


# Sources


@rule(
    "L38",
    "Every fact that is asked has a source, looked up not long ago.",
    "error",
    limit=f"{LIMIT_DAYS} days for the source of a number, {FACT_DAYS} for any other, by "
    "`quizgen_today` or else the newest day in the bank",
)
def stale(collection: Collection) -> Iterator[BankFlaw]:
    bank = collection.context.bank
    if bank is None:
        return
    days = (day for note in bank.notes.values() for day in _days(note) if day)
    today = collection.today or max(days, key=day_of, default="")
    asked = _asked(collection, bank)
    for note in bank.notes.values():
        yield from _old_sources(note, bank, today)
        fields = [name for name in sorted(asked.get(note.name, ())) if not note.address_of(name)]
        if fields:
            lines = [note.statements[name].line for name in fields if name in note.statements]
            message = (
                f"'{note.name}' has no source for {quoted(fields)}, and it is asked; add a default "
                "source"
            )
            yield BankFlaw(message=message, path=note.path, line=min(lines, default=note.line))
    gone = _gone(collection, bank)
    for name, one in collection.outlines.items():
        if gone and (
            fields := sorted({f"{note}.{field}" for note, field, _ in {*one.claims} & gone})
        ):
            message = f"{quoted(fields)} is stated no more, and an option rests on it; build again"
            yield BankFlaw(message=message, question=name)


def _days(note: Note) -> Iterator[str]:
    """The days on which somebody looked: none where nobody wrote one down."""
    yield from (source.checked for source in note.sources.values())
    if note.status:
        yield note.status.checked


def _old_sources(note: Note, bank: Bank, today: str) -> Iterator[BankFlaw]:
    numbers = {name for name in note.statements if bank.vocabulary.fields[name].kind == "number"}
    limits = {name if name in note.sources else "default" for name in numbers}
    days = {key: (f"source '{key}'", one.checked, one.line) for key, one in note.sources.items()}
    for key, (what, checked, line) in days.items():
        if not checked:
            message = f"{what} of '{note.name}' has no day; add 'checked' with the day you looked"
            yield BankFlaw(message=message, path=note.path, line=line)
        else:
            most = LIMIT_DAYS if key in limits else FACT_DAYS
            yield from _old(note, what, (checked, line), most, today)
    if note.status and note.status.checked:
        yield from _old(note, "status", (note.status.checked, note.status.line), FACT_DAYS, today)


def _old(
    note: Note, what: str, checked: tuple[str, int], most: int, today: str
) -> Iterator[BankFlaw]:
    age = (day_of(today) - day_of(checked[0])).days
    if age > most:
        message = (
            f"{what} of '{note.name}' was checked {age} days before {today}, and {most} are "
            "allowed; look it up again"
        )
        yield BankFlaw(message=message, path=note.path, line=checked[1])


@cache
def day_of(written: str) -> date:
    """Give the last day of what is written: a day, a month or a year of ISO 8601."""
    year, *rest = map(int, written.split("-"))
    month, day = [*rest, 0, 0][:2]
    if day:
        return date(year, month, 1) + timedelta(day - 1)
    years, months = divmod(month or 12, 12)
    return date(year + years, months + 1, 1) - timedelta(1)


def _asked(collection: Collection, bank: Bank) -> dict[str, set[str]]:
    """Name of a note → what is asked of it: its fields, and ``items`` for those by hand."""
    outlines = collection.outlines.values()
    found: dict[str, set[str]] = {one.note: {"items"} for one in outlines if not one.model}
    for name, field in set[tuple[str, str]]().union(*(one.asked for one in outlines)):
        if name in bank.notes and field in bank.notes[name].statements:
            found.setdefault(name, set()).add(field)
    return found


def _gone(collection: Collection, bank: Bank) -> set[tuple[str, str, str]]:
    """Find what keys claim of facts that no note states."""
    claims = (one.claims for one in collection.outlines.values())
    return {
        (name, field, value)
        for name, field, value in set[tuple[str, str, str]]().union(*claims)
        if name not in bank.notes
        or (field in bank.vocabulary.fields and field not in bank.notes[name].statements)
    }


# What is asked of, and how good a guess is


@rule(
    "L43",
    "It is told how much of the bank a guess gets right.",
    "info",
    limit="one in as many as there are choices of so many options",
)
def guess_floor(collection: Collection) -> Iterator[BankFlaw]:
    counted = Counter(
        (len(one.widths), len(one.keys)) for one in collection.outlines.values() if one.keys
    )
    total = counted.total()
    if not total:
        return
    right = sum(count / math.comb(*shape) for shape, count in counted.items())
    shapes = ", ".join(
        f"{count} with {keys} of {options} options to choose"
        for (options, keys), count in sorted(counted.items())
    )
    message = f"a guess gets {right / total:.1%} of {total} questions right: {shapes}"
    yield BankFlaw(message=message)


@rule(
    "L45",
    "Every fact is asked, where such facts of other notes are.",
    "info",
    limit="a field that a question of another note of its type rests on",
)
def not_asked(collection: Collection) -> Iterator[BankFlaw]:
    bank = collection.context.bank
    if bank is None:
        return
    facts = {fact for one in collection.outlines.values() for fact in one.facts}
    asked = {
        (note.type, name)
        for note in bank.notes.values()
        for name in note.statements
        if f"{note.name}.{name}" in facts
    }
    for note in bank.notes.values():
        for name, statement in note.statements.items():
            if (note.type, name) in asked and f"{note.name}.{name}" not in facts:
                message = f"no question rests on '{name}' of '{note.name}'"
                yield BankFlaw(message=message, path=note.path, line=statement.line)


@rule(
    "L46",
    "Every note has some questions to choose from.",
    "info",
    limit=f"{FEW}, where variants of a calculated item count once",
)
def too_few(collection: Collection) -> Iterator[BankFlaw]:
    bank = collection.context.bank
    asked: dict[str, set[tuple[str, ...]]] = {}
    for name, one in collection.outlines.items():
        mark = one.facts if one.kind == "calculated" else (name,)
        asked.setdefault(one.note, set()).add(mark)
    for note in bank.notes.values() if bank else ():
        count = len(asked.get(note.name, ()))
        if count < FEW:
            message = f"'{note.name}' has {count} questions; write items or state facts"
            yield BankFlaw(message=message, path=note.path, line=note.line)


# How notes speak of each other


@rule(
    "L47",
    "Of two notes that are told apart, each says how.",
    "warning",
    limit="none: each `unlike` needs one that answers it",
)
def one_sided(collection: Collection) -> Iterator[BankFlaw]:
    for note, other, line in _told_apart(collection):
        if note.name not in other.unlike and note.name not in other.overlaps:
            message = (
                f"unlike: '{note.name}' is told apart from '{other.name}', and not the other way "
                f"round; add 'unlike' with '{note.name}' to {other.path}"
            )
            yield BankFlaw(message=message, path=note.path, line=line)


@rule(
    "L48",
    "Two notes are not told apart and said to overlap.",
    "error",
    limit="none: `unlike` in one note and `overlaps` in the other contradict each other",
)
def apart_and_overlapping(collection: Collection) -> Iterator[BankFlaw]:
    for note, other, line in _told_apart(collection):
        if note.name in other.overlaps:
            place = f"{other.path}:{other.overlaps[note.name]}"
            message = f"unlike: {place} says that '{other.name}' overlaps '{note.name}'; keep one"
            yield BankFlaw(message=message, path=note.path, line=line)


def _told_apart(collection: Collection) -> Iterator[tuple[Note, Note, int]]:
    bank = collection.context.bank
    for note in bank.notes.values() if bank else ():
        for name, text in note.unlike.items():
            if bank and name in bank.notes and name != note.name:
                yield note, bank.notes[name], text.line


RULES: tuple[BankRule, ...] = (
    key_at_one_place,
    key_is_longest,
    asked_twice,
    stale,
    guess_floor,
    not_asked,
    too_few,
    one_sided,
    apart_and_overlapping,
)
#: What is told of a page depends on no other.
PAGE_RULES: tuple[BankRule, ...] = (given_away,)
