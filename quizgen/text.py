"""Small things done to text: comparing it, hashing it, filling its placeholders."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: A name in a message of a template, or a percent sign.
_NAMED = re.compile(r"%%|%\(\w+\)s")
_BREAKS = re.compile(r"\r\n?")
# What makes another name (C, C++, C#) or another number (15, 1.5, -15, 15 %) is no noise.
_NOISE = re.compile(r"(?![+#<>=%]|(?<=\d)[.,]\d|(?<![\w)])-\d)[\W_]")


@dataclass(frozen=True)
class Text:
    """Inline Markdown as the author wrote it and as the reader of this edition sees it."""

    source: str
    line: int
    translated: str = ""

    def __str__(self) -> str:
        return self.translated or self.source


def lines_of(text: str) -> list[str]:
    """Take the text of a file apart as editors count its lines, whatever ends them."""
    return _BREAKS.sub("\n", text.removeprefix("\ufeff")).split("\n")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Reduce a text to what makes it the same as another: no case, width, space or punctuation.

    Texts of nothing but punctuation keep it, so that ``.`` and ``-`` stay two things.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("−", "-")
    return _NOISE.sub("", plain) or plain.strip()


def digest(*parts: str) -> str:
    """Hash some texts; 64 hexadecimal digits, the same on every machine and in every run."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def by_hash(seed: str, ids: Iterable[str]) -> list[str]:
    """Put ids in an order that depends on the seed alone: one more id moves no other."""
    return sorted(ids, key=lambda candidate: digest(seed, candidate))


def slug(text: str) -> str:
    """A short id for a text: its words where they are Latin, and always a part of its hash."""
    words = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKC", text).casefold())
    return "-".join([*words[:3], digest(fold(text))[:6]])


def capital(text: str) -> str:
    """Begin a text as a sentence or a title begins, and leave the rest of it."""
    return text[:1].upper() + text[1:]


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Replace ``{name}`` by its value; names that are not there stay as they are."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template)


def keep_names(translate: Callable[[str], str]) -> Callable[[str], str]:
    """Translate messages with ``%(name)s``, but none into what names another thing.

    A slip in a catalog would end the build otherwise.
    """

    def translated(message: str) -> str:
        found = translate(message)
        known = {"%%", *_NAMED.findall(message)}
        return (
            message if "%" in _NAMED.sub(lambda m: "" if m[0] in known else "%", found) else found
        )

    return translated


def texts_in(value: object) -> Iterator[Text]:
    """Find every text in a dataclass, a mapping or a tuple, at any depth."""
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, dict):
        for entry in value.values():
            yield from texts_in(entry)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for entry in value:
            yield from texts_in(entry)
