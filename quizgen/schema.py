"""JSON Schemas for editors: what may stand in a note, in the vocabulary and above an item model.

They say what the readers say, as far as a schema can.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .formulas import MAX_LENGTH
from .items import (
    CALCULATION_KEYS,
    ITEM_KEYS,
    MAX_DISTRACTORS,
    MAX_OPTIONS,
    MAX_STEPS,
    MIN_DISTRACTORS,
    MIN_STEPS,
    OPTION_KEYS,
    RULE,
)
from .lint.run import ALL_RULES
from .models import ASK_NEXT, ASK_NOTE, ASK_ORDER, CHOICES, MODEL_KEYS
from .notes import (
    FORMERLY,
    FORMS,
    NOTE_KEYS,
    OWN_KEY,
    QUIZ_KEYS,
    SOURCE_KEYS,
    STATUS_KEYS,
    SUCCESSOR,
)
from .reader import ID
from .schema_parts import (
    ANY,
    BLANK,
    DRAFT,
    NAME,
    PLAIN_NAME,
    TEXT,
    Schema,
    above_zero,
    count,
    date,
    explained,
    keys,
    known,
    listed,
    mapping,
    number,
    offered,
    or_blank,
    told,
    url,
    whole,
    word,
)
from .vocabulary import (
    CODE,
    CODE_PART_KEYS,
    COMMON_KEYS,
    FIELD,
    FIELD_KEYS,
    KINDS,
    NAMES,
    PARTS,
    RESERVED,
    TYPE_KEYS,
    VALUE_KEYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .notes import Note
    from .vocabulary import Field, NoteType, Vocabulary

#: For YAML a document begins at each '---': at the second one it is empty.
OR_END = ["object", "null"]
_LOWER_CASE = word(ID.pattern, "Use lower case with hyphens, such as 'live-captions'.")


def note_schema(vocabulary: Vocabulary, notes: Iterable[Note]) -> Schema:
    """Describe the front matter of a note; the names of notes are offered, not asked for."""
    titles = {note.name: (note.type, str(note.title)) for note in notes}
    common = _common(vocabulary, {name: title for name, (_, title) in titles.items()})
    return DRAFT | {
        "type": OR_END,
        "properties": keys(COMMON_KEYS, common)["properties"],
        "if": {"required": ["type"]},
        "then": {
            "required": ["title"],
            "allOf": [
                {
                    "if": {"properties": {"type": {"const": note_type.name}}},
                    "then": _fields(note_type, vocabulary, titles),
                }
                for note_type in vocabulary.types.values()
            ]
            or [{}],
        },
        # Without a type it is a page that is no note.
        "else": {"propertyNames": {"not": {"enum": sorted(NOTE_KEYS)}}},
    }


def vocabulary_schema(vocabulary: Vocabulary) -> Schema:
    """Describe the file of the vocabulary; what it declares now is offered in its lists."""
    fields = listed(offered({name: about(one) for name, one in vocabulary.fields.items()}))
    note_type = {
        "label": told("The name of the type in pages, in the singular.", ANY),
        "plural": told("The name of the type in pages, in the plural.", ANY),
        "fields": told("What its notes may state, in the order of the page.", fields),
        "requires": told("What its notes must state.", fields),
    }
    values = mapping(_value(), NAME, "Use letters, digits and hyphens.")
    named = {
        "not": {"enum": sorted(RESERVED)},
        "pattern": whole(FIELD.pattern),
        "patternErrorMessage": "Use a-z, digits and _.",
    }
    parts = {
        "types": told("The kinds of notes.", mapping(or_blank(keys(TYPE_KEYS, note_type)))),
        "fields": told("What notes may state, and what follows.", mapping(_field(vocabulary))),
        "values": told("The sets of values.", or_blank(mapping(values | {"minProperties": 1}))),
    }
    parts["types"]["minProperties"] = parts["fields"]["minProperties"] = 1
    parts["fields"]["propertyNames"] = named
    return DRAFT | keys(PARTS, parts, "types", "fields")


def model_schema(vocabulary: Vocabulary) -> Schema:
    """Describe the header of an item model."""
    types = {name: str(one.label) for name, one in vocabulary.types.items()}
    choices = ("A question of each value.", "All values at once.")
    parts = {
        "for": told("The type of note that it asks about.", known(types)),
        "given": told("The fields whose values stand in the stem.", {}),
        "ask": told("What the options are; notes, if left out.", {}),
        "choose": told("One value, or all.", known(dict(zip(CHOICES, choices, strict=True)))),
        "silence": told("Rules of the linter that do not count for its questions.", _silence()),
    }
    asking = [
        {
            "if": {"properties": {"for": {"const": name}}},
            "then": _asking(note_type, vocabulary),
        }
        for name, note_type in vocabulary.types.items()
    ]
    found = DRAFT | keys(MODEL_KEYS, parts, "for") | {"allOf": asking or [{}]}
    return found | {"type": OR_END}


def about(field: Field) -> str:
    """What a field is, in a line."""
    said = f"{field.label}. {field.help}" if field.help else f"{field.label}."
    return f"{said} A number: {field.of}." if field.kind == "number" else said


def _silence() -> Schema:
    found = explained({rule.code: rule.title for rule in ALL_RULES})
    return found | {"patternProperties": {whole(RULE.pattern): TEXT}}


# Notes


def _common(vocabulary: Vocabulary, titles: Mapping[str, str]) -> dict[str, Schema]:
    """Describe what every note may state."""
    names = {"anyOf": [*listed({"anyOf": [ANY, mapping(ANY)]})["anyOf"], mapping(ANY)]}
    types = {name: str(one.label) for name, one in vocabulary.types.items()}
    file = word(NAME, "Write the name of a file: letters, digits and hyphens.")
    source = {
        "url": told("The page that says so.", url()),
        "checked": told("The day on which somebody last compared the note with it.", date()),
    }
    sources = mapping({"anyOf": [url(), keys(SOURCE_KEYS, source, "url")]})
    unlike = explained(titles) | {"additionalProperties": TEXT}
    items = or_blank({"type": "array", "items": _item()})
    quiz = {
        "show": told("How many questions the page shows; 0 for none.", count()),
        "mute": told("Ids of generated questions to take away.", listed(TEXT)),
        "silence": told("Rules that do not count for a question.", or_blank(mapping(_silence()))),
    }
    return {
        "title": told("What the thing is called today; the heading of its page.", TEXT),
        "type": told("The kind of note; it decides which fields it may state.", known(types)),
        "also": told("Other names of today.", names),
        "formerly": told("Names of earlier days: a list, or each with a date.", names),
        "aliases": told("Names that the file had before, oldest first.", listed(file)),
        "status": told("Where the thing stands in its life.", _status(vocabulary, titles)),
        "unlike": told("What it is confused with, and what tells them apart.", or_blank(unlike)),
        "overlaps": told("Notes of which its sentence may be true too.", listed(offered(titles))),
        "sources": told(
            "Where its facts stand: 'default', and one for a field by its name.",
            {"anyOf": [url(), sources, BLANK]},
        ),
        "quiz": told("Which questions the page shows.", or_blank(keys(QUIZ_KEYS, quiz))),
        "items": told("Questions written by hand.", items),
    }


def _status(vocabulary: Vocabulary, titles: Mapping[str, str]) -> Schema:
    parts = {
        "is": told("What its status is today.", known(_labels(vocabulary, "status"))),
        "checked": told("The day on which somebody last looked.", date()),
        "since": told("Since when it is so.", date()),
        "until": told("Until when it is so.", date()),
        "successor": told("What takes its place: a note, or any text.", offered(titles)),
        "note": told("One sentence about it.", ANY),
        "source": told("The page that says so.", url()),
    }
    return keys(STATUS_KEYS, parts, "is")


def _fields(
    note_type: NoteType, vocabulary: Vocabulary, titles: Mapping[str, tuple[str, str]]
) -> Schema:
    """Say what notes of a type may state, and refuse every other key."""
    stated = {}
    for name in note_type.fields:
        field = vocabulary.fields[name]
        of_type = {note: title for note, (kind, title) in titles.items() if kind == field.of}
        one = _codes(vocabulary, field) if field.kind == "codes" else None
        one = one or _stated(vocabulary, field, _one_value(vocabulary, field, of_type))
        stated[name] = told(about(field), one if name in note_type.requires else or_blank(one))
    return {
        "title": str(note_type.label),
        "properties": stated | dict.fromkeys((*COMMON_KEYS, *sorted(vocabulary.broken)), True),
        "patternProperties": {f"^{OWN_KEY}": True},
        "additionalProperties": False,
        "required": list(note_type.requires),
    }


def _stated(vocabulary: Vocabulary, field: Field, value: Schema) -> Schema:
    """Describe what may stand under a field: a value, values, or which are true and which not."""
    most = {"maxItems": 1} if field.one else {}
    values = {"type": "array", "items": value, "uniqueItems": True} | most
    of = _labels(vocabulary, field.of)
    forms = {
        "is": told("True; there may be more.", {"anyOf": [value, values, BLANK]}),
        "only": told("True, and no other is.", {"anyOf": [value, values]}),
        "not": told(
            "Not true, each with the reason.",
            or_blank(explained(of) if field.is_set else mapping(TEXT)),
        ),
    }
    either = {"not": {"required": ["is", "only"]}}
    return {"anyOf": [value, values, keys(FORMS, forms) | either]}


def _one_value(vocabulary: Vocabulary, field: Field, titles: Mapping[str, str]) -> Schema:
    match field.kind:
        case "text" if field.identifies:
            message = "It stands inside sentences; write it without a full stop."
            return TEXT | {"pattern": r"[^.\s]\s*$", "patternErrorMessage": message}
        case "text":
            return TEXT
        case "number":
            return number()
        case "notes":
            return offered(titles)
        case _:
            return known(_labels(vocabulary, field.of))


def _labels(vocabulary: Vocabulary, of: str) -> dict[str, str]:
    return {key: str(value.label) for key, value in vocabulary.values.get(of, {}).items()}


def _codes(vocabulary: Vocabulary, field: Field) -> Schema:
    found = {}
    for key, value in vocabulary.values[field.of].items():
        codes = known({code: str(label) for code, label in value.codes.items()})
        # A code without quotes is a number for YAML, and '1.10' is the same one as '1.1'.
        found[key] = told(str(value.label), listed({"anyOf": [codes, {"type": "number"}]}))
    return {"type": "object", "properties": found, "additionalProperties": False}


# Items


def _item() -> Schema:
    reasoned, plain = _option("text", "because"), {"anyOf": [TEXT, _option("text")]}
    most = MAX_OPTIONS - MIN_DISTRACTORS
    distractors = _many(MIN_DISTRACTORS, MAX_DISTRACTORS, reasoned)
    key = {"anyOf": [plain, _many(1, 1, plain), _many(2, most, reasoned)]}
    steps = _many(MIN_STEPS, MAX_STEPS, TEXT) | {"uniqueItems": True}
    parts = {
        "id": told("Its name in addresses; it stays when you reword the item.", _LOWER_CASE),
        "stem": told("The situation and the question.", TEXT),
        "key": told("The right option, or two and three, each with its reason.", key),
        "distractors": told("Two to four: '- wrong option: why it is wrong here'.", distractors),
        "rationale": told("Why the key is right.", ANY),
        "source": told("The name of one of the note's sources.", ANY),
        "order": told("Three to six steps in their order.", steps),
        "calculate": told("An item whose numbers change.", _calculation()),
        "silence": told("Rules of the linter that do not count, each with why.", _silence()),
    }
    kinds = ("key", "order", "calculate")
    makes_its_own = {"not": {"required": ["distractors"]}}
    without_reason = {"anyOf": [TEXT, {"type": "array", "maxItems": 1, "items": TEXT}]}
    limits = [
        _if("key", without_reason, {"required": ["rationale"]}),
        *(
            _if("key", _many(n, most, {}), {"properties": {"distractors": _many(0, room, {})}})
            for n in range(2, most + 1)
            if (room := MAX_OPTIONS - n) < MAX_DISTRACTORS
        ),
    ]
    return keys(ITEM_KEYS, parts, "id", "stem") | {
        "title": "An item",
        "oneOf": [{"required": [kind]} for kind in kinds],
        "dependencies": {
            "key": ["distractors"],
            "order": makes_its_own,
            "calculate": makes_its_own,
        },
        "allOf": limits,
    }


def _many(least: int, most: int, entry: Schema) -> Schema:
    return {"type": "array", "minItems": least, "maxItems": most, "items": entry}


def _if(key: str, has: Schema, then: Schema) -> Schema:
    return {"if": {"properties": {key: has}, "required": [key]}, "then": then}


def _option(*required: str) -> Schema:
    """Describe an option with its reason: ``option: reason``, or its parts."""
    reason = TEXT if "because" in required else ANY
    parts = {
        "id": told("It stays when you reword the option.", _LOWER_CASE),
        "text": told("What the learner chooses.", TEXT),
        "because": told("Why it is right or wrong here.", reason),
    }
    pair = {"minProperties": 1, "maxProperties": 1, "additionalProperties": reason}
    return {
        "type": "object",
        "errorMessage": "Write '- option: reason', or id, text and because.",
        "if": {"type": "object", "required": ["text"]},
        "then": keys(OPTION_KEYS, parts, *required),
        "else": pair | {"propertyNames": {"pattern": r"\S"}},
    }


def _calculation() -> Schema:
    formula = TEXT | {"maxLength": MAX_LENGTH}
    # 'key' is the result.
    name = rf"(?!key$){PLAIN_NAME}"
    formulas = mapping(formula, name, "Use a plain name other than 'key', such as 'records'.")
    numbers = {"anyOf": [number(), {"type": "array", "minItems": 1, "items": number()}]}
    mistakes = mapping(formula, r"[\s\S]*\S[\s\S]*", "Name the mistake.")
    parts = {
        "given": told(
            "Names, each with its numbers.", formulas | {"additionalProperties": numbers}
        ),
        "where": told("A condition that the numbers must meet.", formula),
        "steps": told("Numbers worked out on the way.", formulas),
        "key": told("The formula of the right number.", formula),
        "unit": told("The unit behind every option.", ANY),
        "digits": told("Digits after the point; 0 if left out.", count()),
        "mistakes": told("What a learner gets wrong, and what comes of it.", mistakes),
        "variants": told("How many sets of numbers are used; 3 if left out.", count(1)),
    }
    parts["mistakes"]["minProperties"] = MIN_DISTRACTORS
    return keys(CALCULATION_KEYS, parts, "given", "key", "mistakes")


# Vocabulary


def _field(vocabulary: Vocabulary) -> Schema:
    sets = offered({name: ", ".join(values) for name, values in vocabulary.values.items()})
    types = offered({name: str(one.label) for name, one in vocabulary.types.items()})
    flag = {"type": ["boolean", "string"], "pattern": "^(true|false)$"}
    sentence = ANY | {
        "pattern": rf"^(?![\s\S]*\{{(?!({'|'.join(NAMES)})\}})\w+\}})",
        "patternErrorMessage": "It knows {note}, {value} and {values} only.",
    }
    pattern = rf"https?://[^\s<>\"']*{re.escape(CODE)}[^\s<>\"']*"
    coded_address = word(pattern, f"Write an address in which {CODE} stands for the code.")
    parts = {
        "label": told("Its name in pages.", ANY),
        "help": told("What it is, for authors.", ANY),
        "values": told("Its values come from this set.", sets),
        "notes": told("Its values are notes of this type.", types),
        "text": told("Its values are phrases: 'true'.", ANY),
        "number": told("Its values are numbers with this unit.", ANY),
        "codes": told("Its values come from this set, with codes.", sets),
        "one": told("Only one value is true, so another one is false.", flag),
        "many": told("More than one may be true.", flag),
        "identifies": told("Of a text: it is true of one note alone.", flag),
        "group": told("Notes that share the value compete with each other.", flag),
        "order": told("Of a number: the note's place among those of its type.", flag),
        "whole": told("Of notes: what the note is a part of.", flag),
        "says": told("The reason that a learner reads: '{note} takes {values}.'", sentence),
        "only": told("The same, where the note closes the list.", sentence),
        "none": told("The same, where the note closes an empty list.", sentence),
        "url": told("The address of the page of a code, with '{code}'.", coded_address),
    }
    is_set = {"enum": [True, "true"]}
    return keys(FIELD_KEYS, parts) | {
        "oneOf": [{"required": [kind]} for kind in KINDS],
        "allOf": [
            _if("identifies", is_set, {"required": ["text"]}),
            _if("order", is_set, {"required": ["number", "one"], "properties": {"one": is_set}}),
            _if("whole", is_set, {"required": ["notes"]}),
            _if("many", is_set, {"properties": {"one": {"not": is_set}}}),
            _if("url", ANY, {"required": ["codes"]}),
        ],
    }


def _value() -> Schema:
    part = {
        "label": told("What the part is called.", ANY),
        "weight": told("How much it counts beside the other parts.", above_zero()),
    }
    parts = {
        "label": told("Its name in the middle of sentences.", ANY),
        "is": told("Values of the set that it is a kind of.", listed(TEXT)),
        "overlaps": told("Values that may be true where it is.", listed(TEXT)),
        "codes": told("Codes, each with what it stands for.", or_blank(mapping(ANY))),
        "parts": told(
            "Parts of the codes: '1' is the part of '1.1' and '1.2'.",
            or_blank(mapping(keys(CODE_PART_KEYS, part, "weight"))),
        ),
    }
    return or_blank(keys(VALUE_KEYS, parts))


# Item models


def _asking(note_type: NoteType, vocabulary: Vocabulary) -> Schema:
    """Say what a model may ask of notes of a type."""
    own = {name: vocabulary.fields[name] for name in note_type.fields}
    fields = {name: about(field) for name, field in own.items()}
    fields |= {FORMERLY: "Names of earlier days.", SUCCESSOR: "What took its place."}
    fields |= dict.fromkeys(sorted(vocabulary.broken), "")
    places = {name: about(field) for name, field in own.items() if field.order}
    notes = {
        ASK_NOTE: "The options are notes.",
        ASK_NEXT: "The options are notes; the key is the one behind this.",
        ASK_ORDER: "The options are orders of notes.",
    }
    resting = {"minItems": 1, "not": BLANK}
    placed = {"properties": {"given": listed(known(places)) if places else False}}
    of_notes = {"properties": {"ask": {"enum": [*notes]}}}
    return {
        "properties": {"given": listed(known(fields)), "ask": known(notes | fields)},
        "allOf": [
            {"if": of_notes, "then": {"required": ["given"], "properties": {"given": resting}}},
            _if("ask", {"enum": [ASK_NEXT, ASK_ORDER]}, placed),
        ],
    }
