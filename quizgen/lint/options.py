"""Rules about the options of a question beside each other: how many, how long, how different."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from ..text import fold
from .quantities import quantity
from .rules import Flaw, Rule, rule
from .shapes import (
    has_free_texts,
    has_japanese,
    is_clause,
    is_code,
    is_name,
    meant,
    words_of,
)
from .words import stem_of, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..questions import Option
    from .specimen import Specimen

#: A question has so many options, and one more where several of them are right.
FEWEST, MOST = 3, 5
#: A key so much longer than every other option, and by so many columns, is seen at a glance.
LONGER, COLUMNS = 1.25, 10
#: A key that is so much shorter than every other is seen as well.
SHORTER = 0.6
#: Options are of one length where the longest is not longer than so many times the shortest, and
#: short ones are.
UNEVEN, SHORT = 2.5, 30
#: Words shorter than this are too easily another word by one letter.
TYPO = 6


@rule(
    "L02",
    "A question has three to five options.",
    "error",
    limit=f"{FEWEST} to {MOST}, or {MOST + 1} where several are right; two distractors at least",
)
def number_of_options(specimen: Specimen) -> Iterator[Flaw]:
    number, most = len(specimen.options), MOST if specimen.is_single else MOST + 1
    if number > most:
        yield Flaw(message=f"{number} options, and {most} at most are read; take the weakest away")
    elif number < FEWEST or len(specimen.distractors) < FEWEST - 1:
        wrong = len(specimen.distractors)
        message = f"{number} options, {wrong} of them wrong; add distractors until two are there"
        yield Flaw(message=message)


# Options that are the same, or nearly

_LONG_VOWEL = re.compile(r"(?<=[ァ-ヶ])ー(?![ァ-ヶー])")
_POLITE = re.compile(
    r"(?<=[\u3400-\u9fff])を(?=する|行う|実施する|した|して)|(?:である|です|だ)?[。.]?$"
)
_ENDINGS_JA = (("します", "する"), ("を行う", "する"), ("こと", ""), ("行う", "する"))
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_ARTICLES = frozenset({"a", "an", "the"})


@lru_cache(maxsize=1 << 14)
def _sameness(text: str) -> str:
    """Reduce a text to what it names: kana of one kind, no long vowel at the end of a word."""
    folded = fold(text).translate(_TO_KATAKANA)
    return _LONG_VOWEL.sub("", folded)


def _marks(specimen: Specimen, option: Option) -> set[object]:
    """Whatever makes an option the same as another."""
    text = specimen.text(option)
    marks: set[object] = {_sameness(text)}
    if read := quantity(text):
        marks.add((read.kind, read.low, read.high, read.with_low, read.with_high))
    if specimen.context.bank and (meant := specimen.context.bank.resolve(text)):
        marks.add(meant.name)
    return marks


@rule(
    "L03",
    "No two options are the same.",
    "error",
    limit=(
        "the same but for case, punctuation and spaces; the same quantity in other units; two "
        "names of one note"
    ),
    japanese="Kana of either kind, サーバ and サーバー, digits of any width, 三つ and 3つ are one.",
)
def same_options(specimen: Specimen) -> Iterator[Flaw]:
    marks = {option.id: _marks(specimen, option) for option in specimen.options}
    for one, other in combinations(specimen.options, 2):
        if marks[one.id] & marks[other.id]:
            message = (
                f"'{specimen.text(one)}' and '{specimen.text(other)}' are the same; "
                "put another distractor in the place of one"
            )
            yield Flaw(message=message, part="option", option=other.id)


@rule(
    "L04",
    "No two options differ by a slip of the pen alone.",
    "warning",
    limit=(
        "the same words in the same order but for articles, endings, and one wrong letter in words "
        f"of {TYPO} letters or more"
    ),
    japanese="the same but for 〜する, 〜します, 〜を行う, こと, です and である",
)
def nearly_same_options(specimen: Specimen) -> Iterator[Flaw]:
    """The order of words counts, and every other word: they are what good distractors differ by.

    Sorted words make one of "A, then B" and "B, then A", and a likeness of 95 per cent holds for
    every long option that differs from the key in the one word that is asked for.
    """
    for one, other in combinations(specimen.options, 2):
        mine, theirs = specimen.text(one), specimen.text(other)
        if is_code(one.text) or is_code(other.text) or _sameness(mine) == _sameness(theirs):
            continue
        if _nearly_ja(mine, theirs) if specimen.is_japanese else _nearly(mine, theirs):
            message = f"'{mine}' and '{theirs}' are nearly the same; make clear what differs"
            yield Flaw(message=message, part="option", option=other.id)


def _nearly(one: str, other: str) -> bool:
    mine, theirs = (
        [word for word in words_of(text) if word not in _ARTICLES] for text in (one, other)
    )
    return len(mine) == len(theirs) and all(map(_is_slip, mine, theirs))


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are one, but for its ending or a letter in it."""
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()):
        return False
    if stem_of(one) == stem_of(other):
        return True
    if min(len(one), len(other)) < TYPO or one[:2] != other[:2] or one[-1] != other[-1]:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return False
    mine, theirs = one[start:], other[start:]
    swapped = mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]
    return swapped or mine[1:] in {theirs, theirs[1:]} or mine == theirs[1:]


def _nearly_ja(one: str, other: str) -> bool:
    mine, theirs = map(_unstyled, (one, other))
    return bool(mine) and mine == theirs


def _unstyled(text: str) -> str:
    plain = _POLITE.sub("", _sameness(text))
    for ending, instead in _ENDINGS_JA:
        ending_, instead_ = (part.translate(_TO_KATAKANA) for part in (ending, instead))
        if plain.endswith(ending_):
            plain = plain.removesuffix(ending_) + instead_
    return plain.removesuffix("スル")


# Options that hold others

_QUALIFIED = re.compile(
    r"(?:,|;| ?\(| (?:with|without|and|or|plus|in|on|using|by|for|after|before|from|when|where|"
    r"that|which|as)\b)",
    re.IGNORECASE,
)
_HELD_JA = re.compile(r".*(?:の|と|や|および|及び|、|付き|つき|による|した|する|された)$")
_JOINED_JA = re.compile(r"(?:と|や|および|及び|、|または|又は).+")


@rule(
    "L06",
    "No option holds another.",
    "warning",
    limit=(
        "an error where the vocabulary says that one is a kind of the other; a warning where an "
        "option is another with a qualification behind it ('X' and 'X with Y'), or a name and the "
        "name of a part ('Grand Piano' and 'Grand Piano Lid')"
    ),
    japanese="'X' and 'YのX', 'YとX', 'Y付きX'",
)
def nested_options(specimen: Specimen) -> Iterator[Flaw]:
    """Only what stands behind counts, for a word in front often makes another thing.

    Balanced accuracy is no accuracy, and a message queue is no message.
    """
    if not has_free_texts(specimen):
        return
    for one, other in permutations(specimen.options, 2):
        # A note and the note of its part are told apart by what they state.
        if (one.is_key and other.is_key) or (meant(specimen, one) and meant(specimen, other)):
            continue
        short, long = specimen.text(one), specimen.text(other)
        kind = _is_kind(specimen, long, short)
        if kind or _holds(specimen, long, short):
            message = (
                f"'{long}' is a kind of '{short}', so that both may be right; "
                if kind
                else f"whoever chooses '{long}' chooses '{short}' too; "
            )
            yield Flaw(
                message=message + "put another distractor in the place of one",
                part="option",
                option=other.id,
                severity="error" if kind else None,
            )


def _is_kind(specimen: Specimen, one: str, other: str) -> bool:
    """Whether both are values of one set, and one is of the kind of the other."""
    labels = specimen.context.labels
    values = specimen.context.bank.vocabulary.values if specimen.context.bank else {}
    return any(
        mine_of == of and key in values[of][mine].ancestors
        for mine_of, mine in labels.get(fold(one), ())
        for of, key in labels.get(fold(other), ())
    )


def _holds(specimen: Specimen, long: str, short: str) -> bool:
    lower, start = long.casefold(), short.casefold()
    if lower == start or quantity(short):
        return False
    if lower.startswith(start):
        rest = long[len(short) :]
        if _QUALIFIED.match(rest) or (rest[:1] == " " and _names(specimen, short)):
            return True
    if not has_japanese(long):
        return lower.endswith((f" and {start}", f" or {start}"))
    before = long.removesuffix(short)
    if before != long:
        return bool(_HELD_JA.fullmatch(before)) and not is_clause(short)
    return bool(long.startswith(short) and _JOINED_JA.fullmatch(long[len(short) :]))


def _names(specimen: Specimen, text: str) -> bool:
    bank = specimen.context.bank
    return is_name(text) or (bank is not None and bank.resolve(text) is not None)


# Lengths


@rule(
    "L10",
    "The key is not the longest option by far.",
    "error",
    limit=f"{LONGER} times the longest other option, and {COLUMNS} columns more; no name",
    japanese="East Asian characters are two columns wide, so that the same numbers hold.",
)
def longest_is_key(specimen: Specimen) -> Iterator[Flaw]:
    if not (found := _key_beside_others(specimen)):
        return
    key, mine, others = found
    longest = max(others, default=0)
    if mine >= LONGER * longest and mine - longest >= COLUMNS:
        message = (
            f"the key '{key.text}' takes {mine} columns and no other option more than {longest}; "
            "shorten it, or say as much in the others"
        )
        yield Flaw(message=message, part="option", option=key.id)


@rule(
    "L11",
    "The key is not the shortest option by far.",
    "warning",
    limit=f"{SHORTER} times the shortest other option, and {COLUMNS} columns less; no name",
    japanese="East Asian characters are two columns wide, so that the same numbers hold.",
)
def shortest_is_key(specimen: Specimen) -> Iterator[Flaw]:
    if not (found := _key_beside_others(specimen)):
        return
    key, mine, others = found
    shortest = min(others, default=0)
    if mine <= SHORTER * shortest and shortest - mine >= COLUMNS:
        message = (
            f"the key '{key.text}' takes {mine} columns and every other option {shortest} or more; "
            "say more in it, or less in the others"
        )
        yield Flaw(message=message, part="option", option=key.id)


def _key_beside_others(specimen: Specimen) -> tuple[Option, int, list[int]] | None:
    """Give the one key, and the columns that it and the others take; None where it is a name.

    A name is long for no reason that has to do with the question, and cannot be shortened.
    """
    if not specimen.is_single or _names(specimen, specimen.text(specimen.keys[0])):
        return None
    key = specimen.keys[0]
    others = [width(specimen.text(option)) for option in specimen.distractors]
    return key, width(specimen.text(key)), others


@rule(
    "L13",
    "Options are about as long as each other.",
    "warning",
    limit=(
        f"the longest takes more than {SHORT} columns and {UNEVEN} times those of the shortest; "
        "names and values of the vocabulary do not count"
    ),
    japanese="East Asian characters are two columns wide, so that the same numbers hold.",
)
def uneven_lengths(specimen: Specimen) -> Iterator[Flaw]:
    """Nobody can shorten a name, and a short one beside a long one says nothing.

    From 24 columns on, good noun phrases such as "XML tags" and "Time stamps of a transcript" would
    be told apart; it takes a clause beside a word to be noticed.
    """
    worded = [
        (width(text), text)
        for text in specimen.texts.values()
        if not _names(specimen, text) and fold(text) not in specimen.context.labels
    ]
    if not worded:
        return
    (least, short), (most, long) = min(worded), max(worded)
    if most > SHORT and most > UNEVEN * least:
        option = next(id_ for id_, text in specimen.texts.items() if text == long)
        message = (
            f"'{long}' takes {most} columns and '{short}' only {least}; "
            "say about as much in each option"
        )
        yield Flaw(message=message, part="option", option=option)


RULES: tuple[Rule, ...] = (
    number_of_options,
    same_options,
    nearly_same_options,
    nested_options,
    longest_is_key,
    shortest_is_key,
    uneven_lengths,
)
