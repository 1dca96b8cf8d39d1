"""All formats by name: the file of each, what it keeps, and the function that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from . import aiken, anki, anki_csv, gift, moodle, qti
from .bank_schema import bank_schema
from .cards import cards
from .losses import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..canonical import BankData
    from .cards import Card
    from .losses import Feature

#: What ``exporting`` takes from here, ``cards`` among it.
__all__ = ["FORMATS", "Setting", "cards", "described", "newest_day", "written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a format wants to know of the site."""

    #: Keeps guids of two sites apart.
    site: str
    title: str
    language: str
    #: The time of the newest change, in seconds since 1970.
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format; ``write`` is pure."""

    file: str
    kept: frozenset[Feature]
    write: Callable[[Sequence[Card], Setting], bytes]


FORMATS: dict[str, Format] = {
    "anki": Format(
        file="anki.apkg",
        kept=anki.KEPT,
        write=lambda cards, its: anki.to_anki(cards, its.site, its.title, its.changed),
    ),
    "anki-csv": Format(
        file="anki.csv",
        kept=anki_csv.KEPT,
        write=lambda cards, its: anki_csv.to_anki_csv(cards, its.site, its.title).encode(),
    ),
    "moodle": Format(
        file="moodle.xml",
        kept=moodle.KEPT,
        write=lambda cards, _its: moodle.to_moodle(cards),
    ),
    "gift": Format(
        file="gift.txt",
        kept=gift.KEPT,
        write=lambda cards, _its: gift.to_gift(cards).encode(),
    ),
    "qti2": Format(
        file="qti-2.2.zip",
        kept=qti.KEPT,
        write=lambda cards, its: qti.to_qti(cards, qti.QTI_22, its.language),
    ),
    "qti3": Format(
        file="qti-3.0.zip",
        kept=qti.KEPT,
        write=lambda cards, its: qti.to_qti(cards, qti.QTI_30, its.language),
    ),
    "aiken": Format(
        file="aiken.txt",
        kept=aiken.KEPT,
        write=lambda cards, _its: aiken.to_aiken(cards).encode(),
    ),
}


def written(
    of: Sequence[Card], names: Iterable[str], setting: Setting
) -> Iterator[tuple[str, bytes]]:
    """Write these formats; give the name and the content of each file."""
    for name in names:
        yield FORMATS[name].file, FORMATS[name].write(of, setting)


def described(of: Sequence[Card]) -> Iterator[tuple[str, bytes]]:
    """Write the schema of the bank, and the table of what each format loses."""
    yield "bank.schema.json", bank_schema().encode()
    yield "losses.md", table(of, {name: one.kept for name, one in FORMATS.items()}).encode()


def newest_day(bank: BankData) -> int:
    """Say on which day somebody last compared a source, in seconds since 1970."""
    days = [source["checked"] for note in bank["notes"] for source in note["sources"]]
    year, month, day, *_ = [*map(int, max(["1970-01-01", *days]).split("-")), 1, 1]
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())
