"""Questions that have the same key and nearly the same stem."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from .words import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .specimen import Outline

#: Letters of a shingle; Japanese says as much in three characters as English in five letters.
SHINGLE, JAPANESE_SHINGLE = 5, 3
#: Stems that have this part of their shingles in common ask the same.
ALIKE = 0.85


def alike(
    questions: Iterable[Outline], plain: Callable[[str], str], language: str, *, within_note: bool
) -> Iterator[tuple[str, str]]:
    """Pair written questions with any others that have the same key and nearly the same stem.

    What is found within a note can be kept, so that each is looked for by itself: pairs within a
    note, or groups that go across notes.
    """
    groups: dict[tuple[object, ...], list[Outline]] = {}
    for one in questions:
        if one.kind != "calculated":
            mark = (one.answer, one.note) if within_note else (one.answer,)
            groups.setdefault(mark, []).append(one)
    for group in groups.values():
        is_across = len({one.note for one in group}) > 1
        by_hand = not all(one.model for one in group)
        if len(group) > 1 and by_hand and (within_note or is_across):
            yield from _pairs(group, plain, language)


def _pairs(
    group: list[Outline], plain: Callable[[str], str], language: str
) -> Iterator[tuple[str, str]]:
    """Pair questions of a group whose stems are nearly the same, and not both generated.

    Two sets that share so much share one of the rarest shingles of each, so that few pairs have to
    be compared.
    """
    shingles = [shingles_of(plain(one.stem), language) for one in group]
    count = Counter(shingle for found in shingles for shingle in found)
    index: dict[str, list[int]] = {}
    for number, (one, found) in enumerate(zip(group, shingles, strict=True)):
        rarest = sorted(found, key=lambda shingle: (count[shingle], shingle))
        near: dict[int, None] = {}
        for shingle in rarest[: len(found) - math.ceil(ALIKE * len(found)) + 1]:
            others = index.setdefault(shingle, [])
            near.update(dict.fromkeys(others))
            others.append(number)
        for other in near:
            by_hand = not (one.model and group[other].model)
            if by_hand and _alike(found, shingles[other]) >= ALIKE:
                yield group[other].id, one.id


def shingles_of(text: str, language: str) -> frozenset[str]:
    """Give every group of letters that follow each other, by which texts are compared."""
    size = JAPANESE_SHINGLE if language == "ja" else SHINGLE
    plain = normal(text).casefold()
    return frozenset(plain[n : n + size] for n in range(max(1, len(plain) - size + 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)
