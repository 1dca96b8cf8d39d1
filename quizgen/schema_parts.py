"""Parts of JSON Schemas: texts, words, dates, lists and mappings as the readers take them.

Nothing is shared by ``$ref``: beside one, draft 7 passes over a description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .reader import DATE, NUMBER, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Schema = dict[str, Any]

#: The one that editors know best.
DRAFT = {"$schema": "http://json-schema.org/draft-07/schema#"}
_SCALAR = ["string", "number", "boolean"]
#: Whatever YAML makes of a word, the readers take it as text.
ANY: Schema = {"type": [*_SCALAR, "null"]}
#: Nothing at all. Said by what it is not, since editors would offer to write 'null' else.
BLANK: Schema = {"not": {"type": [*_SCALAR, "array", "object"]}}
TEXT: Schema = {
    # Not by its types: editors would offer 'true' and 'false'.
    "if": {"not": {"type": _SCALAR}},
    "then": {"type": "string", "errorMessage": "Write a text; put quotes around one with a colon."},
    "pattern": r"\S",
    "patternErrorMessage": "Write a text.",
}
# What \w means differs from editor to editor, so names are said by the signs they cannot have.
_SIGNS = r"\s!-,/:-@\[-^`{-~"
NAME = rf"[^{_SIGNS}.\-][^{_SIGNS}]*"
PLAIN_NAME = rf"[^{_SIGNS}.\-\d][^{_SIGNS}.\-]*"


def told(description: str, schema: Schema) -> Schema:
    """Add what an editor shows of it."""
    return {"description": description} | schema


def whole(pattern: str) -> str:
    """Anchor a pattern of a reader, which takes the blanks around a word away."""
    return rf"^\s*({pattern})\s*$"


def word(pattern: str, message: str) -> Schema:
    return {"type": "string", "pattern": whole(pattern), "patternErrorMessage": message}


def known(words: Mapping[str, str]) -> Schema:
    """Ask for one of these words; each is explained."""
    return {"enum": [*words], "enumDescriptions": [*words.values()]} if words else TEXT


def offered(words: Mapping[str, str]) -> Schema:
    """Offer these words, and take any other."""
    return {"anyOf": [known(words), TEXT]} if words else TEXT


def or_blank(schema: Schema) -> Schema:
    return {"anyOf": [schema, BLANK]}


def listed(entry: Schema) -> Schema:
    """Describe a list; a single value counts as a list of one, and nothing as an empty one."""
    return {"anyOf": [entry, {"type": "array", "items": entry}, BLANK]}


def keys(names: Sequence[str], schemas: Mapping[str, Schema], *required: str) -> Schema:
    """Describe a mapping that has these keys and no other; one that is forgotten is a KeyError."""
    found: Schema = {
        "type": "object",
        "properties": {name: schemas[name] for name in names},
        "additionalProperties": False,
    }
    return found | {"required": list(required)} if required else found


def mapping(value: Schema, names: str = "", message: str = "") -> Schema:
    """Describe a mapping whose keys are the author's."""
    found: Schema = {"type": "object", "additionalProperties": value}
    if names:
        found["propertyNames"] = {"pattern": whole(names), "patternErrorMessage": message}
    return found


def explained(words: Mapping[str, str]) -> Schema:
    """Describe a mapping from these words to a text each."""
    texts = {name: told(description, TEXT) for name, description in words.items()}
    return {"type": "object", "properties": texts, "additionalProperties": False}


def date() -> Schema:
    message = "Write a date such as 2026-06-30, 2026-06 or 2026."
    # A year alone is a number for YAML.
    types = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
    return or_blank(word(f"({DATE.pattern})?", message) | types | {"errorMessage": message})


def url() -> Schema:
    return word(r"https?://[^\s<>\"']+", "Write an address that starts with https://")


def number() -> Schema:
    message = "Write a number such as 12 or 0.5."
    # A number of 16 digits and more is refused.
    most = 10**15 - 1
    types = {"type": ["number", "string"], "minimum": -most, "maximum": most}
    return word(NUMBER.pattern, message) | types | {"errorMessage": message}


def above_zero() -> Schema:
    message = "Write a number over 0, such as 12 or 0.5."
    # A number in quotes is a text for YAML; one of nothing but zeros has no other digit.
    found = number() | {"exclusiveMinimum": 0, "errorMessage": message}
    return found | {"allOf": [{"pattern": "[1-9]"}, {"pattern": r"^[^\-]*$"}]}


def count(least: int = 0) -> Schema:
    message = f"Write a whole number from {least} to 99."
    types = {"type": ["integer", "string"], "minimum": least, "maximum": 99}
    return word(WHOLE.pattern, message) | types | {"errorMessage": message}
