"""Schemas for editors accept what the readers accept, and refuse what they refuse."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from quizgen import items, models, notes
from quizgen.models import read_model
from quizgen.notes import read_note, split
from quizgen.reader import Reader
from quizgen.schema import model_schema, note_schema, vocabulary_schema
from quizgen.vocabulary import COMMON_KEYS, EMPTY, FIELD_KEYS, TYPE_KEYS, read_vocabulary
from scripts.schema import OUT, write_schemas
from scripts.site_notes import notes_of, vocabulary_of
from tests.support import cases, files_in, orchestra

if TYPE_CHECKING:
    from quizgen.schema_parts import Schema

TOP = Path(__file__).parents[1]
DOCS = TOP / "docs"
#: What a schema cannot express: the part of a message by which it is known → the reason.
BEYOND = {
    "a text is cut at ' #'": "for YAML the rest is a comment",
    "references (*name) are not allowed": "a schema sees the value that is referred to",
    "the character U+0000": "a pattern that forbids it would have to stand at every text",
    "' stands twice": "a mapping has a key once; texts that differ in case or signs are one",
    "a step stands twice": "texts that differ in case or signs are one",
    "stated and denied": "one part of a note against another",
    "did you mean 'type'?": "a page that is no note may have any key",
    "is no formula": "formulas have a grammar",
    "may not stand in a formula": "formulas have a grammar",
    "is neither given nor a step": "one part of an item against another",
    "has the name of a number that is given": "one part of an item against another",
    "no number '": "one part of an item against another",
    "no field '": "one part of a vocabulary against another",
    "no values '": "one part of a vocabulary against another",
    "no type 'instruments'": "one part of a vocabulary against another",
    "no value '": "one part of a vocabulary against another",
    "is in no part": "one part of a vocabulary against another",
    "is in two parts": "one part of a vocabulary against another",
    "has no code;": "one part of a vocabulary against another",
    "is a kind of itself": "one part of a vocabulary against another",
    "the stem": "it stands below the header",
    "starts with a header": "there is nothing that a schema could look at",
    "the front matter starts with": "there is nothing that a schema could look at",
    "the front matter is never closed": "there is nothing that a schema could look at",
}


class CoreLoader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does, and with it the language server."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML has it


for tag, pattern, first in (
    ("null", "~|null|Null|NULL|", "~nN"),
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), ["", *first]
    )


def refused(schema: Schema, text: str) -> list[str]:
    """Say what the schema finds wrong with a text; what is no YAML is wrong by itself."""
    try:
        data = yaml.load(text, CoreLoader)  # noqa: S506 - a safe one
    except yaml.YAMLError as error:
        return [str(error)]
    return [error.message for error in Draft7Validator(schema).iter_errors(data)]


def compare(schema: Schema, text: str, reader: Reader) -> None:
    """Hold what the schema says of a text against what the reader has said."""
    found = refused(schema, text)
    expected = [problem for problem in map(str, reader.problems) if not beyond(problem)]

    if not reader.problems:
        assert found == []
    elif expected:
        assert found != []


def beyond(problem: str) -> list[str]:
    return [part for part in BEYOND if part in problem]


@cache
def orchestra_schema() -> Schema:
    return note_schema(orchestra(), [])


@pytest.mark.parametrize(("given", "_told"), cases("front_matter"))
def test_front_matter_is_refused_where_the_reader_refuses_it(given: str, _told: str) -> None:
    for path, text in files_in(given).items():
        reader = Reader(path)
        read_note(path.removesuffix(".md"), text, orchestra(), reader)
        front_matter, fenced = split(text)

        compare(orchestra_schema(), front_matter if fenced else "", reader)


@pytest.mark.parametrize(("given", "_told"), cases("vocabulary"))
def test_a_vocabulary_is_refused_where_the_reader_refuses_it(given: str, _told: str) -> None:
    reader = Reader("vocabulary.yaml")
    read_vocabulary(given, reader)

    compare(vocabulary_schema(EMPTY), given, reader)


@pytest.mark.parametrize(("given", "_told"), cases("item_models"))
def test_a_header_is_refused_where_the_reader_refuses_it(given: str, _told: str) -> None:
    reader = Reader("a-model.jinja")
    read_model("a-model", given, orchestra(), reader)

    # Nothing at all is no header for YAML; for the reader it is one without keys.
    compare(model_schema(orchestra()), split(given)[0].strip() or "{}", reader)


def test_nothing_is_named_beyond_a_schema_that_no_case_shows() -> None:
    """Of every other mistake of the fixtures the schemas have to know."""
    told = "".join(
        case.values[1]  # type: ignore[misc]
        for folder in ("front_matter", "vocabulary", "item_models")
        for case in cases(folder)
    )

    assert [part for part in BEYOND if part not in told] == []


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.stem)
def test_every_page_of_the_site_is_accepted(path: Path) -> None:
    front_matter, _ = split(path.read_text(encoding="utf-8"))

    assert refused(site_schema(), front_matter) == []


@cache
def site_schema() -> Schema:
    vocabulary = vocabulary_of(DOCS)
    return note_schema(vocabulary, notes_of(DOCS, vocabulary))


def test_the_vocabulary_and_the_models_of_the_site_are_accepted() -> None:
    vocabulary = vocabulary_of(DOCS)
    text = (DOCS / "vocabulary.yaml").read_text(encoding="utf-8")
    paths = sorted((TOP / "_templates" / "items").glob("*.jinja"))
    headers = [split(path.read_text(encoding="utf-8"))[0] for path in paths]

    assert refused(vocabulary_schema(vocabulary), text) == []
    assert [refused(model_schema(vocabulary), header) for header in headers] == [[]] * len(paths)


def test_schemas_are_sound() -> None:
    for schema in (
        site_schema(),
        vocabulary_schema(vocabulary_of(DOCS)),
        model_schema(vocabulary_of(DOCS)),
        note_schema(EMPTY, []),
        vocabulary_schema(EMPTY),
        model_schema(EMPTY),
    ):
        Draft7Validator.check_schema(schema)


def test_schemas_have_the_keys_of_the_readers() -> None:
    note = orchestra_schema()["properties"]
    item = note["items"]["anyOf"][0]["items"]["properties"]
    vocabulary = vocabulary_schema(EMPTY)["properties"]

    assert tuple(note) == COMMON_KEYS
    assert tuple(note["status"]["properties"]) == notes.STATUS_KEYS
    assert tuple(item) == items.ITEM_KEYS
    assert tuple(item["calculate"]["properties"]) == items.CALCULATION_KEYS
    assert tuple(vocabulary["fields"]["additionalProperties"]["properties"]) == FIELD_KEYS
    assert tuple(vocabulary["types"]["additionalProperties"]["anyOf"][0]["properties"]) == TYPE_KEYS
    assert tuple(model_schema(EMPTY)["properties"]) == models.MODEL_KEYS


def test_every_key_is_explained() -> None:
    schemas = (orchestra_schema(), vocabulary_schema(EMPTY), model_schema(orchestra()))
    asked = ("given", "ask")  # explained above the types, which say what may stand there

    bare = [name for schema in schemas for name in unexplained(schema) if name not in asked]

    assert bare == []


def unexplained(schema: object) -> list[str]:
    found: list[str] = []
    if isinstance(schema, dict):
        own = schema.get("properties", {}) if schema.get("additionalProperties") is False else {}
        found += [name for name, one in own.items() if one is not True and "description" not in one]
        found += [name for value in schema.values() for name in unexplained(value)]
    elif isinstance(schema, list):
        found += [name for value in schema for name in unexplained(value)]
    return found


def test_a_missing_note_is_no_matter_of_a_schema() -> None:
    """It may be written tomorrow; the build says what is missing today."""
    text = "title: A\ntype: instrument\ndoes: sings\nunlike: {nobody: It hums.}\nleader: nobody"

    assert refused(orchestra_schema(), text) == []


def test_schemas_are_written_where_the_editors_look_for_them(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = (DOCS / "vocabulary.yaml").read_text(encoding="utf-8")
    (tmp_path / "docs" / "vocabulary.yaml").write_text(text, encoding="utf-8")

    written = write_schemas(tmp_path)

    settings = json.loads((TOP / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert text.startswith(f"# yaml-language-server: $schema=../{OUT.as_posix()}/vocabulary.json\n")
    assert {path.as_posix() for path in written} == {
        *settings["yaml.schemas"],
        f"{OUT.as_posix()}/vocabulary.json",
    }
    assert all(json.loads((tmp_path / path).read_text(encoding="utf-8")) for path in written)
