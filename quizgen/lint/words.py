"""Texts as the linter compares them: widths, words and sentences, in English and in Japanese.

No dictionary is needed for Japanese: kanji are taken as pairs, katakana, Latin letters and digits
as whole runs, which finds the same shared words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Words of English that every text has.
STOP = frozenset(
    "a about after again all also an and another any are as at be been before both but by can "  # noqa: SIM905 - a text is easier to read
    "could do does each every few first for from had has have here how if in into is it its last "
    "less many may more most much must new next no not now of old on once one only or other own "
    "same several should since so some still such than that the their them then there these they "
    "this those three through to two under until use used uses using was were what "
    "when where whether which while who whose why will with within without would yet you "
    "your".split()
)
#: Pairs of kanji that are as empty in Japanese.
EMPTY = frozenset(
    "場合 必要 以下 以上 利用 使用 方法 適切 最適 可能 複数 最初 最後 同時 現在".split()  # noqa: SIM905
)
_LATIN = re.compile(r"[a-z][a-z'’]*[a-z]|[a-z]", re.ASCII)
#: Not the digits of a name such as S3.
_NUMBER = re.compile(r"(?<![a-z\d.])\d+(?:[.,]\d+)*")
_KANJI = re.compile(r"[\u3400-\u9fff々]+")
_KATAKANA = re.compile(r"[\u30a1-\u30fe]{3,}")
#: Endings, longest first, and how many letters have to be left in front of each.
_ENDINGS = {
    "ions": 5,
    "ion": 5,
    "ings": 3,
    "ing": 3,
    "ies": 3,
    "ied": 3,
    "ed": 3,
    "es": 3,
    "ly": 5,
    "s": 3,
}
_SHORTEST = 3
_VOWEL = re.compile("[aeiouy]")
#: A doubled letter before an ending: "mapped", but not "called".
_DOUBLED = re.compile(r"([^aeioulsz])\1$")
#: Between two sentences; a full stop inside "Policy no.", or before a small letter, ends none.
_BETWEEN = re.compile(r"""([.?!]["”’)]*)\s+(?=["“‘(]*[A-Z0-9])""")
_BETWEEN_JAPANESE = re.compile(r"([。?!])(?![」』)])\s*")


@lru_cache(maxsize=1 << 14)
def normal(text: str) -> str:
    """One form of what looks the same: NFKC, and one space where there are several.

    >>> normal("Ｓ３  bucket")
    'S3 bucket'
    """
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=1 << 14)
def width(text: str) -> int:
    """Columns that a text takes where East Asian characters are two wide."""
    plain = normal(text)
    if plain.isascii():
        return len(plain)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in plain)


@lru_cache(maxsize=1 << 14)
def stem_of(word: str) -> str:
    """Cut a common ending off an English word; what is left has three letters at least.

    >>> stem_of("streaming"), stem_of("streams"), stem_of("mapped"), stem_of("queries")
    ('stream', 'stream', 'map', 'quer')
    """
    if word.endswith("ss"):
        return word
    cut = word
    for ending, least in _ENDINGS.items():
        rest = word.removesuffix(ending)
        if least <= len(rest) < len(word) and _VOWEL.search(rest):
            cut = _DOUBLED.sub(r"\1", rest) if ending in {"ing", "ings", "ed"} else rest
            break
    return cut[:-1] if cut[-1] in "ey" and len(cut) > _SHORTEST else cut


@lru_cache(maxsize=1 << 14)
def words(text: str, language: str) -> frozenset[str]:
    """The words of a text that can give something away, each reduced to its stem."""
    plain = normal(text).casefold()
    latin = (word for word in _LATIN.findall(plain) if len(word) >= _SHORTEST)
    found = {stem_of(word) for word in latin if word not in STOP}
    if language == "ja":
        found |= {
            run[n : n + 2] for run in _KANJI.findall(plain) for n in range(max(1, len(run) - 1))
        } - EMPTY
        found |= set(_KATAKANA.findall(plain)) | set(_NUMBER.findall(plain))
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a text.

    >>> sentences("It costs 1.5 dollars. Why?", "en")
    ('It costs 1.5 dollars.', 'Why?')
    """
    between = _BETWEEN_JAPANESE if language == "ja" else _BETWEEN
    found = between.sub(r"\1\n", normal(text)).split("\n")
    return tuple(sentence for sentence in found if sentence)
