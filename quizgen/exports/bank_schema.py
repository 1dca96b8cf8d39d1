"""The JSON Schema of the canonical bank, read from its types."""

from __future__ import annotations

import json
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from ..canonical import VERSION, BankData

_PLAIN = {str: "string", bool: "boolean", int: "integer"}


def bank_schema() -> str:
    """Write the schema, in the draft 2020-12; every key is required and no other is allowed."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bank of quizgen",
        **_schema(BankData),
        "$defs": {name: _record(one) for name, one in sorted(_records(BankData).items())},
    }
    schema["$defs"]["BankData"]["properties"]["version"] = {"const": VERSION}
    return json.dumps(schema, indent=2) + "\n"


def _schema(wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - any type
    if is_typeddict(wanted):
        return {"$ref": f"#/$defs/{wanted.__name__}"}
    if get_origin(wanted) is list:
        return {"type": "array", "items": _schema(get_args(wanted)[0])}
    if get_origin(wanted) is Literal:
        return {"enum": list(get_args(wanted))}
    return {"type": _PLAIN[wanted]}


def _record(wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - a class of TypedDict
    keys = get_type_hints(wanted)
    return {
        "type": "object",
        "description": " ".join((wanted.__doc__ or "").split()),
        "properties": {key: _schema(one) for key, one in keys.items()},
        "required": list(keys),
        "additionalProperties": False,
    }


def _records(wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - any type
    """Find every record within a type, itself included."""
    if get_origin(wanted) is list:
        return _records(get_args(wanted)[0])
    if not is_typeddict(wanted):
        return {}
    found = {wanted.__name__: wanted}
    for inner in get_type_hints(wanted).values():
        found |= _records(inner)
    return found
